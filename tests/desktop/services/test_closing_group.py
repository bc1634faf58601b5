"""The end of a group: a count decides, nothing open holds it back, undo takes all of it back."""

from __future__ import annotations

from datetime import date, datetime, time, timedelta

import pytest

from desktop.programme.certificate import CertificateText
from desktop.programme.completion import STANDARD, CompletionRule
from desktop.programme.roles import Role
from desktop.programme.schema import ATTENDANCE, CONSENT, SESSION
from desktop.programme.vocabulary import (
    AttendanceState,
    ConsentState,
    EnrolmentState,
    Evaluation,
    IncidentSort,
    LeaveReason,
    Purpose,
    SessionState,
    SettingNumber,
)
from desktop.services import (
    attendance,
    certificates,
    choices,
    closing_group,
    groups,
    incidents,
    people,
    today,
    undoing,
)
from desktop.services.group_views import get_group
from desktop.services.incidents import Happening
from desktop.services.people import PersonForm
from desktop.services.refusals import BadForm, NotEnrolled
from desktop.services.today_attention import AttentionKind

FIRST = date(2026, 10, 8)
TODAY = FIRST + timedelta(weeks=26)
PRESENT, ABSENT = AttendanceState.PRESENT, AttendanceState.ABSENT


def hold(desk, course, times: dict[int, int]) -> None:
    """All meetings are held; person n comes to the first `times[n]` of them, others to none."""
    drafts = []
    for at, session in enumerate(course.sessions):
        for who, person in enumerate(course.people):
            state = PRESENT if at < times.get(who, 0) else ABSENT
            drafts.append(ATTENDANCE.pair(session, person, state=state))
        drafts.append(SESSION.of(session, state=SessionState.HELD))
    with desk.work.write() as journal:
        journal.record(*drafts)


def facts(desk, course) -> closing_group.ClosingFacts:
    return closing_group.facts(desk.work, course.group, TODAY)


def states(desk, course) -> dict[bytes, EnrolmentState]:
    return {each.participant: each.state for each in facts(desk, course).summary.people}


@pytest.fixture
def held(desk, course):
    hold(desk, course, {0: 25, 1: 13, 2: 12, 3: 20})
    return course


def test_closing_says_who_completed_and_undo_takes_all_of_it_back(desk, held) -> None:
    found = facts(desk, held)
    assert found.summary.needed == 13
    assert {each.participant for each in found.will_complete} == {
        held.people[0],
        held.people[1],
        held.people[3],
    }
    changes = closing_group.close(desk, held.group, TODAY, "  buen cierre ")
    after = facts(desk, held)
    assert (after.closed, after.summary.closed_on, after.summary.note) == (
        True,
        TODAY,
        "buen cierre",
    )
    told = states(desk, held)
    assert [told[person] for person in held.people[:4]] == [
        EnrolmentState.COMPLETED,
        EnrolmentState.COMPLETED,
        EnrolmentState.ACTIVE,
        EnrolmentState.COMPLETED,
    ]
    undoing.undo(desk, changes)
    back = facts(desk, held)
    assert (back.closed, back.summary.closed_on, back.summary.note) == (False, None, "")
    assert set(states(desk, held).values()) == {EnrolmentState.ACTIVE}


def test_who_completed_stays_on_the_list_of_the_last_meeting(desk, held) -> None:
    closing_group.close(desk, held.group, TODAY)
    for session in (held.sessions[0], held.sessions[-1]):
        listed = {line.participant for line in attendance.sheet(desk.work, session).lines}
        assert listed == set(held.people)


def test_a_make_up_counts_as_the_session_that_it_replaces(desk, course) -> None:
    hold(desk, course, {0: 13, 1: 12})
    for session in (course.sessions[0], course.sessions[20]):
        made = groups.make_up(desk.work, session, TODAY).created[0]
        for person in course.people[:2]:
            attendance.mark(desk.work, made, person, PRESENT)
        attendance.finish(desk.work, made)
    attended = {each.participant: each.attended for each in facts(desk, course).summary.people}
    assert (attended[course.people[0]], attended[course.people[1]]) == (14, 13)


def test_sessions_of_the_group_somebody_came_over_from_count_once(desk, held) -> None:
    start = FIRST + timedelta(weeks=1)
    other = groups.create_group(
        desk.work, groups.NewGroup("Grupo Ceiba", start_date=start, start_minute=600)
    ).created[0]
    groups.transfer(desk.work, held.people[2], held.group, other, TODAY)
    for line in get_group(desk.work, other).sessions[10:14]:
        attendance.mark(desk.work, line.id, held.people[2], PRESENT)
        attendance.finish(desk.work, line.id)
    (person,) = closing_group.facts(desk.work, other, TODAY).summary.people
    assert (person.attended, person.reached) == (14, True)


def test_who_left_paused_or_died_completes_nothing_by_itself(desk, held) -> None:
    groups.leave_group(desk.work, held.group, held.people[0], since=TODAY)
    groups.pause_in_group(desk.work, held.group, held.people[1])
    died = held.people[3]
    groups.leave_group(desk.work, held.group, died, since=TODAY, reason=LeaveReason.DIED)
    closing_group.close(desk, held.group, TODAY)
    assert EnrolmentState.COMPLETED not in states(desk, held).values()
    summary = facts(desk, held).summary
    assert summary.left() == {LeaveReason.DIED: 1, LeaveReason.UNKNOWN: 1}
    assert not next(p for p in summary.people if p.participant == died).evaluation_pending
    assert certificates.write_for(desk.work, held.group, (died,), TODAY) == ()


def test_the_team_may_say_otherwise_and_take_it_back(desk, held) -> None:
    person = held.people[2]
    closing_group.complete(desk.work, held.group, (person,))
    assert states(desk, held)[person] is EnrolmentState.COMPLETED
    closing_group.not_completed(desk.work, held.group, person)
    assert states(desk, held)[person] is EnrolmentState.ACTIVE
    listed = {line.participant for line in attendance.sheet(desk.work, held.sessions[0]).lines}
    assert person in listed
    for call in (
        lambda: closing_group.not_completed(desk.work, held.group, person),
        lambda: closing_group.complete(desk.work, held.group, (bytes(16),)),
        lambda: closing_group.set_evaluation(desk.work, held.group, bytes(16), Evaluation.DONE),
    ):
        with pytest.raises(NotEnrolled):
            call()


def test_final_evaluations_are_pending_until_somebody_says_otherwise(desk, held) -> None:
    def pending() -> int:
        return sum(each.evaluation_pending for each in facts(desk, held).summary.people)

    assert pending() == 8
    agreed = int(Purpose.EVALUATION)
    with desk.work.write() as journal:
        journal.record(CONSENT.child(held.people[0], agreed, state=ConsentState.GIVEN))
    closing_group.set_evaluation(desk.work, held.group, held.people[0], Evaluation.DONE)
    closing_group.set_evaluation(desk.work, held.group, held.people[1], Evaluation.DECLINED)
    assert pending() == 6
    groups.leave_group(desk.work, held.group, held.people[2])
    assert pending() == 5


def test_what_is_open_is_listed_and_never_in_the_way(desk, course) -> None:
    for session in course.sessions[:2]:
        attendance.mark(desk.work, session, course.people[0], ABSENT)
        attendance.finish(desk.work, session)
    incidents.note(desk.work, course.sessions[0], Happening(IncidentSort.OTHER, FIRST))
    still = facts(desk, course).still_open
    assert (still.calls, still.incidents, still.orders, still.meetings) == (1, 1, 0, 23)
    assert not still.nothing
    closing_group.close(desk, course.group, TODAY)
    assert get_group(desk.work, course.group).closed
    assert facts(desk, course).still_open.incidents == 1
    closing_group.reopen(desk, course.group)
    assert not get_group(desk.work, course.group).closed


def test_whoever_was_not_looked_for_stays_on_today_when_the_group_closes(desk, course) -> None:
    hold(desk, course, dict.fromkeys(range(1, len(course.people)), 25))

    def looked_for(on: date) -> list[bytes | None]:
        found = today.today(desk.work, datetime.combine(on, time(12))).attention
        return [each.participant for each in found if each.kind is AttentionKind.ABSENT]

    closing_group.close(desk, course.group, TODAY)
    assert looked_for(TODAY) == [course.people[0]]
    assert looked_for(TODAY + timedelta(days=today.CLOSED_DAYS)) == [course.people[0]]
    assert looked_for(TODAY + timedelta(days=today.CLOSED_DAYS + 1)) == []


def test_only_a_coordinator_changes_the_rule_and_only_to_a_sensible_one(desk, held) -> None:
    closing_group.set_rule(desk, CompletionRule(20, 25))
    assert facts(desk, held).summary.needed == 20
    with pytest.raises(BadForm):
        closing_group.set_rule(desk, CompletionRule(26, 25))
    closing_group.set_rule(desk, STANDARD)
    assert choices.get(desk.work, SettingNumber.COMPLETION_RULE) is None
    desk.role = Role.FACILITATOR
    with pytest.raises(closing_group.OnlyCoordination):
        closing_group.set_rule(desk, CompletionRule(1, 25))


# --- certificates ----------------------------------------------------------------------


def test_a_certificate_has_a_name_a_count_and_a_day(desk, held) -> None:
    person = people.get_person(desk.work, held.people[0])
    people.edit_person(
        desk.work, person.id, PersonForm(nickname=person.nickname, name="Ana Ejemplo")
    )
    made = certificates.write_for(desk.work, held.group, held.people, TODAY)
    told = sorted((each.name, each.sessions) for each in made)
    assert told == [("", 12), ("", 13), ("", 20), ("Ana Ejemplo", 25)]
    assert all(each.day == TODAY and not each.certifies_only for each in made)


def test_the_words_of_certificates_never_betray(desk, course) -> None:
    text = CertificateText(title="  Constancia ", signatory="Refugio Dámaso Mendoza")
    certificates.keep(desk, text)
    assert certificates.read(desk.work) == CertificateText(
        title="Constancia", signatory="Refugio Dámaso Mendoza"
    )
    with pytest.raises(BadForm):
        certificates.keep(desk, CertificateText(institution="Instituto de las Mujeres"))
    assert certificates.read(desk.work).title == "Constancia"
    for damaged in ("{", "[]", '{"title": "Contra la violencia"}'):
        choices.put(desk.work, SettingNumber.CERTIFICATE, damaged)
        assert certificates.read(desk.work) == CertificateText()
    desk.role = Role.FACILITATOR
    with pytest.raises(certificates.OnlyCoordination):
        certificates.keep(desk, text)
