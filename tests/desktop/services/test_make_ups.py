"""Meetings that make others good, and two meetings in one day."""

from __future__ import annotations

from datetime import date, timedelta

import pytest

from desktop.programme.schedule import WEEK
from desktop.programme.vocabulary import AttendanceState, SessionState, SkipReason
from desktop.services import attendance, groups, history
from desktop.services.refusals import BadForm, SessionStarted
from tests.desktop.services.conftest import FIRST_MEETING as START

SATURDAY = START + timedelta(days=2)


def line_of(desk, course, session: bytes):
    found = groups.get_group(desk.work, course.group).sessions
    return next(line for line in found if line.id == session)


def dates(desk, course) -> dict[int, date]:
    found = groups.get_group(desk.work, course.group).sessions
    return {line.ordinal: line.date for line in found}


def test_a_make_up_names_what_it_replaces_and_shares_its_plan(desk, course) -> None:
    missed = course.sessions[6]
    groups.skip_session(desk.work, missed, SkipReason.HARVEST)
    made = groups.make_up(desk.work, missed, SATURDAY, 10 * 60)
    line = line_of(desk, course, made.created[0])
    assert (line.ordinal, line.number, line.is_make_up) == (1007, 7, True)
    assert (line.replaces, line.theme) == (missed, line_of(desk, course, missed).theme)
    assert (line.date, line.start_minute, line.minutes) == (SATURDAY, 600, 150)
    sheet = attendance.sheet(desk.work, line.id)
    assert (len(sheet.lines), sheet.replaces_ordinal) == (8, 7)
    again = groups.make_up(desk.work, missed, SATURDAY + WEEK).created[0]
    assert line_of(desk, course, again).ordinal == 2007
    history.undo(desk.work, made)
    assert 1007 not in dates(desk, course)
    third = groups.make_up(desk.work, missed, SATURDAY).created[0]
    assert third == line.id, "a number that is free again is used again"


def test_a_make_up_of_a_make_up_keeps_to_the_first_one_s_plan(desk, course) -> None:
    groups.skip_session(desk.work, course.sessions[6], SkipReason.ROAD)
    first = groups.make_up(desk.work, course.sessions[6], SATURDAY).created[0]
    groups.skip_session(desk.work, first, SkipReason.ROAD)
    second = groups.make_up(desk.work, first, SATURDAY + WEEK).created[0]
    line = line_of(desk, course, second)
    assert (line.ordinal, line.number, line.replaces) == (2007, 7, first)


def test_what_is_still_to_come_is_moved_and_not_made_up(desk, course) -> None:
    with pytest.raises(BadForm):
        groups.make_up(desk.work, course.sessions[6], SATURDAY)


def test_a_make_up_counts_for_the_session_it_replaces(desk, course) -> None:
    groups.skip_session(desk.work, course.sessions[0], SkipReason.ROAD)
    made = groups.make_up(desk.work, course.sessions[0], SATURDAY).created[0]
    attendance.finish(desk.work, made)
    (line,) = groups.list_groups(desk.work)
    assert (line.held, line.sessions) == (1, 25)
    attendance.finish(desk.work, course.sessions[1])
    extra = groups.make_up(desk.work, course.sessions[1], SATURDAY + WEEK).created[0]
    attendance.finish(desk.work, extra)
    (line,) = groups.list_groups(desk.work)
    assert line.held == 2, "of the course, not of evenings"


def test_two_meetings_of_one_day_move_on_together(desk, course) -> None:
    before = dates(desk, course)
    groups.move_session(desk.work, course.sessions[3], before[3], 19 * 60)
    assert dates(desk, course)[4] == before[3]
    moved = groups.skip_and_shift(desk.work, course.sessions[2], SkipReason.ROAD)
    after = dates(desk, course)
    assert after[3] == after[4] == before[3] + WEEK
    assert after[5] == before[5] + WEEK
    history.undo(desk.work, moved)
    assert dates(desk, course)[3] == before[3]


def test_the_first_of_two_that_has_a_list_stays_when_the_second_moves_on(desk, course) -> None:
    before = dates(desk, course)
    groups.move_session(desk.work, course.sessions[3], before[3], 19 * 60)
    luna = course.people[0]
    attendance.mark(desk.work, course.sessions[2], luna, AttendanceState.PRESENT)
    groups.skip_and_shift(desk.work, course.sessions[3], SkipReason.PLACE)
    after = dates(desk, course)
    assert (after[3], after[4]) == (before[3], before[3] + WEEK)
    with pytest.raises(SessionStarted):
        groups.skip_and_shift(desk.work, course.sessions[2], SkipReason.PLACE)


def test_make_ups_stay_on_their_day_when_the_course_moves_on(desk, course) -> None:
    groups.skip_session(desk.work, course.sessions[0], SkipReason.ROAD)
    late = START + 5 * WEEK + timedelta(days=2)
    made = groups.make_up(desk.work, course.sessions[0], late).created[0]
    before = dates(desk, course)
    groups.skip_and_shift(desk.work, course.sessions[1], SkipReason.HARVEST)
    assert dates(desk, course)[1001] == late
    groups.skip_and_shift(desk.work, made, SkipReason.HARVEST)
    after = dates(desk, course)
    assert after[1001] == late + WEEK
    assert after[25] == before[25] + WEEK, "and moves alone when it is the one"
    assert line_of(desk, course, made).state is SessionState.PLANNED


def test_one_meeting_is_in_another_place_and_back(desk, course) -> None:
    session = course.sessions[2]
    changed = groups.change_place(desk.work, session, " Biblioteca ", None)
    assert attendance.sheet(desk.work, session).place == "Biblioteca"
    assert attendance.sheet(desk.work, course.sessions[3]).place == "Casa Comunal"
    history.undo(desk.work, changed)
    assert attendance.sheet(desk.work, session).place == "Casa Comunal"
