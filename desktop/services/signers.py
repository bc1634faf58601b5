"""Whose operations say what a record of the shared vault shows: everybody may write there."""

from __future__ import annotations

from itertools import chain
from typing import TYPE_CHECKING

from desktop.journal.encoding import read_heads
from desktop.records.journal_tables import place

if TYPE_CHECKING:
    from sqlalchemy import Connection

    from sync.batch.roster import Roster


def signers(connection: Connection, heads: bytes, register: int | None = None) -> set[bytes]:
    """The accounts behind a row, or behind one of its registers; `heads` is its column."""
    standing = read_heads(heads)
    shown = standing.values() if register is None else [standing.get(register, [])]
    found: set[bytes] = set()
    for chain_no, seq, _lamport in chain.from_iterable(shown):
        account = connection.exec_driver_sql(
            "SELECT account FROM op JOIN author ON author.no = op.author_no WHERE op.place = ?",
            (place(chain_no, seq),),
        ).scalar()
        found.add(bytes(account or b""))
    return found


def coordinates(roster: Roster, account: bytes) -> bool:
    """Also of who did so once: what was told stays told."""
    member = roster.member(account)
    return member is not None and member.coordinator
