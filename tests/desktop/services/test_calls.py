"""Who stopped coming is looked for once, again on the day agreed, and never where it harms."""

from __future__ import annotations

from datetime import date, timedelta

import pytest

from desktop.programme.schema import CONSENT, ENROLMENT, PARTICIPANT
from desktop.programme.vocabulary import (
    STOPS_CALLS,
    AttendanceState,
    CallOutcome,
    ConsentState,
    EnrolmentState,
    LeaveReason,
    Purpose,
)
from desktop.services import attendance, calls, closing_group, groups, history, people
from desktop.services.calls import Agreement, Bar, CallsEnded
from desktop.services.people import PersonForm
from desktop.services.refusals import BadForm, NotFound, Refusal

FIRST = date(2026, 10, 8)
ABSENT, PRESENT = AttendanceState.ABSENT, AttendanceState.PRESENT
WEEK = timedelta(weeks=1)
PHONE = "312 555 0101"


def hold(desk, course, n: int, states: dict[int, AttendanceState]) -> None:
    for who, person in enumerate(course.people):
        attendance.mark(desk.work, course.sessions[n], person, states.get(who, PRESENT))
    attendance.finish(desk.work, course.sessions[n])


@pytest.fixture
def luna(desk, course) -> bytes:
    """She missed the first two meetings, agreed to calls, and said that calling is safe."""
    form = PersonForm(folio="8163", nickname="Luna", phone=PHONE, phone_safe=True)
    people.edit_person(desk.work, course.people[0], form)
    agreed = CONSENT.child(
        course.people[0], int(Purpose.FOLLOW_UP_CALL), state=ConsentState.GIVEN, wording="heard"
    )
    desk_write(desk, agreed)
    for n in range(2):
        hold(desk, course, n, {0: ABSENT})
    return course.people[0]


def open_on(desk, day: date) -> list[str]:
    return [call.folio for call in calls.open_calls(desk.work, day)]


def tell(desk, course, person, outcome, on, next_date=None, note=""):
    return calls.record(desk.work, person, course.group, outcome, note, on, next_date)


def test_two_absences_open_a_call_and_its_outcome_closes_it(desk, course, luna) -> None:
    (call,) = calls.open_calls(desk.work, FIRST + WEEK)
    assert (call.participant, call.folio, call.absences) == (luna, "8163", 2)
    assert (call.due, call.last_outcome) == (FIRST + WEEK, None)
    tell(desk, course, luna, CallOutcome.COMES, FIRST + WEEK)
    assert open_on(desk, FIRST + WEEK * 9) == []


def test_the_next_absence_opens_it_again_even_on_the_day_of_the_call(desk, course, luna) -> None:
    tell(desk, course, luna, CallOutcome.COMES, FIRST + WEEK * 2)
    hold(desk, course, 2, {0: ABSENT})
    (call,) = calls.open_calls(desk.work, FIRST + WEEK * 2)
    assert (call.absences, call.last_outcome) == (3, CallOutcome.COMES)


def test_no_dead_clock_decides_whether_an_absence_was_attended_to(desk, course, luna) -> None:
    tell(desk, course, luna, CallOutcome.COMES, date(2015, 1, 1))
    assert open_on(desk, FIRST + WEEK * 2) == []
    hold(desk, course, 2, {0: ABSENT})
    assert open_on(desk, date(2015, 1, 1)) == ["8163"]


def test_it_comes_back_on_the_day_to_try_again_and_not_before(desk, course, luna) -> None:
    again = FIRST + WEEK + timedelta(days=2)
    tell(desk, course, luna, CallOutcome.NO_ANSWER, FIRST + WEEK, again)
    assert open_on(desk, again - timedelta(days=1)) == []
    (call,) = calls.open_calls(desk.work, again)
    assert (call.due, call.last_outcome) == (again, CallOutcome.NO_ANSWER)
    tell(desk, course, luna, CallOutcome.MET, again)
    assert open_on(desk, again + WEEK) == []


def test_an_absence_corrected_afterwards_leaves_the_call_answered(desk, course, luna) -> None:
    hold(desk, course, 2, {0: ABSENT})
    tell(desk, course, luna, CallOutcome.AWAY, FIRST + WEEK * 2)
    attendance.reopen(desk.work, course.sessions[2])
    attendance.mark(desk.work, course.sessions[2], luna, AttendanceState.EXCUSED)
    attendance.finish(desk.work, course.sessions[2])
    assert open_on(desk, FIRST + WEEK * 3) == []


@pytest.mark.parametrize("state", [EnrolmentState.LEFT, EnrolmentState.PAUSED])
def test_leaving_or_a_pause_ends_it_and_coming_back_begins_anew(desk, course, luna, state) -> None:
    desk_write(desk, ENROLMENT.pair(course.group, luna, state=state, since=FIRST.isoformat()))
    assert open_on(desk, FIRST + WEEK * 2) == []
    back = FIRST + WEEK * 2
    groups.add_to_group(desk.work, course.group, [luna], since=back)
    assert open_on(desk, back) == []
    assert calls.card(desk.work, luna).returned == back
    hold(desk, course, 2, {0: ABSENT})
    assert open_on(desk, back) == []
    hold(desk, course, 3, {0: ABSENT})
    assert open_on(desk, back + WEEK) == ["8163"]


def desk_write(desk, *drafts) -> None:
    with desk.work.write() as journal:
        journal.record(*drafts)


@pytest.mark.parametrize("outcome", STOPS_CALLS)
def test_an_outcome_that_stops_attempts_hides_the_number_and_every_later_absence(
    desk, course, luna, outcome
) -> None:
    tell(desk, course, luna, outcome, FIRST + WEEK, FIRST + WEEK * 2)
    for n in (2, 3):
        hold(desk, course, n, {0: ABSENT})
    assert open_on(desk, FIRST + WEEK * 4) == []
    card = calls.card(desk.work, luna)
    assert (card.bar, card.stopped, card.phone) == (Bar.STOPPED, True, "")
    assert card.attempts[0].next_date is None
    with pytest.raises(CallsEnded):
        tell(desk, course, luna, CallOutcome.NO_ANSWER, FIRST + WEEK * 3)
    tell(desk, course, luna, CallOutcome.MET, FIRST + WEEK * 3)
    assert calls.card(desk.work, luna).bar is Bar.STOPPED


def test_only_a_coordinator_lifts_a_stop_and_says_why(desk, mens_desk, course, luna) -> None:
    tell(desk, course, luna, CallOutcome.SOMEBODY_ELSE, FIRST + WEEK)
    with pytest.raises(BadForm):
        calls.lift(desk, luna, "  ", FIRST + WEEK)
    with pytest.raises(Refusal):
        calls.lift(mens_desk, luna, "vino en persona", FIRST + WEEK)
    calls.lift(desk, luna, "vino en persona y dio otro número", FIRST + WEEK)
    card = calls.card(desk.work, luna)
    assert (card.bar, card.phone) == (None, PHONE)
    assert card.attempts[0].lifted
    assert open_on(desk, FIRST + WEEK) == ["8163"]
    tell(desk, course, luna, CallOutcome.NOT_SAFE, FIRST + WEEK)
    assert calls.card(desk.work, luna).bar is Bar.STOPPED


def test_whoever_died_is_never_called_whatever_another_list_says(desk, course, luna) -> None:
    other = groups.create_group(
        desk.work, groups.NewGroup(name="Otro", start_date=FIRST, start_minute=600)
    ).created[0]
    desk_write(
        desk,
        ENROLMENT.pair(
            other,
            luna,
            state=EnrolmentState.LEFT,
            since=FIRST.isoformat(),
            leave_reason=LeaveReason.DIED,
        ),
    )
    assert open_on(desk, FIRST + WEEK * 2) == []
    card = calls.card(desk.work, luna)
    assert (card.bar, card.phone) == (Bar.DIED, "")
    with pytest.raises(CallsEnded):
        tell(desk, course, luna, CallOutcome.MET, FIRST + WEEK)


def test_who_completed_the_group_is_called_no_more(desk, course, luna) -> None:
    desk_write(desk, ENROLMENT.pair(course.group, luna, state=EnrolmentState.COMPLETED))
    assert calls.card(desk.work, luna).bar is Bar.COMPLETED
    with pytest.raises(CallsEnded):
        tell(desk, course, luna, CallOutcome.COMES, FIRST + WEEK)
    groups.add_to_group(desk.work, course.group, [luna])
    assert calls.card(desk.work, luna).bar is None


@pytest.mark.parametrize("safe", [None, False])
def test_a_number_that_nobody_said_is_safe_is_not_on_the_card(desk, course, luna, safe) -> None:
    people.edit_person(desk.work, luna, PersonForm(phone=PHONE, phone_safe=safe))
    card = calls.card(desk.work, luna)
    assert (card.phone, card.phone_safe) == ("", safe)


def test_how_to_call_is_kept_and_read_back(desk, course, luna) -> None:
    agreed = Agreement(
        who="sólo ella", hours="de 9 a 11", pretext="del dentista", avoid="grupo", confirmed=FIRST
    )
    calls.agree(desk.work, luna, agreed)
    card = calls.card(desk.work, luna)
    assert (card.who, card.hours, card.pretext) == ("sólo ella", "de 9 a 11", "del dentista")
    assert (card.avoid, card.confirmed, card.in_doubt) == ("grupo", FIRST, False)


def test_undo_opens_the_call_again(desk, course, luna) -> None:
    history.undo(desk.work, tell(desk, course, luna, CallOutcome.NOT_SAFE, FIRST + WEEK))
    assert open_on(desk, FIRST + WEEK) == ["8163"]
    assert calls.card(desk.work, luna).bar is None


def test_a_day_to_try_again_lies_ahead(desk, course, luna) -> None:
    with pytest.raises(BadForm):
        tell(desk, course, luna, CallOutcome.NO_ANSWER, FIRST + WEEK, FIRST)
    assert calls.card(desk.work, luna).attempts == ()


def test_there_is_no_card_of_nobody(desk, course) -> None:
    with pytest.raises(NotFound):
        calls.card(desk.work, bytes(16))
    with pytest.raises(NotFound):
        tell(desk, course, bytes(16), CallOutcome.MET, FIRST)


def test_calls_of_one_group_are_told_apart(desk, course, luna) -> None:
    other = groups.create_group(
        desk.work, groups.NewGroup(name="Otro", start_date=FIRST, start_minute=600)
    ).created[0]
    assert calls.open_calls(desk.work, FIRST + WEEK, other) == ()
    assert len(calls.open_calls(desk.work, FIRST + WEEK, course.group)) == 1
    closing_group.close(desk, course.group, FIRST + WEEK)
    assert calls.open_calls(desk.work, FIRST + WEEK) == ()


def test_the_card_lies_in_one_register_so_that_no_merge_mixes_two_agreements() -> None:
    columns = [name for name, _type in PARTICIPANT.register_of("contact_who").columns]
    assert columns[0] == "contact_who"
    assert set(columns) >= {"contact_pretext", "contact_avoid", "contact_confirmed"}
