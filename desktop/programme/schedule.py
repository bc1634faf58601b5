"""When the meetings of a weekly course fall, and how they move."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from datetime import date, timedelta

WEEK = timedelta(days=7)


def first_meeting(from_day: date, weekday: int) -> date:
    """The first such weekday (0 = Monday) on or after `from_day`."""
    return from_day + timedelta(days=(weekday - from_day.weekday()) % 7)


def weekly_dates(start: date, sessions: int, skipped: Collection[date] = ()) -> list[date]:
    """One date a week, the first on `start` or after; days that are skipped are jumped over.

    Raises: OverflowError past the year 9999.
    """
    days: list[date] = []
    day = start
    while len(days) < sessions:
        if day not in skipped:
            days.append(day)
        if len(days) < sessions:
            day += WEEK
    return days


def week_later(planned: Mapping[int, date], blocked: Collection[date] = ()) -> dict[int, date]:
    """Where planned sessions go when each moves a week on.

    A session keeps its weekday and its place in the order, and two of one day stay
    together; all jump over days on which the group is known not to meet. Keys are
    ordinals. Raises: OverflowError past the year 9999.
    """
    later: dict[date, date] = {}
    latest = date.min
    for day in sorted(set(planned.values())):
        target = day + WEEK
        while target in blocked or target <= latest:
            target += WEEK
        later[day] = latest = target
    return {ordinal: later[day] for ordinal, day in planned.items()}
