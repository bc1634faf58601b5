"""The code of a letter: as the format says, and never read as more than it is."""

from __future__ import annotations

import json
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from desktop.programme.letter_code import (
    CODE_BYTES,
    NoLetterCode,
    Statement,
    read_bytes,
    read_text,
)
from desktop.services.letter_checks import Answer, LetterList, SignedList, read_list
from sync.batch.keys import public_key, signer
from tests.desktop.reports import independent_letter
from tests.desktop.reports.make_letter_vectors import vectors

VECTORS = json.loads(
    (Path(__file__).parents[2] / "vectors" / "letter.json").read_text(encoding="utf-8")
)
LETTERS = "ABCDEFGHIJKLMNOPQRSTUVWXYZ234567"
ROWS = [(answer, code) for answer, codes in VECTORS["answers"].items() for code in codes]


@pytest.fixture(scope="module")
def signed() -> SignedList:
    return SignedList(
        *(bytes.fromhex(VECTORS[name]) for name in ("list", "list_key", "list_signature"))
    )


def test_the_vectors_are_what_the_program_writes() -> None:
    assert vectors() == VECTORS


@pytest.mark.parametrize(("answer", "code"), ROWS)
def test_a_reader_that_shares_no_code_gives_the_same_answers(
    signed: SignedList, answer: str, code: str
) -> None:
    told = (signed.data, signed.signer_key, signed.signature)
    assert independent_letter.answer(code, *told) == answer
    assert read_list(signed).answer(read_text(code)) == answer
    assert independent_letter.issued(code) == read_text(code).issued


@pytest.mark.parametrize("code", VECTORS["no_codes"])
def test_what_is_no_code_is_refused_by_both(signed: SignedList, code: str) -> None:
    told = (signed.data, signed.signer_key, signed.signature)
    assert independent_letter.answer(code, *told) == "no code"
    with pytest.raises(NoLetterCode):
        read_text(code)


@settings(max_examples=100)
@given(st.binary(min_size=16, max_size=16), st.dates(), st.binary(min_size=16, max_size=16))
def test_what_is_written_is_read_back_from_text_and_bytes(
    letter: bytes, issued: date, account: bytes
) -> None:
    said = Statement(letter, issued, account, bytes(64))
    assert read_text(said.text()) == said
    assert read_text(said.text().lower()[:80] + " -\n" + said.text()[80:]) == said
    assert read_bytes(said.packed()) == said


@settings(max_examples=150)
@given(st.integers(0, CODE_BYTES * 8 - 1))
def test_one_bit_anywhere_makes_it_no_code_a_strangers_or_an_altered_one(bit: int) -> None:
    seed = bytes(32)
    said = Statement(bytes(16), date(2026, 1, 1), bytes(16))
    said = replace(said, signature=signer(seed)(said.message()))
    known = LetterList(date(2026, 1, 2), {bytes(16): public_key(seed)}, {}, frozenset())
    assert known.answer(said) is Answer.VALID
    data = bytearray(said.packed())
    data[bit // 8] ^= 1 << bit % 8
    try:
        changed = read_bytes(bytes(data))
    except NoLetterCode:
        return
    assert known.answer(changed) in (Answer.UNKNOWN, Answer.ALTERED)


@settings(max_examples=150)
@given(
    st.text(max_size=200) | st.text("ABCDEFGHIJKLMNOPQRSTUVWXYZ234567", min_size=165, max_size=165)
)
def test_no_text_is_read_as_something_else(text: str) -> None:
    try:
        said = read_text(text)
    except NoLetterCode:
        return
    assert said.text() == "".join(text.split()).replace("-", "").upper()
