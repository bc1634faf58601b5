"""Two of three sheets give the secret; what is typed wrong is told by its place."""

from __future__ import annotations

import itertools
import os

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from shamir_mnemonic import generate_mnemonics
from shamir_mnemonic.wordlist import WORDLIST

from desktop.vault.recovery_sheets import Ceremony, join, read_sheet, word_of
from desktop.vault.sheet_troubles import (
    BadSheet,
    OtherKindOfSheet,
    OtherProgramme,
    SameSheet,
    SheetsApart,
    SwappedWords,
    UnknownWord,
    WordsMissing,
    WrongWord,
)

PROGRAMME = bytes(range(16))
CEREMONY = Ceremony.hold(PROGRAMME, 1, os.urandom)
FIRST, SECOND, THIRD = CEREMONY.sheets


def test_any_two_sheets_in_any_order_give_the_secret():
    for one, other in itertools.permutations(CEREMONY.sheets, 2):
        assert join(one, other) == CEREMONY.keys


def test_one_sheet_twice_gives_nothing():
    with pytest.raises(SameSheet):
        join(FIRST, FIRST)


def test_sheets_of_two_ceremonies_give_nothing():
    with pytest.raises(SheetsApart):
        join(FIRST, Ceremony.hold(PROGRAMME, 2, os.urandom).sheets[1])
    with pytest.raises(SheetsApart):  # even if the series were the same by chance
        join(FIRST, Ceremony.hold(PROGRAMME, 1, os.urandom).sheets[1])


def test_sheets_are_numbered_and_have_33_words_that_begin_alike():
    assert [sheet.number for sheet in CEREMONY.sheets] == [1, 2, 3]
    assert {len(sheet.words) for sheet in CEREMONY.sheets} == {33}
    assert len({sheet.words[:3] for sheet in CEREMONY.sheets}) == 1
    assert len({sheet.words for sheet in CEREMONY.sheets}) == 3


def test_four_letters_of_a_word_are_enough():
    assert all(word_of(word[:4]) == word for word in WORDLIST)
    assert word_of(" Academic ") == "academic"
    assert word_of("academi") == "academic"
    assert [word_of(other) for other in ("", "aca", "acadx", "academics", "ñandú")] == [None] * 5
    typed = [word[:4].upper() for word in FIRST.words]
    assert read_sheet(typed, PROGRAMME) == FIRST


@settings(max_examples=4, deadline=None)
@given(place=st.integers(1, 33), data=st.data())
def test_one_wrong_word_is_told_by_its_place(place, data):
    words = list(SECOND.words)
    words[place - 1] = data.draw(st.sampled_from(WORDLIST).filter(lambda w: w != words[place - 1]))
    with pytest.raises((WrongWord, SwappedWords)) as told:
        read_sheet(words)
    assert told.value.place in (place - 1, place)


def test_two_wrong_words_are_never_blamed_on_one():
    words = list(SECOND.words)
    for at in (7, 20):
        words[at] = WORDLIST[WORDLIST.index(words[at]) - 1]
    with pytest.raises(WrongWord) as told:
        read_sheet(words)
    assert told.value.place is None


@given(at=st.integers(0, 31))
def test_two_neighbours_that_changed_places_are_told(at):
    words = list(THIRD.words)
    words[at], words[at + 1] = words[at + 1], words[at]
    if words == list(THIRD.words):
        return
    with pytest.raises(SwappedWords) as told:
        read_sheet(words)
    assert told.value.place == at + 1


def test_missing_words_and_words_of_no_sheet_are_told():
    with pytest.raises(WordsMissing):
        read_sheet(FIRST.words[:-1])
    with pytest.raises(WordsMissing):
        read_sheet([*FIRST.words, "academic"])
    with pytest.raises(UnknownWord) as told:
        read_sheet([*FIRST.words[:9], "perro", *FIRST.words[10:]])
    assert told.value.place == 10


def test_a_sheet_of_another_programme_is_refused_before_the_second_is_typed():
    with pytest.raises(OtherProgramme) as told:
        read_sheet(FIRST.words, bytes(16))
    assert "no son de este programa" in str(told.value)
    for revision in (1, 2, 64):
        (sheet, _, _) = Ceremony.hold(PROGRAMME, revision, os.urandom).sheets
        assert read_sheet(sheet.words, PROGRAMME) == sheet


@pytest.mark.parametrize(
    ("groups", "given_secret", "exponent"),
    [([(3, 5)], bytes(32), 0), ([(2, 3)], bytes(16), 0), ([(2, 3)], bytes(32), 1)],
)
def test_somebody_elses_wallet_is_no_sheet_of_ours(groups, given_secret, exponent):
    words = generate_mnemonics(1, groups, given_secret, iteration_exponent=exponent)[0][0].split()
    with pytest.raises((OtherKindOfSheet, WordsMissing)):
        read_sheet(words)


@settings(max_examples=40, deadline=None)
@given(st.lists(st.one_of(st.text(max_size=9), st.sampled_from(WORDLIST[:3])), max_size=40))
def test_whatever_is_typed_is_a_sheet_or_told(typed):
    with pytest.raises(BadSheet):
        read_sheet(typed, PROGRAMME)


def test_what_is_told_repeats_no_word_of_a_sheet():
    words = [*FIRST.words[:9], "secreto", *FIRST.words[10:]]
    with pytest.raises(UnknownWord) as told:
        read_sheet(words)
    assert "secreto" not in " ".join(map(str, told.value.sentences))


def test_no_representation_shows_words_or_the_secret():
    shown = repr(CEREMONY)
    assert not any(word in shown for word in FIRST.words[:3])
    assert CEREMONY.keys.secret.hex() not in shown
    assert repr(CEREMONY.keys.secret) not in shown
