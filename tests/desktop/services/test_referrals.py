"""Somebody who was sent somewhere is followed until it is known how it went; nobody is sent in
spite of herself."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import replace
from datetime import date, timedelta

import pytest

from desktop.programme.directory import Service
from desktop.programme.referrals import Urgency
from desktop.programme.schema import CLOSENESS, UNSAFE_SERVICE
from desktop.programme.vocabulary import (
    ConsentHow,
    ConsentState,
    HandoverSort,
    LeaveReason,
    Nearness,
    Purpose,
    ReferralCause,
    ReferralState,
    ServiceSort,
    SharedField,
)
from desktop.services import (
    calls,
    consents,
    directory,
    enrolments,
    groups,
    handover,
    people,
    referral_offer,
    referral_slips,
    referral_views,
    referrals,
    timeline,
)
from desktop.services.calls import Agreement
from desktop.services.closeness import RecordClosed
from desktop.services.consents import NotConsented
from desktop.services.entrance import Desk
from desktop.services.groups import NewGroup
from desktop.services.handover import Giving, Seat
from desktop.services.people import PersonForm
from desktop.services.referrals import NewReferral, NotSafeForHer, ReasonNeeded, ReferralsEnded
from desktop.services.refusals import BadForm
from desktop.services.today_attention import AttentionKind, of_others
from tests.desktop.services.conftest import Course, Crew, StillClock
from tests.desktop.services.meeting_places import OneChair

DAY = date(2026, 11, 22)
TOMORROW, WEEK = timedelta(days=1), timedelta(days=7)
NAMED = (SharedField.NICKNAME, SharedField.PHONE, SharedField.NEED)
CAUSE = ReferralCause.ASKED_FOR


@pytest.fixture
def person(desk: Desk) -> bytes:
    form = PersonForm(
        folio="8163",
        nickname="Luna",
        name="Clara",
        phone="312 5",
        phone_safe=True,
        locality="Comala",
    )
    return people.add_person(desk.work, form).created[0]


def answer(desk: Desk, person: bytes, state: ConsentState) -> None:
    consents.answer(
        desk.work,
        person,
        Purpose.REFERRAL,
        state,
        wording="text",
        how=ConsentHow.SPOKEN,
        on=DAY,
        language="es",
    )


def sent(desk: Desk, person: bytes, **said: object) -> bytes:
    new = NewReferral(cause=CAUSE, on=DAY, service_name="Centro de salud", sort=ServiceSort.HEALTH)
    return referrals.make(desk.work, person, replace(new, **said)).created[0]  # type: ignore[arg-type]


def asked(desk: Desk, today: date) -> list[str]:
    found = of_others(desk, today)
    return [str(each.what) for each in found if each.kind is AttentionKind.REFERRAL]


def test_nothing_is_told_without_consent_and_the_person_may_go_all_the_same(
    desk: Desk, person: bytes
) -> None:
    with pytest.raises(NotConsented):
        sent(desk, person, shared=NAMED, need="Revisión")
    for state in (ConsentState.REFUSED, ConsentState.GIVEN, ConsentState.WITHDRAWN):
        answer(desk, person, state)
        if state is not ConsentState.GIVEN:
            with pytest.raises(NotConsented):
                sent(desk, person, shared=NAMED, need="Revisión")
    line = referral_views.get(desk.work, sent(desk, person))
    assert (line.shared, line.need, line.state) == ((), "", ReferralState.SENT)
    with pytest.raises(referral_slips.NothingToPrint):
        referral_slips.slip(desk, line.id, DAY)


def test_a_withdrawn_consent_stops_the_paper_of_a_referral_that_was_made_before(
    desk: Desk, person: bytes
) -> None:
    answer(desk, person, ConsentState.GIVEN)
    made = sent(desk, person, shared=NAMED, need="Revisión médica")
    slip = referral_slips.slip(desk, made, DAY)
    assert [field for field, _told in slip.told] == list(NAMED)
    people.edit_person(
        desk.work, person, PersonForm(nickname="Luna", phone="312 5", phone_safe=False)
    )
    fields = [field for field, _told in referral_slips.slip(desk, made, DAY).told]
    assert fields == [SharedField.NICKNAME, SharedField.NEED]
    consents.withdraw(desk.work, person, Purpose.REFERRAL, DAY)
    with pytest.raises(NotConsented):
        referral_slips.slip(desk, made, DAY)


def test_danger_is_on_today_the_next_day_and_everything_else_after_a_week(
    desk: Desk, person: bytes
) -> None:
    sent(desk, person, urgency=Urgency.NOW)
    assert asked(desk, DAY) == []
    assert asked(desk, DAY + TOMORROW) == ["Folio 8163: canalización"]
    assert asked(desk, DAY + WEEK) == ["Folio 8163: ¿hubo respuesta?"]
    other = people.add_person(desk.work, PersonForm(folio="2741")).created[0]
    sent(desk, other)
    assert asked(desk, DAY + TOMORROW) == ["Folio 8163: canalización"]
    assert len(asked(desk, DAY + WEEK)) == 2


def test_what_was_only_sent_is_put_off_for_a_week_at_the_most(desk: Desk, person: bytes) -> None:
    made, today = sent(desk, person), DAY + WEEK
    with pytest.raises(BadForm):
        referrals.put_off(desk.work, made, today + WEEK + TOMORROW, today=today)
    with pytest.raises(BadForm):
        sent(desk, person, follow_up=DAY + WEEK + TOMORROW)
    referrals.put_off(desk.work, made, today + WEEK, today=today)
    assert asked(desk, today) == []
    assert asked(desk, today + WEEK) == ["Folio 8163: ¿hubo respuesta?"]
    referrals.set_state(desk.work, made, ReferralState.ACCEPTED, today)
    referrals.put_off(desk.work, made, today + 5 * WEEK, today=today)
    assert asked(desk, today + 4 * WEEK) == []


def test_an_unreachable_service_asks_for_another_the_same_day(desk: Desk, person: bytes) -> None:
    made = sent(desk, person)
    referrals.set_state(desk.work, made, ReferralState.UNREACHABLE, DAY)
    assert asked(desk, DAY) == ["Folio 8163: falta otro servicio"]
    with pytest.raises(ReasonNeeded):
        referrals.set_state(desk.work, made, ReferralState.CLOSED, DAY)
    referrals.set_state(desk.work, made, ReferralState.CLOSED, DAY, "Fue a otro lado")
    assert asked(desk, DAY + 9 * WEEK) == []


def test_a_no_is_written_down_and_asks_nothing_more(desk: Desk, person: bytes) -> None:
    answer(desk, person, ConsentState.GIVEN)
    made = sent(
        desk, person, state=ReferralState.REFUSED, why="Ahora no", shared=NAMED, service_name=""
    )
    line = referral_views.get(desk.work, made)
    assert (line.state, line.state_why, line.shared) == (ReferralState.REFUSED, "Ahora no", ())
    assert (line.sent_on, line.follow_up) == (None, None)
    assert asked(desk, DAY + 9 * WEEK) == []
    with pytest.raises(BadForm):
        sent(desk, person, state=ReferralState.ATTENDED)


def test_who_died_is_asked_about_no_more_and_sent_nowhere(desk: Desk, course: Course) -> None:
    person = course.people[0]
    made = sent(desk, person, urgency=Urgency.NOW)
    assert asked(desk, DAY + TOMORROW)
    enrolments.leave_group(desk.work, course.group, person, since=DAY, reason=LeaveReason.DIED)
    assert asked(desk, DAY + TOMORROW) == []
    assert referral_views.get(desk.work, made).ended
    for call in (
        lambda: sent(desk, person),
        lambda: referrals.set_state(desk.work, made, ReferralState.ACCEPTED, DAY),
        lambda: referral_slips.slip(desk, made, DAY),
    ):
        with pytest.raises(ReferralsEnded):
            call()


def test_services_come_by_what_is_wanted_and_how_near_and_unsafe_ones_are_only_counted(
    desk: Desk, person: bytes
) -> None:
    def add(name: str, sort: ServiceSort, municipality: str = "") -> bytes:
        about = Service(name=name, sort=sort, municipality=municipality, phone="1")
        return directory.add_service(desk, about).created[0]

    add("Línea", ServiceSort.EMERGENCY_LINE)
    add("Lejos", ServiceSort.SHELTER, "Mérida")
    near = add("Cerca", ServiceSort.SHELTER, "COMALA")
    unsafe = add("Primo", ServiceSort.POLICE, "Comala")
    add("Psicóloga", ServiceSort.PSYCHOTHERAPY, "Comala")
    with desk.work.write() as journal:
        journal.record(UNSAFE_SERVICE.pair(person, unsafe, said_on=DAY.isoformat()))
    found = referral_offer.offer(desk, person, ReferralCause.DANGER, DAY)
    names = [each.line.about.name for each in found.choices]
    assert names == ["Cerca", "Línea", "Lejos", "Psicóloga"]
    assert (found.unsafe, [line.about.name for line in found.lines]) == (1, ["Línea"])
    with pytest.raises(NotSafeForHer):
        sent(desk, person, service=unsafe)
    assert referral_views.get(desk.work, sent(desk, person, service=near)).service == near


def test_a_hidden_address_stands_on_no_slip(desk: Desk, person: bytes) -> None:
    about = Service(name="Casa", address="Calle Oculta 7", address_hidden=True, phone="312")
    service = directory.add_service(desk, about).created[0]
    answer(desk, person, ConsentState.GIVEN)
    made = sent(desk, person, service=service, shared=(SharedField.NAME,))
    slip = referral_slips.slip(desk, made, DAY)
    assert (slip.service, slip.phone, slip.address) == ("Casa", "312", "")


def test_how_to_call_goes_on_paper_without_what_must_not_be_said(desk: Desk, person: bytes) -> None:
    agreed = Agreement(hours="de 9 a 11", avoid="que viene al grupo de mujeres")
    calls.agree(desk.work, person, agreed)
    answer(desk, person, ConsentState.GIVEN)
    made = sent(desk, person, shared=(SharedField.SAFE_CONTACT,))
    ((_field, told),) = referral_slips.slip(desk, made, DAY).told
    assert str(told) == "Horas: de 9 a 11."


def test_men_see_no_shelter_in_the_form(mens_desk: Desk, desk: Desk) -> None:
    directory.add_service(desk, Service(name="Casa", sort=ServiceSort.SHELTER, phone="1"))
    directory.add_service(desk, Service(name="Salud", sort=ServiceSort.HEALTH, phone="1"))
    person = people.add_person(mens_desk.work, PersonForm(folio="5550")).created[0]
    found = referral_offer.offer(mens_desk, person, ReferralCause.DANGER, DAY)
    assert "Casa" not in [each.line.about.name for each in found.choices]
    assert found.unsafe == 0


def test_a_damaged_directory_still_lets_somebody_be_referred(desk: Desk, person: bytes) -> None:
    without = replace(desk, shared=None)
    found = referral_offer.offer(without, person, ReferralCause.DANGER, DAY)
    assert (found.choices, found.directory_read, bool(found.numbers)) == ((), False, True)
    answer(desk, person, ConsentState.GIVEN)
    made = sent(desk, person, shared=(SharedField.NICKNAME,))
    assert referral_slips.slip(without, made, DAY).service == "Centro de salud"


def test_a_closed_record_answers_nothing_and_is_on_nobodys_list(desk: Desk, person: bytes) -> None:
    made = sent(desk, person, urgency=Urgency.NOW)
    me = next(one.id for one in groups.list_members(desk.work) if one.nickname == "Colibrí")
    with desk.work.write() as journal:
        near = {"relation": Nearness.FAMILY, "declared_on": DAY.isoformat(), "ended": False}
        journal.record(CLOSENESS.pair(person, me, **near))
    for call in (
        lambda: referral_views.of_person(desk.work, person),
        lambda: referral_views.get(desk.work, made),
        lambda: referral_offer.offer(desk, person, CAUSE, DAY),
        lambda: referrals.set_state(desk.work, made, ReferralState.ATTENDED, DAY),
        lambda: sent(desk, person),
        lambda: referral_slips.slip(desk, made, DAY),
    ):
        with pytest.raises(RecordClosed):
            call()
    assert referral_views.waiting(desk) == () == referral_views.due(desk.work, DAY + WEEK)
    assert asked(desk, DAY + WEEK) == []


def test_the_time_line_of_a_person_tells_where_and_how_it_went(desk: Desk, person: bytes) -> None:
    made = sent(desk, person)
    referrals.set_state(desk.work, made, ReferralState.ATTENDED, DAY + WEEK)
    events = [e for e in timeline.of_person(desk.work, person) if e.page == "referrals"]
    assert [(e.on, str(e.what)) for e in events] == [
        (DAY + WEEK, "Canalización: Fue"),
        (DAY, "Canalización a un servicio"),
    ]


def test_too_long_a_text_is_refused_and_never_cut(desk: Desk, person: bytes) -> None:
    with pytest.raises(BadForm):
        sent(desk, person, note="ñ" * 10_000)
    assert referral_views.of_person(desk.work, person) == ()


@pytest.fixture
def chair(crew: Crew, clock: StillClock) -> Iterator[Callable[[str], Desk]]:
    names = ("colibri", "nube", "lluvia")
    made = OneChair(crew.folder, {name: getattr(crew, name) for name in names}, clock)
    yield made
    made.leave()


def test_each_is_asked_about_their_own_and_a_handover_names_it(
    chair: Callable[[str], Desk],
) -> None:
    desk = chair("nube")
    members = {one.nickname: one.id for one in groups.list_members(desk.work)}
    group = groups.create_group(
        desk.work, NewGroup("Jacaranda", DAY, 960, facilitator=members["Nube"], sessions=6)
    ).created[0]
    luna = people.add_person(desk.work, PersonForm(folio="8163")).created[0]
    groups.add_to_group(desk.work, group, [luna])
    made = sent(desk, luna, urgency=Urgency.NOW)
    assert asked(desk, DAY + TOMORROW)
    giving = Giving(group, members["Lluvia"], Seat.LEADS, DAY)
    given = handover.give(desk, giving).created[0]
    assert asked(chair("lluvia"), DAY + TOMORROW) == []
    assert asked(chair("colibri"), DAY + TOMORROW)
    points = handover.get(chair("lluvia"), given, DAY).points
    point = next(each for each in points if each.sort is HandoverSort.REFERRAL)
    assert str(point.what) == "Folio 8163: canalización"
    for each in points:
        handover.accept(chair("lluvia"), given, each.ordinal, DAY)
    assert asked(chair("lluvia"), DAY + TOMORROW) == ["Folio 8163: canalización"]
    referrals.set_state(chair("lluvia").work, made, ReferralState.ATTENDED, DAY)
    told = [str(each.what) for each in handover.get(chair("nube"), given, DAY).points]
    assert "Folio 8163: canalización" in told


def test_a_pause_does_not_end_a_referral(desk: Desk, course: Course) -> None:
    made = sent(desk, course.people[0])
    enrolments.pause_in_group(desk.work, course.group, course.people[0], since=DAY)
    assert [line.id for line in referral_views.open_in(desk.work, course.group)] == [made]
