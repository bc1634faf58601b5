"""Completing a course is a count of sessions attended, and no more than that."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from desktop.programme.completion import (
    STANDARD,
    CompletionRule,
    is_sensible,
    read_rule,
    sessions_attended,
)


@pytest.mark.parametrize(
    ("rule", "sessions", "needed"),
    [
        (STANDARD, 25, 13),
        (STANDARD, 24, 13),
        (STANDARD, 16, 9),
        (STANDARD, 52, 28),
        (STANDARD, 1, 1),
        (STANDARD, 0, 1),
        (CompletionRule(20, 24), 24, 20),
        (CompletionRule(20, 24), 12, 10),
        (CompletionRule(1, 104), 25, 1),
    ],
)
def test_what_a_course_of_each_length_takes(rule, sessions, needed) -> None:
    assert rule.needed(sessions) == needed


@pytest.mark.parametrize(
    "text", [None, "", "13", "/", "0/25", "26/25", "a/b", "13/0", "1/1000", "-1/5", "１３/25"]
)
def test_what_makes_no_sense_is_the_standard(text) -> None:
    assert read_rule(text) == STANDARD


@given(st.integers(1, 104), st.integers(1, 104), st.integers(1, 104))
def test_a_rule_reads_back_and_never_asks_for_more_than_there_is(attended, of, sessions) -> None:
    rule = CompletionRule(attended, of)
    if is_sensible(rule):
        assert read_rule(rule.text()) == rule
        assert 1 <= rule.needed(sessions) <= sessions
        assert rule.needed(of) == attended


def test_a_make_up_is_the_session_that_it_replaces() -> None:
    assert sessions_attended([1, 2, 3, 2, 3]) == 3
    assert sessions_attended([]) == 0
