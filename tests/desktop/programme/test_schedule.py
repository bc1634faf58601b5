"""Weekly meetings and what moving them may not do."""

from __future__ import annotations

from datetime import date, timedelta
from itertools import pairwise

from hypothesis import given
from hypothesis import strategies as st

from desktop.programme.schedule import WEEK, first_meeting, week_later, weekly_dates

DAYS = st.dates(date(2024, 1, 1), date(2030, 1, 1))


@given(DAYS, st.integers(0, 104))
def test_a_course_meets_once_a_week_from_its_first_day(start: date, sessions: int) -> None:
    dates = weekly_dates(start, sessions)
    assert len(dates) == sessions
    assert all(later - day == WEEK for day, later in pairwise(dates))
    assert dates[:1] == ([start] if sessions else [])


@given(DAYS, st.integers(0, 104), st.sets(st.integers(0, 60), max_size=20))
def test_a_course_jumps_over_the_days_that_are_skipped(
    start: date, sessions: int, weeks: set[int]
) -> None:
    skipped = {start + WEEK * week for week in weeks}
    dates = weekly_dates(start, sessions, skipped)
    assert len(dates) == sessions
    last = dates[-1] if dates else start
    every = weekly_dates(start, (last - start).days // 7 + 1)
    assert dates == [day for day in every if day not in skipped][:sessions]


@given(DAYS, st.integers(0, 6))
def test_the_first_meeting_is_within_a_week(day: date, weekday: int) -> None:
    first = first_meeting(day, weekday)
    assert first.weekday() == weekday
    assert timedelta(0) <= first - day < WEEK


@given(
    st.dictionaries(st.integers(1, 60), st.dates(date(2026, 1, 1), date(2026, 6, 1)), max_size=25),
    st.sets(st.dates(date(2026, 1, 1), date(2026, 7, 1)), max_size=20),
)
def test_moving_a_week_on_keeps_weekday_and_order_and_avoids_days_without_meeting(
    planned: dict[int, date], blocked: set[date]
) -> None:
    moved = week_later(planned, blocked)
    assert moved.keys() == planned.keys()
    for ordinal, day in planned.items():
        assert moved[ordinal] > day
        assert moved[ordinal].weekday() == day.weekday()
    assert len(set(moved.values())) == len(set(planned.values())), "two of one day stay together"
    assert not set(moved.values()) & blocked
    order = sorted(planned, key=lambda ordinal: (planned[ordinal], ordinal))
    assert [moved[ordinal] for ordinal in order] == sorted(moved.values())


def test_a_course_jumps_over_the_holiday_that_was_skipped() -> None:
    course = dict(enumerate(weekly_dates(date(2026, 11, 19), 4), start=1))
    holiday = course.pop(3)
    moved = week_later({n: day for n, day in course.items() if n >= 2}, {holiday})
    assert moved == {2: date(2026, 12, 10), 4: date(2026, 12, 17)}
