"""Take attendance for one meeting: one tap, one mark, on disk when the call returns."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING

from desktop.journal.open_vault import OpenVault, driver
from desktop.programme.codes import day, known, session_state
from desktop.programme.marks import detail_of
from desktop.programme.schema import ATTENDANCE, MAKE_UP_FROM, SESSION
from desktop.programme.text import collate
from desktop.programme.vocabulary import AttendanceState, EnrolmentState, SessionState
from desktop.services.closeness import closed_to_me, require_open
from desktop.services.refusals import (
    NotEnrolled,
    NotFound,
    SessionClosed,
    SessionSkipped,
    WhyNeeded,
)
from desktop.services.standing import BELONGS

if TYPE_CHECKING:
    from sqlalchemy import Connection

    from desktop.changes import Changes


MOST_COUNTED = 999
"""Visitors, interpreters or children at one meeting; a greater number is none."""


@dataclass(frozen=True, slots=True)
class Line:
    """One person on the list. No history: the group is in the room."""

    participant: bytes
    folio: str
    nickname: str
    state: AttendanceState | None
    detail: int | None
    """Minutes late or left early, or the code of an `Excuse`; see `marks.detail_of`."""
    note: str
    conflict: bool
    """Two people marked differently and nobody has settled it."""


@dataclass(frozen=True, slots=True)
class Sheet:
    """The list of one meeting, in an order that marking does not change.

    `lead` and `colead` are nicknames of the team, "" when nobody is named;
    `start_minute` counts from midnight. `visitors`, `interpreters` and `children` in care
    are no participants and enter no rate: None when nobody counted them. `course` is a
    COURSE of the shared vault. A make-up meeting says whose `ordinal` it makes up for in
    `replaces_ordinal`.
    """

    session: bytes
    group: bytes
    group_name: str
    ordinal: int
    sessions: int
    theme: str
    date: date
    start_minute: int
    minutes: int
    place: str
    state: SessionState
    lead: str
    colead: str
    lead_id: bytes | None
    colead_id: bytes | None
    lines: tuple[Line, ...]
    visitors: int | None = None
    interpreters: int | None = None
    children: int | None = None
    course: bytes | None = None
    replaces_ordinal: int | None = None

    @property
    def marked(self) -> int:
        return sum(line.state is not None for line in self.lines)


_HEADING = """
SELECT s.grp, g.name, s.ordinal, g.sessions, s.theme, s.date,
       coalesce(s.start_minute, g.start_minute, 0), coalesce(s.minutes, g.minutes, 0),
       coalesce(s.place, g.place), s.state, lead.id, lead.nickname, colead.id, colead.nickname,
       s.visitors, s.interpreters, s.children, g.course, replaced.ordinal
FROM session s
JOIN grp g ON g.id = s.grp
LEFT JOIN member lead ON lead.id = coalesce(s.lead, g.facilitator)
LEFT JOIN member colead ON colead.id = coalesce(s.colead, g.cofacilitator)
LEFT JOIN session replaced ON replaced.id = s.replaces
WHERE s.id = ? AND s.date IS NOT NULL AND NOT s.deleted
"""

_LINES = f"""
SELECT p.id, p.folio, p.nickname, a.state, a.detail, a.note,
       a.id IS NOT NULL AND EXISTS (
           SELECT 1 FROM conflict c WHERE c.kind = ? AND c.record = a.id)
FROM session s
JOIN enrolment e ON e.grp = s.grp AND NOT e.deleted
JOIN participant p ON p.id = e.participant AND NOT p.deleted
LEFT JOIN attendance a
    ON a.session = s.id AND a.participant = e.participant AND NOT a.deleted
WHERE s.id = ? AND (a.state IS NOT NULL OR ({BELONGS}
    AND (NOT coalesce(p.died, 0) OR s.date < coalesce(p.died_on, ''))))
"""  # noqa: S608 - our own words

_MAY_MARK = f"""
SELECT s.state,
       e.state IN ({int(EnrolmentState.ACTIVE)}, {int(EnrolmentState.PAUSED)}) OR {BELONGS}
FROM session s
LEFT JOIN enrolment e
    ON e.grp = s.grp AND e.participant = ? AND NOT e.deleted
WHERE s.id = ? AND NOT s.deleted
"""  # noqa: S608 - our own words


def sheet(vault: OpenVault, session: bytes) -> Sheet:
    """The list of a meeting: whoever was in the group that day, and whoever was marked.

    Who is close to one of them marks her or him as well, and does not read the note.
    Raises: NotFound.
    """
    with vault.read() as connection:
        heading = connection.exec_driver_sql(_HEADING, (session,)).fetchone()
        on = day(heading[5]) if heading else None
        if heading is None or on is None:
            raise NotFound
        rows = connection.exec_driver_sql(_LINES, (ATTENDANCE.number, session)).fetchall()
        closed = closed_to_me(connection, vault)
    lines = [
        Line(
            participant=bytes(row[0]),
            folio=row[1] or "",
            nickname=row[2] or "",
            state=(state := known(AttendanceState, row[3])),
            detail=detail_of(state, row[4]),
            note="" if row[0] in closed else row[5] or "",
            conflict=bool(row[6]),
        )
        for row in rows
    ]
    lines.sort(key=lambda line: (collate(line.nickname), line.folio, line.participant))
    return Sheet(
        session=session,
        group=bytes(heading[0]),
        group_name=heading[1] or "",
        ordinal=heading[2],
        sessions=heading[3] or 0,
        theme=heading[4] or "",
        date=on,
        start_minute=heading[6],
        minutes=heading[7],
        place=heading[8] or "",
        state=session_state(heading[9]),
        lead_id=heading[10],
        lead=heading[11] or "",
        colead_id=heading[12],
        colead=heading[13] or "",
        lines=tuple(lines),
        visitors=_counted(heading[14]),
        interpreters=_counted(heading[15]),
        children=_counted(heading[16]),
        course=heading[17],
        replaces_ordinal=heading[18] if heading[2] >= MAKE_UP_FROM else None,
    )


def _counted(number: int | None) -> int | None:
    """A head count as far as it can be one: other versions and laptops may send any number."""
    return number if number is not None and 0 <= number <= MOST_COUNTED else None


def mark(
    vault: OpenVault,
    session: bytes,
    person: bytes,
    state: AttendanceState | None,
    detail: int | None = None,
) -> Changes:
    """Record how a person attended; None clears the mark. Durable when it returns.

    `detail` is kept only with a state that has one. Raises: SessionClosed, NotEnrolled,
    NotFound.
    """
    with vault.write() as journal:
        _require_may_mark(journal.connection, session, person)
        # A mark of the meeting itself corrects nothing; an older reason would stay beside it.
        return journal.record(
            ATTENDANCE.pair(
                session, person, state=state, detail=detail_of(state, detail), correction=None
            )
        )


def correct(
    vault: OpenVault,
    session: bytes,
    person: bytes,
    state: AttendanceState | None,
    detail: int | None,
    why: str,
) -> Changes:
    """Change the mark of a meeting that has ended, and why, in one operation.

    The reason stands for as long as this mark does; `record_history.of_mark` tells every
    one there was. Raises: WhyNeeded, SessionSkipped, NotEnrolled, NotFound.
    """
    why = why.strip()
    if not why:
        raise WhyNeeded
    with vault.write() as journal:
        if _require_listed(journal.connection, session, person) is SessionState.SKIPPED:
            raise SessionSkipped
        return journal.record(
            ATTENDANCE.pair(
                session, person, state=state, detail=detail_of(state, detail), correction=why
            )
        )


def head_count(
    vault: OpenVault,
    session: bytes,
    visitors: int | None,
    interpreters: int | None,
    children: int | None,
) -> Changes:
    """How many were there who are no participants; None where nobody counted.

    Also after the meeting ended. Raises: SessionSkipped, NotFound.
    """
    with vault.write() as journal:
        if _session_state(journal.connection, session) is SessionState.SKIPPED:
            raise SessionSkipped
        counted = SESSION.of(
            session, visitors=visitors, interpreters=interpreters, children=children
        )
        return journal.record(counted)


def write_note(vault: OpenVault, session: bytes, person: bytes, text: str) -> Changes:
    """Keep a note on one person's attendance; "" removes it. Also after the meeting ended.

    Raises: NotEnrolled, NotFound, RecordClosed.
    """
    with vault.write() as journal:
        require_open(journal.connection, vault, person)
        _require_listed(journal.connection, session, person)
        return journal.record(ATTENDANCE.pair(session, person, note=text.strip() or None))


def finish(vault: OpenVault, session: bytes) -> Changes:
    """End the meeting. Who was not marked stays unmarked: absence is never invented.

    Who facilitated is settled at the same moment, so that a later change of the
    group's facilitators does not rewrite the past. Raises: SessionSkipped, NotFound.
    """
    with vault.write() as journal:
        row = journal.connection.exec_driver_sql(
            "SELECT s.state, coalesce(s.lead, g.facilitator), coalesce(s.colead, g.cofacilitator)"
            " FROM session s JOIN grp g ON g.id = s.grp"
            " WHERE s.id = ? AND NOT s.deleted",
            (session,),
        ).fetchone()
        if row is None:
            raise NotFound
        if row[0] == SessionState.SKIPPED:
            raise SessionSkipped
        held = SESSION.of(session, state=SessionState.HELD)
        if row[1] is not None:
            held = held.set(lead=row[1])
        if row[2] is not None:
            held = held.set(colead=row[2])
        return journal.record(held)


def reopen(vault: OpenVault, session: bytes, today: date | None = None) -> Changes:
    """Open an ended meeting again, to go on with its list.

    With `today`, only on the meeting's own day: later each mark is corrected by itself, with
    a reason. Raises: WhyNeeded, SessionSkipped, NotFound.
    """
    with vault.write() as journal:
        if today is not None and _was_before(journal.connection, session, today):
            raise WhyNeeded
        if _session_state(journal.connection, session) is SessionState.SKIPPED:
            raise SessionSkipped
        return journal.record(SESSION.of(session, state=SessionState.PLANNED))


def set_facilitators(
    vault: OpenVault, session: bytes, lead: bytes | None, colead: bytes | None
) -> Changes:
    """Say who leads this meeting; None falls back to the group's facilitators.

    Raises: NotFound.
    """
    with vault.write() as journal:
        _session_state(journal.connection, session)
        return journal.record(SESSION.of(session, lead=lead, colead=colead))


def _was_before(connection: Connection, session: bytes, today: date) -> bool:
    on = connection.exec_driver_sql("SELECT date FROM session WHERE id = ?", (session,)).scalar()
    was = day(on)
    return was is not None and was < today


def _require_may_mark(connection: Connection, session: bytes, person: bytes) -> None:
    state = _require_listed(connection, session, person)
    if state is SessionState.HELD:
        raise SessionClosed
    if state is SessionState.SKIPPED:
        raise SessionSkipped


def _require_listed(connection: Connection, session: bytes, person: bytes) -> SessionState:
    # Straight to the driver: this stands between a tap and the disk.
    row = driver(connection).execute(_MAY_MARK, (person, session)).fetchone()
    if row is None:
        raise NotFound
    if not row[1] and not _was_marked(connection, session, person):
        raise NotEnrolled
    return session_state(row[0])


def _was_marked(connection: Connection, session: bytes, person: bytes) -> bool:
    """Whoever was marked and left the group later can still be corrected."""
    found = connection.exec_driver_sql(
        "SELECT 1 FROM attendance"
        " WHERE session = ? AND participant = ? AND state IS NOT NULL AND NOT deleted",
        (session, person),
    ).fetchone()
    return found is not None


def _session_state(connection: Connection, session: bytes) -> SessionState:
    row = connection.exec_driver_sql(
        "SELECT state FROM session WHERE id = ? AND NOT deleted", (session,)
    ).fetchone()
    if row is None:
        raise NotFound
    return session_state(row[0])
