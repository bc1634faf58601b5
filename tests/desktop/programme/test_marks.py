"""A detail belongs to its state, however it was typed or wherever it came from."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from desktop.programme.marks import LONGEST_MIN, WITH_MINUTES, detail_of, typed
from desktop.programme.vocabulary import AttendanceState, Excuse

LATE, EXCUSED = AttendanceState.LATE, AttendanceState.EXCUSED
STATES = st.sampled_from([*AttendanceState, None])


@given(STATES, st.integers(-(2**63), 2**63 - 1) | st.none())
def test_no_state_keeps_a_detail_that_is_not_its_own(
    state: AttendanceState | None, detail: int | None
) -> None:
    kept = detail_of(state, detail)
    assert kept in (None, detail)
    if kept is not None:
        minutes = state in WITH_MINUTES and 0 < kept <= LONGEST_MIN
        assert minutes or (state is EXCUSED and kept in [*Excuse])
    assert detail_of(state, kept) == kept


@pytest.mark.parametrize(
    ("state", "digits", "detail"),
    [
        (LATE, "15", 15),
        (LATE, "05", 5),
        (LATE, "0", None),
        (LATE, "240", 240),
        (LATE, "2415", 15),
        (AttendanceState.LEFT_EARLY, "20", 20),
        (EXCUSED, "3", 3),
        (EXCUSED, "39", 9),
        (EXCUSED, "0", None),
        (AttendanceState.PRESENT, "5", None),
        (None, "5", None),
    ],
)
def test_digits_grow_to_minutes_and_one_digit_is_an_excuse(
    state: AttendanceState | None, digits: str, detail: int | None
) -> None:
    found: int | None = None
    for digit in digits:
        found = typed(state, found, int(digit))
    assert found == detail


@given(STATES, st.lists(st.integers(0, 9), max_size=12))
def test_whatever_is_typed_can_be_kept(state: AttendanceState | None, digits: list[int]) -> None:
    found: int | None = None
    for digit in digits:
        found = typed(state, found, digit)
        assert detail_of(state, found) == found


def test_every_excuse_has_a_digit() -> None:
    assert all(1 <= code <= 9 for code in Excuse)
