"""What happens to planned meetings in real weeks: fiestas, harvest, closed roads."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING

from desktop.programme.codes import day, session_state
from desktop.programme.schedule import week_later
from desktop.programme.schema import SESSION
from desktop.programme.vocabulary import SESSION_MINUTES, SessionState, SkipReason
from desktop.services.refusals import BadForm, NotFound, SessionClosed, SessionStarted
from desktop.trouble import say

if TYPE_CHECKING:
    from sqlalchemy import Connection

    from desktop.changes import Changes
    from desktop.journal.open_vault import OpenVault


def move_session(
    vault: OpenVault, session: bytes, new_date: date, start_minute: int | None = None
) -> Changes:
    """Move one meeting to another day, and hour when given. The others stay.

    Raises: SessionClosed when it was already held, NotFound.
    """
    with vault.write() as journal:
        meeting = _meeting(journal.connection, session)
        if meeting.state is SessionState.HELD:
            raise SessionClosed
        moved = SESSION.of(session, date=new_date.isoformat())
        if start_minute is not None:
            moved = moved.set(start_minute=start_minute, minutes=meeting.minutes)
        return journal.record(moved)


def skip_session(vault: OpenVault, session: bytes, reason: SkipReason, note: str = "") -> Changes:
    """Say that a meeting does not take place. It keeps its number; the others stay.

    Never counts against anybody. Raises: SessionClosed, SessionStarted, NotFound.
    """
    with vault.write() as journal:
        _require_not_started(journal.connection, session)
        return journal.record(
            SESSION.of(
                session,
                state=SessionState.SKIPPED,
                skip_reason=reason,
                skip_note=note.strip() or None,
            )
        )


def skip_and_shift(vault: OpenVault, session: bytes, reason: SkipReason, note: str = "") -> Changes:
    """No meeting that day: this one and all later planned ones move a week on.

    Nobody loses a session. The reason stays with the moved meeting. Raises:
    SessionClosed, SessionStarted, NotFound, BadForm for dates that no calendar has.
    """
    with vault.write() as journal:
        connection = journal.connection
        this = _require_not_started(connection, session)
        rows = connection.exec_driver_sql(
            "SELECT id, ordinal, date, coalesce(state, 0) FROM session"
            " WHERE grp = ? AND date >= ? AND NOT deleted",
            (this.group, this.date.isoformat()),
        ).fetchall()
        ids: dict[int, bytes] = {}
        planned: dict[int, date] = {}
        blocked: set[date] = set()
        for id_, ordinal, text, state in rows:
            on = day(text)
            if on is None:
                continue
            if state == SessionState.PLANNED or id_ == session:
                ids[ordinal], planned[ordinal] = id_, on
            else:
                blocked.add(on)
        reasoned = SESSION.of(
            session,
            state=SessionState.PLANNED,
            skip_reason=reason,
            skip_note=note.strip() or None,
        )
        try:
            later = week_later(planned, blocked)
        except OverflowError:
            raise beyond_calendar() from None
        moved = [SESSION.of(ids[ordinal], date=on.isoformat()) for ordinal, on in later.items()]
        return journal.record(reasoned, *moved)


def unskip_session(vault: OpenVault, session: bytes) -> Changes:
    """The meeting takes place after all. Raises: NotFound."""
    with vault.write() as journal:
        if _meeting(journal.connection, session).state is SessionState.HELD:
            raise SessionClosed
        return journal.record(SESSION.of(session, state=SessionState.PLANNED))


def beyond_calendar() -> BadForm:
    """For a course that would go on after the year 9999."""
    return BadForm(say("Esas fechas no caben en el calendario."), say("Revise el año."))


@dataclass(frozen=True, slots=True)
class _Meeting:
    group: bytes
    ordinal: int
    date: date
    minutes: int
    state: SessionState


def _meeting(connection: Connection, session: bytes) -> _Meeting:
    row = connection.exec_driver_sql(
        "SELECT s.grp, s.ordinal, s.date, coalesce(s.minutes, g.minutes, ?), s.state"
        " FROM session s JOIN grp g ON g.id = s.grp"
        " WHERE s.id = ? AND s.date IS NOT NULL AND NOT s.deleted",
        (SESSION_MINUTES, session),
    ).fetchone()
    on = day(row[2]) if row else None
    if row is None or on is None:
        raise NotFound
    return _Meeting(bytes(row[0]), row[1], on, row[3], session_state(row[4]))


def _require_not_started(connection: Connection, session: bytes) -> _Meeting:
    meeting = _meeting(connection, session)
    if meeting.state is SessionState.HELD:
        raise SessionClosed
    marked = connection.exec_driver_sql(
        "SELECT 1 FROM attendance WHERE session = ? AND state IS NOT NULL AND NOT deleted LIMIT 1",
        (session,),
    ).fetchone()
    if marked:
        raise SessionStarted
    return meeting
