from __future__ import annotations

from datetime import date

from hypothesis import given, settings
from hypothesis import strategies as st

from desktop.programme.indicators import (
    FEW,
    SMALLEST_TOLD,
    Tally,
    month_number,
    month_of,
    more_than_half,
    next_month,
    place_of,
    tell,
)
from desktop.programme.vocabulary import COURSE_SESSIONS, Stream

COUNT = st.integers(0, 400)
TALLIES = st.builds(
    Tally,
    enrolled=COUNT,
    active=COUNT,
    completed=COUNT,
    held=COUNT,
    cancelled=COUNT,
    came=COUNT,
    marked=COUNT,
).filter(lambda tally: tally.came <= tally.marked)


@settings(max_examples=200)
@given(TALLIES)
def test_one_to_four_people_are_only_ever_told_as_few(tally: Tally) -> None:
    told = tell(tally)
    for exact, shown in (
        (tally.enrolled, told.enrolled),
        (tally.active, told.active),
        (tally.completed, told.completed),
    ):
        assert shown == (FEW if 1 <= exact < SMALLEST_TOLD else exact)
        assert shown not in range(1, SMALLEST_TOLD)


@settings(max_examples=200)
@given(TALLIES)
def test_a_rate_that_rests_on_few_people_or_no_mark_is_not_told(tally: Tally) -> None:
    told = tell(tally)
    if tally.active < SMALLEST_TOLD or not tally.marked:
        assert told.rate is None
    else:
        assert told.rate is not None
        assert abs(told.rate - 100 * tally.came / tally.marked) <= 0.5


def test_more_than_half_of_the_pilots_course_is_its_thirteen_meetings() -> None:
    for sessions in COURSE_SESSIONS.values():
        assert next(n for n in range(sessions + 1) if more_than_half(n, sessions)) == 13


@given(st.dates())
def test_a_month_has_one_number_and_comes_back_from_it(day: date) -> None:
    first = day.replace(day=1)
    assert month_of(month_number(day)) == first
    if first < date(9999, 12, 1):
        assert month_number(next_month(first)) == month_number(day) + 1


@given(st.integers(-(2**63), 2**63 - 1))
def test_a_number_that_is_no_month_is_nothing(number: int) -> None:
    month = month_of(number)
    assert month is None or month_number(month) == number


def test_a_place_is_of_one_stream_and_shows_no_id() -> None:
    site = bytes(range(16))
    places = {place_of(stream, site) for stream in (Stream.WOMEN, Stream.MEN)}
    assert len(places) == 2
    assert all(len(place) == 16 and site not in place for place in places)
