"""A member's own laptop says that it is the end of all time, or the year 1999, or 2099."""

from __future__ import annotations

import pytest

from desktop.programme.vocabulary import AttendanceState
from desktop.services import attendance
from sync.batch.limits import NUMBER_MAX
from tests.sync.client.conftest import Course, Laptop

YEAR_1999_MS = 946_000_000_000
YEAR_2099_MS = 4_100_000_000_000


def mark(laptop: Laptop, course: Course, session: int, state: AttendanceState) -> None:
    attendance.mark(laptop.work, course.sessions[session], course.people[0], state)


def exchange(one: Laptop, other: Laptop) -> None:
    for giver, taker in ((one, other), (other, one)):
        giver.seal()
        taker.put(*giver.outbox().values())
        taker.take_in()
        assert taker.put_aside() == []


def test_an_operation_at_the_end_of_time_keeps_nobody_from_sealing(
    met: tuple[Laptop, Laptop], course: Course
) -> None:
    honest, hostile = met
    with hostile.work.transaction():
        hostile.work.ledger().lamport = NUMBER_MAX - 1
    mark(hostile, course, 1, AttendanceState.PRESENT)
    hostile.seal()
    honest.put(*hostile.outbox().values())
    honest.take_in()
    mark(honest, course, 1, AttendanceState.ABSENT)
    assert honest.seal().operations == 1
    honest.reopen()
    mark(honest, course, 2, AttendanceState.PRESENT)
    assert honest.seal().operations == 1


def test_time_that_leaps_as_far_as_it_may_takes_nobody_with_it(
    met: tuple[Laptop, Laptop], course: Course
) -> None:
    honest, hostile = met
    for session in range(1, 4):
        with hostile.work.transaction():
            hostile.work.ledger().lamport += 2**32 - 1
        mark(hostile, course, session, AttendanceState.PRESENT)
    exchange(hostile, honest)
    mark(honest, course, 1, AttendanceState.ABSENT)
    honest.reopen()
    with honest.work.transaction():
        assert honest.work.ledger().lamport < 2**32
    exchange(honest, hostile)
    assert honest.tables() == hostile.tables()


@pytest.mark.parametrize("ms", [YEAR_1999_MS, YEAR_2099_MS])
def test_a_clock_at_any_year_refuses_nothing_and_keeps_the_order(
    met: tuple[Laptop, Laptop], course: Course, ms: int
) -> None:
    one, other = met
    mark(one, course, 1, AttendanceState.PRESENT)
    one.clock.ms = ms
    mark(one, course, 1, AttendanceState.ABSENT)
    exchange(one, other)
    one.clock.ms = YEAR_1999_MS - 1
    mark(other, course, 1, AttendanceState.PRESENT)
    exchange(one, other)
    mark(one, course, 1, AttendanceState.ABSENT)
    exchange(one, other)
    assert one.tables() == other.tables()
    for laptop in met:
        lines = {line.participant: line for line in _lines(laptop, course)}
        assert lines[course.people[0]].state is AttendanceState.ABSENT
        assert not lines[course.people[0]].conflict


def _lines(laptop: Laptop, course: Course) -> tuple[attendance.Line, ...]:
    return attendance.sheet(laptop.work, course.sessions[1]).lines
