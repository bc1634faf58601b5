"""Two laptops that join records, and mark them meanwhile, come to one kept record without loss."""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from desktop.journal.open_vault import OpenVault
from desktop.programme.schema import ATTENDANCE, SAFETY_PLAN
from desktop.programme.vocabulary import AttendanceState
from desktop.services import attendance, joining_records, people
from desktop.services.refusals import NotFound
from tests.sync.client.conftest import ABSENT, PRESENT, Course, Laptop
from tests.sync.client.test_two_laptops import exchange_by_stick

TODAY = date(2026, 11, 22)


def marks_of(vault: OpenVault, person: bytes) -> dict[bytes, int]:
    with vault.read() as connection:
        return {
            bytes(session): state
            for session, state in connection.exec_driver_sql(
                "SELECT session, state FROM attendance "
                "WHERE participant = ? AND state IS NOT NULL AND NOT deleted",
                (person,),
            )
        }


def meet(first: Laptop, second: Laptop) -> None:
    """What each writes to follow the other reaches it as well."""
    for _ in range(3):
        exchange_by_stick(first, second)


@pytest.mark.parametrize("edited", [False, True])
def test_a_mark_made_meanwhile_on_the_record_that_went_counts_once(
    met: tuple[Laptop, Laptop], course: Course, edited: bool
) -> None:
    first, second = met
    gone, kept = course.people[:2]
    if edited:
        attendance.mark(first.work, course.sessions[1], gone, ABSENT)
        exchange_by_stick(first, second)
    before = len(marks_of(first.work, kept))
    joining_records.join(first.work, gone, kept, TODAY)
    attendance.mark(second.work, course.sessions[1], gone, PRESENT)
    exchange_by_stick(first, second)
    for laptop in (first, second):
        assert marks_of(laptop.work, gone) == {}
        assert marks_of(laptop.work, kept)[course.sessions[1]] == PRESENT
        assert gone not in {line.id for line in people.list_people(laptop.work)}
    meet(first, second)
    assert first.tables() == second.tables()
    assert first.status().conflicts == second.status().conflicts == 0
    joining_records.separate(second.work, gone, kept, TODAY)
    meet(first, second)
    assert first.tables() == second.tables()
    assert marks_of(first.work, gone)[course.sessions[1]] == PRESENT
    assert len(marks_of(first.work, kept)) == before


@pytest.mark.parametrize("same", [False, True])
def test_joined_both_ways_round_one_is_kept_and_nothing_is_lost(
    met: tuple[Laptop, Laptop], course: Course, same: bool
) -> None:
    first, second = met
    one, other = sorted(course.people[:2])
    attendance.mark(first.work, course.sessions[1], one, PRESENT)
    attendance.mark(first.work, course.sessions[1], other, PRESENT if same else ABSENT)
    attendance.mark(first.work, course.sessions[2], other, PRESENT)
    exchange_by_stick(first, second)
    before = marks_of(first.work, one), marks_of(first.work, other)
    joining_records.join(first.work, one, other, TODAY)
    joining_records.join(second.work, other, one, TODAY)
    meet(first, second)
    assert first.tables() == second.tables()
    for laptop in (first, second):
        (pair,) = joining_records.joined(laptop.work)
        assert (pair.gone, pair.kept) == (other, one)  # the smaller id stays
        now = marks_of(laptop.work, one)
        assert now == {**before[1], **before[0], course.sessions[1]: PRESENT}
        assert marks_of(laptop.work, other) == {}
        assert laptop.status().conflicts == 0
    joining_records.separate(first.work, other, one, TODAY)
    meet(first, second)
    assert first.tables() == second.tables()
    assert (marks_of(second.work, one), marks_of(second.work, other)) == before


steps = st.lists(
    st.tuples(
        st.integers(0, 1),
        st.sampled_from(("join", "separate", "mark", "plan", "meet")),
        st.integers(0, 2),
        st.integers(0, 2),
    ),
    max_size=8,
)


@settings(
    max_examples=6, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
@given(steps)
def test_whatever_two_laptops_do_they_end_up_the_same_and_nobody_is_shown_twice(
    met: tuple[Laptop, Laptop], course: Course, done: list[tuple[int, str, int, int]]
) -> None:
    told = set()
    for number, (who, act, one, other) in enumerate(done):
        vault = met[who].work
        persons = course.people[one], course.people[other]
        try:
            if act == "meet":
                exchange_by_stick(*met)
            elif act == "mark":
                with vault.write() as journal:
                    journal.record(
                        ATTENDANCE.pair(
                            course.sessions[other], persons[0], state=AttendanceState.PRESENT
                        )
                    )
                told.add(course.sessions[other])
            elif act == "plan":
                with vault.write() as journal:
                    journal.record(SAFETY_PLAN.child(persons[0], 0, signs=f"señal {number}."))
            elif one != other:
                call = joining_records.join if act == "join" else joining_records.separate
                call(vault, *persons, TODAY)
        except NotFound:
            continue
    meet(*met)
    assert met[0].tables() == met[1].tables()
    for laptop in met:
        assert not joining_records.settle(laptop.work)
        shown = {line.id for line in people.list_people(laptop.work)}
        for pair in joining_records.joined(laptop.work):
            assert pair.kept in shown
            assert pair.gone not in shown
            assert marks_of(laptop.work, pair.gone) == {}
        everywhere = [marks_of(laptop.work, person) for person in course.people]
        assert told <= {session for marks in everywhere for session in marks}
    with met[0].work.write() as journal:  # the next example begins as this one
        for person in course.people:
            journal.record(
                *(ATTENDANCE.pair(each, person, state=None) for each in course.sessions[:4])
            )
    for pair in joining_records.joined(met[0].work):
        joining_records.separate(met[0].work, pair.gone, pair.kept, TODAY)
    meet(*met)
