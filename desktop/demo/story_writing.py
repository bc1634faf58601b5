"""Write down what today's groups lived, with the services that a facilitator would have used."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from datetime import date, timedelta
from typing import TYPE_CHECKING

from desktop.demo.meeting_today import TODAY
from desktop.demo.stories import STORIES, Contact, Evening
from desktop.programme.vocabulary import SESSION_MINUTES, CallOutcome, SessionState
from desktop.services import (
    attendance,
    calls,
    close_meeting,
    group_views,
    incidents,
    own_words,
    people,
)

if TYPE_CHECKING:
    from desktop.demo.demo_clock import DemoClock
    from desktop.journal.open_vault import OpenVault
    from desktop.services.group_views import SessionLine


class StoryWriter:
    """One group's weeks, in the vault of its stream."""

    def __init__(self, work: OpenVault, clock: DemoClock, today: date) -> None:
        self._work, self._clock, self._today = work, clock, today
        name = TODAY[work.stream].name
        self._story = STORIES[work.stream]
        self._group = next(line.id for line in group_views.list_groups(work) if line.name == name)
        found = group_views.get_group(work, self._group)
        self._sessions = {line.ordinal: line for line in found.sessions}
        self._last = max(
            (line for line in found.sessions if line.state is SessionState.HELD),
            key=lambda line: line.ordinal,
        )
        self._people: Mapping[str, bytes] = {each.nickname: each.id for each in found.people}

    def write(self) -> None:
        """Everything, each on its day."""
        story = self._story
        for contact in story.contacts:
            self._agree(contact)
        for ordinal, heads in story.heads.items():
            attendance.head_count(self._work, self._after(ordinal).id, *heads)
        for words in story.words:
            session, person = self._after(words.ordinal).id, self._people[words.nickname]
            own_words.keep(self._work, session, person, words.said)
        self._happened(story.evening)
        last = self._after(self._last.ordinal).id
        close_meeting.set_worry(self._work, last, story.worry)
        paid = close_meeting.facts(self._work, last).people
        close_meeting.give_allowance(
            self._work, last, tuple(each.participant for each in paid), story.fare_cents
        )
        self._look_for_others()

    def _look_for_others(self) -> None:
        """Of those of other groups who stopped coming: nobody answers one, and one call ends all.

        Whom the lists of today's groups ask for stays to be looked for.
        """
        yesterday = self._today - timedelta(days=1)
        self._clock.set(yesterday)
        outcomes = (
            (CallOutcome.NO_ANSWER, "Sonó y nadie contestó.", yesterday + timedelta(days=8)),
            (CallOutcome.SOMEBODY_ELSE, "Contestó otra voz. No dije nada.", None),
        )
        others = [
            each for each in calls.open_calls(self._work, self._today) if each.group != self._group
        ]
        for each, (outcome, note, again) in zip(others, outcomes, strict=False):
            calls.record(self._work, each.participant, each.group, outcome, note, yesterday, again)
        self._clock.set(self._today)

    def _after(self, ordinal: int) -> SessionLine:
        """A meeting, with the clock at its end."""
        session = self._sessions[ordinal]
        self._clock.set(session.date, session.start_minute + SESSION_MINUTES)
        return session

    def _agree(self, contact: Contact) -> None:
        person, asked = self._people[contact.nickname], self._after(1).date
        form = people.get_person(self._work, person)
        people.edit_person(self._work, person, replace(form, phone=contact.phone, phone_safe=True))
        calls.agree(self._work, person, replace(contact.agreed, confirmed=asked))

    def _happened(self, evening: Evening) -> None:
        session = self._after(evening.ordinal)
        what = incidents.Happening(
            evening.sort,
            session.date,
            person=self._people.get(evening.nickname),
            way_home=evening.way_home,
            note=evening.note,
        )
        noted = incidents.note(self._work, session.id, what).created[0]
        if evening.settled:
            incidents.settle(self._work, noted, evening.settled, session.date + timedelta(days=3))
