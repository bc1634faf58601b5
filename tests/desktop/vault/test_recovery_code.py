"""The recovery code: how it is spelled, and what a wrong letter does."""

from __future__ import annotations

import contextlib
import secrets

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from desktop.vault import recovery_code
from desktop.vault.recovery_code import ALPHABET, new_code, read, spell
from desktop.vault.tagged import Damaged
from desktop.vault.troubles import MistypedCode

codes = st.binary(min_size=17, max_size=17).map(lambda drawn: new_code(lambda count: drawn))
LETTERS = 28


def letters(code: bytes) -> str:
    return spell(code).replace("-", "")


@settings(max_examples=60)
@given(codes)
def test_a_code_reads_as_it_was_spelled(code):
    assert read(spell(code)) == code
    assert len(letters(code)) == LETTERS
    assert not set(letters(code)) & set("ILOU")
    assert code[0] < 4  # 130 bits, right-aligned in 136


@settings(max_examples=60)
@given(codes, st.sampled_from(["lower", "upper"]), st.sampled_from(["", " ", "-", " - ", "—"]))
def test_small_letters_blanks_and_look_alikes_are_forgiven(code, case, between):
    typed = between.join(getattr(spell(code), case)().split("-"))
    assert read(f"  {typed}\n") == code
    assert read(spell(code).replace("0", "o").replace("1", "l")) == code
    assert read(spell(code).replace("0", "O").replace("1", "I")) == code


@settings(max_examples=150)
@given(codes, st.integers(0, LETTERS - 1), st.sampled_from(ALPHABET))
def test_one_wrong_letter_is_always_found(code, at, letter):
    whole = letters(code)
    typed = whole[:at] + letter + whole[at + 1 :]
    if typed == whole:
        return
    with pytest.raises(MistypedCode):
        read(typed)


@settings(max_examples=150)
@given(codes, st.integers(0, LETTERS - 3))
def test_two_exchanged_neighbours_are_always_found(code, at):
    whole = letters(code)
    typed = whole[:at] + whole[at + 1] + whole[at] + whole[at + 2 :]
    if typed == whole:
        return
    with pytest.raises(MistypedCode):
        read(typed)


@settings(max_examples=100)
@given(st.text(max_size=40) | st.text(ALPHABET, min_size=25, max_size=31))
def test_whatever_is_typed_is_a_code_or_a_typing_error(typed):
    with contextlib.suppress(MistypedCode):
        assert len(read(typed)) == recovery_code.CODE_BYTES


def test_a_wrap_opens_with_its_code_for_its_purpose_and_with_no_other():
    code, secret = new_code(secrets.token_bytes), secrets.token_bytes(64)
    wrapped = recovery_code.wrap(code, secret, b"mine", secrets.token_bytes(12))
    assert recovery_code.unwrap(code, wrapped, b"mine") == secret
    assert recovery_code.unwrap(code, wrapped, b"hers") is None
    assert recovery_code.unwrap(new_code(secrets.token_bytes), wrapped, b"mine") is None


def test_a_wrap_of_another_derivation_or_length_is_damage():
    code = new_code(secrets.token_bytes)
    wrapped = recovery_code.wrap(code, bytes(64), b"mine", bytes(12))
    weaker = bytes([1]) + wrapped[1:]
    for changed in (weaker, wrapped[:-1], wrapped + b"\0", b""):
        with pytest.raises(Damaged):
            recovery_code.unwrap(code, changed, b"mine")
