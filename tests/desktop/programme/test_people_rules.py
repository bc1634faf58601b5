"""Folios, nicknames, titles, absences and greetings."""

from __future__ import annotations

import re
from itertools import pairwise
from random import Random

import pytest
from hypothesis import given
from hypothesis import strategies as st

from desktop.programme.absence import absences_in_a_row
from desktop.programme.folio import draw_folio, is_folio
from desktop.programme.greeting import PartOfDay, part_of_day
from desktop.programme.names import NICKNAMES, offer_nickname
from desktop.programme.outline import session_titles
from desktop.programme.text import fold
from desktop.programme.vocabulary import COURSE_SESSIONS, AttendanceState, Stream

STATES = st.sampled_from([*AttendanceState, None])
SAYS_NOTHING = st.sampled_from([AttendanceState.EXCUSED, None])


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


@given(st.lists(STATES, max_size=30))
def test_absences_in_a_row_count_back_to_the_last_time_the_person_came(
    newest_first: list[AttendanceState | None],
) -> None:
    run = absences_in_a_row(newest_first)
    came = [AttendanceState.PRESENT, AttendanceState.LATE]
    since = next((n for n, state in enumerate(newest_first) if state in came), len(newest_first))
    assert run == newest_first[:since].count(AttendanceState.ABSENT)


@given(st.lists(STATES, max_size=10), st.integers(0, 10), SAYS_NOTHING)
def test_excused_and_unmarked_meetings_never_count_against_anybody(
    newest_first: list[AttendanceState | None], place: int, silent: AttendanceState | None
) -> None:
    more = [*newest_first[:place], silent, *newest_first[place:]]
    assert absences_in_a_row(more) == absences_in_a_row(newest_first)


@pytest.mark.parametrize("language", ["es", "en"])
@pytest.mark.parametrize("stream", [Stream.WOMEN, Stream.MEN])
def test_every_session_of_the_default_course_has_its_own_title(
    stream: Stream, language: str
) -> None:
    titles = session_titles(stream, COURSE_SESSIONS[stream], language)
    assert len(set(titles)) == COURSE_SESSIONS[stream]
    assert all(titles)


def test_no_title_suggests_what_to_do_about_a_partner() -> None:
    suggests = re.compile(
        r"pareja|reconcili|perd[oó]n|volver|matrimonio|couple|partner|forgiv|reunit|marriage", re.I
    )
    for stream, sessions in COURSE_SESSIONS.items():
        for language in ("es", "en"):
            assert not [t for t in session_titles(stream, sessions, language) if suggests.search(t)]


@given(st.sampled_from([Stream.WOMEN, Stream.MEN]), st.integers(1, 60))
def test_a_course_of_any_length_closes_with_the_closing(stream: Stream, sessions: int) -> None:
    titles = session_titles(stream, sessions)
    assert len(titles) == sessions
    if sessions <= COURSE_SESSIONS[stream]:
        assert titles[-1].startswith("Cierre")


def test_every_hour_has_its_greeting() -> None:
    assert part_of_day(8) is PartOfDay.MORNING
    assert part_of_day(12) is PartOfDay.AFTERNOON
    assert part_of_day(19) is PartOfDay.NIGHT
    assert part_of_day(1) is PartOfDay.NIGHT
    assert all(part_of_day(hour) for hour in range(24))
