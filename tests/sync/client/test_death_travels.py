"""Who died is not called, whatever a colleague wrote on another laptop without knowing it."""

from __future__ import annotations

from datetime import date

import pytest

from desktop.programme.vocabulary import LeaveReason
from desktop.services import calls, enrolments
from desktop.services.call_card import Bar
from tests.sync.client.conftest import Course, Laptop


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
