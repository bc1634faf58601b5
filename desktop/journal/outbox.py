"""Sealed batches of this laptop and three facts about each: written out, sent, received.

"Sent" says that the bytes were handed over whole; only a verified, signed
receipt makes "received". Bytes are kept: a restored server asks again.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import TYPE_CHECKING

from sqlalchemy import Connection

if TYPE_CHECKING:
    from desktop.journal.open_vault import OpenVault

_COLUMNS = "hash, kind, space, chain, number, first_seq, count"


@dataclass(frozen=True, slots=True)
class Sealed:
    """A sealed batch. `count` operations from `first_seq`, 0 in other kinds than records."""

    hash: bytes
    kind: int
    space: bytes
    chain: bytes
    number: int
    first_seq: int
    count: int


def keep_batch(connection: Connection, sealed: Sealed, data: bytes, now_ms: int) -> None:
    """Keep a batch's exact bytes, inside the caller's transaction."""
    connection.exec_driver_sql(
        f"INSERT INTO batch ({_COLUMNS}, bytes, sealed_ms) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)",  # noqa: S608
        (
            sealed.hash,
            sealed.kind,
            sealed.space,
            sealed.chain,
            sealed.number,
            sealed.first_seq,
            sealed.count,
            data,
            now_ms,
        ),
    )


def unwritten(vault: OpenVault) -> list[Sealed]:
    """Batches that are not known to lie in the outbox folder, in the order they were sealed."""
    return _listed(vault, "written_ms IS NULL AND received_ms IS NULL")


def unreceived(vault: OpenVault) -> list[Sealed]:
    """Batches that no receipt covers, in the order they were sealed."""
    return _listed(vault, "received_ms IS NULL")


def batches_after(vault: OpenVault, chain: bytes, number: int) -> list[Sealed]:
    """What a server needs again that knows the chain up to batch `number` only."""
    return _listed(vault, "chain = ? AND number > ?", (chain, number))


def names(vault: OpenVault) -> frozenset[str]:
    """How the files of all batches kept here are called, without their ending."""
    with vault.read() as connection:
        return frozenset(
            hash_.hex() for (hash_,) in connection.exec_driver_sql("SELECT hash FROM batch")
        )


def without_operations(vault: OpenVault) -> tuple[int, int, int]:
    """Batches of other kinds than records: waiting, sent without a receipt, received."""
    with vault.read() as connection:
        waiting, sent, received = connection.exec_driver_sql(
            "SELECT count(*) FILTER (WHERE sent_ms IS NULL AND received_ms IS NULL), "
            "count(*) FILTER (WHERE sent_ms IS NOT NULL AND received_ms IS NULL), "
            "count(*) FILTER (WHERE received_ms IS NOT NULL) FROM batch WHERE count = 0"
        ).one()
    return waiting, sent, received


def bytes_of(vault: OpenVault, hash_: bytes) -> bytes:
    """A batch's file. Raises: KeyError."""
    with vault.read() as connection:
        data = connection.exec_driver_sql(
            "SELECT bytes FROM batch WHERE hash = ?", (hash_,)
        ).scalar()
    if data is None:
        raise KeyError(hash_.hex())
    return bytes(data)


def mark_written(vault: OpenVault, hashes: Iterable[bytes]) -> None:
    """These lie durably in the outbox folder."""
    _mark(vault, "written_ms", hashes)


def mark_sent(vault: OpenVault, hashes: Iterable[bytes]) -> None:
    """These were handed whole to a server or a stick."""
    _mark(vault, "sent_ms", hashes)


def mark_received(vault: OpenVault, chain: bytes, number: int) -> None:
    """A verified receipt covers the chain's batches up to `number`."""
    with vault.transaction() as connection:
        connection.exec_driver_sql(
            "UPDATE batch SET received_ms = ? "
            "WHERE chain = ? AND number <= ? AND received_ms IS NULL",
            (vault.clock.now_ms(), chain, number),
        )


def _mark(vault: OpenVault, fact: str, hashes: Iterable[bytes]) -> None:
    """The first time counts: sent again, a batch was still sent then."""
    now_ms = vault.clock.now_ms()
    with vault.transaction() as connection:
        for hash_ in hashes:
            connection.exec_driver_sql(
                f"UPDATE batch SET {fact} = ? WHERE hash = ? AND {fact} IS NULL",  # noqa: S608
                (now_ms, hash_),
            )


def _listed(vault: OpenVault, where: str, values: tuple[object, ...] = ()) -> list[Sealed]:
    with vault.read() as connection:
        return [
            Sealed(*row)
            for row in connection.exec_driver_sql(
                f"SELECT {_COLUMNS} FROM batch WHERE {where} ORDER BY rowid",  # noqa: S608
                values,
            )
        ]
