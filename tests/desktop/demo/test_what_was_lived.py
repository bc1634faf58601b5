"""What the demonstration shows beside its figures, as the pages would ask for it."""

from __future__ import annotations

from datetime import timedelta

import pytest

from desktop.demo.lives import KEPT_AWAY, LIVES, PLANNED
from desktop.demo.meeting_today import TODAY as GROUPS
from desktop.demo.stories import STORIES
from desktop.programme.court_rule import Standing
from desktop.programme.vocabulary import (
    CallOutcome,
    ConsentState,
    Outcome,
    Purpose,
    SessionState,
    Stream,
)
from desktop.services import (
    attendance,
    calls,
    close_meeting,
    consents,
    courses,
    days_off,
    directory,
    duplicates,
    forbidden,
    group_views,
    incidents,
    intake_views,
    letterhead,
    orders,
    organisations,
    own_words,
    protections,
    referral_views,
    rights,
    risk,
    rooms,
    safety_plans,
)
from desktop.services.people import list_people
from desktop.services.rooms import Taken
from desktop.services.today_attention import PROVIDERS
from tests.desktop.demo.conftest import TODAY

STREAMS = (Stream.WOMEN, Stream.MEN)
EVERY_STREAM = pytest.mark.parametrize("stream", STREAMS)


def group_of(desk):
    name = GROUPS[desk.work.stream].name
    found = next(line for line in group_views.list_groups(desk.work) if line.name == name)
    return group_views.get_group(desk.work, found.id)


@EVERY_STREAM
def test_every_group_follows_the_course_of_its_stream_and_none_is_locked(small, stream):
    desk = small.desks[stream]
    lines = courses.list_courses(desk.shared, stream)
    assert [(line.stream, line.locked) for line in lines] == [(stream, False)]
    followed = {
        group_views.get_group(desk.work, line.id).course
        for line in group_views.list_groups(desk.work)
    }
    assert followed == {lines[0].id}


@EVERY_STREAM
def test_the_calendar_shows_the_own_group_and_the_others_only_as_taken(small, stream):
    desk = small.desks[stream]
    other = next(one for one in STREAMS if one is not stream)
    places = {venue.name: venue.id for venue in rooms.venues(desk.shared)}
    week = [TODAY, TODAY + timedelta(days=7)]
    for one, expected in ((stream, Taken.OURS), (other, Taken.OTHERS)):
        found = rooms.taken(desk, places[GROUPS[one].place], week)
        assert found == dict.fromkeys(week, expected)
    assert not rooms.clashes(desk, TODAY)
    assert not rooms.settle(desk, TODAY)


def test_local_dates_never_fall_on_a_meeting_of_todays_groups(small):
    for desk in small.desks.values():
        group = group_of(desk)
        last = group.sessions[-1].date
        off = days_off.days_off(desk.shared, "Colima", "San Isidro", TODAY, last)
        local = {on for on, reason in off.items() if reason.id is not None}
        assert local
        assert not local & {line.date for line in group.sessions}


@EVERY_STREAM
def test_the_last_meeting_was_closed_as_a_facilitator_would(small, stream):
    work = small.desks[stream].work
    group, story = group_of(small.desks[stream]), STORIES[stream]
    last = max(
        (line for line in group.sessions if line.state is SessionState.HELD),
        key=lambda line: line.ordinal,
    )
    facts = close_meeting.facts(work, last.id)
    assert facts.worry == story.worry
    assert facts.total_cents == story.fare_cents * sum(
        each.cents is not None for each in facts.people
    )
    assert facts.total_cents > 0
    sheet = attendance.sheet(work, last.id)
    assert (sheet.visitors, sheet.interpreters, sheet.children) == story.heads[last.ordinal]
    people = {each.nickname: each.id for each in group.people}
    for words in story.words:
        session = next(line.id for line in group.sessions if line.ordinal == words.ordinal)
        assert own_words.said(work, session, people[words.nickname]) == words.said


@EVERY_STREAM
def test_calls_were_tried_and_whom_todays_list_names_is_still_to_be_looked_for(small, stream):
    work = small.desks[stream].work
    group = group_of(small.desks[stream])
    assert [call.absences for call in calls.open_calls(work, TODAY, group.id)] == [2]
    contacts = {each.nickname: each for each in STORIES[stream].contacts}
    for person in group.people:
        if person.nickname in contacts:
            card = calls.card(work, person.id)
            assert card.phone == contacts[person.nickname].phone
            assert card.pretext == contacts[person.nickname].agreed.pretext
    tried = [
        attempt.outcome
        for line in group_views.list_groups(work)
        for person in group_views.get_group(work, line.id).people
        for attempt in calls.card(work, person.id).attempts
    ]
    assert tried in ([CallOutcome.NO_ANSWER, CallOutcome.SOMEBODY_ELSE], tried[:1], [])


def test_one_incident_is_open_and_the_mens_one_ended(small):
    womens = incidents.mine(small.desks[Stream.WOMEN])
    mens = incidents.mine(small.desks[Stream.MEN])
    assert [each.open for each in womens] == [True]
    assert [each.open for each in mens] == [False]


def test_one_order_is_at_its_limit_and_its_letter_can_be_written(small):
    work = small.desks[Stream.MEN].work
    (order,) = orders.list_orders(work, TODAY)
    assert order.verdict.state is Standing.AT_LIMIT
    assert not letterhead.missing(letterhead.read(work))
    assert letterhead.read(work).institution.endswith("(demostración)")


def test_the_directory_says_which_services_are_invented(small):
    for desk in small.desks.values():
        own = [line.about for line in directory.list_services(desk) if line.about.municipality]
        assert len(own) == 4
        assert all("(demostración)" in service.name for service in own)
        assert all(service.phone.startswith("555 010") for service in own)


def test_the_results_of_the_example_come_to_the_bands_they_are_shown_with(small):
    work = small.desks[Stream.WOMEN].work
    people = people_of(small.desks[Stream.WOMEN])
    for nickname in {asked.nickname for asked in LIVES[Stream.WOMEN].risk}:
        expected = [each.band for each in LIVES[Stream.WOMEN].risk if each.nickname == nickname]
        found = risk.of_person(work, people[nickname])
        assert [line.band for line in reversed(found)] == expected


@EVERY_STREAM
def test_referrals_stand_as_they_are_told_and_nothing_is_overdue(small, stream):
    desk = small.desks[stream]
    people = people_of(desk)
    for sent in LIVES[stream].sent:
        (line,) = referral_views.of_person(desk.work, people[sent.nickname])
        assert line.state is sent.state
        assert line.service is not None
    due = [each.folio for each in referral_views.waiting(desk) if each.is_due(TODAY)]
    assert due == (["5420"] if stream is Stream.WOMEN else [])


def test_interviews_ended_in_each_way_and_one_waits(small):
    outcomes = set()
    for desk in small.desks.values():
        found = [
            line.decision.outcome
            for person in list_people(desk.work)
            for line in intake_views.of_person(desk.work, person.id)
            if line.decision is not None
        ]
        outcomes |= {*found}
    assert outcomes == {*Outcome}
    # Whoever began it has it, and nobody else's laptop or account.
    (waiting,) = intake_views.unfinished(small.desks[Stream.WOMEN].work)
    assert waiting.person is None
    assert not intake_views.unfinished(small.desks[Stream.MEN].work)


def test_one_order_of_protection_ends_within_its_reminder_and_a_plan_is_agreed(small):
    work = small.desks[Stream.WOMEN].work
    (needing,) = protections.needing(work, TODAY)
    assert needing.on == TODAY + timedelta(days=9)
    plan = safety_plans.get(work, people_of(small.desks[Stream.WOMEN])[PLANNED])
    assert plan.begun
    assert plan.agreed_on is not None
    assert not safety_plans.needing(work, TODAY)


def test_nobody_of_todays_groups_lacks_a_consent_and_earlier_groups_have_none_written(small):
    for desk in small.desks.values():
        people = people_of(desk)
        for person in people.values():
            assert all(each.state for each in consents.of_person(desk.work, person))
        asked = [
            any(each.state for each in consents.of_person(desk.work, person.id))
            for person in list_people(desk.work)
        ]
        assert not all(asked)
    withdrew = people_of(small.desks[Stream.WOMEN])[LIVES[Stream.WOMEN].withdrew]
    states = {
        each.purpose: each.state
        for each in consents.of_person(small.desks[Stream.WOMEN].work, withdrew)
    }
    assert states[Purpose.EVALUATION] is ConsentState.WITHDRAWN


def test_places_are_forbidden_to_one_man_and_a_right_waits_for_an_answer(small):
    mens, womens = small.desks[Stream.MEN], small.desks[Stream.WOMEN]
    _whom, lines = forbidden.of_person(mens.work, people_of(mens)[KEPT_AWAY], TODAY)
    assert [line.asks for line in lines] == [False]
    assert [each.open for each in rights.everything(womens.work)] == [True]


def test_one_of_two_agreements_ends_soon_and_one_pair_is_written_down_twice(small):
    for desk in small.desks.values():
        lines = organisations.list_organisations(desk)
        ends = [each.agreement.until for line in lines for each in line.agreements]
        assert sorted(ends) == [TODAY + timedelta(days=20), TODAY + timedelta(days=240)]
    likeliest = duplicates.likely(small.desks[Stream.WOMEN].work)[0]
    assert {likeliest.one.name, likeliest.other.name} == {*LIVES[Stream.WOMEN].alike}


def people_of(desk):
    return {each.nickname: each.id for each in group_of(desk).people}


@EVERY_STREAM
def test_no_part_of_today_falls_back_on_saying_that_it_could_not_be_read(small, stream):
    """That line is for values that no program of ours wrote: here it would hide a mistake."""
    desk = small.desks[stream]
    for provide in PROVIDERS:
        list(provide(desk, TODAY))
