"""Reading handovers: one with its points as they stand now, a group's, and what Today tells."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING, Any, NamedTuple

from desktop.programme.codes import day as read_day
from desktop.programme.codes import known
from desktop.programme.happenings import SORT_WORDS
from desktop.programme.roles import Role
from desktop.programme.schema import HANDOVER
from desktop.programme.vocabulary import HandoverSort, HandoverState, IncidentSort
from desktop.services import roster as rosters
from desktop.services.home import own_member, require_known
from desktop.services.open_points import (
    TOLD,
    OpenPoint,
    again_of,
    at_desk,
    call_of,
    meeting_of,
    order_of,
    referral_of,
)
from desktop.services.passing_on import Seat
from desktop.services.refusals import NotFound
from desktop.trouble import Message, say

if TYPE_CHECKING:
    from sqlalchemy import Connection

    from desktop.services.entrance import Desk


@dataclass(frozen=True, slots=True)
class HandoverPoint:
    """One point. `accepted_on` None with `note` not None: the receiver needs to talk about it.

    `resolved`: what it is about is open no more, so nobody has to accept it.
    """

    ordinal: int
    sort: HandoverSort
    what: Message
    hint: Message | None
    accepted_on: date | None
    note: str | None
    resolved: bool

    @property
    def waits(self) -> bool:
        return self.accepted_on is None and not self.resolved

    @property
    def to_talk(self) -> bool:
        return self.waits and self.note is not None


class HandoverLine(NamedTuple):
    """One handover in a list; names are nicknames."""

    id: bytes
    group: bytes
    group_name: str
    giver: str
    receiver: str
    seat: Seat
    on: date | None
    state: HandoverState


@dataclass(frozen=True, slots=True)
class Handover:
    """One handover as whoever sits here sees it.

    Attributes:
        receiver: her or his member record.
        later: points that came up since; they come with the group.
        to_accept: it is this person who receives it.
        may_withdraw: this person gave it, or coordinates.
        receiver_gone: the receiver has no access any more.
        disputed: two laptops answered differently, e.g. accepted here and withdrawn there.
    """

    line: HandoverLine
    receiver: bytes
    note: str
    points: tuple[HandoverPoint, ...]
    later: tuple[OpenPoint, ...]
    to_accept: bool
    may_withdraw: bool
    receiver_gone: bool
    disputed: bool

    @property
    def waiting(self) -> tuple[HandoverPoint, ...]:
        return tuple(point for point in self.points if point.waits)


class Row(NamedTuple):
    """A handover as it is stored, with the accounts of both in hex."""

    line: HandoverLine
    giver: bytes | None
    receiver: bytes | None
    giver_account: str
    receiver_account: str
    note: str
    disputed: bool


_HANDOVERS = """
SELECT h.id, h.grp, coalesce(g.name, ''), h.giver, h.receiver, coalesce(h.role, 0), h.on_date,
       h.state, h.note, coalesce(gm.nickname, ''), coalesce(gm.account, ''),
       coalesce(rm.nickname, ''), coalesce(rm.account, ''),
       EXISTS (SELECT 1 FROM conflict c
               WHERE c.kind = ?1 AND c.record = h.id AND c.register = ?2)
FROM handover h
JOIN grp g ON g.id = h.grp AND NOT g.deleted
LEFT JOIN member gm ON gm.id = h.giver
LEFT JOIN member rm ON rm.id = h.receiver
WHERE NOT h.deleted AND (?3 IS NULL OR h.id = ?3) AND (?4 IS NULL OR h.grp = ?4)
ORDER BY h.on_date DESC, h.id
"""
_STATE_REGISTER = HANDOVER.register_of("state").number

_POINTS = """
SELECT i.ordinal, i.sort, i.about, i.text, i.accepted_on, i.accepted_note,
       coalesce(p.folio, op.folio, rp.folio, ''), n.sort, s.ordinal, s.date
FROM handover_item i
LEFT JOIN participant p ON p.id = i.about
LEFT JOIN court_order o ON o.id = i.about
LEFT JOIN participant op ON op.id = o.participant
LEFT JOIN referral r ON r.id = i.about
LEFT JOIN participant rp ON rp.id = r.participant
LEFT JOIN incident n ON n.id = i.about
LEFT JOIN session s ON s.id = coalesce(n.session, i.about)
WHERE i.handover = ? AND NOT i.deleted
ORDER BY i.ordinal
"""


def get(desk: Desk, handover: bytes, today: date) -> Handover:
    """One handover, each point as it stands today. Raises: NotFound."""
    with desk.work.read() as connection:
        row = next(rows(connection, handover=handover), None)
        if row is None:
            raise NotFound
        stored = connection.exec_driver_sql(_POINTS, (handover,)).fetchall()
    found = at_desk(desk, row.line.group, today)
    now = {point.key: point for point in found}
    told = {(known(HandoverSort, each[1]), each[2]) for each in stored}
    is_open = row.line.state is HandoverState.OPEN
    return Handover(
        line=row.line,
        receiver=row.receiver or b"",
        note=row.note,
        points=tuple(_point(each, now) for each in stored),
        later=tuple(p for p in found if p.offered and p.key not in told) if is_open else (),
        to_accept=is_open and row.receiver_account == desk.me.hex(),
        may_withdraw=is_open and may_take_back(desk, row),
        receiver_gone=_gone(desk, row.receiver_account),
        disputed=row.disputed,
    )


def of_group(desk: Desk, group: bytes) -> tuple[HandoverLine, ...]:
    """Every handover of a group, the newest first. Raises: NotFound."""
    with desk.work.read() as connection:
        require_known(connection, "grp", group)
        return tuple(row.line for row in rows(connection, group=group))


def rows(
    connection: Connection, *, handover: bytes | None = None, group: bytes | None = None
) -> Iterator[Row]:
    """Handovers as they are stored, the newest first; all of them without a choice."""
    for row in connection.exec_driver_sql(
        _HANDOVERS, (HANDOVER.number, _STATE_REGISTER, handover, group)
    ).fetchall():
        line = HandoverLine(
            id=bytes(row[0]),
            group=bytes(row[1]),
            group_name=row[2],
            giver=row[9],
            receiver=row[11],
            seat=known(Seat, row[5]) or Seat.LEADS,
            on=read_day(row[6]),
            state=known(HandoverState, row[7]) or HandoverState.OPEN,
        )
        yield Row(line, row[3], row[4], row[10], row[12], row[8] or "", bool(row[13]))


def may_take_back(desk: Desk, row: Row) -> bool:
    """Whoever gave it, or coordinates."""
    return desk.role is Role.COORDINATOR or row.giver_account == desk.me.hex()


def may_hand_over(desk: Desk, group: bytes) -> bool:
    """Whoever leads or assists the group, or coordinates."""
    if desk.role is Role.COORDINATOR:
        return True
    with desk.work.read() as connection:
        me = own_member(connection, desk.work)
        return me is not None and bool(
            connection.exec_driver_sql(
                "SELECT 1 FROM grp WHERE id = ?1 AND ?2 IN (facilitator, cofacilitator)",
                (group, me),
            ).fetchone()
        )


def _gone(desk: Desk, account: str) -> bool:
    if desk.shared is None or not account:
        return False
    return rosters.known(desk.shared).roster.revoked(bytes.fromhex(account))


def _point(row: Any, now: Mapping[tuple[HandoverSort, bytes], OpenPoint]) -> HandoverPoint:
    ordinal, code, about, text, accepted_on, note = row[:6]
    sort = known(HandoverSort, code) or HandoverSort.OTHER
    stands = now.get((sort, bytes(about))) if about else None
    return HandoverPoint(
        ordinal=ordinal,
        sort=sort,
        what=stands.what if stands else _remembered(sort, text or "", row),
        hint=stands.hint if stands else None,
        accepted_on=read_day(accepted_on),
        note=note,
        resolved=stands is None and about is not None and sort in TOLD,
    )


def _remembered(sort: HandoverSort, text: str, row: Any) -> Message:
    """What a point was about, from the record alone; nothing was copied but free words."""
    folio, incident, ordinal, on = row[6:10]
    meeting = meeting_of(ordinal or 0, read_day(on))
    match sort:
        case HandoverSort.CALL:
            return call_of(folio)
        case HandoverSort.ORDER:
            return order_of(folio)
        case HandoverSort.INCIDENT:
            return SORT_WORDS[known(IncidentSort, incident) or IncidentSort.OTHER]
        case HandoverSort.WORRY:
            return say("Una preocupación: {meeting}", meeting=meeting)
        case HandoverSort.DATE:
            return meeting
        case HandoverSort.PLAN:
            return say("Folio {folio}: plan de seguridad", folio=folio)
        case HandoverSort.REFERRAL:
            return referral_of(folio)
        case HandoverSort.OTHER:
            if not text and folio:
                return again_of(folio)
            return say("{words}", words=text) if text else say("Algo que esta versión no conoce")
