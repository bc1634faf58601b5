"""Today shows the next meeting, and who and what needs somebody, by folio alone."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime, timedelta

import pytest

from desktop.programme.compliance import CourtRule
from desktop.programme.greeting import PartOfDay
from desktop.programme.vocabulary import AttendanceState, SessionState, SkipReason
from desktop.services import attendance, groups, orders, people, rooms
from desktop.services.groups import NewGroup
from desktop.services.people import PersonForm
from desktop.services.today import today, whole
from desktop.services.today_attention import AttentionKind
from tests.desktop.services.conftest import at
from tests.desktop.services.meeting_places import OneChair, a_group, a_venue

FIRST = datetime(2026, 10, 8, 9, 0)
AHEAD = datetime(2026, 10, 1, 9, 0)
ABSENT, EXCUSED = AttendanceState.ABSENT, AttendanceState.EXCUSED
PRESENT = AttendanceState.PRESENT


def week(n: int, hour: int = 9) -> datetime:
    return FIRST + timedelta(weeks=n, hours=hour - 9)


def hold(desk, course, n: int, states: dict[int, AttendanceState]) -> None:
    """Hold the n-th meeting (from 0): everybody came except as `states` says."""
    for who, person in enumerate(course.people):
        attendance.mark(desk.work, course.sessions[n], person, states.get(who, PRESENT))
    attendance.finish(desk.work, course.sessions[n])


def kinds(desk, now) -> list[AttentionKind]:
    return [item.kind for item in today(desk.work, now).attention]


def test_an_empty_vault_has_a_quiet_day(desk) -> None:
    day = today(desk.work, FIRST)
    assert (day.next, day.attention, day.week, day.groups) == (None, (), (), 0)
    assert day.part_of_day is PartOfDay.MORNING


def test_the_big_button_opens_the_meeting_of_today(desk, course) -> None:
    upcoming = today(desk.work, FIRST).next
    assert upcoming is not None
    assert (upcoming.session, upcoming.is_today) == (course.sessions[0], True)
    assert (upcoming.ordinal, upcoming.sessions, upcoming.people) == (1, 25, 8)
    assert upcoming.place == "Casa Comunal"


def test_after_the_meeting_has_ended_the_next_one_is_shown(desk, course) -> None:
    hold(desk, course, 0, {})
    upcoming = today(desk.work, week(0, 20)).next
    assert upcoming is not None
    assert (upcoming.session, upcoming.is_today, upcoming.held) == (course.sessions[1], False, 1)


def test_late_in_the_day_the_meeting_that_nobody_ended_stays_first(desk, course) -> None:
    upcoming = today(desk.work, week(0, 23)).next
    assert upcoming is not None
    assert upcoming.session == course.sessions[0]


def test_of_two_meetings_the_one_that_is_on_comes_first(desk, course) -> None:
    evening = NewGroup(name="Tarde", start_date=FIRST.date(), start_minute=19 * 60)
    later = groups.create_group(desk.work, evening).created[0]
    both = groups.list_members(desk.work)[0].id
    for line in groups.get_group(desk.work, later).sessions:
        attendance.set_facilitators(desk.work, line.id, both, None)
    assert today(desk.work, week(0, 17)).next.session == course.sessions[0]
    assert today(desk.work, week(0, 19)).next.group == later


def test_two_absences_in_a_row_ask_for_a_call_by_folio_and_never_by_name(desk, course) -> None:
    luna = course.people[0]
    people.edit_person(desk.work, luna, PersonForm(folio="8163", name="María Ixchel"))
    hold(desk, course, 0, {0: ABSENT})
    assert kinds(desk, week(1)) == []
    hold(desk, course, 1, {0: ABSENT, 1: ABSENT})
    (item,) = today(desk.work, week(2)).attention
    assert str(item.what) == "Folio 8163: dos semanas sin venir"
    assert str(item.hint) == "Ver primero si es seguro llamar"
    assert item.participant == luna
    hold(desk, course, 2, {0: ABSENT})
    (item,) = today(desk.work, week(3)).attention
    assert str(item.what) == "Folio 8163: 3 reuniones seguidas sin venir"


def test_coming_back_ends_the_worry(desk, course) -> None:
    for n, state in enumerate([ABSENT, ABSENT, PRESENT]):
        hold(desk, course, n, {0: state})
    assert kinds(desk, week(3)) == []


def test_excused_and_skipped_meetings_do_not_count_as_absences(desk, course) -> None:
    hold(desk, course, 0, {0: ABSENT, 1: EXCUSED})
    groups.skip_session(desk.work, course.sessions[1], SkipReason.ROAD)
    hold(desk, course, 2, {0: EXCUSED, 1: EXCUSED})
    assert kinds(desk, week(3)) == []
    hold(desk, course, 3, {0: ABSENT, 1: EXCUSED})
    assert kinds(desk, week(4)) == [AttentionKind.ABSENT]


def test_an_absence_counts_only_when_the_meeting_has_ended(desk, course) -> None:
    hold(desk, course, 0, {0: ABSENT})
    attendance.mark(desk.work, course.sessions[1], course.people[0], ABSENT)
    assert kinds(desk, week(1)) == []


def test_who_left_the_group_is_not_called_after(desk, course) -> None:
    for n in range(2):
        hold(desk, course, n, {0: ABSENT})
    groups.leave_group(desk.work, course.group, course.people[0])
    assert kinds(desk, week(2)) == []


def test_what_needs_somebody_comes_in_order_of_danger(desk, course) -> None:
    people.add_person(desk.work, PersonForm())
    for n in range(2):
        hold(desk, course, n, {0: ABSENT})
    found = today(desk.work, week(3)).attention
    assert [item.kind for item in found] == [
        AttentionKind.ABSENT,
        AttentionKind.OPEN_MEETING,
        AttentionKind.NO_GROUP,
    ]
    assert str(found[1].what) == "Grupo Jacaranda: quedó abierta la reunión 3"
    assert found[1].session == course.sessions[2]
    assert str(found[2].what) == "Una persona sin grupo"


def test_the_week_has_seven_days_and_says_what_was_skipped(desk, course) -> None:
    groups.skip_session(desk.work, course.sessions[1], SkipReason.HOLIDAY)
    (item,) = today(desk.work, week(1)).week
    assert (item.ordinal, item.state) == (2, SessionState.SKIPPED)
    assert [item.ordinal for item in today(desk.work, FIRST).week] == [1]


@pytest.mark.parametrize("own", [True, False])
def test_who_leads_groups_sees_those_and_who_leads_none_sees_all(desk, own) -> None:
    members = groups.list_members(desk.work)
    other = groups.add_member(desk.work, "Encina").created[0]
    for name, leader in (("Suyo", other), ("Propio", members[0].id if own else other)):
        groups.create_group(
            desk.work,
            NewGroup(name=name, start_date=FIRST.date(), start_minute=600, facilitator=leader),
        )
    seen = {item.group_name for item in today(desk.work, FIRST).week}
    assert seen == ({"Propio"} if own else {"Propio", "Suyo"})


def test_what_other_parts_have_comes_in_its_place_by_danger(laptop, programme, clock) -> None:
    chair = OneChair(
        laptop, {"her": at(laptop, programme.women), "him": at(laptop, programme.men)}, clock
    )
    venue = a_venue(chair("her"))
    a_group(chair("her"), venue)
    rooms.settle(chair("her"), AHEAD.date())
    a_group(chair("him"), venue)
    his = chair("him")
    person = people.add_person(his.work, PersonForm(folio="5150")).created[0]
    soon = CourtRule(required=24, deadline=AHEAD.date() + timedelta(days=3))
    orders.enter_order(his.work, person, orders.OrderForm(court="Juzgado", rule=soon))
    found = whole(his, AHEAD).attention
    assert [item.kind for item in found] == [
        AttentionKind.ORDER,
        AttentionKind.CLASH,
        AttentionKind.NO_GROUP,
    ]
    assert str(found[0].what) == "Folio 5150: orden del juzgado"
    assert (found[0].page, found[0].argument) == ("orders", person)
    damaged = replace(his, shared=None)
    assert AttentionKind.CLASH not in {item.kind for item in whole(damaged, AHEAD).attention}
    chair.leave()
