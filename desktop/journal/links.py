"""How far each chain's batches are known here: what the next one must continue."""

from __future__ import annotations

from sqlalchemy import Connection

from desktop.journal import meta
from sync.batch.header import Link


def link_of(connection: Connection, chain: bytes) -> Link | None:
    """The chain as its last batch left it; None when no batch of it was ever seen.

    For a chain of this laptop that has no batch yet: the start of it, opened
    by nobody so far.
    """
    found = connection.exec_driver_sql(
        "SELECT space, public_key, opener, batch_number, batch_seq, batch_hash "
        "FROM chain WHERE id = ?",
        (chain,),
    ).first()
    if found is None or found[1] is None:
        return None
    space, public_key, opener, number, seq, last_hash = found
    return Link(
        programme=meta.get(connection, meta.PROGRAMME) or b"",
        space=space,
        chain_pub=public_key,
        opener=opener or b"",
        demo=meta.get(connection, meta.DEMONSTRATION) == b"1",
        number=number,
        next_seq=seq + 1,
        last_hash=last_hash,
    )


def keep_link(connection: Connection, link: Link) -> None:
    """Remember how far a chain's batches have come, inside the caller's transaction.

    The chain itself must be known; `receive` sees to that.
    """
    connection.exec_driver_sql(
        "UPDATE chain SET public_key = ?, opener = ?, batch_number = ?, batch_seq = ?, "
        "batch_hash = ? WHERE id = ?",
        (link.chain_pub, link.opener, link.number, link.next_seq - 1, link.last_hash, link.chain),
    )
    if link.number:
        connection.exec_driver_sql(
            "INSERT INTO taken (chain, number, hash) VALUES (?, ?, ?) ON CONFLICT DO NOTHING",
            (link.chain, link.number, link.last_hash),
        )


def hash_at(connection: Connection, chain: bytes, number: int) -> bytes | None:
    """The hash of a chain's batch that was sealed or taken in here, None for no such batch."""
    found = connection.exec_driver_sql(
        "SELECT hash FROM taken WHERE chain = ? AND number = ?", (chain, number)
    ).scalar()
    return None if found is None else bytes(found)
