"""An ended meeting's mark changes only with a reason, and every earlier one can be read."""

from __future__ import annotations

from datetime import date

import pytest

from desktop.programme.vocabulary import AttendanceState, Excuse, SkipReason, Stream
from desktop.services import attendance, counting, groups, history, meetings, people, record_history
from desktop.services.attendance import Line
from desktop.services.entrance import Desk
from desktop.services.people import PersonForm
from desktop.services.refusals import (
    NotEnrolled,
    NotFound,
    SessionSkipped,
    WhyNeeded,
)
from tests.desktop.services.conftest import FIRST_MEETING, Course

PRESENT, LATE, ABSENT, EXCUSED, LEFT_EARLY, SUSPENDED, NOT_ADMITTED = AttendanceState
WHY = "Avisó o comprobó después"


def line(desk: Desk, course: Course) -> Line:
    sheet = attendance.sheet(desk.work, course.sessions[0])
    return next(each for each in sheet.lines if each.participant == course.people[0])


def past(desk: Desk, course: Course) -> list[tuple[AttendanceState | None, int | None, str]]:
    versions = record_history.of_mark(desk.work, course.sessions[0], course.people[0])
    return [(each.state, each.detail, each.why) for each in versions]


def correct(
    desk: Desk, course: Course, state: AttendanceState | None, detail: int | None, why: str
) -> None:
    attendance.correct(desk.work, course.sessions[0], course.people[0], state, detail, why)


def test_a_correction_keeps_the_mark_before_and_why_it_changed(desk: Desk, course: Course) -> None:
    session, luna = course.sessions[0], course.people[0]
    attendance.mark(desk.work, session, luna, ABSENT)
    attendance.finish(desk.work, session)
    correct(desk, course, EXCUSED, Excuse.ILLNESS, f"  {WHY} ")
    assert (line(desk, course).state, line(desk, course).detail) == (EXCUSED, Excuse.ILLNESS)
    assert past(desk, course) == [(EXCUSED, Excuse.ILLNESS, WHY), (ABSENT, None, "")]
    newest, oldest = record_history.of_mark(desk.work, session, luna)
    assert (newest.author, newest.at_ms) == ("Colibrí", 1_795_000_000_000)
    assert (newest.stands, oldest.stands) == (True, False)


def test_the_mark_and_the_reason_are_one_operation(desk: Desk, course: Course) -> None:
    attendance.finish(desk.work, course.sessions[0])
    with desk.work.read() as connection:
        before = connection.exec_driver_sql("SELECT count(*) FROM op").scalar_one()
    correct(desk, course, LATE, 10, WHY)
    with desk.work.read() as connection:
        assert connection.exec_driver_sql("SELECT count(*) FROM op").scalar_one() == before + 1


@pytest.mark.parametrize("why", ["", "   "])
def test_without_a_reason_nothing_is_corrected(desk: Desk, course: Course, why: str) -> None:
    attendance.finish(desk.work, course.sessions[0])
    with pytest.raises(WhyNeeded):
        correct(desk, course, PRESENT, None, why)
    assert past(desk, course) == []


def test_two_corrections_with_one_reason_both_say_it(desk: Desk, course: Course) -> None:
    attendance.mark(desk.work, course.sessions[0], course.people[0], PRESENT)
    attendance.finish(desk.work, course.sessions[0])
    correct(desk, course, LATE, 10, WHY)
    correct(desk, course, LATE, 20, WHY)
    assert past(desk, course) == [(LATE, 20, WHY), (LATE, 10, WHY), (PRESENT, None, "")]


def test_a_mark_after_reopening_corrects_nothing(desk: Desk, course: Course) -> None:
    session, luna = course.sessions[0], course.people[0]
    attendance.finish(desk.work, session)
    correct(desk, course, LATE, 10, WHY)
    attendance.reopen(desk.work, session)
    attendance.mark(desk.work, session, luna, PRESENT)
    assert past(desk, course) == [(PRESENT, None, ""), (LATE, 10, WHY)]


def test_a_correction_can_be_taken_back_and_stays_in_the_history(
    desk: Desk, course: Course
) -> None:
    session, luna = course.sessions[0], course.people[0]
    attendance.mark(desk.work, session, luna, PRESENT)
    attendance.finish(desk.work, session)
    changes = attendance.correct(desk.work, session, luna, ABSENT, None, WHY)
    history.undo(desk.work, changes)
    assert line(desk, course).state is PRESENT
    assert past(desk, course) == [(PRESENT, None, ""), (ABSENT, None, WHY), (PRESENT, None, "")]


def test_a_note_is_no_change_of_the_mark(desk: Desk, course: Course) -> None:
    session, luna = course.sessions[0], course.people[0]
    attendance.mark(desk.work, session, luna, PRESENT)
    attendance.write_note(desk.work, session, luna, "trajo su tarea")
    assert past(desk, course) == [(PRESENT, None, "")]


def test_only_who_was_in_the_group_of_a_meeting_that_took_place_is_corrected(
    desk: Desk, course: Course
) -> None:
    stranger = people.add_person(desk.work, PersonForm()).created[0]
    groups.skip_session(desk.work, course.sessions[1], SkipReason.ROAD)
    for session, person, refusal in (
        (course.sessions[0], stranger, NotEnrolled),
        (course.sessions[1], course.people[0], SessionSkipped),
        (bytes(16), course.people[0], NotFound),
    ):
        with pytest.raises(refusal):
            attendance.correct(desk.work, session, person, PRESENT, None, WHY)


@pytest.mark.parametrize(
    ("state", "given", "kept"),
    [
        (LATE, 15, 15),
        (LEFT_EARLY, 20, 20),
        (EXCUSED, Excuse.HARVEST, Excuse.HARVEST),
        (PRESENT, 15, None),
        (SUSPENDED, 3, None),
        (NOT_ADMITTED, 3, None),
    ],
)
def test_a_detail_stays_with_the_states_that_have_one(
    desk: Desk, course: Course, state: AttendanceState, given: int, kept: int | None
) -> None:
    attendance.mark(desk.work, course.sessions[0], course.people[0], state, given)
    assert (line(desk, course).state, line(desk, course).detail) == (state, kept)


def test_who_left_early_came_and_who_was_not_admitted_did_not(desk: Desk, course: Course) -> None:
    session = course.sessions[0]
    for person, state in zip(course.people, [*AttendanceState, PRESENT], strict=True):
        attendance.mark(desk.work, session, person, state)
    attendance.finish(desk.work, session)
    (tally,) = counting.tallies(desk.work, FIRST_MEETING).values()
    assert (tally.came, tally.marked, tally.active) == (4, 8, 4)
    (detail,) = [each for each in groups.get_group(desk.work, course.group).sessions if each.marked]
    assert (detail.present, detail.marked) == (4, 8)
    for place, came in ((4, 1), (5, 0), (6, 0)):
        assert people.get_person(desk.work, course.people[place]).attended == came


def test_visitors_interpreters_and_children_enter_no_count_of_participants(
    desk: Desk, course: Course
) -> None:
    assert desk.work.stream is Stream.WOMEN
    session = course.sessions[0]
    attendance.mark(desk.work, session, course.people[0], PRESENT)
    attendance.finish(desk.work, session)
    before = counting.tallies(desk.work, FIRST_MEETING)
    attendance.head_count(desk.work, session, 3, 1, None)
    sheet = attendance.sheet(desk.work, session)
    assert (sheet.visitors, sheet.interpreters, sheet.children) == (3, 1, None)
    assert (sheet.marked, len(sheet.lines)) == (1, 8)
    assert counting.tallies(desk.work, FIRST_MEETING) == before


def test_a_make_up_says_whose_place_it_takes(desk: Desk, course: Course) -> None:
    missed = course.sessions[2]
    groups.skip_session(desk.work, missed, SkipReason.ROAD)
    meetings.make_up(desk.work, missed, date(2026, 11, 21))
    (made,) = [
        each.id for each in groups.get_group(desk.work, course.group).sessions if each.replaces
    ]
    assert attendance.sheet(desk.work, made).replaces_ordinal == 3
    assert attendance.sheet(desk.work, missed).replaces_ordinal is None
