"""What group work knows of one person's time: groups, meetings, calls, own words, orders.

Attendance is told by month, so that two years stay readable; counts are facts and no more.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from itertools import groupby
from typing import TYPE_CHECKING

from desktop.programme.codes import day, known
from desktop.programme.happenings import SORT_WORDS
from desktop.programme.own_record_codes import CALL_WORDS, LEAVE_WORDS, WORDS_WORDS
from desktop.programme.schema import ENROLMENT
from desktop.programme.vocabulary import (
    CAME,
    AttendanceState,
    CallOutcome,
    EnrolmentState,
    IncidentSort,
    LeaveReason,
    OrderState,
    SessionState,
    WordsSort,
)
from desktop.services.record_history import Version, versions_of
from desktop.services.timeline import Event, EventSort
from desktop.trouble import Message, say

if TYPE_CHECKING:
    from sqlalchemy import Connection

_ENROLMENTS = """
SELECT coalesce(g.name, ''), e.heads, e.grp FROM enrolment e
JOIN grp g ON g.id = e.grp AND NOT g.deleted
WHERE e.participant = ? AND NOT e.deleted ORDER BY g.name, e.grp
"""
_MARKS = """
SELECT s.date, a.state FROM attendance a
JOIN session s ON s.id = a.session AND s.state = ? AND NOT s.deleted
WHERE a.participant = ? AND a.state IS NOT NULL AND s.date IS NOT NULL AND NOT a.deleted
ORDER BY s.date DESC
"""
_CALLS = "SELECT on_date, outcome, lifts FROM call WHERE participant = ? AND NOT deleted"
_WORDS = """
SELECT s.date, w.sort, w.text FROM own_words w
JOIN session s ON s.id = w.session AND NOT s.deleted
WHERE w.participant = ? AND w.text IS NOT NULL AND NOT w.deleted
"""
_INCIDENTS = """
SELECT id, on_date, sort, settled_on FROM incident WHERE participant = ? AND NOT deleted
"""
_ORDERS = """
SELECT id, received_on, CASE WHEN state = ? THEN closed_on END
FROM court_order WHERE participant = ? AND NOT deleted
"""
_LETTERS = """
SELECT o.id, l.serial, l.issued_on, l.superseded_on
FROM letter l JOIN court_order o ON o.id = l.court_order AND NOT o.deleted
WHERE o.participant = ? AND l.statement IS NOT NULL AND NOT l.deleted
"""
_DIED = "SELECT died_on FROM participant WHERE id = ? AND died"

_STATE = ENROLMENT.register_of("state").number
_REASON = ENROLMENT.register_of("leave_reason").number


def standing(connection: Connection, person: bytes) -> Iterator[Event]:
    """Joined, away, back, left, over to another group, completed; and a death."""
    for (on,) in connection.exec_driver_sql(_DIED, (person,)).fetchall():
        yield Event(day(on), EventSort.STANDING, say("Está anotado su fallecimiento"))
    for name, heads, group in connection.exec_driver_sql(_ENROLMENTS, (person,)).fetchall():
        yield from _in_group(connection, name, heads, bytes(group))


def _in_group(connection: Connection, name: str, heads: bytes, group: bytes) -> list[Event]:
    """The changes of one enrolment, the newest first, so that one day keeps their order."""
    found: list[Event] = []
    written: list[date] = []
    was: EnrolmentState | None = None
    for version in versions_of(connection, heads, (_STATE, _REASON)):
        state, since = _stood(version)
        if state is not None and state is not was:
            why = _why_left(version) if state is EnrolmentState.LEFT else None
            told = _changed(was, state, name)
            # A day that nobody said is that of the writing, but not after the next change.
            found.append(Event(since, EventSort.STANDING, told, why, "group", group))
            written.append(_written(version))
            was = state
    until = date.max
    for at in reversed(range(len(found))):
        on = found[at].on or min(written[at], until)
        found[at] = replace(found[at], on=on)
        until = on
    return found[::-1]


def meetings(connection: Connection, person: bytes) -> Iterator[Event]:
    """One event a month, on the day of its last meeting with a mark."""
    rows = connection.exec_driver_sql(_MARKS, (SessionState.HELD, person)).fetchall()
    for _month, marks in groupby(rows, key=lambda row: row[0][:7]):
        lived = list(marks)
        on = day(lived[0][0])
        if on is None:
            continue
        counted = Counter(known(AttendanceState, row[1]) for row in lived)
        came = sum(counted[state] for state in CAME)
        missed = counted[AttendanceState.ABSENT]
        month = f"{on.month}/{on.year}"
        told = say("Reuniones de {month}: vino a {came}", month=month, came=came)
        if missed:
            told = say("{told}, no vino a {missed}", told=told, missed=missed)
        others = len(lived) - came - missed
        hint = say("Justificadas y otras marcas: {n}", n=others) if others else None
        yield Event(on, EventSort.ATTENDANCE, told, hint)


def calls(connection: Connection, person: bytes) -> Iterator[Event]:
    """What came of each attempt, without the notes."""
    for on, code, lifts in connection.exec_driver_sql(_CALLS, (person,)).fetchall():
        outcome = known(CallOutcome, code)
        if lifts is not None:
            told = say("La coordinación decidió que se puede volver a intentar")
        elif outcome is None:
            told = say("Se le buscó")
        else:
            told = say("Se le buscó: {outcome}", outcome=CALL_WORDS[outcome])
        yield Event(day(on), EventSort.CALL, told)


def own_words(connection: Connection, person: bytes) -> Iterator[Event]:
    """Commitments and strategies as they were said."""
    for on, code, text in connection.exec_driver_sql(_WORDS, (person,)).fetchall():
        sort = known(WordsSort, code)
        if sort is not None:
            shown = " ".join(text.encode(errors="replace").decode().split())
            yield Event(day(on), EventSort.WORDS, WORDS_WORDS[sort], say("«{words}»", words=shown))


def incidents(connection: Connection, person: bytes) -> Iterator[Event]:
    """What happened at a meeting and was noted of this person."""
    for id_, on, code, settled in connection.exec_driver_sql(_INCIDENTS, (person,)).fetchall():
        sort = known(IncidentSort, code) or IncidentSort.OTHER
        yield Event(
            day(on),
            EventSort.OTHER,
            SORT_WORDS[sort],
            hint=None if settled else say("Falta anotar cómo quedó"),
            page="incidents",
            argument=bytes(id_),
        )


def orders(connection: Connection, person: bytes) -> Iterator[Event]:
    """Orders of a judge and the letters that were printed for them."""
    for id_, received, closed in connection.exec_driver_sql(
        _ORDERS, (OrderState.CLOSED, person)
    ).fetchall():
        order = bytes(id_)
        came = say("Orden del juzgado")
        yield Event(day(received), EventSort.ORDER, came, page="order", argument=order)
        if closed:
            ended = say("Se cerró la orden del juzgado")
            yield Event(day(closed), EventSort.ORDER, ended, page="order", argument=order)
    for id_, serial, issued, gone in connection.exec_driver_sql(_LETTERS, (person,)).fetchall():
        yield Event(
            day(issued),
            EventSort.ORDER,
            say("Carta al juzgado número {serial}", serial=serial or 0),
            hint=say("Ya no vale") if gone else None,
            page="order",
            argument=bytes(id_),
        )


def _stood(version: Version) -> tuple[EnrolmentState | None, date | None]:
    value = version.fields.get(_STATE)
    code, since = (*value, None, None)[:2] if isinstance(value, tuple) else (None, None)
    state = known(EnrolmentState, code if isinstance(code, int) else None)
    return state, day(since if isinstance(since, str) else None)


def _why_left(version: Version) -> Message | None:
    value = version.fields.get(_REASON)
    code = value[0] if isinstance(value, tuple) and value else None
    reason = known(LeaveReason, code if isinstance(code, int) else None)
    return LEAVE_WORDS[reason] if reason not in (None, LeaveReason.UNKNOWN) else None


def _written(version: Version) -> date:
    """By the clock of whoever wrote it."""
    try:
        return (datetime(1970, 1, 1, tzinfo=UTC) + timedelta(milliseconds=version.at_ms)).date()
    except OverflowError:
        return date.max


def _changed(was: EnrolmentState | None, state: EnrolmentState, group: str) -> Message:
    if state is EnrolmentState.ACTIVE:
        entered = say("Entró a {group}", group=group)
        return entered if was is None else say("Volvió a {group}", group=group)
    return {
        EnrolmentState.PAUSED: say("En pausa en {group}", group=group),
        EnrolmentState.LEFT: say("Salió de {group}", group=group),
        EnrolmentState.COMPLETED: say("Terminó el curso en {group}", group=group),
    }[state]
