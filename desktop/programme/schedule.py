"""When the meetings of a weekly course fall, and how they move."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from datetime import date, timedelta

WEEK = timedelta(days=7)


def first_meeting(from_day: date, weekday: int) -> date:
    """The first such weekday (0 = Monday) on or after `from_day`."""
    return from_day + timedelta(days=(weekday - from_day.weekday()) % 7)


def weekly_dates(start: date, sessions: int) -> list[date]:
    """One date a week, the first on `start`. Raises: OverflowError past the year 9999."""
    return [start + WEEK * n for n in range(sessions)]


def week_later(planned: Mapping[int, date], blocked: Collection[date] = ()) -> dict[int, date]:
    """Where planned sessions go when each moves a week on.

    A session keeps its weekday and its place in the order; it jumps over days on
    which the group is known not to meet. Keys are ordinals. Raises: OverflowError
    past the year 9999.
    """
    moved: dict[int, date] = {}
    latest = date.min
    for ordinal, day in sorted(planned.items(), key=lambda item: (item[1], item[0])):
        target = day + WEEK
        while target in blocked or target <= latest:
            target += WEEK
        moved[ordinal] = latest = target
    return moved
