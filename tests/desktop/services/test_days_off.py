"""Days without a meeting: the law's, and what people of the place wrote down."""

from __future__ import annotations

import subprocess
import sys
from dataclasses import replace
from datetime import date

import pytest

from desktop.programme.vocabulary import DayOffSort
from desktop.services import days_off
from desktop.services.days_off import DayOff, LocalDate
from desktop.services.entrance import Desk
from desktop.trouble import Trouble
from tests.desktop.services.meeting_places import shared_of

YEAR = date(2026, 1, 1), date(2026, 12, 31)
FEAST = LocalDate(
    "San Miguel", DayOffSort.FEAST, date(2025, 9, 29), date(2025, 9, 29), True, "Comala", "Colima"
)


def names(desk: Desk, state: str = "Colima", municipality: str = "Comala") -> dict[date, str]:
    found = days_off.days_off(shared_of(desk), state, municipality, *YEAR)
    return {on: day.name for on, day in found.items()}


def test_the_days_of_rest_by_law_are_there_without_anybody_writing_them_down(desk: Desk) -> None:
    assert sorted(names(desk)) == [
        date(2026, 1, 1),
        date(2026, 2, 2),
        date(2026, 3, 16),
        date(2026, 5, 1),
        date(2026, 9, 16),
        date(2026, 11, 16),
        date(2026, 12, 25),
    ]
    assert names(desk)[date(2026, 9, 16)] == "Día de la Independencia"
    english = days_off.days_off(shared_of(desk), "", "", *YEAR, language="en")
    assert english[date(2026, 9, 16)].name == "Independence Day"


@pytest.mark.parametrize(
    ("kept", "state", "municipality", "there"),
    [
        (FEAST, "Colima", "Comala", True),
        (FEAST, "colima", "  CÓMALA", True),
        (FEAST, "Colima", "Armería", False),
        (FEAST, "Sonora", "Comala", False),
        (FEAST, "", "", True),
        (replace(FEAST, municipality=""), "Colima", "Armería", True),
        (replace(FEAST, municipality=""), "Sonora", "Armería", False),
        (replace(FEAST, municipality="", state_name=""), "Sonora", "Armería", True),
    ],
)
def test_a_local_date_is_kept_where_it_was_written_down_for(
    desk: Desk, kept: LocalDate, state: str, municipality: str, there: bool
) -> None:
    days_off.add_day_off(shared_of(desk), kept)
    assert (date(2026, 9, 29) in names(desk, state, municipality)) is there


def test_a_range_covers_each_of_its_days_and_a_holiday_in_it_is_called_so(desk: Desk) -> None:
    shared = shared_of(desk)
    rain = LocalDate("Camino cerrado", DayOffSort.ROAD, date(2026, 9, 14), date(2026, 9, 17))
    made = days_off.add_day_off(shared, rain).created[0]
    found = days_off.days_off(shared, "Colima", "Comala", date(2026, 9, 16), date(2026, 9, 18))
    assert found == {
        date(2026, 9, 16): DayOff("Día de la Independencia", DayOffSort.HOLIDAY),
        date(2026, 9, 17): DayOff("Camino cerrado", DayOffSort.ROAD, made),
    }
    every = days_off.every_day_off(shared, "Colima", "Comala", *YEAR)
    assert [day.id for day in every[date(2026, 9, 16)]] == [None, made]


def test_a_local_date_can_be_corrected_and_taken_away(desk: Desk) -> None:
    shared = shared_of(desk)
    made = days_off.add_day_off(shared, FEAST).created[0]
    later = replace(FEAST, first=date(2025, 9, 30), last=date(2025, 9, 30))
    days_off.edit_day_off(shared, made, later)
    assert [line.about for line in days_off.local_dates(shared)] == [later]
    days_off.remove_day_off(shared, made)
    assert days_off.local_dates(shared) == []
    for call in (
        lambda: days_off.remove_day_off(shared, made),
        lambda: days_off.edit_day_off(shared, made, FEAST),
    ):
        with pytest.raises(Trouble):
            call()


@pytest.mark.parametrize(
    "wrong",
    [
        replace(FEAST, name="  "),
        replace(FEAST, last=date(2025, 9, 28)),
        replace(FEAST, last=date(2035, 9, 29)),
    ],
)
def test_what_makes_no_sense_is_not_kept(desk: Desk, wrong: LocalDate) -> None:
    with pytest.raises(Trouble):
        days_off.add_day_off(shared_of(desk), wrong)
    assert days_off.local_dates(shared_of(desk)) == []


def test_the_package_of_holidays_is_imported_when_the_first_day_is_asked_for() -> None:
    told = subprocess.run(
        [
            sys.executable,
            "-c",
            "import sys, datetime\n"
            "from desktop.services import days_off, rooms\n"
            "assert 'holidays' not in sys.modules\n"
            "from desktop.services.public_holidays import public_holidays\n"
            "print(len(list(public_holidays('Colima', datetime.date(2026, 1, 1),"
            " datetime.date(2026, 12, 31)))))",
        ],
        capture_output=True,
        text=True,
        check=True,
    )
    assert told.stdout.strip() == "7"
