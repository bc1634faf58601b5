"""What the pages about groups read: lists, one group, the team. No writes here."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING, Any, NamedTuple

from desktop.programme.codes import day, known, session_state
from desktop.programme.text import collate
from desktop.programme.vocabulary import (
    AttendanceState,
    EnrolmentState,
    SessionState,
    SkipReason,
)
from desktop.services.refusals import NotFound

if TYPE_CHECKING:
    from desktop.journal.open_vault import OpenVault


@dataclass(frozen=True, slots=True, kw_only=True)
class GroupHead:
    """What the list and the page of a group both say.

    `weekday` is 0 for Monday, `start_minute` counts from midnight, `held` counts
    meetings, `next_session` is the first by date that is still planned.
    """

    id: bytes
    name: str
    place: str
    weekday: int
    start_minute: int
    minutes: int
    held: int
    next_session: bytes | None
    next_date: date | None
    facilitators: str
    site_name: str
    closed: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class GroupLine(GroupHead):
    """One group in the list, with how many people and sessions it has."""

    people: int
    sessions: int


@dataclass(frozen=True, slots=True)
class SessionLine:
    """One meeting of a group. A reason on a planned meeting says why it was moved on."""

    id: bytes
    ordinal: int
    theme: str
    date: date
    start_minute: int
    state: SessionState
    skip_reason: SkipReason | None
    skip_note: str
    present: int
    marked: int


class GroupPerson(NamedTuple):
    """One person of a group, without her or his name."""

    id: bytes
    folio: str
    nickname: str
    state: EnrolmentState


@dataclass(frozen=True, slots=True, kw_only=True)
class GroupDetail(GroupHead):
    """One group with its meetings by date and its people by nickname."""

    start_date: date | None
    facilitator: bytes | None
    cofacilitator: bytes | None
    capacity: int | None
    sessions: tuple[SessionLine, ...]
    people: tuple[GroupPerson, ...]


class MemberLine(NamedTuple):
    """Somebody of the team. `account` is empty for who has no account here."""

    id: bytes
    nickname: str
    account: str


_GROUPS = """
SELECT g.id, g.name, g.place, g.weekday, g.start_minute, g.minutes,
       (SELECT count(*) FROM session s
        WHERE s.grp = g.id AND s.state = 1 AND NOT s.deleted),
       upcoming.id, upcoming.date, m1.nickname, m2.nickname, site.name, g.closed,
       (SELECT count(*) FROM enrolment e
        JOIN participant p ON p.id = e.participant AND NOT p.deleted
        WHERE e.grp = g.id AND e.state = 1 AND NOT e.deleted),
       g.sessions, g.start_date, g.facilitator, g.cofacilitator, g.capacity
FROM grp g
LEFT JOIN member m1 ON m1.id = g.facilitator
LEFT JOIN member m2 ON m2.id = g.cofacilitator
LEFT JOIN site ON site.id = g.site
LEFT JOIN session upcoming ON upcoming.id = (
    SELECT s.id FROM session s
    WHERE s.grp = g.id AND coalesce(s.state, 0) = 0 AND s.date IS NOT NULL
      AND NOT s.deleted
    ORDER BY s.date, s.ordinal LIMIT 1)
WHERE NOT g.deleted
"""

_SESSIONS = """
SELECT s.id, s.ordinal, s.theme, s.date, coalesce(s.start_minute, g.start_minute, 0),
       s.state, s.skip_reason, s.skip_note,
       count(a.state) FILTER (WHERE a.state IN (?, ?)), count(a.state)
FROM session s
JOIN grp g ON g.id = s.grp
LEFT JOIN attendance a ON a.session = s.id AND NOT a.deleted
WHERE s.grp = ? AND s.date IS NOT NULL AND NOT s.deleted
GROUP BY s.id
ORDER BY s.date, s.ordinal
"""

_PEOPLE = """
SELECT p.id, p.folio, p.nickname, e.state
FROM enrolment e
JOIN participant p ON p.id = e.participant AND NOT p.deleted
WHERE e.grp = ? AND e.state IN (?, ?) AND NOT e.deleted
"""


def list_groups(vault: OpenVault) -> list[GroupLine]:
    """Every group, those that still meet first, then by name."""
    with vault.read() as connection:
        rows = connection.exec_driver_sql(_GROUPS).fetchall()
    lines = [GroupLine(**_head(row), people=row[13], sessions=row[14] or 0) for row in rows]
    return sorted(lines, key=lambda line: (line.closed, collate(line.name), line.id))


def get_group(vault: OpenVault, group: bytes) -> GroupDetail:
    """One group with its meetings and its people. Raises: NotFound."""
    with vault.read() as connection:
        row = connection.exec_driver_sql(_GROUPS + " AND g.id = ?", (group,)).fetchone()
        if row is None:
            raise NotFound
        sessions = connection.exec_driver_sql(
            _SESSIONS, (AttendanceState.PRESENT, AttendanceState.LATE, group)
        ).fetchall()
        people = connection.exec_driver_sql(
            _PEOPLE, (group, EnrolmentState.ACTIVE, EnrolmentState.PAUSED)
        ).fetchall()
    listed = [GroupPerson(p[0], p[1] or "", p[2] or "", EnrolmentState(p[3])) for p in people]
    listed.sort(key=lambda person: (collate(person.nickname), person.folio))
    return GroupDetail(
        **_head(row),
        start_date=day(row[15]),
        facilitator=row[16],
        cofacilitator=row[17],
        capacity=row[18],
        sessions=tuple(line for row in sessions if (line := _session(row)) is not None),
        people=tuple(listed),
    )


def list_members(vault: OpenVault) -> list[MemberLine]:
    """The team of this stream, by nickname."""
    with vault.read() as connection:
        rows = connection.exec_driver_sql(
            "SELECT id, nickname, account FROM member WHERE NOT deleted"
        ).fetchall()
    members = [MemberLine(row[0], row[1] or "", row[2] or "") for row in rows]
    return sorted(members, key=lambda member: (collate(member.nickname), member.id))


def _head(row: Any) -> dict[str, Any]:
    return {
        "id": row[0],
        "name": row[1] or "",
        "place": row[2] or "",
        "weekday": row[3] or 0,
        "start_minute": row[4] or 0,
        "minutes": row[5] or 0,
        "held": row[6],
        "next_session": row[7],
        "next_date": day(row[8]),
        "facilitators": ", ".join(name for name in (row[9], row[10]) if name),
        "site_name": row[11] or "",
        "closed": bool(row[12]),
    }


def _session(row: Any) -> SessionLine | None:
    on = day(row[3])
    if on is None:
        return None
    return SessionLine(
        id=row[0],
        ordinal=row[1],
        theme=row[2] or "",
        date=on,
        start_minute=row[4],
        state=session_state(row[5]),
        skip_reason=known(SkipReason, row[6]),
        skip_note=row[7] or "",
        present=row[8],
        marked=row[9],
    )
