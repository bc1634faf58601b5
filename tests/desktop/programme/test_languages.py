"""The languages: INALI's groups, found however they are written."""

from __future__ import annotations

import re
from collections import Counter

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from desktop.programme import languages
from desktop.programme.languages import EVERY, FAMILIES, LANGUAGES


def test_there_are_68_groups_in_11_families() -> None:
    assert len(LANGUAGES) == 68
    assert len(FAMILIES) == 11
    assert {each.family for each in LANGUAGES} == set(FAMILIES)
    sizes = Counter(each.family for each in LANGUAGES)
    assert [sizes[family] for family in FAMILIES] == [1, 11, 5, 1, 18, 20, 2, 1, 7, 1, 1]


def test_codes_are_stable_and_no_two_languages_share_one() -> None:
    codes = [each.code for each in EVERY]
    assert len(set(codes)) == len(codes) == 72
    for place, each in enumerate(LANGUAGES, start=1):
        assert each.code in (f"inali-{place:02}", each.code[:3])
        assert re.fullmatch(r"[a-z]{3}|inali-[0-9]{2}", each.code)


@pytest.mark.parametrize(
    ("typed", "code"),
    [
        ("maya", "yua"),
        ("MAYA", "yua"),
        ("nahuatl", "nah"),
        ("mexicano", "nah"),
        ("chol", "ctu"),
        ("ch’ol", "ctu"),
        ("tzeltal", "tzh"),
        ("raramuri", "inali-04"),
        ("tuun savi", "inali-28"),
        ("me'phaa", "inali-26"),
        ("otomi", "inali-21"),
        ("LSM", "mfs"),
        ("castellano", "es"),
    ],
)
def test_a_language_is_found_by_any_of_its_names(typed: str, code: str) -> None:
    assert languages.find(typed)[0].code == code


def test_nothing_typed_offers_spanish_first_and_all_the_others() -> None:
    assert languages.find("  ") == EVERY
    assert EVERY[0].code == languages.SPANISH


@given(st.sampled_from(EVERY))
@settings(max_examples=72)
def test_every_language_is_found_by_what_is_shown_of_it(language: languages.Language) -> None:
    assert language in languages.find(language.shown)
    assert languages.shown(language.code) == language.shown


def test_codes_of_sounds_lead_to_their_group_and_unknown_ones_stand_as_they_are() -> None:
    for sound, code in (("mau", "inali-36"), ("pua", "inali-59"), ("mix", "inali-28")):
        found = languages.of_code(sound)
        assert found is not None
        assert found.code == code
    assert languages.of_code("") is None
    assert languages.shown("xx-later") == "xx-later"
