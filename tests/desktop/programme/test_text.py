"""Search and order in Spanish."""

from __future__ import annotations

import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from desktop.programme.text import collate, fold, matches

PRINTABLE = st.text(st.characters(exclude_categories=["Cs", "Cc"]), max_size=40)


@pytest.mark.parametrize("written", ["Núñez", "NUÑEZ", "nunez", "Nu\u0301n\u0303ez"])
def test_a_search_finds_a_name_however_it_is_typed(written: str) -> None:
    assert fold(written) == "nunez"


@pytest.mark.parametrize("sign", "'’‘ʼꞌ`´")
def test_the_saltillo_is_found_with_any_apostrophe(sign: str) -> None:
    assert fold(f"ka{sign}an") == "ka'an"


def test_spanish_lists_put_ene_with_tilde_after_n_and_accents_aside() -> None:
    words = ["Ñandú", "Oasis", "Nube", "Árbol", "Abeja", "Azul", "Nz"]
    assert sorted(words, key=collate) == ["Abeja", "Árbol", "Azul", "Nube", "Nz", "Ñandú", "Oasis"]


def test_every_word_of_a_search_must_be_found() -> None:
    folded = fold("Luna 4831 María Ixchel Jacaranda")
    assert matches("maria 48", folded)
    assert matches("  ", folded)
    assert not matches("luna 99", folded)


@given(PRINTABLE)
def test_folding_twice_changes_nothing(text: str) -> None:
    assert fold(fold(text)) == fold(text)


@given(PRINTABLE)
def test_composed_and_decomposed_text_fold_alike(text: str) -> None:
    assert fold(unicodedata.normalize("NFD", text)) == fold(unicodedata.normalize("NFC", text))
