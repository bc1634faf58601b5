"""Who died is not called, whatever a colleague wrote on another laptop without knowing it."""

from __future__ import annotations

from datetime import date

import pytest

from desktop.programme.vocabulary import CallOutcome, LeaveReason
from desktop.services import attendance, calls, enrolments, groups, passing
from desktop.services.call_card import Bar
from desktop.services.groups import NewGroup
from tests.sync.client.conftest import ABSENT, PRESENT, Course, Laptop


def swap(first: Laptop, second: Laptop) -> None:
    first.seal()
    second.seal()
    second.put(*first.outbox().values())
    first.put(*second.outbox().values())
    assert first.take_in().put_aside == second.take_in().put_aside == 0


def bars(met: tuple[Laptop, Laptop], person: bytes) -> set[Bar | None]:
    return {calls.card(laptop.work, person).bar for laptop in met}


@pytest.mark.parametrize("wrote_last", [0, 1])
def test_a_pause_noted_meanwhile_does_not_bring_the_dead_back(
    met: tuple[Laptop, Laptop], course: Course, wrote_last: int
) -> None:
    knows, other = met[1 - wrote_last], met[wrote_last]
    person = course.people[0]
    enrolments.leave_group(knows.work, course.group, person, reason=LeaveReason.DIED)
    enrolments.pause_in_group(other.work, course.group, person, "trabajo")
    enrolments.rejoin(other.work, course.group, person, date(2026, 11, 1))
    swap(*met)
    assert bars(met, person) == {Bar.DIED}
    # Who knows both can say that it was a mistake.
    enrolments.rejoin(other.work, course.group, person, date(2026, 11, 2))
    swap(*met)
    assert bars(met, person) == {None}


def test_another_reason_noted_meanwhile_does_not_hide_a_death(
    met: tuple[Laptop, Laptop], course: Course
) -> None:
    first, second = met
    for person, knows, other in ((0, first, second), (1, second, first)):
        who = course.people[person]
        enrolments.leave_group(knows.work, course.group, who, reason=LeaveReason.DIED)
        enrolments.leave_group(other.work, course.group, who, reason=LeaveReason.MOVED_AWAY)
    swap(first, second)
    assert bars(met, course.people[0]) == bars(met, course.people[1]) == {Bar.DIED}


@pytest.mark.parametrize("wrote_last", [0, 1])
def test_a_call_that_was_planned_is_asked_for_no_more_when_the_death_arrives(
    met: tuple[Laptop, Laptop], course: Course, wrote_last: int
) -> None:
    knows, other = met[1 - wrote_last], met[wrote_last]
    person, day = course.people[0], date(2026, 11, 2)
    for session in course.sessions[:2]:
        for each in course.people:
            mark = ABSENT if each == person else PRESENT
            attendance.mark(other.work, session, each, mark)
        attendance.finish(other.work, session)
    calls.record(other.work, person, course.group, CallOutcome.NO_ANSWER, "", day, day)
    assert [each.participant for each in calls.open_calls(other.work, day)] == [person]
    passing.note_death(knows.work, person, day)
    swap(*met)
    for laptop in met:
        assert calls.open_calls(laptop.work, day) == ()
    assert bars(met, person) == {Bar.DIED}


def test_who_moved_away_or_joined_elsewhere_on_another_laptop_stays_dead(
    met: tuple[Laptop, Laptop], course: Course
) -> None:
    knows, other = met
    person = course.people[0]
    new = groups.create_group(
        other.work, NewGroup("Otro", start_date=date(2026, 11, 1), start_minute=960)
    ).created[0]
    passing.note_death(knows.work, person, date(2026, 11, 1))
    enrolments.leave_group(other.work, course.group, person, reason=LeaveReason.MOVED_AWAY)
    enrolments.add_to_group(other.work, new, [person])
    swap(*met)
    assert bars(met, person) == {Bar.DIED}
    for laptop in met:
        last = groups.get_group(laptop.work, new).sessions[-1].id
        assert not attendance.sheet(laptop.work, last).lines
        (line,) = passing.on_today(laptop.desk, date(2026, 11, 1))
        assert (line.page, line.argument) == ("person", person)
    passing.note_death(other.work, person, date(2026, 11, 1))
    assert not list(passing.on_today(other.desk, date(2026, 11, 1)))
    swap(*met)
    # A coordinator who knows both says that it was a mistake, and it travels.
    passing.take_back(knows.desk, person, date(2026, 11, 2))
    swap(*met)
    assert bars(met, person) == {None}
