"""What happens to planned meetings in real weeks: fiestas, harvest, closed roads."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING

from desktop.changes import Changes
from desktop.programme.codes import day, session_state
from desktop.programme.schedule import week_later
from desktop.programme.schema import MAKE_UP_FROM, SESSION
from desktop.programme.vocabulary import SESSION_MINUTES, SessionState, SkipReason
from desktop.services.refusals import BadForm, NotFound, SessionClosed, SessionStarted
from desktop.trouble import say
from sync.batch.operation import ChildOf, record_id

if TYPE_CHECKING:
    from sqlalchemy import Connection

    from desktop.journal.open_vault import OpenVault


def move_session(
    vault: OpenVault, session: bytes, new_date: date, start_minute: int | None = None
) -> Changes:
    """Move one meeting to another day, and hour when given. The others stay.

    Another meeting of the group may be on that day: then there are two. Raises:
    SessionClosed when it was already held, NotFound.
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


def skip_and_shift(
    vault: OpenVault,
    session: bytes,
    reason: SkipReason,
    note: str = "",
    days_off: Collection[date] = (),
) -> Changes:
    """No meeting that day: this one and all later planned ones move a week on.

    Nobody loses a session. The reason stays with the moved meeting. They jump over
    `days_off`; meetings with a list and make-ups of other days stay. Raises:
    SessionClosed, SessionStarted, NotFound, BadForm for dates that no calendar has.
    """
    with vault.write() as journal:
        connection = journal.connection
        this = _require_not_started(connection, session)
        ids: dict[int, bytes] = {}
        planned: dict[int, date] = {}
        blocked = set(days_off)
        for each in _from_day_on(connection, this):
            if each.id == session or each.moves:
                ids[each.ordinal], planned[each.ordinal] = each.id, each.date
            elif each.ordinal < MAKE_UP_FROM:
                blocked.add(each.date)
        if this.ordinal >= MAKE_UP_FROM:
            ids, planned = {this.ordinal: session}, {this.ordinal: this.date}
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


def make_up(
    vault: OpenVault, session: bytes, day: date, start_minute: int | None = None
) -> Changes:
    """Another meeting that makes one good, with the same plan; its id is in `created`.

    Two laptops that add it add the same one. Raises: BadForm for a meeting that is still
    to come, NotFound.
    """
    with vault.write() as journal:
        connection = journal.connection
        missed = _meeting(connection, session)
        if missed.state is SessionState.PLANNED:
            raise BadForm(
                say("Esa reunión todavía está por venir."),
                say("Muévala a otro día, o anote primero que no hubo reunión."),
            )
        ordinal = _next_make_up(connection, missed)
        draft = SESSION.child(
            missed.group,
            ordinal,
            date=day.isoformat(),
            state=SessionState.PLANNED,
            theme=missed.theme,
            replaces=session,
        )
        if start_minute is not None:
            draft = draft.set(start_minute=start_minute, minutes=missed.minutes)
        changes = journal.record(draft)
    made = record_id(SESSION.number, ChildOf(missed.group, ordinal))
    return Changes(changes.touched, changes.undo, (made,))


def change_place(vault: OpenVault, session: bytes, place: str, venue: bytes | None) -> Changes:
    """Where one meeting is; "" and None for the group's place again.

    Raises: SessionClosed, NotFound.
    """
    with vault.write() as journal:
        if _meeting(journal.connection, session).state is SessionState.HELD:
            raise SessionClosed
        return journal.record(SESSION.of(session, place=place.strip() or None, venue=venue))


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
    theme: str | None


@dataclass(frozen=True, slots=True)
class _Later:
    """A meeting of the same day or after; `moves` when it can be moved on with the others."""

    id: bytes
    ordinal: int
    date: date
    moves: bool


def _meeting(connection: Connection, session: bytes) -> _Meeting:
    row = connection.exec_driver_sql(
        "SELECT s.grp, s.ordinal, s.date, coalesce(s.minutes, g.minutes, ?), s.state, s.theme"
        " FROM session s JOIN grp g ON g.id = s.grp"
        " WHERE s.id = ? AND s.date IS NOT NULL AND NOT s.deleted",
        (SESSION_MINUTES, session),
    ).fetchone()
    on = day(row[2]) if row else None
    if row is None or on is None:
        raise NotFound
    return _Meeting(bytes(row[0]), row[1], on, row[3], session_state(row[4]), row[5])


def _from_day_on(connection: Connection, this: _Meeting) -> list[_Later]:
    rows = connection.exec_driver_sql(
        "SELECT s.id, s.ordinal, s.date, coalesce(s.state, 0) = ? AND s.ordinal < ?"
        " AND NOT EXISTS (SELECT 1 FROM attendance a"
        "     WHERE a.session = s.id AND a.state IS NOT NULL AND NOT a.deleted)"
        " FROM session s WHERE s.grp = ? AND s.date >= ? AND NOT s.deleted",
        (SessionState.PLANNED, MAKE_UP_FROM, this.group, this.date.isoformat()),
    ).fetchall()
    return [
        _Later(bytes(row[0]), row[1], on, bool(row[3]))
        for row in rows
        if (on := day(row[2])) is not None
    ]


def _next_make_up(connection: Connection, missed: _Meeting) -> int:
    """Its number: the first that no make-up of this session has."""
    plan = missed.ordinal % MAKE_UP_FROM
    taken = {
        row[0]
        for row in connection.exec_driver_sql(
            "SELECT ordinal FROM session WHERE grp = ? AND ordinal % ? = ? AND NOT deleted",
            (missed.group, MAKE_UP_FROM, plan),
        )
    }
    ordinal = MAKE_UP_FROM + plan
    while ordinal in taken:
        ordinal += MAKE_UP_FROM
    return ordinal


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
