"""Spellings that meet by ear, and names that are no spelling of each other."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from desktop.programme.likeness import ENOUGH, compare
from desktop.programme.sound_alike import RULES, SHORT_FORMS, meet, words_of, words_of_each
from desktop.services.duplicates import traits

MEET = (
    ("Vázquez", "Básquez"),
    ("Núñez", "Nunes"),
    ("Hernández", "Ernandes"),
    ("Jiménez", "Giménez"),
    ("Quijano", "Kijano"),
    ("Cecilia", "Sesilia"),
    ("Yolanda", "Llolanda"),
    ("Nallely", "Nayeli"),
    ("Ximena", "Jimena"),
    ("Ximena", "Simena"),
    ("Méjico", "México"),
    ("Xóchitl", "Sóchil"),
    ("Xiu", "Shiu"),
    ("Dzul", "Tzul"),
    ("Itzel", "Itsel"),
    ("Ek'", "Ec"),
    ("K'an", "Can"),
    ("Ch’el", "Chel"),
    ("Ka’ab", "Kaab"),
    ("Kaab", "Káb"),
    ("Hau", "Jau"),
    ("Huicab", "Wicab"),
    ("Guadalupe", "Wadalupe"),
    ("Cuauhtémoc", "Cuautemoc"),
    ("Citlali", "Citlaly"),
    ("Campos", "Canpos"),
    ("Rodríguez", "Rodrígez"),
    ("Francisco", "Frncisco"),
)
APART = (
    ("Hernández", "Fernández"),
    ("Juan", "Juana"),
    ("Mario", "María"),
    ("Carmela", "Carmelo"),
    ("Francisco", "Francisca"),
    ("Chan", "Can"),
    ("Jimena", "Simena"),
    ("Guerra", "Huerta"),
    ("Martín", "Martínez"),
    ("Luz", "Lucía"),
    ("Dzul", "Uc"),
    ("Pech", "Pecha"),
    ("Rosa", "Rocío"),
)


@pytest.mark.parametrize(("one", "other"), [*MEET, *(rule.example for rule in RULES)])
def test_two_spellings_of_a_name_meet(one: str, other: str) -> None:
    assert meet(one, other) == meet(other, one) == 1


@pytest.mark.parametrize(("one", "other"), APART)
def test_two_names_do_not_meet(one: str, other: str) -> None:
    assert meet(one, other) == meet(other, one) == 0


@pytest.mark.parametrize(
    ("one", "other", "words"),
    [
        ("Mª Guadalupe Pech Canul", "Canul Pech Ma. Gpe.", 4),
        ("María de la Luz Chan", "Maria Luz Chan", 3),
        ("José Hdez", "Pepe Hernández", 2),
        ("Pérez Pérez", "Pérez", 1),
    ],
)
def test_order_particles_and_short_forms_do_not_part_a_name(
    one: str, other: str, words: int
) -> None:
    assert meet(one, other) == words


def test_no_short_form_is_a_particle_or_another_short_form() -> None:
    assert all(words_of(long) == (long,) for long in SHORT_FORMS.values())


@given(st.lists(st.text(max_size=30), max_size=5))
def test_many_names_at_once_are_read_as_each_alone(names: list[str]) -> None:
    read = words_of_each(names)
    assert len(read) == len(names) or not names
    for name, words in zip(names, read, strict=False):
        if "\n" not in name and all("\n" not in each for each in names):
            assert words == words_of(name)
        assert meet(name, name) == len(words_of(name))


@pytest.mark.parametrize(
    ("one", "other", "asked"),
    [
        ({"name": "Ximena Dzul", "birth": "1984"}, {"name": "Jimena Tzul", "birth": "1985"}, True),
        ({"name": "Ximena Dzul", "birth": "1984"}, {"name": "Jimena Tzul", "birth": "1987"}, False),
        ({"name": "Ana Pech Uc"}, {"name": "Ana Pech Chan"}, False),
        (
            {"name": "Ana Pech Uc", "birth": "1990-02-01"},
            {"name": "Ana Pech Chan", "birth": "1990"},
            True,
        ),
        (
            {"name": "Azahar Sierra Uc", "birth": "1990"},
            {"name": "Zafiro Sierra Uc", "birth": "1990"},
            False,
        ),
        ({"name": "María"}, {"name": "María"}, False),
        (
            {"name": "María", "birth": "1984", "locality": "San Isidro"},
            {"name": "Maria", "birth": "1984", "locality": "SAN ISIDRO"},
            True,
        ),
        ({"nickname": "Luna"}, {"nickname": "Luna"}, False),
        (
            {"nickname": "Luna", "birth": "1984", "place_code": "060020001"},
            {"nickname": "Luna", "birth": "1984", "place_code": "060020001"},
            True,
        ),
        (
            {"nickname": "Luna", "birth": "1984", "place_code": "06"},
            {"nickname": "Luna", "birth": "1984", "place_code": "060020001"},
            False,
        ),
    ],
)
def test_who_is_asked_about(one: dict[str, str], other: dict[str, str], asked: bool) -> None:
    alike = compare(traits(**one), traits(**other))
    assert (alike.score >= ENOUGH) is asked
    assert compare(traits(**other), traits(**one)).score == alike.score
