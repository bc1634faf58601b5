"""Births as people say them, and CURPs as papers carry them."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from desktop.programme import curp
from desktop.programme.curp import CurpFlaw
from desktop.programme.person_fields import Age, age, asked_of, is_birth, read_birth
from desktop.programme.vocabulary import Stream

TODAY = date(2026, 11, 22)


@pytest.mark.parametrize(
    ("typed", "kept"),
    [
        ("1984", "1984"),
        ("23/11/1984", "1984-11-23"),
        ("23 de noviembre de 1984", "1984-11-23"),
        ("42", "1984"),
        ("unos 42 años", "1984"),
        ("  42 años ", "1984"),
        ("", ""),
    ],
)
def test_a_birth_is_a_year_a_date_or_an_age(typed: str, kept: str) -> None:
    birth = read_birth(typed, TODAY)
    assert birth.ok
    assert birth.kept == kept


@pytest.mark.parametrize("typed", ["2031", "1/1/2031", "23/11/2026"])
def test_nobody_is_born_tomorrow(typed: str) -> None:
    birth = read_birth(typed, TODAY)
    assert not birth.ok
    assert birth.ahead
    assert birth.kept == ""


@pytest.mark.parametrize("typed", ["31/02/1984", "1700", "300", "ayer", "1/1/1", "99/99/9999"])
def test_what_is_no_date_is_not_kept_as_one(typed: str) -> None:
    assert not read_birth(typed, TODAY).ok


@given(st.dates(date(1910, 1, 1), TODAY))
@settings(max_examples=100)
def test_every_birth_that_was_read_may_be_kept_and_has_an_age(born: date) -> None:
    for typed in (born.isoformat(), str(born.year), f"{born.day}/{born.month}/{born.year}"):
        kept = read_birth(typed, TODAY).kept
        assert is_birth(kept, TODAY)
        found = age(kept, TODAY)
        assert found is not None
        assert 0 <= found.years <= 117


@given(st.text(max_size=40))
@settings(max_examples=150)
def test_any_text_is_read_or_refused(typed: str) -> None:
    birth = read_birth(typed, TODAY)
    assert not birth.kept or is_birth(birth.kept, TODAY)


def test_of_a_year_alone_the_age_is_about() -> None:
    assert age("1984", TODAY) == Age(42, about=True)
    assert age("1984-11-23", TODAY) == Age(41, about=False)
    assert age("1984-11-22", TODAY) == Age(42, about=False)
    assert age("", TODAY) is None
    assert age((TODAY + timedelta(days=1)).isoformat(), TODAY) is None


def test_pregnancy_is_asked_of_women_and_the_curp_of_nobody_by_default() -> None:
    assert "pregnant" in asked_of(Stream.WOMEN, curp=False)
    assert "pregnant" not in asked_of(Stream.MEN, curp=False)
    assert "came_by" in asked_of(Stream.MEN, curp=False)
    assert "curp" not in asked_of(Stream.WOMEN, curp=False)
    assert "curp" in asked_of(Stream.WOMEN, curp=True)


@pytest.mark.parametrize("typed", ["HEGG560427MVZRRL04", "hegg560427 mvzrrl-04", ""])
def test_a_curp_in_order_raises_no_doubt(typed: str) -> None:
    assert curp.check(typed).ok


@pytest.mark.parametrize(
    ("typed", "flaw"),
    [
        ("HEGG560427MVZRRL05", CurpFlaw.CHECK),
        ("HEGG560427MVZRRL0", CurpFlaw.LENGTH),
        ("HEGG560427MXXRRL04", CurpFlaw.FORM),
        ("HEGG561327MVZRRL04", CurpFlaw.DATE),
    ],
)
def test_a_wrong_curp_is_told_what_is_wrong(typed: str, flaw: CurpFlaw) -> None:
    assert curp.check(typed).reason is flaw


@given(st.text("HEGMVZRL0123456789Ñ- ", max_size=24))
@settings(max_examples=150)
def test_whatever_is_typed_is_judged(typed: str) -> None:
    verdict = curp.check(typed)
    assert verdict.ok == (verdict.reason is None)
