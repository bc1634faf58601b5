"""What was written here and lies in no batch yet, and how far everything written here has come."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING

from sqlalchemy import Connection

from desktop.journal import meta
from desktop.journal.links import keep_link, link_of
from desktop.journal.origins import Origins
from desktop.journal.outbox import Sealed, keep_batch
from desktop.journal.stored import read_operations
from desktop.records.journal_tables import SEQ_MAX, chain_and_seq, place
from sync.batch.header import BatchKind, Link
from sync.batch.heads import NO_HEAD
from sync.batch.keys import batch_hash
from sync.batch.limits import BATCH_MAX_OPERATIONS, BATCH_TARGET_BYTES
from sync.batch.operation import Operation, Origin
from sync.batch.reason import Reason

if TYPE_CHECKING:
    from desktop.journal.open_vault import OpenVault

VALUES_MAX_BYTES = 2 * BATCH_TARGET_BYTES
"""Values as they lie in the file; packed they take about half."""


@dataclass(frozen=True)
class Unsealed:
    """Whole commits of one author that come next in a chain of this laptop.

    Attributes:
        link: what the batch must continue. Its opener is b"" before the first batch:
            that is then whoever seals it.
        chain_seed: the Ed25519 seed of the chain's key.
        origins: of every record the operations name, parents included.
        run_secret: salts the operations' hashes.
        head_before, head_after: the chain's head on either side.
        signature: the author's over commit_message(chain, last seq, head_after).
    """

    link: Link
    author: bytes
    operations: tuple[Operation, ...]
    origins: Mapping[bytes, Origin]
    head_before: bytes
    head_after: bytes
    signature: bytes
    chain_seed: bytes = field(repr=False)
    run_secret: bytes = field(repr=False)


def next_unsealed(
    vault: OpenVault,
    max_operations: int = BATCH_MAX_OPERATIONS,
    max_values_bytes: int = VALUES_MAX_BYTES,
) -> Unsealed | None:
    """The next batch's worth of operations, None when everything is sealed.

    Ends where the author or the run changes and before it passes either limit;
    a single commit is never cut. Ask again after `keep_sealed`. What a new incarnation
    holds back (incarnation.py) does not come.
    """
    with vault.read() as connection:
        held = meta.get(connection, meta.HELD) is not None
        found = connection.exec_driver_sql(
            "SELECT no, id, seed, batch_seq FROM chain WHERE seed IS NOT NULL "
            "AND (NOT ? OR incarnation = ?) AND EXISTS "
            "(SELECT 1 FROM op WHERE place BETWEEN (no << 40) + batch_seq + 1 "
            "AND (no + 1 << 40) - 1 AND head IS NOT NULL) "
            "ORDER BY no LIMIT 1",
            (held, meta.get(connection, meta.INCARNATION)),
        ).first()
        if found is None:
            return None
        chain_no, chain, seed, batch_seq = found
        last = _last_of_batch(connection, chain_no, batch_seq, max_operations, max_values_bytes)
        rows = list(read_operations(connection, chain, batch_seq + 1, last))
        ops = tuple(op for op, _ in rows)
        told = {op.record: origin for op, origin in rows if origin is not None}
        link = link_of(connection, chain)
        if link is None:
            raise LookupError("a chain of this laptop has lost its key")
        head_after, signature = connection.exec_driver_sql(
            "SELECT head, signature FROM op WHERE place = ?", (place(chain_no, last),)
        ).one()
        head_before = connection.exec_driver_sql(
            "SELECT head FROM op WHERE place = ?", (place(chain_no, batch_seq),)
        ).scalar()
        return Unsealed(
            link=link,
            author=ops[0].author,
            operations=ops,
            origins=Origins(connection).behind(ops, told),
            head_before=head_before or NO_HEAD,
            head_after=head_after,
            signature=signature,
            chain_seed=seed,
            run_secret=connection.exec_driver_sql(
                "SELECT secret FROM run WHERE chain_no = ? AND first_seq <= ? "
                "ORDER BY first_seq DESC LIMIT 1",
                (chain_no, batch_seq + 1),
            ).scalar_one(),
        )


def _last_of_batch(
    connection: Connection, chain_no: int, after: int, max_operations: int, max_values: int
) -> int:
    """The last seq of the commits that fit; at least one commit."""
    ends = connection.exec_driver_sql(
        "SELECT min(first_seq) FROM run WHERE chain_no = ? AND first_seq > ?",
        (chain_no, after + 1),
    ).scalar()
    last, size = after, 0
    for at, length, ends_commit in connection.exec_driver_sql(
        "SELECT place, length(fields), ends_commit FROM op WHERE place BETWEEN ? AND ? "
        "ORDER BY place",
        (place(chain_no, after + 1), place(chain_no, SEQ_MAX if ends is None else ends - 1)),
    ):
        _, seq = chain_and_seq(at)
        size += length
        fits = seq - after <= max_operations and size <= max_values
        if not fits and last > after:
            break
        if ends_commit:
            last = seq
            if not fits:
                break
    return last


def keep_sealed(vault: OpenVault, unsealed: Unsealed, data: bytes, opener: bytes) -> Sealed:
    """Commit a sealed batch's bytes: from now on these are sent, however often it is tried.

    Args:
        data: the whole file.
        opener: account id of who sealed the chain's first batch.

    Raises: ValueError when other operations of the chain were sealed meanwhile.
    """
    link = replace(
        unsealed.link,
        opener=opener,
        number=unsealed.link.number + 1,
        next_seq=unsealed.operations[-1].seq + 1,
        last_hash=batch_hash(data),
    )
    sealed = Sealed(
        hash=link.last_hash,
        kind=BatchKind.RECORDS,
        space=link.space,
        chain=link.chain,
        number=link.number,
        first_seq=unsealed.link.next_seq,
        count=len(unsealed.operations),
    )
    with vault.transaction() as connection:
        now = link_of(connection, link.chain)
        if now is None or now.number != unsealed.link.number:
            raise ValueError("the chain went on since")
        keep_batch(connection, sealed, data, vault.clock.now_ms())
        keep_link(connection, link)
        vault.ledger().by_id[link.chain].batch_seq = link.next_seq - 1
    return sealed


@dataclass(frozen=True, slots=True)
class Facts:
    """Counts for the sync page. The first six are operations, the rest what needs somebody.

    Attributes:
        saved: committed on this laptop; each is in exactly one of the next four.
        today: of those, since the moment that was asked for.
        gaps: batches put aside that wait for an earlier one.
        quarantined: batches put aside for any other reason.
        conflicts: fields with differing values that nobody has settled.
    """

    saved: int
    unsealed: int
    sealed: int
    sent: int
    received: int
    today: int
    gaps: int
    quarantined: int
    conflicts: int


def facts(vault: OpenVault, day_began_ms: int | None = None) -> Facts:
    """Count everything anew. `day_began_ms`: today's local midnight; without it `today` is 0."""
    with vault.read() as connection:
        saved, unsealed = connection.exec_driver_sql(
            "SELECT coalesce(sum(last), 0), coalesce(sum(max(last - batch_seq, 0)), 0) FROM ("
            "SELECT batch_seq, coalesce((SELECT max(place) - (no << 40) FROM op "
            "WHERE place BETWEEN no << 40 AND (no + 1 << 40) - 1), 0) AS last "
            "FROM chain WHERE seed IS NOT NULL)"
        ).one()
        today = 0
        if day_began_ms is not None:
            # From the end backwards to the first that is older: never the whole chain.
            today = connection.exec_driver_sql(
                "SELECT coalesce(sum((SELECT max(place) FROM op WHERE place BETWEEN no << 40 "
                "AND (no + 1 << 40) - 1) - coalesce((SELECT place FROM op WHERE place BETWEEN "
                "no << 40 AND (no + 1 << 40) - 1 AND at_ms < ? ORDER BY place DESC LIMIT 1), "
                "no << 40)), 0) FROM chain WHERE seed IS NOT NULL",
                (day_began_ms,),
            ).scalar_one()
        sent, received = connection.exec_driver_sql(
            "SELECT coalesce(sum(count) FILTER "
            "(WHERE sent_ms IS NOT NULL AND received_ms IS NULL), 0), "
            "coalesce(sum(count) FILTER (WHERE received_ms IS NOT NULL), 0) FROM batch"
        ).one()
        gaps, aside = connection.exec_driver_sql(
            "SELECT count(*) FILTER (WHERE reason = ?), count(*) FROM quarantine",
            (Reason.GAP.name,),
        ).one()
        conflicts = connection.exec_driver_sql("SELECT count(*) FROM conflict").scalar_one()
    return Facts(
        saved=saved,
        unsealed=unsealed,
        sealed=saved - unsealed - sent - received,
        sent=sent,
        received=received,
        today=today,
        gaps=gaps,
        quarantined=aside - gaps,
        conflicts=conflicts,
    )
