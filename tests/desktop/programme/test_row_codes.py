"""Rows are known by the beginnings of folios: short, all different, and nobody's but theirs."""

from __future__ import annotations

from random import Random

from hypothesis import given
from hypothesis import strategies as st

from desktop.programme.folio import draw_folio
from desktop.programme.row_codes import (
    NEWCOMERS,
    ROW_DIGITS_MIN,
    SHEET_LETTERS,
    draw_sheet_code,
    read_sheet_code,
    row_codes,
    sheet_number,
)

folios = st.lists(st.from_regex(r"[0-9]{0,6}", fullmatch=True), max_size=40)


def test_two_digits_are_enough_unless_somebody_elses_folio_begins_so() -> None:
    assert row_codes(["4831", "1768", "4711", "4725"]) == ("48", "17", "471", "472")


def test_two_people_with_one_folio_and_people_without_are_told_apart() -> None:
    assert row_codes(["4831", "4831", "", ""]) == ("4831a", "4831b", "0a", "0b")


@given(folios)
def test_all_rows_differ_and_each_begins_the_folio_that_it_stands_for(listed: list[str]) -> None:
    codes = row_codes(listed)
    assert len(set(codes)) == len(codes) == len(listed)
    for folio, code in zip(listed, codes, strict=True):
        if folio and listed.count(folio) == 1 and folio != "0":
            assert folio.startswith(code)
            assert len(code) >= min(ROW_DIGITS_MIN, len(folio))
        assert "," not in code


def test_in_a_group_of_thirty_most_rows_are_two_digits() -> None:
    for seed in range(100):
        rng, taken = Random(seed), list[str]()
        for _ in range(30):
            taken.append(draw_folio(taken, rng))
        codes = row_codes(taken)
        assert sum(len(code) == ROW_DIGITS_MIN for code in codes) >= 10


@given(st.randoms(use_true_random=False))
def test_a_sheet_code_is_read_as_somebody_writes_it(rng: Random) -> None:
    code = draw_sheet_code(rng)
    assert read_sheet_code(f" {code[:3].lower()}-{code[3:]} ") == code
    assert 0 <= sheet_number(code) < 10**9
    assert not set(code) & set("AEIOU01")


def test_codes_have_numbers_of_their_own() -> None:
    drawn = {draw_sheet_code(Random(seed)) for seed in range(500)}
    assert len({sheet_number(code) for code in drawn}) == len(drawn)
    assert read_sheet_code("HOLA23") is None
    assert read_sheet_code("") is None


def test_newcomers_rows_are_nobodys_folio_and_no_marks() -> None:
    assert not any(code.isalnum() for code in NEWCOMERS)
    assert len(SHEET_LETTERS) == len(set(SHEET_LETTERS)) == 28
