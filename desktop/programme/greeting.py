"""How the day is greeted in Mexico."""

from __future__ import annotations

from enum import Enum


class PartOfDay(Enum):
    """Buenos días, buenas tardes, buenas noches."""

    MORNING = "morning"
    AFTERNOON = "afternoon"
    NIGHT = "night"


def part_of_day(hour: int) -> PartOfDay:
    """The greeting for an hour of the local clock, 0 to 23."""
    if 4 <= hour < 12:
        return PartOfDay.MORNING
    return PartOfDay.AFTERNOON if 12 <= hour < 19 else PartOfDay.NIGHT
