"""Amounts are read as people write them, and sums are exact."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from desktop.programme.money import read_cents, show_cents


@pytest.mark.parametrize(
    ("text", "cents"),
    [
        ("50", 5000),
        (" $ 50 ", 5000),
        ("50.5", 5050),
        ("50,50", 5050),
        ("1,200", 120_000),
        ("$1,200.75", 120_075),
        ("0", 0),
        ("", None),
        ("cincuenta", None),
        ("-5", None),
        ("5.", None),
        ("5.555", None),
        ("٥٠", None),
    ],
)
def test_an_amount_is_read_as_it_was_meant_or_not_at_all(text: str, cents: int | None) -> None:
    assert read_cents(text) == cents


@given(st.integers(0, 10**9))
def test_what_is_shown_is_read_back(cents: int) -> None:
    assert read_cents(show_cents(cents)) == cents


@given(st.text(max_size=20))
def test_no_text_breaks_the_reading(text: str) -> None:
    read = read_cents(text)
    assert read is None or read >= 0
