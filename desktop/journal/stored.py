"""Operations read back from the journal exactly as they were made."""

from __future__ import annotations

from collections.abc import Iterator

from sqlalchemy import Connection

from desktop.journal.encoding import read_fields, read_origin, read_replaces
from desktop.records.journal_tables import chain_and_seq, place
from sync.batch.operation import ChildOf, Clock, Joining, Operation

_SELECT = (
    "SELECT op.place, op.lamport, author.account, op.at_ms, clock.boot, clock.offset_ms, op.kind, "
    "op.record, op.origin, op.fields, op.replaces, op.ends_commit "
    "FROM op JOIN author ON author.no = op.author_no JOIN clock ON clock.no = op.clock_no "
    "WHERE op.place BETWEEN ? AND ? ORDER BY op.place"
)


def read_operations(
    connection: Connection, chain: bytes, first_seq: int, last_seq: int
) -> Iterator[tuple[Operation, ChildOf | Joining | None]]:
    """Operations of a chain in order, each with its record's origin unless it was born."""
    chain_ids: dict[int, bytes] = {}
    no = connection.exec_driver_sql("SELECT no FROM chain WHERE id = ?", (chain,)).scalar()
    if no is None:
        return
    for row in connection.exec_driver_sql(_SELECT, (place(no, first_seq), place(no, last_seq))):
        replaces = read_replaces(row[10])
        for of, _ in replaces:
            if of not in chain_ids:
                chain_ids[of] = connection.exec_driver_sql(
                    "SELECT id FROM chain WHERE no = ?", (of,)
                ).scalar_one()
        yield (
            Operation(
                chain=chain,
                seq=chain_and_seq(row[0])[1],
                lamport=row[1],
                author=row[2],
                at_ms=row[3],
                clock=Clock(row[4], row[5]),
                kind=row[6],
                record=row[7],
                fields=read_fields(row[9]),
                replaces=tuple((chain_ids[of], seq) for of, seq in replaces),
                ends_commit=bool(row[11]),
            ),
            None if row[8] is None else read_origin(row[8]),
        )
