"""A place that is forbidden to somebody is recognised in the name of where a group meets."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from desktop.programme.forbidden import named_in

PLACES = "Escuela Primaria Benito Juares y el mercado; cualquier lugar de Comala"


@pytest.mark.parametrize(
    "name",
    ["Primaria Benito Juárez", "COMALA", "Mercado", "Escuela «Benito Juárez»", "Lugar de Comala"],
)
def test_a_name_is_found_also_misspelt_and_without_accents(name: str) -> None:
    assert named_in(PLACES, [name]) == (name,)


@pytest.mark.parametrize("name", ["Casa Comunal", "Colima", "Benito", "Centro", "", "  ", "Villa"])
def test_other_places_are_not(name: str) -> None:
    assert named_in(PLACES, [name]) == (("Benito",) if name == "Benito" else ())


def test_a_name_of_common_words_has_to_stand_as_it_is_written() -> None:
    assert named_in(
        "la casa de su tía, en el centro", ["Casa", "Centro", "La Casa del Centro"]
    ) == (
        "Casa",
        "Centro",
    )


@given(st.text(max_size=80), st.lists(st.text(max_size=30), max_size=4))
@settings(max_examples=100)
def test_no_text_breaks_it_and_nothing_is_named_that_was_not_asked(places, names) -> None:
    assert set(named_in(places, names)) <= set(names)
