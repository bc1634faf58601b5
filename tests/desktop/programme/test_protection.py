"""Ten days before a protection order ends somebody is told, whatever its words are."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from desktop.programme.protection import (
    BREACH_FIRST_STEPS,
    REMINDED_DAYS_BEFORE,
    Standing,
    expiry_of,
    standing,
)
from desktop.programme.text import fold
from desktop.programme.vocabulary import ProtectionState

ISSUED = date(2026, 1, 31)
DAYS = st.dates(min_value=date(1990, 1, 1), max_value=date(2200, 1, 1))


@pytest.mark.parametrize(
    ("words", "issued", "expected"),
    [
        ("60 días", ISSUED, date(2026, 4, 1)),
        ("60 DIAS NATURALES.", ISSUED, date(2026, 4, 1)),
        ("sesenta (60) días", ISSUED, date(2026, 4, 1)),
        ("por un plazo de tres meses", ISSUED, date(2026, 4, 30)),
        ("1 mes", ISSUED, date(2026, 2, 28)),
        ("1 mes", date(2028, 1, 31), date(2028, 2, 29)),
        ("un año", date(2028, 2, 29), date(2029, 2, 28)),
        ("dos semanas", ISSUED, date(2026, 2, 14)),
        ("hasta el 15 de marzo de 2027", None, date(2027, 3, 15)),
        ("vence el 3/4/27", ISSUED, date(2027, 4, 3)),
        ("15/03/2027", None, date(2027, 3, 15)),
        ("hasta nueva orden", ISSUED, None),
        ("60 días hábiles", ISSUED, None),
        ("60 días", None, None),
        ("cuarenta y cinco días", ISSUED, None),
        ("treinta días y dos meses", ISSUED, None),
        ("30 días, prorrogables por 30 días más", ISSUED, None),
        ("2027", ISSUED, None),
        ("9999 años", ISSUED, None),
        ("", ISSUED, None),
    ],
)
def test_a_day_is_worked_out_only_where_the_words_say_one(words, issued, expected) -> None:
    assert expiry_of(words, issued) == expected


@given(text=st.text(max_size=60), issued=st.none() | DAYS)
@settings(max_examples=150)
def test_no_words_break_the_reading(text: str, issued: date | None) -> None:
    found = expiry_of(text, issued)
    assert found is None or isinstance(found, date)


@given(expires=DAYS, days=st.integers(-400, 400))
@settings(max_examples=150)
def test_it_is_told_from_ten_days_before_to_the_very_day_and_asked_after_it(
    expires: date, days: int
) -> None:
    today = expires - timedelta(days=days)
    expected = (
        Standing.EXPIRED
        if days < 0
        else Standing.ENDS_SOON
        if days <= REMINDED_DAYS_BEFORE
        else Standing.IN_FORCE
    )
    assert standing(None, expires, today) is expected
    assert standing(ProtectionState.IN_FORCE, expires, today) is expected


def test_neither_the_change_of_the_clock_nor_a_leap_day_moves_the_reminder() -> None:
    for expires in (date(2026, 4, 10), date(2026, 11, 5), date(2028, 3, 5)):
        assert standing(None, expires, expires - timedelta(days=11)) is Standing.IN_FORCE
        assert standing(None, expires, expires - timedelta(days=10)) is Standing.ENDS_SOON
    assert date(2028, 3, 5) - timedelta(days=10) == date(2028, 2, 24)


def test_an_order_without_a_date_is_in_force_until_somebody_says_otherwise() -> None:
    assert standing(None, None, date(2200, 1, 1)) is Standing.NO_DATE
    for state, expected in (
        (ProtectionState.EXTENDED, Standing.EXTENDED),
        (ProtectionState.ENDED, Standing.ENDED),
    ):
        assert standing(state, date(2000, 1, 1), ISSUED) is expected


def test_what_to_do_first_leaves_the_choice_to_her_and_talks_to_nobody_else() -> None:
    told = fold(" ".join(step.text for step in BREACH_FIRST_STEPS))
    assert "decide ella" in told
    assert not [word for word in ("reconcil", "perdon", "hable con el") if word in told]
