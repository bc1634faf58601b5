"""Early warnings come from attendance alone, each with the fact that raised it."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from desktop.programme.dropout import Attended, Sign, signs
from desktop.programme.vocabulary import AttendanceState

FIRST = date(2026, 10, 8)
MARKS = {
    "P": AttendanceState.PRESENT,
    "T": AttendanceState.LATE,
    "N": AttendanceState.ABSENT,
    "J": AttendanceState.EXCUSED,
    "S": AttendanceState.LEFT_EARLY,
    "X": AttendanceState.NOT_ADMITTED,
    "?": None,
}


def lived(marks: str) -> list[Attended]:
    """One letter a week; "." is a week without a meeting."""
    return [
        Attended(FIRST + timedelta(weeks=week), MARKS[mark])
        for week, mark in enumerate(marks)
        if mark != "."
    ]


@pytest.mark.parametrize(
    ("marks", "held_before", "expected"),
    [
        ("", 0, []),
        ("PPPPPP", 0, []),
        ("N", 0, []),
        ("PPPN", 0, []),
        # two of the last three
        ("PPNPN", 0, [Sign.MISSED_OFTEN]),
        ("NNP", 0, [Sign.MISSED_OFTEN]),
        ("NN", 0, []),
        ("NPPN", 0, []),
        ("NPPPN", 0, []),
        ("PN?N", 0, [Sign.MISSED_OFTEN]),
        ("PPJNJ", 0, []),
        ("PPNJN", 0, [Sign.MISSED_OFTEN]),
        # late twice after never late
        ("PPPTT", 0, [Sign.LATE_TWICE]),
        ("PPTT", 0, []),
        ("PTPPTT", 0, []),
        ("PPPTTP", 0, []),
        ("PPPTNT", 0, [Sign.LATE_TWICE]),
        ("PPPTTN", 0, []),
        ("PSPTT", 0, [Sign.LATE_TWICE]),
        # after a break
        ("PPP.N", 0, [Sign.MISSED_AFTER_BREAK]),
        ("PPP.J", 0, []),
        ("PPP.NP", 0, []),
        ("PPP.PN", 0, []),
        ("N", 3, [Sign.JOINED_LATE]),
        # joined a group that had begun
        ("PN", 2, [Sign.JOINED_LATE]),
        ("PN", 1, []),
        ("PPPN", 6, []),
        ("PJ", 6, []),
        # several at once, each with its fact
        ("PNP.N", 4, [Sign.MISSED_OFTEN, Sign.MISSED_AFTER_BREAK]),
        # who was not admitted did not miss
        ("PXX", 0, []),
    ],
)
def test_each_sign_follows_from_its_own_fact(marks, held_before, expected) -> None:
    assert [fact.sign for fact in signs(lived(marks), held_before)] == expected


def test_the_fact_is_told_in_words_that_blame_nobody() -> None:
    (fact,) = signs(lived("PPNPN"))
    assert str(fact.told) == "Faltó a 2 de las últimas 3"


@given(st.text("PTJSX?.", max_size=30), st.integers(0, 25))
def test_nobody_who_misses_nothing_is_warned_of_but_for_being_late(marks, held_before) -> None:
    found = {fact.sign for fact in signs(lived(marks), held_before)}
    assert found <= {Sign.LATE_TWICE}


@given(st.text("PTNJSX?.", max_size=30), st.integers(0, 25))
def test_a_month_of_coming_on_time_ends_every_warning(marks, held_before) -> None:
    assert signs(lived(marks + "PPPP"), held_before) == ()
