"""What the demonstration shows beside its figures, as the pages would ask for it."""

from __future__ import annotations

from datetime import timedelta

import pytest

from desktop.demo.meeting_today import TODAY as GROUPS
from desktop.demo.stories import STORIES
from desktop.programme.court_rule import Standing
from desktop.programme.vocabulary import CallOutcome, SessionState, Stream
from desktop.services import (
    attendance,
    calls,
    close_meeting,
    courses,
    days_off,
    directory,
    group_views,
    incidents,
    letterhead,
    orders,
    own_words,
    rooms,
)
from desktop.services.rooms import Taken
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
