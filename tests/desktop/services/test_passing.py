"""Who died is called, written to, evaluated, referred and reminded of no more, at once."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, datetime, timedelta
from random import Random

import pytest

from desktop.journal.open_vault import OpenVault
from desktop.programme.roles import Role
from desktop.programme.schema import CONSENT, ENROLMENT, INTAKE, MERGE, PARTICIPANT
from desktop.programme.vocabulary import (
    AttendanceState,
    CallOutcome,
    ConsentHow,
    ConsentState,
    EnrolmentState,
    Outcome,
    Purpose,
    RiskBand,
)
from desktop.services import (
    apart,
    attendance,
    calls,
    certificates,
    close_meeting,
    closing_views,
    consents,
    doubts,
    early_warning,
    enrolments,
    forbidden,
    groups,
    history,
    intake_views,
    orders,
    paper_sheets,
    passing,
    people,
    person_details,
    protections,
    referral_views,
    retention,
    risk,
    safety_plans,
    today,
)
from desktop.services.calls import Bar, CallsEnded
from desktop.services.enrolments import NotedDead
from desktop.services.entrance import Desk
from desktop.services.forbidden import ForbiddenForm
from desktop.services.groups import NewGroup
from desktop.services.letters import LettersStopped
from desktop.services.people import PersonForm
from desktop.services.protections import ProtectionForm
from desktop.services.referrals import ReferralsEnded
from desktop.services.refusals import BadForm, NotFound
from desktop.services.risk import Result
from desktop.services.today_attention import AttentionKind, of_others
from tests.desktop.services.conftest import Course
from tests.desktop.services.court_case import *  # noqa: F403 - its fixture
from tests.desktop.services.court_case import TODAY as IN_COURT
from tests.desktop.services.court_case import A, Man, put_head, write
from tests.desktop.services.test_referrals import answer, sent

TODAY = date(2026, 11, 18)
LATER = date(2029, 11, 18)
ABSENT = AttendanceState.ABSENT


def dies(vault: OpenVault, person: bytes) -> None:
    """As a laptop learns of it whose own group lists know nothing yet."""
    with vault.write() as journal:
        journal.record(PARTICIPANT.of(person, died=True, died_on=TODAY.isoformat()))


def missed(desk: Desk, course: Course, person: bytes) -> None:
    """Two meetings in a row, to which everybody else came."""
    for session in course.sessions[:2]:
        for each in course.people:
            state = ABSENT if each == person else AttendanceState.PRESENT
            attendance.mark(desk.work, session, each, state)
        attendance.finish(desk.work, session)


Case = tuple[Callable[[], object], Callable[[], object]]
"""What makes something ask for her, and what then asks."""


def cases(desk: Desk, course: Course, person: bytes) -> dict[str, Case]:
    """Each place that asks, with something to ask."""
    work = desk.work
    there = groups.create_group(work, NewGroup("Otro", start_date=TODAY, start_minute=960))
    other, second = there.created[0], course.people[1]

    def lines(kind: AttentionKind) -> list[object]:
        return [each for each in of_others(desk, TODAY) if each.kind is kind]

    def warned() -> None:
        early_warning.turn(desk, on=True)
        for at, letter in enumerate("PNPN"):
            for each in course.people:
                gone = each == person and letter == "N"
                mark = ABSENT if gone else AttendanceState.PRESENT
                attendance.mark(work, course.sessions[at], each, mark)
            attendance.finish(work, course.sessions[at])

    def referred() -> None:
        answer(desk, person, ConsentState.GIVEN)
        sent(desk, person)

    def interviewed(**said: object) -> None:
        with work.write() as journal:
            on = "2026-10-01"
            journal.record(INTAKE.new(participant=person, on_date=on, **said))

    def withdrew() -> None:
        consents.answer(
            work,
            person,
            Purpose.TAKING_PART,
            ConsentState.REFUSED,
            wording="heard",
            how=ConsentHow.SPOKEN,
            on=TODAY,
            language="es",
        )
        with work.write() as journal:
            state = {"state": EnrolmentState.ACTIVE, "since": None, "why": None}
            journal.record(ENROLMENT.pair(course.group, person, **state))

    def open_order() -> None:
        ends = TODAY + timedelta(days=3)
        protections.enter(work, person, ProtectionForm(authority="Juzgado", expires_on=ends))

    def planned() -> None:
        safety_plans.write(work, person, "signs", "algo")
        safety_plans.agree(work, person, TODAY, TODAY)

    high = Result(instrument="epv-r", on=TODAY, score=25, band=RiskBand.HIGH)
    return {
        "calls": (
            lambda: missed(desk, course, person),
            lambda: calls.open_calls(work, TODAY, course.group),
        ),
        "early warning": (warned, lambda: early_warning.of_group(work, course.group, TODAY)),
        "referrals": (referred, lambda: referral_views.due(work, TODAY + timedelta(days=30))),
        "results": (
            lambda: risk.enter(work, person, high, TODAY),
            lambda: risk.needing(work, TODAY),
        ),
        "protection orders": (open_order, lambda: protections.needing(work, TODAY)),
        "plans": (planned, lambda: safety_plans.needing(work, TODAY)),
        "interviews": (interviewed, lambda: intake_views.unfinished(work)),
        "asked again": (
            lambda: interviewed(outcome=Outcome.DEFERRED, until=TODAY.isoformat()),
            lambda: intake_views.deferred_until(work, TODAY),
        ),
        "consents": (withdrew, lambda: lines(AttentionKind.RIGHT)),
        "what is missing": (lambda: None, lambda: person_details.missing(work, person)),
        "two groups": (
            lambda: enrolments.add_to_group(work, other, [person]),
            lambda: doubts.twice(work),
        ),
        "kept apart": (
            lambda: apart.keep(work, person, second, TODAY),
            lambda: lines(AttentionKind.PROTECTION),
        ),
        "the list of a meeting": (
            lambda: None,
            lambda: [
                each
                for each in attendance.sheet(work, course.sessions[-1]).lines
                if each.participant == person
            ],
        ),
        "the paper list": (
            lambda: None,
            lambda: person in _paper(work, course.sessions[-1]),
        ),
        "evaluations": (
            lambda: None,
            lambda: [
                each
                for each in closing_views.completing(work, course.group)
                if each.participant == person and not each.died
            ],
        ),
        "certificates": (
            lambda: _came(desk, course),
            lambda: certificates.write_for(work, course.group, (person,), TODAY),
        ),
    }


def _came(desk: Desk, course: Course) -> None:
    for each in course.people:
        attendance.mark(desk.work, course.sessions[0], each, AttendanceState.PRESENT)
    attendance.finish(desk.work, course.sessions[0])


def _paper(vault: OpenVault, session: bytes) -> list[bytes]:
    """Who is on a paper list that is made now."""
    before = {each.id for each in paper_sheets.of_session(vault, session)}
    paper_sheets.new_sheet(vault, session, Random(len(before)))
    new = next(s for s in paper_sheets.of_session(vault, session) if s.id not in before)
    return [row.participant for row in new.rows]


PLACES = (
    *("calls", "early warning", "referrals", "results", "protection orders", "plans"),
    *("interviews", "asked again", "consents", "what is missing", "two groups", "kept apart"),
    *("the list of a meeting", "the paper list", "evaluations", "certificates"),
)


@pytest.mark.parametrize("place", PLACES)
def test_what_asked_for_somebody_asks_no_more_once_the_death_is_known(
    desk: Desk, course: Course, place: str
) -> None:
    person = course.people[0]
    begin, ask = cases(desk, course, person)[place]
    begin()
    assert ask()
    dies(desk.work, person)
    assert not ask()


def test_a_death_ends_every_group_in_one_step_and_the_toast_takes_it_back(
    desk: Desk, course: Course
) -> None:
    person, work = course.people[0], desk.work
    other = groups.create_group(work, NewGroup("Otro", start_date=TODAY, start_minute=960))
    enrolments.add_to_group(work, other.created[0], [person])
    noted = passing.note_death(work, person, TODAY)
    assert calls.card(work, person).bar is Bar.DIED
    assert not enrolments_of(work, person)
    with pytest.raises(CallsEnded):
        calls.record(work, person, course.group, CallOutcome.NO_ANSWER, "", TODAY)
    answer(desk, person, ConsentState.GIVEN)
    with pytest.raises(ReferralsEnded):
        sent(desk, person)
    for join in (
        lambda: enrolments.rejoin(work, course.group, person),
        lambda: enrolments.add_to_group(work, course.group, [person]),
    ):
        with pytest.raises(NotedDead):
            join()
    history.undo(work, noted)
    assert calls.card(work, person).bar is None
    assert len(enrolments_of(work, person)) == 2


def enrolments_of(vault: OpenVault, person: bytes) -> list[bytes]:
    with vault.read() as connection:
        return enrolments.groups_of(connection, person)


def test_a_day_that_has_not_come_is_asked_for_again(desk: Desk, course: Course) -> None:
    with pytest.raises(BadForm):
        passing.note_death(desk.work, course.people[0], TODAY + timedelta(days=1))
    passing.note_death(desk.work, course.people[0], None)
    assert calls.card(desk.work, course.people[0]).bar is Bar.DIED


def test_who_never_was_in_a_group_is_counted_and_asked_for_no_more(desk: Desk) -> None:
    person = people.add_person(desk.work, PersonForm(nickname="Luna")).created[0]
    groups.create_group(desk.work, NewGroup("Grupo", start_date=TODAY, start_minute=960))

    def waiting() -> list[AttentionKind]:
        found = today.whole(desk, datetime(2026, 11, 18, 9)).attention
        return [each.kind for each in found if each.kind is AttentionKind.NO_GROUP]

    assert waiting()
    passing.note_death(desk.work, person, TODAY)
    assert not waiting()
    assert calls.card(desk.work, person).bar is Bar.DIED


def test_only_a_coordinator_takes_a_mistake_back_and_she_is_in_her_groups_again(
    desk: Desk, course: Course
) -> None:
    person, work = course.people[0], desk.work
    with pytest.raises(NotFound):
        passing.take_back(desk, person, TODAY)
    passing.note_death(work, person, TODAY)
    desk.role = Role.FACILITATOR
    with pytest.raises(passing.OnlyCoordination):
        passing.take_back(desk, person, TODAY)
    desk.role = Role.COORDINATOR
    passing.take_back(desk, person, TODAY)
    assert calls.card(work, person).bar is None
    assert enrolments_of(work, person) == [course.group]
    assert person in {
        line.participant for line in attendance.sheet(work, course.sessions[-1]).lines
    }


def test_after_a_mistake_who_took_consent_back_stays_out_of_the_groups(
    desk: Desk, course: Course
) -> None:
    person, work = course.people[0], desk.work
    passing.note_death(work, person, TODAY)
    told = {"state": ConsentState.WITHDRAWN, "wording": "heard"}
    with work.write() as journal:
        journal.record(CONSENT.child(person, int(Purpose.TAKING_PART), **told))
    passing.take_back(desk, person, TODAY)
    assert enrolments_of(work, person) == []
    assert calls.card(work, person).bar is not Bar.DIED


def test_a_death_in_one_of_two_records_of_a_person_stops_both(desk: Desk, course: Course) -> None:
    one, other = course.people[:2]
    with desk.work.write() as journal:
        journal.record(MERGE.pair(one, other, **{"undone": False}))
    dies(desk.work, one)
    assert calls.card(desk.work, other).bar is Bar.DIED


def test_a_list_that_another_laptop_filled_meanwhile_pays_and_counts_nobody_who_died(
    desk: Desk, course: Course
) -> None:
    person, last = course.people[0], course.sessions[-1]
    before = close_meeting.facts(desk.work, last).unmarked
    dies(desk.work, person)
    assert close_meeting.facts(desk.work, last).unmarked == before - 1
    # What she did while she lived stays where it is.
    assert person in {
        line.participant for line in attendance.sheet(desk.work, course.sessions[0]).lines
    }


def test_what_was_open_keeps_no_record_from_its_review_after_a_death(
    desk: Desk, course: Course
) -> None:
    person = course.people[0]
    protections.enter(desk.work, person, ProtectionForm(authority="Juzgado", issued_on=TODAY))
    retention.set_months(desk, 24)
    dies(desk.work, person)
    assert [each.person for each in retention.to_review(desk, LATER)] == [person]
    assert retention.to_review(desk, TODAY + timedelta(days=300)) == ()


def test_of_a_man_who_died_no_letter_is_written_and_no_order_asks(man: Man) -> None:
    put_head(man.vault)
    man.came(A, A, A, A, A)
    forbidden.enter(man.vault, man.person, ForbiddenForm(places="x", until_on=date(2026, 1, 1)))
    assert orders.needing(man.vault, IN_COURT)
    assert forbidden.needing(man.vault, IN_COURT)
    assert orders.open_in(man.vault, man.group)
    dies(man.vault, man.person)
    assert orders.needing(man.vault, IN_COURT) == ()
    assert forbidden.needing(man.vault, IN_COURT) == ()
    assert orders.open_in(man.vault, man.group) == ()
    with pytest.raises(LettersStopped):
        write(man)
    assert orders.get_order(man.vault, man.order, IN_COURT).letters == ()
