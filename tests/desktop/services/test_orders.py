from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta

import pytest

from desktop.changes import Changes
from desktop.programme.compliance import Counted, CourtRule, Standing
from desktop.programme.schema import SESSION
from desktop.programme.vocabulary import (
    LeaveReason,
    OrderState,
    SkipReason,
    Stream,
)
from desktop.services import (
    attendance,
    enrolments,
    groups,
    letter_checks,
    letterhead,
    letters,
    meetings,
    orders,
    people,
)
from desktop.services.entrance import Desk
from desktop.services.groups import NewGroup
from desktop.services.letters import LettersStopped
from desktop.services.orders import NoOrdersHere
from desktop.services.people import PersonForm
from desktop.services.refusals import BadForm
from tests.desktop.services.court_case import *  # noqa: F403 - its fixture
from tests.desktop.services.court_case import (
    FIRST,
    FORM,
    HEAD,
    TODAY,
    A,
    E,
    Man,
    P,
    T,
    put_head,
    write,
)


def test_what_was_copied_from_an_order_is_read_back(man: Man) -> None:
    rule = CourtRule(
        required=24,
        max_consecutive=2,
        max_total=4,
        late_limit_min=15,
        early_limit_min=30,
        makeups=3,
        makeup_within_days=30,
        excused_allowed=0,
        deadline=date(2026, 12, 1),
        counts_from=date(2026, 1, 1),
    )
    form = replace(FORM, rule=rule, received_on=date(2025, 12, 20), note="Original en el archivo")
    orders.edit_order(man.vault, man.order, form)
    assert man.verdict().form == form
    assert orders.edit_order(man.vault, man.order, form) == Changes()


def test_somebody_may_have_several_orders_and_each_is_judged_by_its_own_rule(man: Man) -> None:
    strict = replace(FORM, rule=CourtRule(max_total=1), preset="order")
    orders.enter_order(man.vault, man.person, strict)
    man.came(P, A, A)
    found = orders.list_orders(man.vault, TODAY, man.person)
    assert {line.verdict.state for line in found} == {Standing.ON_TRACK, Standing.EXCEEDED}


def test_attendance_is_counted_and_explained_line_by_line(man: Man) -> None:
    man.came(P, T, A, E, None)
    meetings.skip_session(man.vault, man.sessions[5], SkipReason.HARVEST)
    verdict = man.verdict().verdict
    assert (verdict.attended, verdict.unexcused) == (2, 1)
    told = [str(line.why) for line in verdict.lines[:6]]
    assert told[2] == "No vino y no está justificada: cuenta."
    assert told[4].startswith("Sin dato")
    assert told[5].startswith("No hubo reunión")
    assert verdict.lines[6].counted is Counted.NOT


def test_a_correction_after_the_meeting_changes_what_is_computed(man: Man) -> None:
    man.came(A, A, A, A, A)
    assert man.verdict().verdict.state is Standing.EXCEEDED
    attendance.reopen(man.vault, man.sessions[2])
    attendance.mark(man.vault, man.sessions[2], man.person, P)
    attendance.finish(man.vault, man.sessions[2])
    assert man.verdict().verdict.state is Standing.AT_LIMIT


def test_a_make_up_heals_the_absence_of_the_meeting_that_it_replaces(man: Man) -> None:
    man.came(P, A)
    with man.vault.write() as journal:
        made = journal.record(
            SESSION.child(
                man.group, 1002, date=(FIRST + timedelta(days=9)).isoformat(), state=1
            ).set(replaces=man.sessions[1])
        )
    session = next(r for kind, r in made.touched if kind == SESSION.number and r != man.group)
    attendance.reopen(man.vault, session)
    attendance.mark(man.vault, session, man.person, P)
    attendance.finish(man.vault, session)
    verdict = man.verdict().verdict
    assert (verdict.attended, verdict.unexcused) == (2, 0)


def test_coming_back_from_a_pause_makes_no_absence_disappear(man: Man) -> None:
    man.came(A, A)
    enrolments.pause_in_group(man.vault, man.group, man.person, since=FIRST + timedelta(days=14))
    assert man.verdict().verdict.unexcused == 2
    back = FIRST + timedelta(days=28)
    enrolments.rejoin(man.vault, man.group, man.person, since=back)
    verdict = man.verdict().verdict
    assert verdict.unexcused == 2
    assert [line.date for line in verdict.lines[:3]] == [FIRST, FIRST + timedelta(days=7), back]


def test_attendance_goes_with_a_man_into_another_group(man: Man) -> None:
    man.came(P, P)
    other = groups.create_group(
        man.vault,
        NewGroup("Grupo Mezquite", start_date=FIRST + timedelta(days=1), start_minute=960),
    ).created[0]
    enrolments.transfer(man.vault, man.person, man.group, other, since=FIRST + timedelta(days=14))
    session = groups.get_group(man.vault, other).sessions[2].id
    attendance.mark(man.vault, session, man.person, P)
    attendance.finish(man.vault, session)
    assert man.verdict().verdict.attended == 3


@pytest.mark.parametrize(
    "rule",
    [
        CourtRule(required=0),
        CourtRule(max_total=-1),
        CourtRule(makeups=1000),
        CourtRule(counts_from=TODAY, deadline=FIRST),
    ],
)
def test_an_order_that_cannot_be_is_refused(man: Man, rule: CourtRule) -> None:
    with pytest.raises(BadForm):
        orders.edit_order(man.vault, man.order, replace(FORM, rule=rule))
    assert man.verdict().form == FORM


def test_orders_exist_in_the_mens_stream_alone(desk: Desk) -> None:
    vault = desk.work
    assert vault.stream is Stream.WOMEN
    person = people.add_person(vault, PersonForm()).created[0]
    for call in (
        lambda: orders.enter_order(vault, person, FORM),
        lambda: orders.edit_order(vault, person, FORM),
        lambda: orders.close_order(vault, person, TODAY),
        lambda: letters.issue(vault, person, TODAY, language="es", oficio=""),
        lambda: letterhead.keep(desk, HEAD),
        lambda: letter_checks.list_now(desk, TODAY),
    ):
        with pytest.raises(NoOrdersHere):
            call()
    assert orders.list_orders(vault, TODAY) == []
    assert orders.needing(vault, TODAY) == ()
    assert orders.open_in(vault, person) == ()


def test_a_closed_order_asks_nothing_until_it_is_opened_again(man: Man) -> None:
    man.came(A, A, A, A, A)
    assert [each.standing for each in orders.needing(man.vault, TODAY)] == [Standing.EXCEEDED]
    assert [each.order for each in orders.open_in(man.vault, man.group)] == [man.order]
    orders.close_order(man.vault, man.order, TODAY, "El juez la dio por cumplida")
    detail = orders.get_order(man.vault, man.order, TODAY)
    assert (detail.line.state, detail.closed_on) == (OrderState.CLOSED, TODAY)
    assert orders.needing(man.vault, TODAY) == ()
    assert orders.open_in(man.vault, man.group) == ()
    orders.reopen_order(man.vault, man.order)
    assert orders.needing(man.vault, TODAY)


@pytest.mark.parametrize(
    ("days", "why"),
    [
        (15, None),
        (14, "Días para la fecha límite de la orden: 14."),
        (0, "Días para la fecha límite de la orden: 0."),
    ],
)
def test_a_deadline_within_a_fortnight_is_told(man: Man, days: int, why: str | None) -> None:
    rule = CourtRule(required=1, deadline=TODAY + timedelta(days=days))
    orders.edit_order(man.vault, man.order, replace(FORM, rule=rule))
    future = TODAY + timedelta(days=days)
    meetings.move_session(man.vault, man.sessions[0], future)
    told = [str(each.why) for each in orders.needing(man.vault, TODAY)]
    assert told == ([why] if why else [])


def test_of_who_died_nothing_is_asked_and_nothing_written(man: Man) -> None:
    put_head(man.vault)
    man.came(A, A, A, A, A)
    enrolments.leave_group(man.vault, man.group, man.person, reason=LeaveReason.DIED)
    assert orders.needing(man.vault, TODAY) == ()
    assert man.verdict().stopped
    with pytest.raises(LettersStopped):
        write(man)
    assert orders.get_order(man.vault, man.order, TODAY).letters == ()
