"""A protection order is called to mind in time, and nothing of it says whom it is against."""

from __future__ import annotations

from dataclasses import fields
from datetime import date, timedelta

import pytest

from desktop.programme.protection import Standing
from desktop.programme.schema import BREACH, FORBIDDEN, PROTECTION
from desktop.programme.vocabulary import HandoverSort, LeaveReason, ServiceSort
from desktop.services import (
    directory,
    enrolments,
    notice_duty,
    open_points,
    protections,
    timeline,
)
from desktop.services.entrance import Desk
from desktop.services.keeping_safe import KeptElsewhere
from desktop.services.protections import Need, ProtectionForm
from desktop.services.refusals import BadForm, NotFound
from desktop.services.today_attention import AttentionKind, of_others
from tests.desktop.services.conftest import Course

TODAY = date(2026, 11, 22)
FORM = ProtectionForm(
    authority="Juzgado Segundo",
    case_number="88/2026",
    measures="No acercarse a 200 metros.\nEntregar las llaves.",
    issued_on=TODAY - timedelta(days=50),
    expires_text="60 días",
    expires_on=TODAY + timedelta(days=10),
    note="Copia en su bolsa",
)


def entered(desk: Desk, course: Course, form: ProtectionForm = FORM) -> bytes:
    return protections.enter(desk.work, course.people[0], form).created[0]


def line(desk: Desk, course: Course, protection: bytes) -> protections.ProtectionLine:
    _who, lines = protections.of_person(desk.work, course.people[0], TODAY)
    return next(each for each in lines if each.id == protection)


def on_today(desk: Desk, today: date = TODAY) -> list[str]:
    found = of_others(desk, today)
    return [str(each.what) for each in found if each.kind is AttentionKind.PROTECTION]


def test_what_was_copied_is_read_back_and_corrected(desk: Desk, course: Course) -> None:
    order = entered(desk, course)
    assert line(desk, course, order).form == FORM
    other = ProtectionForm(measures="Otra", expires_text="hasta nueva orden")
    protections.edit(desk.work, order, other)
    assert line(desk, course, order).form == other
    assert line(desk, course, order).standing is Standing.NO_DATE


def test_it_stands_on_today_from_ten_days_before_until_somebody_settles_it(
    desk: Desk, course: Course
) -> None:
    order = entered(desk, course)
    assert on_today(desk, TODAY - timedelta(days=1)) == []
    assert len(on_today(desk)) == 1
    (need,) = protections.needing(desk.work, TODAY + timedelta(days=400))
    assert need.need is Need.EXPIRED
    protections.end(desk.work, order, TODAY, "La retiró ella")
    assert on_today(desk, TODAY + timedelta(days=400)) == []
    assert line(desk, course, order).state_why == "La retiró ella"
    protections.reopen(desk.work, order, TODAY)
    assert len(on_today(desk)) == 1


def test_no_line_of_today_says_more_than_a_folio(desk: Desk, course: Course) -> None:
    protections.note_breach(desk.work, entered(desk, course), TODAY, "Llegó a la escuela")
    told = [each for each in of_others(desk, TODAY) if each.kind is AttentionKind.PROTECTION]
    words = " ".join(f"{each.what} {each.hint}" for each in told)
    for secret in ("Luna", "Juzgado", "88/2026", "escuela", "200"):
        assert secret not in words
    assert {each.argument for each in told} == {course.people[0]}


def test_an_extension_keeps_both_orders_and_asks_of_the_new_one_alone(
    desk: Desk, course: Course
) -> None:
    order = entered(desk, course)
    later = ProtectionForm(expires_text="6 meses", expires_on=TODAY + timedelta(days=190))
    new = protections.extend(desk.work, order, later, TODAY).created[0]
    assert line(desk, course, order).standing is Standing.EXTENDED
    now = line(desk, course, new)
    assert (now.form.authority, now.form.measures) == (FORM.authority, FORM.measures)
    assert now.standing is Standing.IN_FORCE
    assert on_today(desk) == []


def test_a_breach_asks_until_it_is_written_whom_she_told_or_that_she_told_nobody(
    desk: Desk, course: Course
) -> None:
    order = entered(desk, course, ProtectionForm(authority="Síndica"))
    with pytest.raises(BadForm):
        protections.note_breach(desk.work, order, TODAY, "  ")
    breach = protections.note_breach(desk.work, order, TODAY, "Llegó a la escuela").created[0]
    (need,) = protections.needing(desk.work, TODAY)
    assert (need.need, need.on) == (Need.BREACH, TODAY)
    protections.tell_breach(desk.work, breach, "Decidió no avisar", None)
    assert protections.needing(desk.work, TODAY) == ()
    (kept,) = line(desk, course, order).breaches
    assert (kept.what, kept.told_to) == ("Llegó a la escuela", "Decidió no avisar")


def test_impossible_dates_and_empty_orders_are_refused(desk: Desk, course: Course) -> None:
    backwards = ProtectionForm(issued_on=TODAY, expires_on=TODAY - timedelta(days=1))
    for form in (backwards, ProtectionForm(), ProtectionForm(note="x" * 10_001)):
        with pytest.raises(BadForm):
            entered(desk, course, form)
    with pytest.raises(NotFound):
        protections.end(desk.work, bytes(16), TODAY)


def test_after_her_death_no_order_asks_for_anybody(desk: Desk, course: Course) -> None:
    protections.note_breach(desk.work, entered(desk, course), TODAY, "Llegó")
    reason = LeaveReason.DIED
    enrolments.leave_group(desk.work, course.group, course.people[0], reason=reason)
    assert protections.needing(desk.work, TODAY) == ()
    assert protections.open_in(desk.work, course.group, TODAY) == ()


def test_it_goes_along_when_a_group_is_handed_over_and_resolves_when_it_ends(
    desk: Desk, course: Course
) -> None:
    order = entered(desk, course)

    def points() -> list[open_points.OpenPoint]:
        every = open_points.in_group(desk.work, course.group, TODAY)
        return [each for each in every if each.sort is HandoverSort.ORDER]

    (point,) = points()
    assert (point.about, point.due) == (course.people[0], FORM.expires_on)
    protections.end(desk.work, order, TODAY)
    assert points() == []


def test_the_timeline_has_its_days(desk: Desk, course: Course) -> None:
    order = entered(desk, course)
    protections.note_breach(desk.work, order, TODAY, "Llegó")
    protections.end(desk.work, order, TODAY)
    told = timeline.of_person(desk.work, course.people[0])
    assert len([each for each in told if each.page == "protection"]) == 3


def test_no_field_has_room_for_whom_it_is_against(desk: Desk) -> None:
    columns = {
        name for kind in (PROTECTION, BREACH) for each in kind.registers for name, _ in each.columns
    } | {each.name for each in fields(ProtectionForm)}
    for word in ("against", "partner", "man", "name", "offender", "relation"):
        assert not [column for column in columns if word in column.split("_")]
    mens = {name for each in FORBIDDEN.registers for name, _type in each.columns}
    assert mens == {
        *("participant", "places", "hours", "until_text", "until_on", "ended_on", "ended_why")
    }


def test_the_mens_stream_keeps_none(mens_desk: Desk) -> None:
    with pytest.raises(KeptElsewhere):
        protections.enter(mens_desk.work, bytes(16), FORM)
    assert protections.needing(mens_desk.work, TODAY) == ()


def test_the_number_to_call_comes_from_the_directory_and_never_lacks(desk: Desk) -> None:
    assert directory.emergency_numbers(desk) == ("911", "079, opción 1")
    directory.add_starters(desk)
    assert directory.emergency_numbers(desk)[0] == "911"
    for each in directory.list_services(desk):
        if each.about.sort is ServiceSort.EMERGENCY_LINE:
            directory.retire(desk, each.id)
    local = directory.Service(name="Patrulla", sort=ServiceSort.EMERGENCY_LINE, phone="312 555")
    directory.add_service(desk, local)
    assert directory.emergency_numbers(desk) == ("312 555",)
    assert notice_duty.whom_to_call(desk) == "312 555"
    shared, desk.shared = desk.shared, None
    assert directory.emergency_numbers(desk)[0] == "911"
    desk.shared = shared
