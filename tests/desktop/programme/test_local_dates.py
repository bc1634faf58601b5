"""Days on which a place does not meet, once or every year."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from desktop.programme.local_dates import DAYS_MAX, Span
from desktop.programme.states import STATES, same_state, state_code, state_names


@pytest.mark.parametrize(
    ("first", "last", "yearly", "seen", "days"),
    [
        # a patron feast of one day, written down years ago
        ("2019-12-12", "2019-12-12", True, ("2026-12-01", "2026-12-31"), ["2026-12-12"]),
        # the same, once
        ("2019-12-12", "2019-12-12", False, ("2026-12-01", "2026-12-31"), []),
        # a road closed by rain, seen from the middle of it
        (
            "2026-09-01",
            "2026-09-04",
            False,
            ("2026-09-03", "2026-09-30"),
            ["2026-09-03", "2026-09-04"],
        ),
        # a yearly rest over New Year, seen from both of its ends
        (
            "2025-12-30",
            "2026-01-02",
            True,
            ("2027-12-31", "2028-01-31"),
            ["2027-12-31", "2028-01-01", "2028-01-02"],
        ),
        ("2025-12-30", "2026-01-02", True, ("2028-01-01", "2028-01-01"), ["2028-01-01"]),
        # 29 February is kept on the 28th of a common year
        ("2024-02-29", "2024-02-29", True, ("2027-02-01", "2027-03-31"), ["2027-02-28"]),
        ("2024-02-29", "2024-02-29", True, ("2028-02-01", "2028-03-31"), ["2028-02-29"]),
        (
            "2024-02-28",
            "2024-03-01",
            True,
            ("2027-02-01", "2027-03-31"),
            ["2027-02-28", "2027-03-01"],
        ),
        (
            "2023-02-27",
            "2023-03-01",
            True,
            ("2028-02-01", "2028-03-31"),
            ["2028-02-27", "2028-02-28", "2028-02-29", "2028-03-01"],
        ),
        # the ends of the calendar
        ("0001-01-01", "0001-01-02", True, ("0001-01-01", "0001-01-01"), ["0001-01-01"]),
        ("9999-12-31", "9999-12-31", False, ("9999-12-01", "9999-12-31"), ["9999-12-31"]),
        ("2025-12-30", "2026-01-02", True, ("9999-12-31", "9999-12-31"), []),
    ],
)
def test_a_span_has_the_days_that_people_mean(
    first: str, last: str, yearly: bool, seen: tuple[str, str], days: list[str]
) -> None:
    span = Span(date.fromisoformat(first), date.fromisoformat(last), yearly)
    found = [day.isoformat() for day in span.within(*map(date.fromisoformat, seen))]
    assert found == days


@given(
    st.dates(date(1990, 1, 1), date(2090, 1, 1)),
    st.integers(0, DAYS_MAX - 1),
    st.booleans(),
    st.dates(date(1990, 1, 1), date(2090, 1, 1)),
    st.integers(0, 900),
)
def test_days_come_in_order_once_and_lie_within_what_was_asked(
    first: date, days: int, yearly: bool, seen: date, for_days: int
) -> None:
    span = Span(first, first + timedelta(days=days), yearly)
    until = seen + timedelta(days=for_days)
    found = list(span.within(seen, until))
    assert found == sorted(set(found))
    assert all(seen <= day <= until for day in found)
    if first >= seen and span.last <= until:
        assert set(found) >= {first, span.last}


@pytest.mark.parametrize("days", [-1, DAYS_MAX])
def test_a_span_that_ends_before_it_begins_or_never_ends_is_none(days: int) -> None:
    with pytest.raises(ValueError, match="2026"):
        Span(date(2026, 5, 1), date(2026, 5, 1) + timedelta(days=days))


@pytest.mark.parametrize(
    ("written", "code"),
    [
        ("Colima", "COL"),
        ("YUCATAN", "YUC"),
        ("  méxico ", "MEX"),
        ("Estado de Mexico", "MEX"),
        ("C.D.M.X.", "CMX"),
        ("Ciudad de México", "CMX"),
        ("Veracruz de Ignacio de la Llave", "VER"),
        ("Baja  California Sur", "BCS"),
        ("Texas", None),
        ("", None),
    ],
)
def test_a_state_is_known_however_it_is_written(written: str, code: str | None) -> None:
    assert state_code(written) == code


def test_there_are_thirty_two_states_and_each_is_itself_alone() -> None:
    names = state_names()
    assert len(names) == len(set(STATES)) == 32
    assert all(same_state(one, other) is (one == other) for one in names for other in names)
