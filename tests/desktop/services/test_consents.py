"""What is not consented cannot be done; what was before anybody asked stays possible."""

from __future__ import annotations

from datetime import date, datetime, time, timedelta

import pytest

from desktop.programme.consent import NECESSARY, VOLUNTARY
from desktop.programme.schema import CLOSENESS, ENROLMENT, MERGE
from desktop.programme.vocabulary import (
    AttendanceState,
    CallOutcome,
    ConsentHow,
    ConsentState,
    EnrolmentState,
    Evaluation,
    Nearness,
    Purpose,
    Stream,
)
from desktop.services import (
    attendance,
    calls,
    closing_group,
    consent_today,
    consents,
    enrolments,
    groups,
    history,
    open_points,
    people,
    timeline,
    today,
    wordings,
)
from desktop.services.calls import Bar, CallsEnded
from desktop.services.closeness import RecordClosed
from desktop.services.consents import NotConsented
from desktop.services.home import own_member
from desktop.services.people import PersonForm
from desktop.services.refusals import BadForm, NotFound

FIRST = date(2026, 10, 8)
DAY = date(2026, 11, 19)
WEEK = timedelta(weeks=1)
PHONE = "312 555 0101"
GIVEN, REFUSED, WITHDRAWN = ConsentState.GIVEN, ConsentState.REFUSED, ConsentState.WITHDRAWN
ABSENT, PRESENT = AttendanceState.ABSENT, AttendanceState.PRESENT


def say(desk, person, purpose, state=GIVEN, **others):
    said = {"wording": "shipped:consent.1:es:1", "how": ConsentHow.SPOKEN, "on": DAY}
    said |= {"language": "es"} | others
    return consents.answer(desk.work, person, purpose, state, **said)


@pytest.fixture
def luna(desk, course) -> bytes:
    """She missed two meetings and said that calling is safe; nobody asked whether she agrees."""
    person = course.people[0]
    form = PersonForm(folio="8163", nickname="Luna", phone=PHONE, phone_safe=True)
    people.edit_person(desk.work, person, form)
    for n in range(2):
        for each in course.people:
            state = ABSENT if each == person else PRESENT
            attendance.mark(desk.work, course.sessions[n], each, state)
        attendance.finish(desk.work, course.sessions[n])
    return person


def lines(desk, person):
    return {each.purpose: each for each in consents.of_person(desk.work, person)}


def may(desk, person, purpose) -> bool:
    with desk.work.read() as connection:
        return consents.may(connection, person, purpose)


# --- asking and taking back ------------------------------------------------------------


def test_nobody_asked_is_told_apart_from_no(desk, course) -> None:
    person = course.people[0]
    assert {line.state for line in lines(desk, person).values()} == {None}
    assert [may(desk, person, purpose) for purpose in NECESSARY] == [True, True]
    assert [may(desk, person, purpose) for purpose in VOLUNTARY] == [False, False, False]


def test_an_answer_keeps_the_text_that_was_heard_how_and_when(desk, course) -> None:
    person = course.people[0]
    say(
        desk, person, Purpose.REFERRAL, how=ConsentHow.THUMBPRINT, language="yua", note="con su tía"
    )
    line = lines(desk, person)[Purpose.REFERRAL]
    assert (line.state, line.how, line.on, line.language) == (
        GIVEN,
        ConsentHow.THUMBPRINT,
        DAY,
        "yua",
    )
    assert (line.wording, line.note, line.by) == (
        "shipped:consent.1:es:1",
        "con su tía",
        desk.nickname,
    )


def test_an_answer_without_the_text_that_was_heard_is_not_kept(desk, course) -> None:
    for others in ({"wording": ""}, {"on": date(1999, 1, 1)}):
        with pytest.raises(BadForm):
            say(desk, course.people[0], Purpose.REFERRAL, **others)
    with pytest.raises(BadForm):
        consents.withdraw(desk.work, course.people[0], Purpose.REFERRAL, DAY)
    with pytest.raises(NotFound):
        say(desk, bytes(16), Purpose.REFERRAL)


def test_taking_back_keeps_what_had_been_heard_and_is_in_the_history(desk, course) -> None:
    person = course.people[0]
    say(desk, person, Purpose.EVALUATION, wording="one")
    changes = consents.withdraw(desk.work, person, Purpose.EVALUATION, DAY + WEEK, "ya no quiere")
    line = lines(desk, person)[Purpose.EVALUATION]
    assert (line.state, line.wording, line.on) == (WITHDRAWN, "one", DAY + WEEK)
    told = consents.history(desk.work, person)
    assert [(each.state, each.on, each.stands) for each in told] == [
        (WITHDRAWN, DAY + WEEK, True),
        (GIVEN, DAY, False),
    ]
    history.undo(desk.work, changes)
    assert lines(desk, person)[Purpose.EVALUATION].state is GIVEN


def test_what_was_given_and_taken_back_is_in_the_time_line_by_its_day(desk, course) -> None:
    person = course.people[0]
    for purpose in (Purpose.REFERRAL, Purpose.EVALUATION):
        say(desk, person, purpose)
    consents.withdraw(desk.work, person, Purpose.REFERRAL, DAY + WEEK)
    told = [
        each
        for each in timeline.of_person(desk.work, person)
        if each.sort is timeline.EventSort.CONSENT
    ]
    assert [each.on for each in told] == [DAY + WEEK, DAY]
    assert "Canalizarle" in str(told[0].what)
    assert "cuestionarios" in str(told[1].what)


# --- what is not consented cannot be done ------------------------------------------------


@pytest.mark.parametrize("purpose", NECESSARY)
def test_whoever_takes_back_what_is_necessary_leaves_every_group_at_once(
    desk, course, purpose
) -> None:
    person = course.people[0]
    say(desk, person, purpose)
    changes = consents.withdraw(desk.work, person, purpose, FIRST + WEEK)
    assert standing(desk, course, person) is EnrolmentState.LEFT
    listed = [on_list(desk, course, n, person) for n in (0, 1)]
    assert listed == [True, False], "the meeting before the day keeps her, that of the day does not"
    history.undo(desk.work, changes)
    assert standing(desk, course, person) is EnrolmentState.ACTIVE


@pytest.mark.parametrize("purpose", NECESSARY)
def test_nobody_is_enrolled_against_her_will(desk, course, purpose) -> None:
    person = people.add_person(desk.work, PersonForm(nickname="Lago")).created[0]
    say(desk, person, purpose, REFUSED)
    for enrol in (
        lambda: groups.add_to_group(desk.work, course.group, [person]),
        lambda: enrolments.admit(desk, course.group, [person], "pidió entrar"),
    ):
        with pytest.raises(NotConsented):
            enrol()
    say(desk, person, purpose, GIVEN)
    groups.add_to_group(desk.work, course.group, [person])
    assert standing(desk, course, person) is EnrolmentState.ACTIVE


@pytest.mark.parametrize("purpose", NECESSARY)
def test_nobody_comes_back_into_a_group_against_her_will(desk, course, purpose) -> None:
    person = course.people[0]
    say(desk, person, purpose)
    consents.withdraw(desk.work, person, purpose, DAY)
    with pytest.raises(NotConsented):
        enrolments.rejoin(desk.work, course.group, person)


def test_a_voluntary_no_closes_nothing_else(desk, course) -> None:
    person = course.people[0]
    for purpose in VOLUNTARY:
        say(desk, person, purpose, REFUSED)
    groups.leave_group(desk.work, course.group, person)
    groups.add_to_group(desk.work, course.group, [person])
    assert standing(desk, course, person) is EnrolmentState.ACTIVE


def test_a_number_shows_only_after_a_yes_to_calls(desk, luna) -> None:
    card = calls.card(desk.work, luna)
    assert (card.phone, card.agreed, card.bar) == ("", False, None)
    say(desk, luna, Purpose.FOLLOW_UP_CALL)
    card = calls.card(desk.work, luna)
    assert (card.phone, card.agreed) == (PHONE, True)


@pytest.mark.parametrize("purpose", [Purpose.FOLLOW_UP_CALL, *NECESSARY])
def test_who_does_not_want_calls_is_on_no_list_of_calls(desk, course, luna, purpose) -> None:
    for each in Purpose:
        say(desk, luna, each)
    assert len(calls.open_calls(desk.work, DAY)) == 1
    consents.withdraw(desk.work, luna, purpose, DAY)
    assert calls.open_calls(desk.work, DAY) == ()
    open_now = open_points.at_desk(desk, course.group, DAY)
    assert not any(point.about == luna for point in open_now), "nor in a handover"
    told = today.whole(desk, datetime.combine(DAY, time(9))).attention
    assert not any("8163" in str(each) for each in told), "nor on Today"
    card = calls.card(desk.work, luna)
    assert (card.bar, card.phone) == (Bar.NOT_WANTED, "")
    with pytest.raises(CallsEnded):
        calls.record(desk.work, luna, course.group, CallOutcome.NO_ANSWER, "", DAY)
    calls.record(desk.work, luna, course.group, CallOutcome.MET, "vino a saludar", DAY)


def test_an_evaluation_takes_a_yes_and_is_not_pending_after_a_no(desk, course) -> None:
    first, second, third = course.people[:3]
    say(desk, first, Purpose.EVALUATION)
    say(desk, second, Purpose.EVALUATION, REFUSED)
    pending = {
        each.participant: each.evaluation_pending
        for each in closing_group.completing(desk.work, course.group)
    }
    assert (pending[first], pending[second], pending[third]) == (True, False, True)
    closing_group.set_evaluation(desk.work, course.group, first, Evaluation.DONE)
    for person in (second, third):
        with pytest.raises(NotConsented):
            closing_group.set_evaluation(desk.work, course.group, person, Evaluation.DONE)
        closing_group.set_evaluation(desk.work, course.group, person, Evaluation.DECLINED)


def test_of_somebody_written_down_twice_the_no_counts_until_she_is_asked_again(
    desk, course, luna
) -> None:
    kept = people.add_person(desk.work, PersonForm(nickname="Lago")).created[0]
    say(desk, luna, Purpose.FOLLOW_UP_CALL, REFUSED)
    say(desk, kept, Purpose.FOLLOW_UP_CALL, GIVEN)
    with desk.work.write() as journal:
        journal.record(MERGE.pair(luna, kept, undone=False, on_date="2026-11-01"))
    assert not may(desk, kept, Purpose.FOLLOW_UP_CALL)
    assert calls.card(desk.work, kept).bar is Bar.NOT_WANTED
    say(desk, kept, Purpose.FOLLOW_UP_CALL, GIVEN)
    assert may(desk, kept, Purpose.FOLLOW_UP_CALL)
    assert calls.card(desk.work, kept).bar is None


@pytest.mark.parametrize("purpose", NECESSARY)
def test_who_took_part_back_and_is_in_a_group_by_another_laptop_is_on_today(
    desk, course, purpose
) -> None:
    person = course.people[0]
    say(desk, person, purpose)
    consents.withdraw(desk.work, person, purpose, DAY)
    assert not list(consent_today.on_today(desk, DAY))
    with desk.work.write() as journal:
        journal.record(ENROLMENT.pair(course.group, person, state=EnrolmentState.ACTIVE))
    (told,) = consent_today.on_today(desk, DAY)
    assert (told.page, told.argument) == ("consents", person)
    assert told in today.whole(desk, datetime.combine(DAY, time(9))).attention
    consents.withdraw(desk.work, person, purpose, DAY)
    assert standing(desk, course, person) is EnrolmentState.LEFT
    assert not list(consent_today.on_today(desk, DAY))


def test_a_referral_takes_a_yes(desk, course) -> None:
    person = course.people[0]
    with desk.work.read() as connection, pytest.raises(NotConsented):
        consents.require(connection, desk.work, person, Purpose.REFERRAL)
    say(desk, person, Purpose.REFERRAL)
    with desk.work.read() as connection:
        consents.require(connection, desk.work, person, Purpose.REFERRAL)


def test_consents_of_a_relative_do_not_open(desk, course) -> None:
    person = course.people[0]
    with desk.work.write() as journal:
        me = own_member(journal.connection, desk.work)
        near = CLOSENESS.pair(person, me, relation=Nearness.FAMILY, declared_on="2026-11-01")
        journal.record(near)
    for look in (
        lambda: consents.of_person(desk.work, person),
        lambda: consents.history(desk.work, person),
        lambda: consents.sheet(desk, person),
        lambda: say(desk, person, Purpose.REFERRAL),
        lambda: consents.withdraw(desk.work, person, Purpose.REFERRAL, DAY),
    ):
        with pytest.raises(RecordClosed):
            look()


# --- which text was heard ---------------------------------------------------------------


def test_who_heard_an_earlier_text_is_told_apart(desk, course) -> None:
    person = course.people[0]
    heard = wordings.current(desk, "consent.5", "es").id_hex
    say(desk, person, Purpose.FOLLOW_UP_CALL, wording=heard)
    shown = {each.purpose: each for each in consents.sheet(desk, person).lines}
    assert not shown[Purpose.FOLLOW_UP_CALL].outdated
    wordings.record_review(desk, heard, "Lic. Prueba", DAY)
    shown = {each.purpose: each for each in consents.sheet(desk, person).lines}
    assert not shown[Purpose.FOLLOW_UP_CALL].outdated, "a review changes no word"
    wordings.write(desk, "consent.5", "es", "¿Le podemos llamar?")
    shown = {each.purpose: each for each in consents.sheet(desk, person).lines}
    assert shown[Purpose.FOLLOW_UP_CALL].outdated
    assert shown[Purpose.FOLLOW_UP_CALL].version == 1
    assert not shown[Purpose.REFERRAL].outdated


def test_each_stream_hears_its_own_text(desk, mens_desk) -> None:
    assert mens_desk.work.stream is Stream.MEN
    his, hers = (wordings.current(each, "limits", "es") for each in (mens_desk, desk))
    assert (his.slot, hers.slot) == ("limits.men", "limits")
    assert wordings.current(mens_desk, "consent.2", "es") == wordings.current(
        desk, "consent.2", "es"
    )


def standing(desk, course, person) -> EnrolmentState | None:
    with desk.work.read() as connection:
        return enrolments.standings(connection, course.group)[person]


def on_list(desk, course, n, person) -> bool:
    sheet = attendance.sheet(desk.work, course.sessions[n])
    return any(line.participant == person for line in sheet.lines)
