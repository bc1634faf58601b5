"""Making the views again from the journal."""

from __future__ import annotations

from typing import Any

from desktop.journal.encoding import read_fields, read_origin, read_replaces
from desktop.journal.ledger import Chain
from desktop.journal.merge import Event, Views
from desktop.records.journal_tables import chain_and_seq
from sync.batch.operation import ChildOf, Joining


def replay(raw: Any) -> int:
    """Apply every operation to empty views, inside the caller's transaction; returns how many."""
    chains = {
        no: Chain(no, chain_id, space)
        for no, chain_id, space in raw.execute("SELECT no, id, space FROM chain").fetchall()
    }
    views = Views(raw, chains)
    count = 0
    # In the order of the key: a sort of the whole journal would not fit a small laptop.
    for at, lamport, kind, record, origin, fields, replaces in raw.execute(
        "SELECT place, lamport, kind, record, origin, fields, replaces FROM op ORDER BY place"
    ):
        chain_no, seq = chain_and_seq(at)
        views.apply(
            Event(
                (chain_no, seq, lamport),
                kind,
                record,
                identity_of(None if origin is None else read_origin(origin)),
                read_fields(fields),
                read_replaces(replaces),
            )
        )
        chains[chain_no].seq = seq
        count += 1
    return count


def identity_of(origin: ChildOf | Joining | None) -> tuple[bytes, bytes | int] | tuple[()]:
    """What an origin fills into the identity columns."""
    if origin is None:
        return ()
    if isinstance(origin, ChildOf):
        return origin.parent, origin.ordinal
    return origin.first, origin.second
