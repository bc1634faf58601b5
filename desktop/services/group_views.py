"""What the pages about groups read: lists, one group, the team. No writes here."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING, Any, NamedTuple

from desktop.programme.codes import day, known, session_state
from desktop.programme.schema import MAKE_UP_FROM
from desktop.programme.text import collate
from desktop.programme.vocabulary import CAME, EnrolmentState, Intake, SessionState, SkipReason
from desktop.services.refusals import NotFound

if TYPE_CHECKING:
    from desktop.journal.open_vault import OpenVault


@dataclass(frozen=True, slots=True, kw_only=True)
class GroupHead:
    """What the list and the page of a group both say.

    `weekday` is 0 for Monday, `start_minute` counts from midnight, `held` counts the
    sessions of the course that were held, a make-up for the one that it replaces;
    `next_session` is the first by date that is still planned.
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
    """One meeting of a group. A reason on a planned meeting says why it was moved on.

    `place` and `venue` are where it meets, the group's unless it says another; `replaces`
    is the meeting that a make-up makes good.
    """

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
    minutes: int = 0
    place: str = ""
    venue: bytes | None = None
    replaces: bytes | None = None

    @property
    def is_make_up(self) -> bool:
        return self.ordinal >= MAKE_UP_FROM

    @property
    def number(self) -> int:
        """Of the session plan that is followed: a make-up follows that of the one it replaces."""
        return self.ordinal % MAKE_UP_FROM


class GroupPerson(NamedTuple):
    """One person of a group, without her or his name.

    `since` is the day of the last change of standing; `moved_to` the name of the group
    that she or he went over to; `elsewhere` names other groups with her or him active.
    """

    id: bytes
    folio: str
    nickname: str
    state: EnrolmentState
    since: date | None = None
    moved_to: str = ""
    elsewhere: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class GroupDetail(GroupHead):
    """One group with its meetings by date and its people by nickname; `gone` were in it once."""

    start_date: date | None
    facilitator: bytes | None
    cofacilitator: bytes | None
    lead: str
    colead: str
    capacity: int | None
    intake: Intake
    course: bytes | None
    venue: bytes | None
    course_sessions: int
    sessions: tuple[SessionLine, ...]
    people: tuple[GroupPerson, ...]
    gone: tuple[GroupPerson, ...] = ()

    @property
    def begun(self) -> bool:
        """Whether it has met: a closed group then takes nobody new."""
        return any(line.state is SessionState.HELD or line.marked for line in self.sessions)


class MemberLine(NamedTuple):
    """Somebody of the team. `account` is empty for who has no account here."""

    id: bytes
    nickname: str
    account: str


_GROUPS = """
SELECT g.id, g.name, g.place, g.weekday, g.start_minute, g.minutes,
       (SELECT count(DISTINCT s.ordinal % 1000) FROM session s
        WHERE s.grp = g.id AND s.state = 1 AND NOT s.deleted),
       upcoming.id, upcoming.date, m1.nickname, m2.nickname, site.name, g.closed,
       (SELECT count(*) FROM enrolment e
        JOIN participant p ON p.id = e.participant AND NOT p.deleted
        WHERE e.grp = g.id AND e.state = 1 AND NOT e.deleted),
       g.sessions, g.start_date, g.facilitator, g.cofacilitator, g.capacity,
       g.intake, g.course, g.venue
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
       count(a.state) FILTER (WHERE a.state IN (?, ?, ?)), count(a.state),
       coalesce(s.minutes, g.minutes, 0), coalesce(s.place, g.place), s.replaces,
       iif(s.place IS NULL AND s.venue IS NULL, g.venue, s.venue)
FROM session s
JOIN grp g ON g.id = s.grp
LEFT JOIN attendance a ON a.session = s.id AND NOT a.deleted
WHERE s.grp = ? AND s.date IS NOT NULL AND NOT s.deleted
GROUP BY s.id
ORDER BY s.date, s.ordinal
"""

_PEOPLE = """
SELECT p.id, p.folio, p.nickname, e.state, e.since, moved.name,
       (SELECT group_concat(g.name, ', ' ORDER BY g.name) FROM enrolment o
        JOIN grp g ON g.id = o.grp AND NOT g.deleted AND NOT coalesce(g.closed, 0)
        WHERE o.participant = e.participant AND o.grp <> e.grp AND o.state = ?2
          AND NOT o.deleted)
FROM enrolment e
JOIN participant p ON p.id = e.participant AND NOT p.deleted
LEFT JOIN grp moved ON moved.id = e.moved_to AND e.state = ?3 AND NOT moved.deleted
WHERE e.grp = ?1 AND NOT e.deleted
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
        sessions = connection.exec_driver_sql(_SESSIONS, (*CAME, group)).fetchall()
        people = connection.exec_driver_sql(
            _PEOPLE, (group, EnrolmentState.ACTIVE, EnrolmentState.LEFT)
        ).fetchall()
    listed = [person for each in people if (person := _person(each)) is not None]
    listed.sort(key=lambda person: (collate(person.nickname), person.folio))
    here = (EnrolmentState.ACTIVE, EnrolmentState.PAUSED)
    return GroupDetail(
        **_head(row),
        start_date=day(row[15]),
        facilitator=row[16],
        cofacilitator=row[17],
        lead=row[9] or "",
        colead=row[10] or "",
        capacity=row[18],
        intake=known(Intake, row[19]) or Intake.OPEN,
        course=row[20],
        venue=row[21],
        course_sessions=row[14] or 0,
        sessions=tuple(line for row in sessions if (line := _session(row)) is not None),
        people=tuple(person for person in listed if person.state in here),
        gone=tuple(person for person in listed if person.state not in here),
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
        minutes=row[10],
        place=row[11] or "",
        replaces=row[12],
        venue=row[13],
    )


def _person(row: Any) -> GroupPerson | None:
    state = known(EnrolmentState, row[3])
    if state is None:
        return None
    return GroupPerson(
        id=row[0],
        folio=row[1] or "",
        nickname=row[2] or "",
        state=state,
        since=day(row[4]),
        moved_to=row[5] or "",
        elsewhere=row[6] or "",
    )
