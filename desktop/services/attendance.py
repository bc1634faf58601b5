"""Take attendance for one meeting: one tap, one mark, on disk when the call returns."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING

from desktop.journal.open_vault import OpenVault, driver
from desktop.programme.codes import day, known, session_state
from desktop.programme.schema import ATTENDANCE, SESSION
from desktop.programme.text import collate
from desktop.programme.vocabulary import AttendanceState, EnrolmentState, SessionState
from desktop.services.refusals import NotEnrolled, NotFound, SessionClosed, SessionSkipped

if TYPE_CHECKING:
    from sqlalchemy import Connection

    from desktop.changes import Changes


@dataclass(frozen=True, slots=True)
class Line:
    """One person on the list. No history: the group is in the room."""

    participant: bytes
    folio: str
    nickname: str
    state: AttendanceState | None
    late_minutes: int | None
    note: str
    conflict: bool
    """Two people marked differently and nobody has settled it."""


@dataclass(frozen=True, slots=True)
class Sheet:
    """The list of one meeting, in an order that marking does not change.

    `lead` and `colead` are nicknames of the team, "" when nobody is named;
    `start_minute` counts from midnight.
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

    @property
    def marked(self) -> int:
        return sum(line.state is not None for line in self.lines)


_HEADING = """
SELECT s.grp, g.name, s.ordinal, g.sessions, s.theme, s.date,
       coalesce(s.start_minute, g.start_minute, 0), coalesce(s.minutes, g.minutes, 0),
       g.place, s.state, lead.id, lead.nickname, colead.id, colead.nickname
FROM session s
JOIN grp g ON g.id = s.grp
LEFT JOIN member lead ON lead.id = coalesce(s.lead, g.facilitator)
LEFT JOIN member colead ON colead.id = coalesce(s.colead, g.cofacilitator)
WHERE s.id = ? AND s.date IS NOT NULL AND NOT s.deleted
"""

_LINES = """
SELECT p.id, p.folio, p.nickname, a.state, a.late_minutes, a.note,
       a.id IS NOT NULL AND EXISTS (
           SELECT 1 FROM conflict c WHERE c.kind = ? AND c.record = a.id)
FROM enrolment e
JOIN participant p ON p.id = e.participant AND NOT p.deleted
LEFT JOIN attendance a
    ON a.session = ? AND a.participant = e.participant AND NOT a.deleted
WHERE e.grp = ? AND NOT e.deleted AND (e.state = ? OR a.state IS NOT NULL)
"""

_MAY_MARK = """
SELECT s.state, e.state
FROM session s
LEFT JOIN enrolment e
    ON e.grp = s.grp AND e.participant = ? AND NOT e.deleted
WHERE s.id = ? AND NOT s.deleted
"""


def sheet(vault: OpenVault, session: bytes) -> Sheet:
    """The list of a meeting: whoever is in the group now, and whoever was marked.

    Raises: NotFound.
    """
    with vault.read() as connection:
        heading = connection.exec_driver_sql(_HEADING, (session,)).fetchone()
        on = day(heading[5]) if heading else None
        if heading is None or on is None:
            raise NotFound
        rows = connection.exec_driver_sql(
            _LINES, (ATTENDANCE.number, session, heading[0], EnrolmentState.ACTIVE)
        ).fetchall()
    lines = [
        Line(
            participant=bytes(row[0]),
            folio=row[1] or "",
            nickname=row[2] or "",
            state=known(AttendanceState, row[3]),
            late_minutes=row[4],
            note=row[5] or "",
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
    )


def mark(
    vault: OpenVault,
    session: bytes,
    person: bytes,
    state: AttendanceState | None,
    late_minutes: int | None = None,
) -> Changes:
    """Record how a person attended; None clears the mark. Durable when it returns.

    `late_minutes` is kept only with LATE. Raises: SessionClosed, NotEnrolled, NotFound.
    """
    minutes = late_minutes if state is AttendanceState.LATE else None
    with vault.write() as journal:
        _require_may_mark(journal.connection, session, person)
        return journal.record(ATTENDANCE.pair(session, person, state=state, late_minutes=minutes))


def write_note(vault: OpenVault, session: bytes, person: bytes, text: str) -> Changes:
    """Keep a note on one person's attendance; "" removes it. Also after the meeting ended.

    Raises: NotEnrolled, NotFound.
    """
    with vault.write() as journal:
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


def reopen(vault: OpenVault, session: bytes) -> Changes:
    """Open an ended meeting again, to correct its list. Raises: SessionSkipped, NotFound."""
    with vault.write() as journal:
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
    in_group = row[1] in (EnrolmentState.ACTIVE, EnrolmentState.PAUSED)
    if not in_group and not _was_marked(connection, session, person):
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
