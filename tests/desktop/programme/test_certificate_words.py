"""A certificate on a wall says neither what the course was about nor for whom."""

from __future__ import annotations

import pytest

from desktop.programme.certificate import betraying


@pytest.mark.parametrize(
    ("text", "word"),
    [
        ("Taller contra la VIOLENCIA familiar", "VIOLENCIA"),
        ("Curso para Mujeres", "Mujeres"),
        ("grupo de hombres", "hombres"),
        ("Reeducación de agresores", "Reeducación"),
        ("Course for men", "men"),
        ("No-violencia", "violencia"),
        ("Vereda", "Vereda"),
        ("Juzgado Primero", "Juzgado"),
    ],
)
def test_a_word_that_betrays_is_named(text, word) -> None:
    assert betraying(text) == word


@pytest.mark.parametrize(
    "text",
    [
        "",
        "Curso de bienestar",
        "Mención honorífica por su compromiso mensual",
        "Management of time",
        "Taller de habilidades para la vida comunitaria",
        "Lic. Mendoza Manzano, Coordinación de Salud",
    ],
)
def test_ordinary_words_are_left_alone(text) -> None:
    assert betraying(text) == ""
