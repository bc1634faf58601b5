"""What handing a group over writes: the points, and who leads afterwards. One commit each.

Used by who hands over (`handover`) and by who takes another's place (`revocation`).
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from enum import IntEnum
from typing import TYPE_CHECKING

from desktop.changes import Changes
from desktop.programme.schema import GROUP, HANDOVER, HANDOVER_ITEM, SESSION
from desktop.programme.vocabulary import HandoverSort, HandoverState, SessionState
from desktop.services.open_points import OpenPoint

if TYPE_CHECKING:
    from sqlalchemy import Connection

    from desktop.journal.journal import Journal


class Seat(IntEnum):
    """Which place of a group somebody takes: the numbers of HANDOVER's `role`."""

    LEADS = 0
    ASSISTS = 1

    @property
    def column(self) -> str:
        return ("facilitator", "cofacilitator")[self]


@dataclass(frozen=True, slots=True)
class Passing:
    """Who hands which place of a group to whom, on what day. `giver` None: nobody known here."""

    group: bytes
    giver: bytes | None
    receiver: bytes
    seat: Seat
    on: date
    note: str = ""


def begin(
    journal: Journal, passing: Passing, points: Iterable[OpenPoint], more: Sequence[str] = ()
) -> Changes:
    """Record a handover with its points, numbered from 1; `created[0]` is its id."""
    changes = journal.record(
        HANDOVER.new(
            grp=passing.group,
            giver=passing.giver,
            receiver=passing.receiver,
            role=passing.seat,
            on_date=passing.on.isoformat(),
            state=HandoverState.OPEN,
            note=passing.note.strip() or None,
        )
    )
    said: list[dict[str, object]] = [
        {
            "sort": point.sort,
            "about": point.about,
            "text": None,
            "due": point.due.isoformat() if point.due else None,
        }
        for point in points
    ]
    said += [{"sort": HandoverSort.OTHER, "text": text} for text in more]
    handover = changes.created[0]
    return changes | journal.record(
        *(HANDOVER_ITEM.child(handover, n, **values) for n, values in enumerate(said, 1))
    )


_SEATS = "SELECT facilitator, cofacilitator FROM grp WHERE id = ?"
_NAMED = """
SELECT id, lead, colead FROM session
WHERE grp = ?1 AND coalesce(state, 0) = ?2 AND ?3 IN (lead, colead) AND NOT deleted
"""


def seats(connection: Connection, group: bytes) -> tuple[bytes | None, bytes | None]:
    """Who leads a group and who assists."""
    row = connection.exec_driver_sql(_SEATS, (group,)).fetchone()
    return (row[0], row[1]) if row else (None, None)


def seated(now: tuple[bytes | None, bytes | None], seat: Seat, who: bytes) -> list[bytes | None]:
    """Who leads and who assists once somebody takes a seat; the one left behind stays empty."""
    after = [None if one == who else one for one in now]
    after[seat] = who
    return after


def take_seat(journal: Journal, group: bytes, seat: Seat, who: bytes) -> Changes:
    """Seat somebody; planned meetings that named who sat there follow the group again."""
    connection = journal.connection
    now = seats(connection, group)
    lead, colead = seated(now, seat, who)
    changes = journal.record(GROUP.of(group, facilitator=lead, cofacilitator=colead))
    left = {who, now[seat]}
    for session, *named in connection.exec_driver_sql(
        _NAMED, (group, SessionState.PLANNED, now[seat])
    ).fetchall():
        follow = {
            column: None
            for column, member in zip(("lead", "colead"), named, strict=True)
            if member in left
        }
        changes |= journal.record(SESSION.of(session, **follow))
    return changes


def withdraw_open(journal: Journal, group: bytes, about: set[bytes], but: bytes) -> bool:
    """Take back what is open with these people; whether one to the member `but` stays open."""
    kept = False
    for handover, giver, receiver in journal.connection.exec_driver_sql(
        "SELECT id, giver, receiver FROM handover"
        " WHERE grp = ? AND coalesce(state, 0) = ? AND NOT deleted",
        (group, HandoverState.OPEN),
    ).fetchall():
        if receiver == but:
            kept = True
        elif {giver, receiver} & about:
            journal.record(HANDOVER.of(handover, state=HandoverState.WITHDRAWN))
    return kept
