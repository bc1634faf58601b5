"""The paper knows rows; who they are stands in the vault alone, and marks come back to them."""

from __future__ import annotations

from datetime import date
from random import Random

import pytest

from desktop.programme.vocabulary import AttendanceState, LeaveReason
from desktop.services import attendance, enrolments, groups, paper_sheets, people
from desktop.services.entrance import Desk
from desktop.services.people import PersonForm
from desktop.services.refusals import NotFound, SessionClosed
from tests.desktop.services.conftest import Course

PRESENT, LATE, ABSENT = AttendanceState.PRESENT, AttendanceState.LATE, AttendanceState.ABSENT
WHY = "La hoja de papel dice otra cosa"


def printed(desk: Desk, session: bytes, seed: int = 1) -> paper_sheets.PaperSheet:
    made = paper_sheets.new_sheet(desk.work, session, Random(seed)).created[0]
    return paper_sheets.get(desk.work, made)


def test_rows_are_everybody_of_the_day_in_the_order_of_their_codes(
    desk: Desk, course: Course
) -> None:
    paper = printed(desk, course.sessions[0])
    assert {row.participant for row in paper.rows} == set(course.people)
    assert [row.code for row in paper.rows] == sorted(row.code for row in paper.rows)
    folios = {
        line.participant: line.folio
        for line in attendance.sheet(desk.work, course.sessions[0]).lines
    }
    assert all(folios[row.participant].startswith(row.code) for row in paper.rows)


def test_the_list_to_type_follows_the_paper_and_newcomers_come_last(
    desk: Desk, course: Course
) -> None:
    session = course.sessions[0]
    paper = printed(desk, session)
    late = people.add_person(desk.work, PersonForm(nickname="Alba")).created[0]
    groups.add_to_group(desk.work, course.group, [late])
    listed = paper_sheets.as_list(desk.work, paper.id)
    order = [line.participant for line in listed.sheet.lines]
    assert order == [*(row.participant for row in paper.rows), late]
    assert listed.since == {late}
    assert listed.gone == ()
    assert listed.codes == {row.participant: row.code for row in paper.rows}


def test_a_row_whose_person_is_no_more_on_the_list_is_told_and_takes_no_mark(
    desk: Desk, course: Course
) -> None:
    session = course.sessions[3]
    paper = printed(desk, session)
    gone = paper.rows[2]
    enrolments.leave_group(
        desk.work,
        course.group,
        gone.participant,
        since=date(2026, 10, 9),
        reason=LeaveReason.WORK,
    )
    listed = paper_sheets.as_list(desk.work, paper.id)
    assert listed.gone == (gone.code,)
    assert gone.participant not in listed.codes
    changes = paper_sheets.put_marks(desk.work, paper.id, {gone.participant: PRESENT}, "")
    assert not changes


def test_marks_come_back_to_whom_the_rows_were(desk: Desk, course: Course) -> None:
    session = course.sessions[0]
    paper = printed(desk, session)
    first, second, *_rest = (row.participant for row in paper.rows)
    attendance.mark(desk.work, session, second, LATE, 20)
    paper_sheets.put_marks(desk.work, paper.id, {first: ABSENT, second: LATE}, "")
    lines = {line.participant: line for line in attendance.sheet(desk.work, session).lines}
    assert lines[first].state is ABSENT
    assert (lines[second].state, lines[second].detail) == (LATE, 20)


def test_a_meeting_that_has_ended_takes_a_sheet_only_with_a_reason(
    desk: Desk, course: Course
) -> None:
    session = course.sessions[0]
    paper = printed(desk, session)
    attendance.finish(desk.work, session)
    person = paper.rows[0].participant
    with pytest.raises(SessionClosed):
        paper_sheets.put_marks(desk.work, paper.id, {person: PRESENT}, "")
    paper_sheets.put_marks(desk.work, paper.id, {person: PRESENT}, WHY)
    lines = {line.participant: line.state for line in attendance.sheet(desk.work, session).lines}
    assert lines[person] is PRESENT


def test_sheets_that_wait_come_first_and_the_latest_before_the_others(
    desk: Desk, course: Course
) -> None:
    session = course.sessions[0]
    first, second, third = (printed(desk, session, seed) for seed in (7, 3, 5))
    paper_sheets.take_in(desk.work, third.id, date(2026, 10, 9))
    listed = paper_sheets.of_session(desk.work, session)
    assert [each.id for each in listed] == [second.id, first.id, third.id]
    assert listed[-1].taken_in == date(2026, 10, 9)


def test_no_two_sheets_have_one_code(desk: Desk, course: Course) -> None:
    codes = {printed(desk, session, 1).code for session in course.sessions[:5]}
    assert len(codes) == 5
    for code in codes:
        found = paper_sheets.find(desk.work, code)
        assert found is not None
        assert found.code == code


def test_a_sheet_that_never_came_to_paper_is_forgotten(desk: Desk, course: Course) -> None:
    paper = printed(desk, course.sessions[0])
    paper_sheets.forget(desk.work, paper.id)
    assert paper_sheets.find(desk.work, paper.code) is None
    with pytest.raises(NotFound):
        paper_sheets.get(desk.work, paper.id)
