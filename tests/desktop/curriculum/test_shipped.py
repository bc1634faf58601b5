"""The outlines as a working course: a title for each meeting, and one a stream in each language."""

from __future__ import annotations

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from desktop.curriculum import shipped
from desktop.programme.vocabulary import COURSE_SESSIONS, SESSION_MINUTES, Stream


@pytest.mark.parametrize("language", ["es", "en"])
@pytest.mark.parametrize("stream", [Stream.WOMEN, Stream.MEN])
def test_every_session_of_the_default_course_has_its_own_title(
    stream: Stream, language: str
) -> None:
    titles = shipped.titles(stream, COURSE_SESSIONS[stream], language)
    assert len(set(titles)) == COURSE_SESSIONS[stream]
    assert all(titles)


def test_no_title_suggests_what_to_do_about_a_partner() -> None:
    suggests = re.compile(
        r"pareja|reconcili|perd[oó]n|volver|matrimonio|couple|partner|forgiv|reunit|marriage", re.I
    )
    for stream, sessions in COURSE_SESSIONS.items():
        for language in ("es", "en"):
            assert not [t for t in shipped.titles(stream, sessions, language) if suggests.search(t)]


@given(st.sampled_from([Stream.WOMEN, Stream.MEN]), st.integers(1, 60))
def test_a_course_of_any_length_closes_with_the_closing(stream: Stream, sessions: int) -> None:
    titles = shipped.titles(stream, sessions)
    assert len(titles) == sessions
    if sessions <= COURSE_SESSIONS[stream]:
        assert titles[-1].startswith("Cierre")


def test_each_stream_has_its_outline_in_each_language() -> None:
    heads = shipped.outlines()
    assert {(head.stream, head.language) for head in heads} == {
        (stream, language) for stream in COURSE_SESSIONS for language in ("es", "en")
    }
    for head in heads:
        assert (head.sessions, head.minutes) == (COURSE_SESSIONS[head.stream], SESSION_MINUTES)
        assert shipped.load(head.slug, head.language).is_outline


def test_a_language_that_nobody_wrote_in_gets_the_spanish_outline() -> None:
    assert shipped.load("men-24", "yua").language == "es"


def test_the_shared_stream_has_no_course_and_an_unknown_slug_is_none() -> None:
    assert shipped.titles(Stream.SHARED, 2) == ["", ""]
    with pytest.raises(LookupError):
        shipped.load("../women-25", "es")
