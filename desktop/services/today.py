"""What a facilitator sees first: the next meeting, what needs attention, the week.

People appear by folio alone. Whoever leads groups sees those; whoever leads none
(a coordinator) sees every group of the vault.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta
from typing import TYPE_CHECKING

from desktop.programme.codes import day as read_day
from desktop.programme.codes import session_state
from desktop.programme.greeting import PartOfDay, part_of_day
from desktop.programme.schema import MAKE_UP_FROM
from desktop.programme.text import collate
from desktop.programme.vocabulary import SessionState
from desktop.services import today_attention
from desktop.services.home import own_member
from desktop.services.today_attention import Attention, AttentionKind
from desktop.trouble import say

if TYPE_CHECKING:
    from sqlalchemy import Connection

    from desktop.journal.open_vault import OpenVault
    from desktop.services.entrance import Desk

WEEK_DAYS = 7
OVERDUE_DAYS = 21
"""How long a meeting that nobody ended is called to mind."""
CLOSED_DAYS = 30
"""How long after a group closed whoever was not looked for stays here: closing loses nobody."""


@dataclass(frozen=True, slots=True)
class WeekItem:
    """One meeting of the seven days that begin today."""

    session: bytes
    group: bytes
    group_name: str
    ordinal: int
    date: date
    start_minute: int
    state: SessionState


@dataclass(frozen=True, slots=True)
class NextMeeting:
    """The meeting that the big button opens. `held` counts the group's meetings so far."""

    session: bytes
    group: bytes
    group_name: str
    ordinal: int
    sessions: int
    held: int
    theme: str
    date: date
    start_minute: int
    minutes: int
    place: str
    people: int
    is_today: bool


@dataclass(frozen=True, slots=True)
class Today:
    """`next` is None when nothing is planned; `groups` tells an empty vault from a quiet one."""

    part_of_day: PartOfDay
    date: date
    next: NextMeeting | None
    attention: tuple[Attention, ...]
    week: tuple[WeekItem, ...]
    groups: int


@dataclass(frozen=True, slots=True)
class _Meeting:
    session: bytes
    group: bytes
    group_name: str
    ordinal: int
    date: date
    start_minute: int
    minutes: int
    state: SessionState
    own: bool

    @property
    def end_minute(self) -> int:
        return self.start_minute + self.minutes


_MEETINGS = """
SELECT s.id, s.grp, g.name, s.ordinal, s.date,
       coalesce(s.start_minute, g.start_minute, 0), coalesce(s.minutes, g.minutes, 0),
       coalesce(s.state, 0),
       ? IN (coalesce(s.lead, g.facilitator), coalesce(s.colead, g.cofacilitator),
             g.facilitator, g.cofacilitator)
FROM grp g
JOIN session s ON s.grp = g.id AND NOT s.deleted
WHERE NOT g.deleted AND NOT coalesce(g.closed, 0)
  AND s.date >= ? AND (s.date < ? OR coalesce(s.state, 0) = 0)
ORDER BY s.date, 6, g.name, s.id
"""

_JUST_CLOSED = """
SELECT g.id, ? IN (g.facilitator, g.cofacilitator)
FROM grp g
WHERE NOT g.deleted AND g.closed AND g.closed_on >= ?
"""

_NEXT_DETAILS = """
SELECT g.sessions, s.theme, coalesce(s.place, g.place),
       (SELECT count(DISTINCT h.ordinal % 1000) FROM session h
        WHERE h.grp = g.id AND h.state = 1 AND NOT h.deleted),
       (SELECT count(*) FROM enrolment e
        JOIN participant p ON p.id = e.participant AND NOT p.deleted
        WHERE e.grp = g.id AND e.state = 1 AND NOT e.deleted)
FROM session s JOIN grp g ON g.id = s.grp
WHERE s.id = ?
"""


def today(work: OpenVault, now: datetime) -> Today:
    """What matters at `now`, a local time of the laptop's clock."""
    day = now.date()
    with work.read() as connection:
        meetings = _meetings(connection, work, day)
        upcoming = _next_of(meetings, now)
        groups = {meeting.group for meeting in meetings}
        return Today(
            part_of_day=part_of_day(now.hour),
            date=day,
            next=_next_meeting(connection, upcoming, day) if upcoming else None,
            attention=(
                *today_attention.calls(
                    connection, groups | _just_closed(connection, work, meetings, day), day
                ),
                *_left_open(meetings, day),
                *today_attention.without_group(connection),
                *today_attention.may_help(connection, groups, day),
            ),
            week=tuple(_week(meetings, day)),
            groups=connection.exec_driver_sql(
                "SELECT count(*) FROM grp WHERE NOT deleted"
            ).scalar_one(),
        )


def whole(desk: Desk, now: datetime) -> Today:
    """The same, with what the other parts have for this desk."""
    found = today(desk.work, now)
    others = today_attention.of_others(desk, found.date)
    return replace(found, attention=today_attention.in_order((*others, *found.attention)))


def _meetings(connection: Connection, work: OpenVault, day: date) -> list[_Meeting]:
    """Meetings from the recent past on, of one's own groups when there are any."""
    rows = connection.exec_driver_sql(
        _MEETINGS,
        (
            own_member(connection, work),
            (day - timedelta(days=OVERDUE_DAYS)).isoformat(),
            (day + timedelta(days=WEEK_DAYS)).isoformat(),
        ),
    ).fetchall()
    meetings = [
        _Meeting(
            row[0],
            row[1],
            row[2] or "",
            row[3],
            on,
            row[5],
            row[6],
            session_state(row[7]),
            bool(row[8]),
        )
        for row in rows
        if (on := read_day(row[4])) is not None
    ]
    own = [meeting for meeting in meetings if meeting.own]
    return own or meetings


def _just_closed(
    connection: Connection, work: OpenVault, meetings: Sequence[_Meeting], day: date
) -> set[bytes]:
    """Groups that closed lately: one's own, or all for whoever leads none."""
    since = (day - timedelta(days=CLOSED_DAYS)).isoformat()
    rows = connection.exec_driver_sql(
        _JUST_CLOSED, (own_member(connection, work), since)
    ).fetchall()
    own = {row[0] for row in rows if row[1]}
    leads = bool(own) or any(meeting.own for meeting in meetings)
    return own if leads else {row[0] for row in rows}


def _next_of(meetings: Sequence[_Meeting], now: datetime) -> _Meeting | None:
    """Today's meeting that is on or to come; else today's last not ended; else the next day's."""
    planned = [m for m in meetings if m.state is SessionState.PLANNED and m.date >= now.date()]
    of_today = [m for m in planned if m.date == now.date()]
    minute = now.hour * 60 + now.minute
    on_or_to_come = [m for m in of_today if m.end_minute > minute]
    if on_or_to_come:
        return on_or_to_come[0]
    if of_today:
        return of_today[-1]
    return planned[0] if planned else None


def _next_meeting(connection: Connection, meeting: _Meeting, day: date) -> NextMeeting:
    sessions, theme, place, held, people = connection.exec_driver_sql(
        _NEXT_DETAILS, (meeting.session,)
    ).one()
    return NextMeeting(
        session=meeting.session,
        group=meeting.group,
        group_name=meeting.group_name,
        ordinal=meeting.ordinal,
        sessions=sessions or 0,
        held=held,
        theme=theme or "",
        date=meeting.date,
        start_minute=meeting.start_minute,
        minutes=meeting.minutes,
        place=place or "",
        people=people,
        is_today=meeting.date == day,
    )


def _left_open(meetings: Sequence[_Meeting], day: date) -> list[Attention]:
    return [
        Attention(
            AttentionKind.OPEN_MEETING,
            what=say(
                "{group}: quedó abierta la reunión {ordinal}",
                group=meeting.group_name,
                ordinal=meeting.ordinal % MAKE_UP_FROM,
            ),
            hint=say("Termínela, muévala o márquela como suspendida"),
            group=meeting.group,
            session=meeting.session,
        )
        for meeting in meetings
        if meeting.state is SessionState.PLANNED and meeting.date < day
    ]


def _week(meetings: Sequence[_Meeting], day: date) -> list[WeekItem]:
    items = [
        WeekItem(m.session, m.group, m.group_name, m.ordinal, m.date, m.start_minute, m.state)
        for m in meetings
        if day <= m.date < day + timedelta(days=WEEK_DAYS)
    ]
    return sorted(items, key=lambda item: (item.date, item.start_minute, collate(item.group_name)))
