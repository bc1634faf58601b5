"""What the calendar shows to each programme, and moving what falls on a day off."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pytest

from desktop.programme.vocabulary import AttendanceState, DayOffSort
from desktop.services import (
    aside,
    attendance,
    bookings,
    days_off,
    making_way,
    meeting_days,
    people,
    rooms,
    undoing,
)
from desktop.services import groups as groups_service
from desktop.services.calendar_days import CalendarDay, calendar_days, set_home_state
from desktop.services.days_off import LocalDate
from desktop.services.entrance import Desk
from desktop.services.people import PersonForm
from desktop.services.rooms import Taken
from desktop.trouble import Trouble
from tests.desktop.services.conftest import Programme, StillClock, at
from tests.desktop.services.meeting_places import (
    FIRST,
    WEEK,
    OneChair,
    a_group,
    a_venue,
    calendar,
    shared_of,
)

TODAY = date(2026, 10, 1)
LAST = date(2026, 12, 31)
SECOND, THIRD = FIRST + WEEK, FIRST + WEEK * 2
HARVEST = LocalDate("Café", DayOffSort.HARVEST, SECOND, SECOND + WEEK * 2, municipality="Comala")


@pytest.fixture
def chair(laptop: Path, programme: Programme, clock: StillClock) -> Iterator[OneChair]:
    clock.ms = 1_790_900_000_000  # 1 October 2026
    made = OneChair(
        laptop, {"her": at(laptop, programme.women), "him": at(laptop, programme.men)}, clock
    )
    yield made
    made.leave()


def seen(desk: Desk, venue: bytes | None = None) -> dict[date, CalendarDay]:
    return calendar_days(desk, TODAY, LAST, TODAY, venue).days


def dates_of(desk: Desk, group: bytes) -> list[date]:
    return [one.date for one in bookings.meetings_from(desk.work, TODAY) if one.group == group]


def test_each_programme_sees_its_own_by_name_and_the_other_only_as_taken(chair: OneChair) -> None:
    a_group(chair("her"), a_venue(chair("her")), 1)
    (hers,) = seen(chair("her"))[FIRST].meetings
    assert (hers.group_name, hers.start_minute, hers.place) == ("Encino", 960, "Casa Comunal")
    assert seen(chair("her"))[FIRST].taken == ()
    his = seen(chair("him"))[FIRST]
    assert his.meetings == ()
    assert [venue.name for venue in his.taken] == ["Casa Comunal"]
    assert "Encino" not in repr(his)


def test_a_day_that_both_want_is_marked_on_the_side_that_has_to_move(chair: OneChair) -> None:
    venue = a_venue(chair("her"))
    a_group(chair("her"), venue, 1)
    rooms.settle(chair("her"), TODAY)
    a_group(chair("him"), venue, 1)
    day = seen(chair("him"))[FIRST]
    assert day.clashing == {day.meetings[0].session}
    assert calendar_days(chair("him"), TODAY, LAST, TODAY).clashes == 1
    assert calendar_days(chair("her"), TODAY, LAST, TODAY).clashes == 0


def test_one_place_can_be_looked_at_alone(chair: OneChair) -> None:
    desk = chair("her")
    house, school = a_venue(desk), a_venue(desk, "Escuela")
    a_group(desk, house, 1)
    a_group(desk, school, 2, "Sauce")
    assert [m.group_name for m in seen(desk, school)[FIRST].meetings] == ["Sauce"]
    assert len(seen(desk)[FIRST].meetings) == 2


def test_looking_at_the_calendar_settles_it(chair: OneChair) -> None:
    desk = chair("her")
    a_group(desk, a_venue(desk), 2)
    assert calendar(desk) == {}
    assert calendar_days(desk, TODAY, LAST, TODAY).settled
    assert sorted(calendar(desk)) == [FIRST, SECOND]
    assert not calendar_days(desk, TODAY, LAST, TODAY).settled


def test_a_day_put_aside_is_taken_for_everybody_and_only_its_site_gives_it_back(
    chair: OneChair,
) -> None:
    venue = a_venue(chair("her"))
    aside.put_aside(chair("her"), venue, FIRST)
    rooms.settle(chair("her"), TODAY)
    for who in ("her", "him"):
        assert rooms.taken(chair(who), venue, [FIRST]) == {FIRST: Taken.OTHERS}
    assert [place.id for place in seen(chair("her"))[FIRST].aside] == [venue]
    assert seen(chair("him"))[FIRST].aside == ()
    for call in (aside.give_back, aside.put_aside):
        with pytest.raises(Trouble):
            call(chair("him"), venue, FIRST)
    aside.give_back(chair("her"), venue, FIRST)
    assert rooms.taken(chair("him"), venue, [FIRST]) == {}


def test_meetings_on_a_local_date_are_found_and_moved_beyond_it_without_losing_one(
    chair: OneChair,
) -> None:
    desk = chair("her")
    group = a_group(desk, a_venue(desk), 5)
    days_off.add_day_off(shared_of(desk), HARVEST)
    falls = making_way.fallen(desk, HARVEST, TODAY)
    assert [one.date for one in falls] == [SECOND, THIRD, THIRD + WEEK]
    changes = making_way.make_way(desk, HARVEST, {one.session for one in falls}, TODAY)
    after = HARVEST.last + WEEK
    assert dates_of(desk, group) == [FIRST, *(after + WEEK * n for n in range(4))]
    assert making_way.fallen(desk, HARVEST, TODAY) == ()
    assert sorted(calendar(desk)) == dates_of(desk, group)
    assert changes.undo


def test_only_the_groups_that_were_chosen_move(chair: OneChair) -> None:
    desk = chair("her")
    venue = a_venue(desk)
    stays, goes = a_group(desk, venue, 2), a_group(desk, venue, 2, "Sauce")
    before = dates_of(desk, stays)
    falls = making_way.fallen(desk, HARVEST, TODAY)
    chosen = {one.session for one in falls if one.group == goes}
    making_way.make_way(desk, HARVEST, chosen, TODAY)
    assert dates_of(desk, stays) == before
    assert dates_of(desk, goes)[1] > HARVEST.last


def test_a_meeting_elsewhere_or_with_a_list_does_not_fall_on_it(chair: OneChair) -> None:
    desk = chair("her")
    elsewhere = rooms.add_venue(shared_of(desk), "Escuela", "Armería").created[0]
    a_group(desk, elsewhere, 2)
    group = a_group(desk, a_venue(desk), 2, "Sauce")
    (falls,) = making_way.fallen(desk, HARVEST, TODAY)
    assert falls.group == group
    person = people.add_person(desk.work, PersonForm(nickname="Luna")).created[0]
    groups_service.add_to_group(desk.work, group, [person])
    attendance.mark(desk.work, falls.session, person, AttendanceState.PRESENT)
    assert making_way.fallen(desk, HARVEST, TODAY) == ()


def test_the_state_of_a_site_is_said_once(chair: OneChair) -> None:
    desk = chair("her")
    assert calendar_days(desk, TODAY, LAST, TODAY).here.state_name == ""
    set_home_state(desk.work, "Colima")
    assert calendar_days(desk, TODAY, LAST, TODAY).here == ("Colima", "Comala")


def test_a_damaged_shared_vault_is_said(chair: OneChair) -> None:
    desk = chair("her")
    shared, desk.shared = desk.shared, None
    for call in (
        lambda: calendar_days(desk, TODAY, LAST, TODAY),
        lambda: making_way.fallen(desk, HARVEST, TODAY),
        lambda: aside.put_aside(desk, b"v" * 16, FIRST),
    ):
        with pytest.raises(Trouble):
            call()
    desk.shared = shared


def test_taking_a_move_back_takes_the_place_back(chair: OneChair) -> None:
    desk = chair("her")
    group = a_group(desk, a_venue(desk), 2)
    rooms.settle(desk, TODAY)
    first = bookings.meetings_from(desk.work, TODAY)[0]
    changes = meeting_days.move(desk, first.session, THIRD)
    assert sorted(calendar(desk)) == [SECOND, THIRD]
    assert undoing.undo(desk, changes)
    assert sorted(calendar(desk)) == dates_of(desk, group) == [FIRST, SECOND]


def test_what_was_done_in_the_calendar_can_be_taken_back(chair: OneChair) -> None:
    desk = chair("her")
    venue = a_venue(desk)
    undoing.undo(desk, aside.put_aside(desk, venue, FIRST))
    assert calendar(desk) == {}
    undoing.undo(desk, days_off.add_day_off(shared_of(desk), HARVEST))
    assert days_off.local_dates(shared_of(desk)) == []
