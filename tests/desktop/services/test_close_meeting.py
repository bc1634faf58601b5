"""Closing a meeting: who did not come, a worry, money by folio, the next date."""

from __future__ import annotations

from datetime import date, timedelta

import pytest

from desktop.programme.vocabulary import AllowanceFor, AttendanceState, CallOutcome, SessionState
from desktop.services import attendance, calls, close_meeting, groups, history
from desktop.services.refusals import BadForm, NotEnrolled, NotFound

FIRST = date(2026, 10, 8)
ABSENT, PRESENT = AttendanceState.ABSENT, AttendanceState.PRESENT


def hold(desk, course, n: int, states: dict[int, AttendanceState | None]) -> None:
    for who, person in enumerate(course.people):
        attendance.mark(desk.work, course.sessions[n], person, states.get(who, PRESENT))
    attendance.finish(desk.work, course.sessions[n])


def facts(desk, course, n: int) -> close_meeting.CloseFacts:
    return close_meeting.facts(desk.work, course.sessions[n])


def test_who_did_not_come_is_told_and_who_is_to_be_called(desk, course) -> None:
    hold(desk, course, 0, {0: ABSENT})
    states = {0: ABSENT, 1: AttendanceState.EXCUSED, 2: AttendanceState.LATE, 3: None}
    hold(desk, course, 1, states)
    found = facts(desk, course, 1)
    told = {each.participant: (each.state, each.to_call) for each in found.missed}
    assert told == {
        course.people[0]: (ABSENT, True),
        course.people[1]: (AttendanceState.EXCUSED, False),
    }
    assert (found.unmarked, found.state) == (1, SessionState.HELD)
    assert len(found.people) == 5
    calls.record(
        desk.work, course.people[0], course.group, CallOutcome.COMES, "", FIRST + timedelta(7)
    )
    assert not any(each.to_call for each in facts(desk, course, 1).missed)


def test_who_was_at_the_door_may_be_given_the_way_home(desk, course) -> None:
    hold(desk, course, 0, {0: AttendanceState.NOT_ADMITTED})
    assert course.people[0] in {each.participant for each in facts(desk, course, 0).people}


def test_a_worry_is_kept_with_the_meeting_and_can_be_taken_back(desk, course) -> None:
    hold(desk, course, 0, {})
    kept = close_meeting.set_worry(desk.work, course.sessions[0], "  folio 8163, callada ")
    assert facts(desk, course, 0).worry == "folio 8163, callada"
    history.undo(desk.work, kept)
    assert facts(desk, course, 0).worry == ""


def test_money_is_given_to_all_in_one_commit_and_the_amount_is_remembered(desk, course) -> None:
    hold(desk, course, 0, {0: ABSENT})
    assert (facts(desk, course, 0).usual_cents, facts(desk, course, 0).total_cents) == (None, 0)
    came = tuple(each.participant for each in facts(desk, course, 0).people)
    given = close_meeting.give_allowance(
        desk.work, course.sessions[0], came, 5_000, AllowanceFor.BOTH
    )
    assert len(given.undo) == 7
    close_meeting.give_allowance(desk.work, course.sessions[0], came[:1], 12_050)
    assert facts(desk, course, 0).total_cents == 6 * 5_000 + 12_050
    hold(desk, course, 1, {})
    found = facts(desk, course, 1)
    assert (found.usual_cents, found.usual_what) == (5_000, AllowanceFor.BOTH)
    assert found.total_cents == 0
    close_meeting.give_allowance(desk.work, course.sessions[0], came[:1], None)
    assert facts(desk, course, 0).total_cents == 6 * 5_000


@pytest.mark.parametrize("cents", [0, -100, close_meeting.ALLOWANCE_MAX_CENTS + 1])
def test_an_amount_that_is_none_is_refused(desk, course, cents) -> None:
    with pytest.raises(BadForm):
        close_meeting.give_allowance(desk.work, course.sessions[0], course.people, cents)
    assert facts(desk, course, 0).total_cents == 0


def test_money_is_for_people_of_the_group(desk, course) -> None:
    with pytest.raises(NotEnrolled):
        close_meeting.give_allowance(desk.work, course.sessions[0], (bytes(16),), 5_000)
    for call in (close_meeting.facts, lambda vault, id_: close_meeting.set_worry(vault, id_, "x")):
        with pytest.raises(NotFound):
            call(desk.work, bytes(16))


def test_the_next_meeting_is_the_next_one_planned(desk, course) -> None:
    hold(desk, course, 0, {})
    moved = FIRST + timedelta(days=9)
    groups.move_session(desk.work, course.sessions[1], moved, 17 * 60)
    following = facts(desk, course, 0).next
    assert following is not None
    assert (following.session, following.date, following.start_minute, following.place) == (
        course.sessions[1],
        moved,
        17 * 60,
        "Casa Comunal",
    )
    assert facts(desk, course, 24).next is None
