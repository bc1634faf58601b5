"""What a facilitator sees first: the next meeting, what needs attention, the week.

People appear by folio alone. Whoever leads groups sees those; whoever leads none
(a coordinator) sees every group of the vault.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from enum import IntEnum
from typing import TYPE_CHECKING

from desktop.programme.absence import ABSENCES_TO_CALL, absences_in_a_row
from desktop.programme.codes import day as read_day
from desktop.programme.codes import session_state
from desktop.programme.greeting import PartOfDay, part_of_day
from desktop.programme.text import collate
from desktop.programme.vocabulary import AttendanceState, EnrolmentState, SessionState
from desktop.services.home import own_member
from desktop.trouble import Message, say

if TYPE_CHECKING:
    from sqlalchemy import Connection

    from desktop.journal.open_vault import OpenVault

WEEK_DAYS = 7
OVERDUE_DAYS = 21
"""How long a meeting that nobody ended is called to mind."""
_STATE_OF = {str(int(state)): state for state in AttendanceState}


class AttentionKind(IntEnum):
    """What needs somebody, in order of danger."""

    ABSENT = 1
    OPEN_MEETING = 2
    NO_GROUP = 3


@dataclass(frozen=True, slots=True)
class Attention:
    """One thing to attend to, and what it leads to when opened."""

    kind: AttentionKind
    what: Message
    hint: Message
    participant: bytes | None = None
    group: bytes | None = None
    session: bytes | None = None


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

_NEXT_DETAILS = """
SELECT g.sessions, s.theme, g.place,
       (SELECT count(*) FROM session h
        WHERE h.grp = g.id AND h.state = 1 AND NOT h.deleted),
       (SELECT count(*) FROM enrolment e
        JOIN participant p ON p.id = e.participant AND NOT p.deleted
        WHERE e.grp = g.id AND e.state = 1 AND NOT e.deleted)
FROM session s JOIN grp g ON g.id = s.grp
WHERE s.id = ?
"""

_ABSENT = """
SELECT run.grp, run.participant, p.folio, run.states
FROM (
    SELECT s.grp, a.participant,
           group_concat(a.state, ',' ORDER BY s.date DESC, s.ordinal DESC) AS states
    FROM session s
    JOIN attendance a ON a.session = s.id AND NOT a.deleted
    WHERE s.state = ?1 AND s.grp IN ({groups}) AND NOT s.deleted AND a.state IS NOT NULL
    GROUP BY s.grp, a.participant
    HAVING count(*) FILTER (WHERE a.state = ?2) >= ?3
) run
JOIN enrolment e ON e.grp = run.grp AND e.participant = run.participant
    AND e.state = ?4 AND NOT e.deleted
JOIN participant p ON p.id = run.participant AND NOT p.deleted
"""

_WITHOUT_GROUP = """
SELECT count(*) FROM participant p
WHERE NOT p.deleted AND NOT EXISTS (
    SELECT 1 FROM enrolment e WHERE e.participant = p.id AND NOT e.deleted)
"""


def today(work: OpenVault, now: datetime) -> Today:
    """What matters at `now`, a local time of the laptop's clock."""
    day = now.date()
    with work.read() as connection:
        meetings = _meetings(connection, work, day)
        upcoming = _next_of(meetings, now)
        return Today(
            part_of_day=part_of_day(now.hour),
            date=day,
            next=_next_meeting(connection, upcoming, day) if upcoming else None,
            attention=(
                *_absent(connection, meetings),
                *_left_open(meetings, day),
                *_without_group(connection),
            ),
            week=tuple(_week(meetings, day)),
            groups=connection.exec_driver_sql(
                "SELECT count(*) FROM grp WHERE NOT deleted"
            ).scalar_one(),
        )


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


def _absent(connection: Connection, meetings: Sequence[_Meeting]) -> list[Attention]:
    """Who missed the last meetings of a group that still meets, most absences first."""
    groups = sorted({meeting.group for meeting in meetings})
    if not groups:
        return []
    listed = ", ".join(f"x'{group.hex()}'" for group in groups)
    rows = connection.exec_driver_sql(
        _ABSENT.format(groups=listed),
        (SessionState.HELD, AttendanceState.ABSENT, ABSENCES_TO_CALL, EnrolmentState.ACTIVE),
    ).fetchall()
    found = []
    for group, person, folio, states in rows:
        run = absences_in_a_row(map(_STATE_OF.get, states.split(",")))
        if run >= ABSENCES_TO_CALL:
            found.append((-run, folio or "", person, group))
    return [
        Attention(
            AttentionKind.ABSENT,
            what=_not_seen(folio, -run),
            hint=say("Ver primero si es seguro llamar"),
            participant=person,
            group=group,
        )
        for run, folio, person, group in sorted(found)
    ]


def _not_seen(folio: str, run: int) -> Message:
    if run == ABSENCES_TO_CALL:
        return say("Folio {folio}: dos semanas sin venir", folio=folio)
    return say("Folio {folio}: {run} reuniones seguidas sin venir", folio=folio, run=run)


def _left_open(meetings: Sequence[_Meeting], day: date) -> list[Attention]:
    return [
        Attention(
            AttentionKind.OPEN_MEETING,
            what=say(
                "{group}: quedó abierta la reunión {ordinal}",
                group=meeting.group_name,
                ordinal=meeting.ordinal,
            ),
            hint=say("Termínela, muévala o márquela como suspendida"),
            group=meeting.group,
            session=meeting.session,
        )
        for meeting in meetings
        if meeting.state is SessionState.PLANNED and meeting.date < day
    ]


def _without_group(connection: Connection) -> list[Attention]:
    people = connection.exec_driver_sql(_WITHOUT_GROUP).scalar_one()
    if not people:
        return []
    what = (
        say("Una persona sin grupo")
        if people == 1
        else say("{people} personas sin grupo", people=people)
    )
    return [Attention(AttentionKind.NO_GROUP, what, say("Agréguela a un grupo cuando se decida"))]


def _week(meetings: Sequence[_Meeting], day: date) -> list[WeekItem]:
    items = [
        WeekItem(m.session, m.group, m.group_name, m.ordinal, m.date, m.start_minute, m.state)
        for m in meetings
        if day <= m.date < day + timedelta(days=WEEK_DAYS)
    ]
    return sorted(items, key=lambda item: (item.date, item.start_minute, collate(item.group_name)))
