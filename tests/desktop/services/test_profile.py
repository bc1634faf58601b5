"""The hub tells what waits and what happened, and shows a room full of people only a list."""

from __future__ import annotations

from datetime import date, datetime

import pytest

from desktop.programme.own_record_codes import CALL_WORDS
from desktop.programme.schema import CLOSENESS, CONSENT
from desktop.programme.vocabulary import (
    AttendanceState,
    CallOutcome,
    ConsentState,
    EnrolmentState,
    IncidentSort,
    LeaveReason,
    Nearness,
    Purpose,
    RiskBand,
)
from desktop.services import (
    attendance,
    calls,
    enrolments,
    groups,
    incidents,
    orders,
    own_words,
    passing,
    people,
    profile,
    risk,
    timeline,
    waiting,
)
from desktop.services.closeness import RecordClosed
from desktop.services.entrance import Desk
from desktop.services.groups import NewGroup
from desktop.services.home import own_member
from desktop.services.incidents import Happening
from desktop.services.own_words import Said
from desktop.services.people import PersonForm
from desktop.services.refusals import NotEnrolled, NotFound
from desktop.services.risk import Result
from desktop.services.timeline import EventSort
from tests.desktop.services.conftest import Course
from tests.desktop.services.court_case import *  # noqa: F403 - its fixture
from tests.desktop.services.court_case import TODAY as IN_COURT
from tests.desktop.services.court_case import A, Man, P, put_head, write
from tests.desktop.services.test_referrals import answer, sent

TODAY = date(2026, 11, 18)
NIGHT = datetime(2026, 11, 18, 2)
PRESENT, ABSENT = AttendanceState.PRESENT, AttendanceState.ABSENT


def hold(desk: Desk, course: Course, *states: AttendanceState) -> None:
    """Meetings, and how the first person attended each."""
    for session, state in zip(course.sessions, states, strict=False):
        for each in course.people:
            mark = state if each == course.people[0] else PRESENT
            attendance.mark(desk.work, session, each, mark)
        attendance.finish(desk.work, session)


def told(desk: Desk, person: bytes, sort: EventSort) -> list[str]:
    return [str(each.what) for each in timeline.of_person(desk.work, person) if each.sort is sort]


def waits(desk: Desk, person: bytes, today: date = TODAY) -> dict[str, str]:
    return {each.page: str(each.what) for each in waiting.of_person(desk.work, person, today)}


def test_meetings_are_told_by_month_with_counts_and_no_share(desk: Desk, course: Course) -> None:
    hold(desk, course, PRESENT, ABSENT, PRESENT, ABSENT, AttendanceState.EXCUSED)
    person = course.people[0]
    assert told(desk, person, EventSort.ATTENDANCE) == [
        "Reuniones de 11/2026: vino a 0",
        "Reuniones de 10/2026: vino a 2, no vino a 2",
    ]
    inside = profile.read(desk.work, person, NIGHT).inside
    assert inside is not None
    assert inside.counts == {PRESENT: 2, ABSENT: 2, AttendanceState.EXCUSED: 1}
    assert [mark.ordinal for mark in inside.marks] == [1, 2, 3, 4, 5]
    everything = " ".join(str(each.what) for each in inside.events)
    assert "%" not in everything


def test_going_away_coming_back_and_leaving_are_told_in_order(desk: Desk, course: Course) -> None:
    person, work = course.people[0], desk.work
    enrolments.pause_everywhere(work, person, "cosecha", date(2026, 11, 1))
    enrolments.back_everywhere(work, person, date(2026, 11, 8))
    enrolments.leave_group(work, course.group, person, since=TODAY, reason=LeaveReason.WORK)
    assert told(desk, person, EventSort.STANDING)[:3] == [
        "Salió de Grupo Jacaranda",
        "Volvió a Grupo Jacaranda",
        "En pausa en Grupo Jacaranda",
    ]
    passing.note_death(work, person, TODAY)
    assert "Está anotado su fallecimiento" in told(desk, person, EventSort.STANDING)


def test_calls_own_words_and_what_happened_are_told_without_the_notes(
    desk: Desk, course: Course
) -> None:
    person, work = course.people[0], desk.work
    calls.record(work, person, course.group, CallOutcome.NO_ANSWER, "nota privada", TODAY)
    said = Said(commitment="Voy a hablar\ncon calma")
    own_words.keep(work, course.sessions[0], person, said)
    note = Happening(IncidentSort.HEALTH, TODAY, person, note="nota privada")
    incidents.note(work, course.sessions[0], note)
    events = timeline.of_person(work, person)
    assert told(desk, person, EventSort.CALL) == [
        f"Se le buscó: {CALL_WORDS[CallOutcome.NO_ANSWER]}"
    ]
    (words,) = [each for each in events if each.sort is EventSort.WORDS]
    assert (str(words.what), str(words.hint)) == ("Compromiso", "«Voy a hablar con calma»")
    (happened,) = [each for each in events if each.sort is EventSort.OTHER]
    assert happened.page == "incidents"
    assert "nota privada" not in " ".join(f"{each.what} {each.hint}" for each in events)


def test_a_mans_orders_and_letters_are_told_and_what_they_ask_waits(man: Man) -> None:
    put_head(man.vault)
    man.came(P, A, A, A, A)
    write(man)
    inside = profile.read(man.vault, man.person, datetime(2026, 3, 20, 2)).inside
    assert inside is not None
    court = [str(each.what) for each in inside.events if each.sort is EventSort.ORDER]
    assert sorted(court) == ["Carta al juzgado número 1", "Orden del juzgado"]
    assert {"orders", "forbidden"} <= {each.page for each in inside.sections}
    assert not {"plan", "protection"} & {each.page for each in inside.sections}
    asked = {each.page: each.argument for each in inside.waiting}
    assert asked["order"] == man.order
    assert orders.needing(man.vault, IN_COURT)


def test_what_waits_leads_to_where_it_is_done(desk: Desk, course: Course) -> None:
    person = course.people[0]
    assert waits(desk, person).keys() == {"consents", "missing"}
    hold(desk, course, ABSENT, ABSENT)
    answer(desk, person, ConsentState.GIVEN)
    sent(desk, person)
    high = Result(instrument="epv-r", on=TODAY, score=25, band=RiskBand.HIGH)
    risk.enter(desk.work, person, high, TODAY)
    found = waits(desk, person)
    assert found.keys() >= {"call", "referrals", "risk", "consents", "missing"}
    said = " ".join(found.values()).lower()
    for word in ("riesgo", "alto", "peligro", "violen"):
        assert word not in said
    passing.note_death(desk.work, person, TODAY)
    assert waits(desk, person) == {}


def test_of_results_the_hub_tells_the_day_alone(desk: Desk, course: Course) -> None:
    person = course.people[0]
    high = Result(instrument="epv-r", on=TODAY, score=25, band=RiskBand.HIGH)
    risk.enter(desk.work, person, high, TODAY)
    inside = profile.read(desk.work, person, NIGHT).inside
    assert inside is not None
    (section,) = [each for each in inside.sections if each.page == "risk"]
    assert str(section.line) == "La última, el 18/11/2026"
    (event,) = [each for each in inside.events if each.sort is EventSort.RISK]
    assert event.hint is None


def test_while_a_group_meets_only_a_list_shows_until_somebody_is_alone(
    desk: Desk, course: Course
) -> None:
    person = course.people[0]
    first = datetime(2026, 10, 8, 16, 30)
    shown = profile.read(desk.work, person, first)
    assert (shown.meeting, shown.inside, shown.nickname) == (True, None, "Luna")
    assert profile.read(desk.work, person, first, alone=True).inside is not None
    attendance.mark(desk.work, course.sessions[0], person, PRESENT)
    attendance.finish(desk.work, course.sessions[0])
    assert profile.read(desk.work, person, first).inside is not None


def test_a_record_that_is_closed_to_me_shows_its_list_line_and_no_more(
    desk: Desk, course: Course
) -> None:
    person, work = course.people[0], desk.work
    passing.note_death(work, person, TODAY)
    with work.write() as journal:
        me = own_member(journal.connection, work)
        assert me is not None
        near = {"relation": Nearness.FAMILY, "declared_on": TODAY.isoformat(), "ended": False}
        journal.record(CLOSENESS.pair(person, me, **near))
    shown = profile.read(work, person, NIGHT, alone=True)
    assert (shown.closed, shown.inside, shown.died, shown.nickname) == (True, None, False, "Luna")
    for act in (
        lambda: waiting.of_person(work, person, TODAY),
        lambda: timeline.of_person(work, person),
        lambda: enrolments.pause_everywhere(work, person),
        lambda: passing.note_death(work, person, TODAY),
        lambda: passing.take_back(desk, person, TODAY),
    ):
        with pytest.raises(RecordClosed):
            act()
    with pytest.raises(NotFound):
        profile.read(work, bytes(16), NIGHT)


@pytest.mark.parametrize(
    ("agreed", "safe", "phone", "line"),
    [
        (None, None, "312 555 0101", "Se puede llamar: nadie le ha preguntado"),
        (None, True, "312 555 0101", "Se puede llamar: nadie le ha preguntado"),
        (ConsentState.GIVEN, True, "312 555 0101", "Se puede llamar: sí"),
        (ConsentState.GIVEN, True, "", "Sin teléfono anotado"),
        (ConsentState.GIVEN, False, "312 555 0101", "Se puede llamar: no"),
        (ConsentState.REFUSED, True, "312 555 0101", "Se puede llamar: no, no está de acuerdo"),
    ],
)
def test_the_safe_contact_is_one_line(
    desk: Desk, agreed: ConsentState | None, safe: bool | None, phone: str, line: str
) -> None:
    form = PersonForm(nickname="Luna", phone=phone, phone_safe=safe)
    person = people.add_person(desk.work, form).created[0]
    if agreed is not None:
        with desk.work.write() as journal:
            said = {"state": agreed, "wording": "heard"}
            journal.record(CONSENT.child(person, int(Purpose.FOLLOW_UP_CALL), **said))
    inside = profile.read(desk.work, person, NIGHT).inside
    assert inside is not None
    assert str(inside.call) == line


def test_a_pause_is_of_every_group_and_counts_no_absence(desk: Desk, course: Course) -> None:
    person, work = course.people[0], desk.work
    made = NewGroup("Otro", start_date=TODAY, start_minute=960)
    other = groups.create_group(work, made).created[0]
    enrolments.add_to_group(work, other, [person])
    hold(desk, course, PRESENT)
    enrolments.pause_everywhere(work, person, "cosecha", date(2026, 10, 9))
    shown = profile.read(work, person, NIGHT)
    assert {each.state for each in shown.places} == {EnrolmentState.PAUSED}
    assert person not in {x.participant for x in attendance.sheet(work, course.sessions[5]).lines}
    assert waits(desk, person)["back"] == "En pausa desde el 9/10/2026"
    with pytest.raises(NotEnrolled):
        enrolments.pause_everywhere(work, person)
    enrolments.back_everywhere(work, person, TODAY)
    assert profile.read(work, person, NIGHT).active
    with pytest.raises(NotEnrolled):
        enrolments.back_everywhere(work, person)
