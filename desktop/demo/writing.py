"""Write planned groups into a vault as the operations that real weeks would have left."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from desktop.curriculum import shipped
from desktop.demo.commons import Commons
from desktop.demo.demo_clock import DemoClock
from desktop.demo.invented import HOME_SITE, HOME_STATE, Invented
from desktop.demo.plan import Group
from desktop.journal.journal import Journal
from desktop.journal.open_vault import OpenVault
from desktop.programme.consent import slot_of
from desktop.programme.schema import (
    ATTENDANCE,
    CONSENT,
    ENROLMENT,
    GROUP,
    MEMBER,
    PARTICIPANT,
    SESSION,
    SITE,
    Draft,
)
from desktop.programme.vocabulary import (
    SESSION_MINUTES,
    ConsentHow,
    ConsentState,
    EnrolmentState,
    Purpose,
    SessionState,
)
from desktop.programme.wordings_shipped import shipped_id
from desktop.services.home import home_site, own_member
from sync.batch.operation import ChildOf, Ref, record_id

_PLANNED_AHEAD = timedelta(days=21)
_CONSENT_ASKED_FOR = timedelta(days=365)
"""Groups that began earlier have none written down, as in any programme that moved here."""


@dataclass(frozen=True, slots=True)
class Counts:
    """How much one vault holds."""

    people: int = 0
    groups: int = 0
    meetings: int = 0
    marks: int = 0

    def __add__(self, other: Counts) -> Counts:
        return Counts(
            self.people + other.people,
            self.groups + other.groups,
            self.meetings + other.meetings,
            self.marks + other.marks,
        )


class Writer:
    """Writes groups of one stream. Sites and team members are made when first named."""

    def __init__(self, vault: OpenVault, commons: Commons, clock: DemoClock, today: date) -> None:
        self._vault = vault
        self._today = today
        self._commons = commons
        self._clock = clock
        self._sites: dict[str, Ref] = {}
        self._members: dict[str, Ref] = {}

    def write(self, groups: Sequence[Group]) -> Counts:
        """Write some groups in one transaction."""
        counts = Counts()
        with self._vault.write() as journal:
            if not self._sites:
                self._settle_in(journal)
            for group in groups:
                counts += self._group(journal, group)
        return counts

    def _settle_in(self, journal: Journal) -> None:
        """What founding made: the home site, and the members who have accounts here."""
        site = home_site(journal.connection, self._vault)
        member = own_member(journal.connection, self._vault)
        if site is None or member is None:
            raise LookupError("the vault was not founded")
        journal.record(SITE.of(site, state_name=HOME_STATE))
        self._sites[HOME_SITE] = Ref(site)
        for id_, nickname in journal.connection.exec_driver_sql(
            "SELECT id, nickname FROM member WHERE NOT deleted"
        ).fetchall():
            self._members[nickname] = Ref(bytes(id_))

    def _group(self, journal: Journal, group: Group) -> Counts:
        self._clock.set(group.dates[0] - _PLANNED_AHEAD)
        team = [self._member(journal, nickname) for nickname in group.team]
        site = self._site(journal, group)
        draft = _group_draft(group, site, team).set(
            course=self._commons.courses[self._vault.stream],
            venue=self._commons.venues[group.place] if group.municipality == HOME_SITE else None,
        )
        parent = Ref(journal.record(draft).created[0])
        titles = shipped.titles(self._vault.stream, len(group.dates))
        journal.record(
            *(
                SESSION.child(parent, ordinal, date=day.isoformat(), theme=titles[ordinal - 1])
                for ordinal, day in enumerate(group.dates, start=1)
            )
        )
        people = self._enrol(journal, group, parent, site)
        meetings = [record_id(SESSION.number, ChildOf(parent, n + 1)) for n in range(group.past)]
        marks = 0
        for ordinal, meeting in enumerate(meetings, start=1):
            self._clock.set(group.dates[ordinal - 1], group.start_minute + SESSION_MINUTES)
            drafts = _meeting_drafts(group, ordinal, meeting, people, team)
            journal.record(*drafts, *_departures(group, ordinal, parent, people))
            marks += len(drafts) - 1
        if group.closed:
            journal.record(GROUP.of(parent, closed=True))
        held = group.past - len(group.skipped)
        return Counts(people=len(people), groups=1, meetings=held, marks=marks)

    def _enrol(self, journal: Journal, group: Group, parent: Ref, site: Ref) -> list[bytes]:
        self._clock.set(group.dates[0] - timedelta(days=1))
        people = journal.record(
            *(_person_draft(standing.person, site) for standing in group.people)
        ).created
        if self._today - group.dates[0] <= _CONSENT_ASKED_FOR:
            journal.record(
                *(
                    draft
                    for person, standing in zip(people, group.people, strict=True)
                    for draft in _consent_drafts(person, standing.person.intake)
                )
            )
        journal.record(
            *(
                ENROLMENT.pair(
                    parent,
                    person,
                    state=EnrolmentState.ACTIVE,
                    since=group.dates[0].isoformat(),
                    why=None,
                )
                for person in people
            )
        )
        return list(people)

    def _site(self, journal: Journal, group: Group) -> Ref:
        if group.municipality not in self._sites:
            made = journal.record(SITE.new(name=group.municipality, state_name=group.state))
            self._sites[group.municipality] = Ref(made.created[0])
        return self._sites[group.municipality]

    def _member(self, journal: Journal, nickname: str) -> Ref:
        if nickname not in self._members:
            self._members[nickname] = Ref(journal.record(MEMBER.new(nickname=nickname)).created[0])
        return self._members[nickname]


def _group_draft(group: Group, site: Ref, team: Sequence[Ref]) -> Draft:
    return GROUP.new(
        name=group.name,
        site=site,
        place=group.place,
        weekday=group.dates[0].weekday(),
        start_minute=group.start_minute,
        minutes=SESSION_MINUTES,
        start_date=group.dates[0].isoformat(),
        sessions=len(group.dates),
        facilitator=team[0],
        cofacilitator=team[1],
    )


def _person_draft(person: Invented, site: Ref) -> Draft:
    values = {
        "folio": person.folio,
        "nickname": person.nickname,
        "name": person.name,
        "birth": person.birth,
        "reasons": str(int(person.reason)),
        "main_reason": int(person.reason),
        "locality": person.locality,
        "intake_date": person.intake.isoformat(),
        "site": site,
    }
    if person.phone:
        values |= {"phone": person.phone, "phone_safe": person.phone_safe}
    return PARTICIPANT.new(**values)


def _consent_drafts(person: bytes, on: date) -> list[Draft]:
    """Everybody said yes to everything, in the words that we ship."""
    return [
        CONSENT.child(
            person,
            int(purpose),
            state=ConsentState.GIVEN,
            wording=shipped_id(slot_of(purpose), "es"),
            how=ConsentHow.SPOKEN,
            on_date=on.isoformat(),
            language="es",
        )
        for purpose in Purpose
    ]


def _meeting_drafts(
    group: Group, ordinal: int, meeting: bytes, people: Sequence[bytes], team: Sequence[Ref]
) -> list[Draft]:
    """The marks of one meeting, and last what became of it."""
    if ordinal in group.skipped:
        reason = int(group.skipped[ordinal])
        return [SESSION.of(meeting, state=SessionState.SKIPPED, skip_reason=reason)]
    drafts = []
    for person, standing in zip(people, group.people, strict=True):
        mark = standing.attendances.marks.get(ordinal)
        if mark is not None:
            drafts.append(ATTENDANCE.pair(meeting, person, state=int(mark[0]), detail=mark[1]))
    held = SESSION.of(meeting, state=int(SessionState.HELD), lead=team[0], colead=team[1])
    return [*drafts, held]


def _departures(group: Group, ordinal: int, parent: bytes, people: Sequence[bytes]) -> list[Draft]:
    day = group.dates[ordinal - 1].isoformat()
    return [
        ENROLMENT.pair(
            parent,
            person,
            state=int(EnrolmentState.LEFT),
            since=day,
            why=None,
            leave_reason=standing.left_because,
            moved_to=None,
        )
        for person, standing in zip(people, group.people, strict=True)
        if standing.left_after == ordinal
    ]
