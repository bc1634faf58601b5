"""Two laptops with no signal generate one course and mark one group: nothing counts twice."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from desktop.curriculum.model import CourseFile, Plan, Step
from desktop.programme.schedule import WEEK
from desktop.programme.schema import GROUP
from desktop.programme.vocabulary import AttendanceState, CourseState, SkipReason
from desktop.services import (
    attendance,
    courses,
    doubts,
    enrolments,
    groups,
    people,
    planning,
)
from desktop.services.counting import tallies
from desktop.services.groups import NewGroup, meetings_of
from desktop.services.people import PersonForm
from tests.sync.client.conftest import ABSENT, PRESENT, Course, Laptop
from tests.sync.client.test_two_laptops import exchange_by_stick

START = date(2026, 10, 8)
STATES = st.sampled_from((PRESENT, ABSENT, AttendanceState.LATE))


@pytest.fixture
def bare(met: tuple[Laptop, Laptop]) -> tuple[Laptop, Laptop, bytes, tuple[bytes, ...]]:
    """Both laptops know a group and its people; neither has a date for it yet."""
    first, second = met
    with first.work.write() as journal:
        group = journal.record(
            GROUP.new(name="Higuera", sessions=25, start_minute=960, minutes=150)
        ).created[0]
    persons = tuple(
        people.add_person(first.work, PersonForm(nickname=name), group=group).created[0]
        for name in ("Sol", "Brisa", "Río")
    )
    exchange_by_stick(first, second)
    return first, second, group, persons


def generate(laptop: Laptop, group: bytes) -> tuple[bytes, ...]:
    dates = NewGroup("", START, 0).dates(25)
    with laptop.work.write() as journal:
        journal.record(*meetings_of(group, enumerate(dates, 1), ["Bienvenida"]))
    return tuple(line.id for line in groups.get_group(laptop.work, group).sessions)


def test_two_laptops_that_generate_one_course_and_mark_one_group_count_each_attendance_once(
    bare: tuple[Laptop, Laptop, bytes, tuple[bytes, ...]],
) -> None:
    first, second, group, persons = bare
    sessions = generate(first, group)
    assert generate(second, group) == sessions, "derived ids: the same meetings"
    for number, person in enumerate(persons):
        attendance.mark(first.work, sessions[0], person, PRESENT)
        attendance.mark(second.work, sessions[0], person, PRESENT)
        laptop = (first, second)[number % 2]
        attendance.mark(laptop.work, sessions[1], person, PRESENT if number else ABSENT)
    for session in sessions[:2]:
        attendance.finish(first.work, session)
        attendance.finish(second.work, session)
    exchange_by_stick(first, second)
    assert first.tables() == second.tables()
    assert first.status().conflicts == second.status().conflicts == 0
    for laptop in (first, second):
        found = groups.get_group(laptop.work, group)
        assert len(found.sessions) == 25
        assert [(s.present, s.marked) for s in found.sessions[:2]] == [(3, 3), (2, 3)]
        assert people.get_person(laptop.work, persons[1]).attended == 2
        (tally,) = tallies(laptop.work, START).values()
        # The other group's first meeting was ended by nobody.
        assert (tally.held, tally.came, tally.marked) == (2, 5, 6)


def test_the_same_group_lengthened_and_made_up_on_both_meets(
    met: tuple[Laptop, Laptop], course: Course
) -> None:
    first, second = met
    assert first.desk.shared is not None
    plans = tuple(Plan(n, f"Tema {n}", steps=(Step("Llegada", 20, "Hola"),)) for n in range(1, 28))
    file = CourseFile("largo", "es", "women", "Curso largo", "Nada", 150, 1, False, plans)
    long = courses.import_course(first.desk.shared, file).created[0]
    courses.set_state(first.desk.shared, long, CourseState.READY)
    exchange_by_stick(first, second)
    missed = course.sessions[6]
    for laptop in met:
        groups.skip_session(laptop.work, missed, SkipReason.ROAD)
        planning.change_course(laptop.desk, course.group, long)
        groups.make_up(laptop.work, missed, START + 7 * WEEK + timedelta(days=2))
    exchange_by_stick(first, second)
    assert first.tables() == second.tables()
    assert first.status().conflicts == 0
    ordinals = [line.ordinal for line in groups.get_group(second.work, course.group).sessions]
    assert sorted(ordinals) == [*range(1, 28), 1007]


def test_the_same_person_put_into_two_groups_is_asked_about_after_the_merge(
    met: tuple[Laptop, Laptop], course: Course
) -> None:
    first, second = met
    other = groups.create_group(first.work, NewGroup("Ceiba", START, 600)).created[0]
    luna = people.add_person(first.work, PersonForm(nickname="Luna")).created[0]
    exchange_by_stick(first, second)
    enrolments.add_to_group(first.work, other, [luna])
    enrolments.add_to_group(second.work, course.group, [luna])
    assert doubts.twice(first.work) == doubts.twice(second.work) == ()
    exchange_by_stick(first, second)
    for laptop in met:
        (two,) = doubts.twice(laptop.work)
        assert (two.participant, two.group_names) == (luna, ("Ceiba", "Jacaranda"))
    groups.transfer(first.work, luna, other, course.group)
    exchange_by_stick(first, second)
    assert doubts.twice(second.work) == ()


@settings(
    max_examples=6,
    deadline=None,
    suppress_health_check=[HealthCheck.function_scoped_fixture],
)
@given(
    here=st.lists(st.tuples(st.integers(0, 2), st.integers(0, 2), STATES), max_size=6),
    there=st.lists(st.tuples(st.integers(0, 2), st.integers(0, 2), STATES), max_size=6),
)
def test_however_two_laptops_mark_a_person_has_one_mark_a_meeting(
    met: tuple[Laptop, Laptop], course: Course, here: list, there: list
) -> None:
    first, second = met
    for laptop, marks in ((first, here), (second, there)):
        for session, person, state in marks:
            attendance.mark(laptop.work, course.sessions[session], course.people[person], state)
    exchange_by_stick(first, second)
    assert first.tables() == second.tables()
    for session in course.sessions[:3]:
        line = next(
            one for one in groups.get_group(second.work, course.group).sessions if one.id == session
        )
        sheet = attendance.sheet(first.work, session)
        assert line.marked == sheet.marked <= len(course.people)
