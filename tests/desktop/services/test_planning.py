"""A group is planned against roles, courses, days off and the calendar of places."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import replace
from datetime import date, timedelta
from pathlib import Path

import pytest

from desktop.curriculum.model import CourseFile, Plan, Step
from desktop.programme.roles import Role
from desktop.programme.schedule import WEEK
from desktop.programme.vocabulary import (
    AttendanceState,
    CourseState,
    DayOffSort,
    SessionState,
    SkipReason,
    Stream,
)
from desktop.services import (
    attendance,
    courses,
    days_off,
    groups,
    history,
    meeting_days,
    people,
    planning,
    rooms,
)
from desktop.services.calendar_days import set_home_state
from desktop.services.course_groups import NotOffered
from desktop.services.days import PlaceTaken
from desktop.services.days_off import LocalDate
from desktop.services.entrance import Desk, sit_down
from desktop.services.groups import GroupEdit, NewGroup
from desktop.services.leading import MayNotLead, name_for_meeting
from desktop.services.people import PersonForm
from desktop.services.refusals import BadForm, NotFound
from desktop.services.rooms import CalendarDamaged, Taken
from tests.desktop.services.conftest import Crew, Programme, StillClock, at
from tests.desktop.services.meeting_places import OneChair, a_venue, calendar, shared_of

FRIDAY = date(2026, 11, 27)
CHRISTMAS = date(2026, 12, 25)
NEW_YEAR = date(2027, 1, 1)
NEW = NewGroup(name="Higuera", start_date=FRIDAY, start_minute=600, sessions=6, minutes=120)


@pytest.fixture
def chair(laptop: Path, programme: Programme, clock: StillClock) -> Iterator[OneChair]:
    """Her laptop, which is his on other days."""
    accounts = {"her": at(laptop, programme.women), "him": at(laptop, programme.men)}
    made = OneChair(laptop, accounts, clock)
    yield made
    made.leave()


def days_of(desk: Desk, group: bytes) -> list[date]:
    return [line.date for line in groups.get_group(desk.work, group).sessions]


def a_course(desk: Desk, sessions: int, slug: str = "prueba", stream: str = "women") -> bytes:
    plans = tuple(
        Plan(
            n, f"{slug} {n}", aim="Saber algo.", module="Uno", steps=(Step("Llegada", 20, "Hola"),)
        )
        for n in range(1, sessions + 1)
    )
    file = CourseFile(slug, "es", stream, f"Curso {slug}", "Nada", 120, 1, False, plans)
    made = courses.import_course(shared_of(desk), file).created[0]
    courses.set_state(shared_of(desk), made, CourseState.READY)
    return made


# --- dates ----------------------------------------------------------------------


def test_the_preview_jumps_over_holidays_and_local_dates_and_the_group_meets_as_shown(
    desk: Desk,
) -> None:
    set_home_state(desk.work, "Colima")
    feast = FRIDAY + WEEK
    days_off.add_day_off(
        shared_of(desk), LocalDate("San Isidro", DayOffSort.FEAST, feast, feast, False, "Comala")
    )
    elsewhere = FRIDAY + 2 * WEEK
    days_off.add_day_off(
        shared_of(desk),
        LocalDate("Feria", DayOffSort.FEAST, elsewhere, elsewhere, False, "Tecomán"),
    )
    shown = planning.preview(desk, NEW)
    skipped = {day.date: day.off.name for day in shown if day.ordinal is None and day.off}
    assert skipped.keys() == {feast, CHRISTMAS, NEW_YEAR}
    assert skipped[feast] == "San Isidro"
    met = [day.date for day in shown if day.ordinal is not None]
    assert [day.ordinal for day in shown if day.ordinal] == [1, 2, 3, 4, 5, 6]
    new = replace(NEW, skipped=frozenset(day.date for day in shown if day.ordinal is None))
    group = planning.begin_group(desk, new).created[0]
    assert days_of(desk, group) == met
    shifted = {day.date: day for day in planning.preview(desk, NEW, met={feast})}
    assert shifted[feast].ordinal == 2, "they meet on the feast all the same"
    assert shifted[feast].off is not None


def test_a_day_skipped_by_hand_moves_the_rest_a_week_on(desk: Desk) -> None:
    shown = planning.preview(desk, replace(NEW, skipped=frozenset({FRIDAY})))
    assert shown[0].ordinal is None
    assert (shown[1].date, shown[1].ordinal) == (FRIDAY + WEEK, 1)


def test_a_meeting_that_moves_on_jumps_over_days_off(desk: Desk) -> None:
    new = replace(NEW, start_date=CHRISTMAS - 2 * WEEK, sessions=3)
    new = replace(new, skipped=frozenset({CHRISTMAS, NEW_YEAR}))
    group = planning.begin_group(desk, new).created[0]
    first = groups.get_group(desk.work, group).sessions[0].id
    moved = meeting_days.shift(desk, first, SkipReason.ROAD, "río crecido")
    assert days_of(desk, group) == [
        CHRISTMAS - WEEK,
        CHRISTMAS + 2 * WEEK,
        CHRISTMAS + 3 * WEEK,
    ]
    history.undo(desk.work, moved)
    assert days_of(desk, group)[0] == CHRISTMAS - 2 * WEEK


def test_another_weekday_moves_what_is_to_come_and_nothing_else(desk: Desk) -> None:
    group = planning.begin_group(desk, NEW).created[0]
    lines = groups.get_group(desk.work, group).sessions
    attendance.finish(desk.work, lines[0].id)
    extra = groups.make_up(desk.work, lines[0].id, FRIDAY + timedelta(days=3)).created[0]
    monday = date(2026, 12, 7)
    changed = planning.reschedule(desk, group, monday, 17 * 60, 90)
    now = groups.get_group(desk.work, group)
    there = {line.ordinal: line.date for line in now.sessions}
    assert there[1] == FRIDAY
    assert there[1001] == FRIDAY + timedelta(days=3)
    assert [there[n] for n in range(2, 7)] == [monday + WEEK * n for n in range(5)]
    assert (now.weekday, now.start_minute, now.minutes) == (0, 1020, 90)
    assert {line.start_minute for line in now.sessions if line.ordinal == 2} == {1020}
    assert extra in [line.id for line in now.sessions]
    history.undo(desk.work, changed)
    assert days_of(desk, group)[2:] == [line.date for line in lines][1:]
    with pytest.raises(BadForm):
        planning.reschedule(desk, group, monday, 5000, 90)
    with pytest.raises(BadForm):
        planning.reschedule(desk, group, date.max - timedelta(days=9), 600, 90)


# --- places ---------------------------------------------------------------------


def test_no_group_is_put_where_the_other_programme_meets_that_day(chair: OneChair) -> None:
    venue = a_venue(chair("her"))
    new = replace(NEW, place="Casa Comunal", venue=venue)
    planning.begin_group(chair("her"), new)
    booked = calendar(chair("her"))
    assert len(booked) == 6
    him = chair("him")
    shown = planning.preview(him, new)
    clear = [day for day in shown if day.ordinal is not None]
    assert {day.taken for day in shown if day.date in booked} == {Taken.OTHERS}
    assert not any(day.date in booked for day in clear)
    assert not any(day.free for day in shown if day.date in booked)
    with pytest.raises(PlaceTaken) as refused:
        planning.begin_group(him, new)
    assert "27/11/2026" in str(refused.value.happened)
    assert groups.list_groups(him.work) == []
    with pytest.raises(PlaceTaken):  # the same place, typed
        planning.begin_group(him, replace(NEW, place="casa  comunál"))


def test_every_way_to_another_day_or_place_asks_the_calendar_and_tells_it(
    chair: OneChair,
) -> None:
    venue = a_venue(chair("her"))
    planning.begin_group(chair("her"), replace(NEW, place="Casa Comunal", venue=venue, sessions=1))
    him = chair("him")
    own = replace(NEW, start_date=FRIDAY + WEEK, place="Casa Comunal", venue=venue, sessions=2)
    group = planning.begin_group(him, own).created[0]
    first, second = (line.id for line in groups.get_group(him.work, group).sessions)
    for refused in (
        lambda: meeting_days.move(him, first, FRIDAY),
        lambda: planning.reschedule(him, group, FRIDAY, 600, 120),
    ):
        with pytest.raises(PlaceTaken):
            refused()
    meeting_days.skip(him, first, SkipReason.PLACE)
    assert set(calendar(him)) == {FRIDAY, FRIDAY + 2 * WEEK}
    with pytest.raises(PlaceTaken):
        meeting_days.make_up(him, first, FRIDAY)
    meeting_days.make_up(him, first, FRIDAY + timedelta(days=1))
    assert FRIDAY + timedelta(days=1) in calendar(him)
    meeting_days.unskip(him, first)
    assert FRIDAY + WEEK in calendar(him)
    moved = meeting_days.move(him, second, FRIDAY + WEEK)
    assert FRIDAY + 2 * WEEK not in calendar(him)
    assert days_of(him, group).count(FRIDAY + WEEK) == 2, "two meetings in a day"
    history.undo(him.work, moved)
    rooms.settle(him)
    assert FRIDAY + 2 * WEEK in calendar(him)
    meeting_days.change_place(him, second, "Biblioteca", None)
    assert len([one for one in rooms.venues(shared_of(him)) if one.name == "Biblioteca"]) == 1
    assert groups.get_group(him.work, group).sessions[-1].place == "Biblioteca"
    meeting_days.change_place(him, second, "", None)
    assert groups.get_group(him.work, group).sessions[-1].place == "Casa Comunal"


def test_a_damaged_shared_vault_is_said_and_a_group_without_a_place_can_be_made(
    desk: Desk,
) -> None:
    shared, desk.shared = shared_of(desk), None
    try:
        assert planning.choices(desk).venues == planning.choices(desk).courses == ()
        with pytest.raises(CalendarDamaged):
            planning.preview(desk, replace(NEW, venue=bytes(16)))
        group = planning.begin_group(desk, NEW).created[0]
        assert len(days_of(desk, group)) == 6
    finally:
        desk.shared = shared


# --- courses --------------------------------------------------------------------


def test_themes_come_from_the_course_and_a_change_renames_only_what_is_to_come(
    desk: Desk,
) -> None:
    course, other = a_course(desk, 6), a_course(desk, 8, "otro")
    assert {one.id for one in planning.choices(desk).courses} == {course, other}
    group = planning.begin_group(desk, replace(NEW, course=course, sessions=None)).created[0]
    lines = groups.get_group(desk.work, group).sessions
    assert [line.theme for line in lines] == [f"prueba {n}" for n in range(1, 7)]
    attendance.finish(desk.work, lines[0].id)
    groups.skip_session(desk.work, lines[1].id, SkipReason.ROAD)
    groups.make_up(desk.work, lines[1].id, lines[2].date)
    luna = groups_person(desk, group)
    attendance.mark(desk.work, lines[2].id, luna, AttendanceState.PRESENT)
    changed = planning.change_course(desk, group, other)
    now = {line.ordinal: line for line in groups.get_group(desk.work, group).sessions}
    assert [now[n].theme for n in (1, 2, 3)] == ["prueba 1", "prueba 2", "prueba 3"]
    assert [now[n].theme for n in range(4, 9)] == [f"otro {n}" for n in range(4, 9)]
    assert now[1002].theme == "otro 2"
    assert [now[n].date for n in (7, 8)] == [now[6].date + WEEK, now[6].date + 2 * WEEK]
    history.undo(desk.work, changed)
    back = groups.get_group(desk.work, group)
    assert (back.course, len(back.sessions), back.course_sessions) == (course, 7, 6)


def groups_person(desk: Desk, group: bytes) -> bytes:
    return people.add_person(desk.work, PersonForm(nickname="Luna"), group=group).created[0]


def test_a_shorter_course_leaves_what_was_held_and_drops_what_is_too_much(desk: Desk) -> None:
    long, short = a_course(desk, 6), a_course(desk, 3, "corto")
    group = planning.begin_group(desk, replace(NEW, course=long)).created[0]
    lines = groups.get_group(desk.work, group).sessions
    attendance.finish(desk.work, lines[4].id)
    planning.change_course(desk, group, short)
    now = groups.get_group(desk.work, group)
    assert [line.ordinal for line in now.sessions] == [1, 2, 3, 5]
    assert (now.course_sessions, now.sessions[3].state) == (3, SessionState.HELD)
    planning.change_course(desk, group, long)
    again = groups.get_group(desk.work, group).sessions
    assert sorted(line.ordinal for line in again) == [1, 2, 3, 4, 5, 6]
    assert {line.id for line in again} == {line.id for line in lines}


def test_a_course_of_the_other_stream_is_not_given(desk: Desk) -> None:
    his = a_course(desk, 3, "ellos", "men")
    assert planning.choices(desk).courses == ()
    with pytest.raises(NotOffered):
        planning.begin_group(desk, replace(NEW, course=his))


# --- who leads ------------------------------------------------------------------


@pytest.fixture
def seated(crew: Crew, clock: StillClock) -> Iterator[Callable[..., Desk]]:
    opened: list[Desk] = []

    def sit(name: str) -> Desk:
        opened.append(sit_down(crew.folder, getattr(crew, name), clock))
        return opened[-1]

    yield sit
    for desk in opened:
        desk.close()


def test_the_service_itself_refuses_who_may_not_lead(
    crew: Crew, seated: Callable[..., Desk]
) -> None:
    desk = seated("colibri")
    ids = {member.nickname: member.id for member in groups.list_members(desk.work)}
    gone = groups.add_member(desk.work, "Fuera", crew.eco.card.id).created[0]
    group = planning.begin_group(desk, replace(NEW, facilitator=ids["Nube"])).created[0]
    session = groups.get_group(desk.work, group).sessions[0].id
    for refused in (
        lambda: planning.begin_group(desk, replace(NEW, facilitator=gone)),
        lambda: planning.edit_group(desk, group, GroupEdit("H", cofacilitator=gone)),
        lambda: name_for_meeting(desk, session, gone, None),
    ):
        with pytest.raises(MayNotLead) as told:
            refused()
        assert "Fuera" in str(told.value.happened)
    with pytest.raises(BadForm):
        planning.begin_group(desk, replace(NEW, facilitator=ids["Nube"], cofacilitator=ids["Nube"]))
    with pytest.raises(NotFound):
        name_for_meeting(desk, session, bytes(16), None)
    name_for_meeting(desk, session, ids["Lluvia"], ids["Nube"])
    assert attendance.sheet(desk.work, session).lead == "Lluvia"


def test_who_leads_already_stays_when_something_else_is_corrected(
    crew: Crew, seated: Callable[..., Desk]
) -> None:
    desk = seated("colibri")
    gone = groups.add_member(desk.work, "Fuera", crew.eco.card.id).created[0]
    group = groups.create_group(desk.work, replace(NEW, facilitator=gone)).created[0]
    planning.edit_group(desk, group, GroupEdit("Otro nombre", facilitator=gone, capacity=12))
    now = groups.get_group(desk.work, group)
    assert (now.name, now.facilitator, now.capacity) == ("Otro nombre", gone, 12)
    assert desk.role is Role.COORDINATOR
    assert desk.work.stream is Stream.WOMEN
    with pytest.raises(BadForm):
        planning.edit_group(desk, group, GroupEdit("Otro nombre", capacity=0))
