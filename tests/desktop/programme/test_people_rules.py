"""Folios, nicknames and greetings."""

from __future__ import annotations

from itertools import pairwise
from random import Random

from hypothesis import given
from hypothesis import strategies as st

from desktop.programme.folio import draw_folio, is_folio
from desktop.programme.greeting import PartOfDay, part_of_day
from desktop.programme.names import NICKNAMES, offer_nickname
from desktop.programme.text import fold


@given(st.integers(0, 2**32), st.integers(0, 400))
def test_folios_are_four_digits_and_never_given_twice(seed: int, people: int) -> None:
    rng = Random(seed)
    taken: set[str] = set()
    for _ in range(people):
        folio = draw_folio(taken, rng)
        assert is_folio(folio)
        assert len(folio) == 4
        assert folio not in taken
        taken.add(folio)


def test_folios_grow_longer_when_the_space_fills() -> None:
    rng = Random(7)
    taken: set[str] = set()
    for _ in range(10_000):
        taken.add(draw_folio(taken, rng))
    assert len(taken) == 10_000
    assert {len(folio) for folio in taken} == {4, 5}


def test_folios_do_not_tell_who_came_first() -> None:
    rng = Random(11)
    folios = [int(draw_folio((), rng)) for _ in range(400)]
    rising = sum(later > folio for folio, later in pairwise(folios))
    assert 160 < rising < 240


def test_offered_nicknames_are_all_different_words() -> None:
    assert len({fold(word) for word in NICKNAMES}) == len(NICKNAMES) >= 180
    assert {"Luna", "Ceiba", "Nube", "Río", "Flor", "Maíz", "Sol", "Brisa"} <= set(NICKNAMES)


@given(st.integers(0, 2**32), st.integers(0, 60))
def test_nobody_shares_a_nickname_before_the_list_is_used_up(seed: int, people: int) -> None:
    rng = Random(seed)
    used: list[str] = []
    for _ in range(people):
        used.append(offer_nickname(used, rng))
    assert len(set(used)) == len(used)


def test_when_the_list_is_used_up_the_least_used_comes_first() -> None:
    assert offer_nickname([*NICKNAMES, *NICKNAMES[1:]], Random(1)) == NICKNAMES[0]


def test_every_hour_has_its_greeting() -> None:
    assert part_of_day(8) is PartOfDay.MORNING
    assert part_of_day(12) is PartOfDay.AFTERNOON
    assert part_of_day(19) is PartOfDay.NIGHT
    assert part_of_day(1) is PartOfDay.NIGHT
    assert all(part_of_day(hour) for hour in range(24))
