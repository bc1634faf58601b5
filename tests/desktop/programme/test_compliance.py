"""Worked cases of court orders, one for each preset and each rule, and what always holds."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import date, timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from desktop.programme.compliance import (
    Counted,
    CourtRule,
    Mark,
    Standing,
    Verdict,
    judge,
)
from desktop.programme.presets import AS_ORDERED, PRESETS, preset
from desktop.programme.vocabulary import CAME, AttendanceState, SessionState

FIRST = date(2026, 1, 8)
LATER = date(2027, 12, 31)
STATES = {
    "P": (AttendanceState.PRESENT, None),
    "A": (AttendanceState.ABSENT, None),
    "E": (AttendanceState.EXCUSED, None),
    "T": (AttendanceState.LATE, 10),
    "L": (AttendanceState.LATE, 40),
    "l": (AttendanceState.LATE, None),
    "S": (AttendanceState.SUSPENDED, None),
    "N": (AttendanceState.NOT_ADMITTED, None),
    "q": (AttendanceState.LEFT_EARLY, 15),
    "Q": (AttendanceState.LEFT_EARLY, 90),
    "?": (None, None),
    "C": (None, None),
    ".": (None, None),
}
"""One letter a week: present, absent, excused, 10, 40 and unknown minutes late, suspended, not
admitted, left 15 and 90 minutes early, unmarked, cancelled, planned."""


def weeks(letters: str) -> list[Mark]:
    happened = {"C": SessionState.SKIPPED, ".": SessionState.PLANNED}
    return [
        Mark(
            FIRST + timedelta(weeks=place),
            place + 1,
            *STATES[letter],
            happened=happened.get(letter, SessionState.HELD),
            session=bytes([place]),
        )
        for place, letter in enumerate(letters)
    ]


def made_up(of: int, weeks_later: float, letter: str = "P", number: int = 1) -> Mark:
    """A make-up of the week `of`, counted from 0."""
    when = FIRST + timedelta(days=int(7 * (of + weeks_later)))
    return Mark(
        when,
        1000 * number + of + 1,
        *STATES[letter],
        session=bytes([200 + number, of]),
        replaces=bytes([of]),
    )


def verdict(rule: CourtRule, marks: Sequence[Mark] | str, today: date = LATER) -> Verdict:
    return judge(rule, weeks(marks) if isinstance(marks, str) else marks, today)


# --- presets ------------------------------------------------------------------

CASES = [
    # Oklahoma: the third absence in a row breaks, or the seventh in all.
    ("us-ok", "PPAAP", Standing.ON_TRACK, 3, 2, 0),
    ("us-ok", "PPAA", Standing.AT_LIMIT, 2, 2, 2),
    ("us-ok", "PPAAA", Standing.EXCEEDED, 2, 3, 3),
    ("us-ok", "AAPAAPAA", Standing.AT_LIMIT, 2, 6, 2),
    ("us-ok", "AAPAAPAAPA", Standing.EXCEEDED, 3, 7, 1),
    ("us-ok", "PAAEA", Standing.EXCEEDED, 1, 3, 3),
    ("us-ok", "PAACPA", Standing.ON_TRACK, 2, 3, 1),
    # Vermont: 24 classes, the fifth absence suspends.
    ("us-vt", "P" * 20 + "AAA", Standing.ON_TRACK, 20, 3, 3),
    ("us-vt", "P" * 20 + "AAAA", Standing.AT_LIMIT, 20, 4, 4),
    ("us-vt", "P" * 20 + "AAAAA", Standing.EXCEEDED, 20, 5, 5),
    ("us-vt", "AAAA" + "P" * 24, Standing.MET, 24, 4, 0),
    ("us-vt", "P" * 24 + "AAAAAA", Standing.MET, 24, 0, 0),
    # 26 sessions with 4 absences.
    ("26-4", "P" * 25 + "AAAA", Standing.AT_LIMIT, 25, 4, 4),
    ("26-4", "AAAA" + "P" * 26, Standing.MET, 26, 4, 0),
    ("26-4", "AAAAA" + "P" * 26, Standing.EXCEEDED, 26, 5, 0),
    # California: 52 weeks, nothing said of absences.
    ("us-ca", "P" * 51 + "A" * 9, Standing.ON_TRACK, 51, 9, 9),
    ("us-ca", "P" * 51 + "A" * 9 + "P", Standing.MET, 52, 9, 0),
    # As ordered, with nothing filled in: facts are told, nothing is judged.
    ("order", "AAAAAAAAAAAA", Standing.ON_TRACK, 0, 12, 12),
]


@pytest.mark.parametrize(("code", "letters", "state", "attended", "unexcused", "run"), CASES)
def test_each_preset_judges_its_worked_cases(
    code: str, letters: str, state: Standing, attended: int, unexcused: int, run: int
) -> None:
    found = verdict(preset(code).rule, letters)
    assert (found.state, found.attended, found.unexcused, found.consecutive) == (
        state,
        attended,
        unexcused,
        run,
    )
    assert found.reasons


def test_the_default_asks_nothing_and_an_unknown_code_reads_as_it() -> None:
    assert CourtRule() == AS_ORDERED.rule
    assert PRESETS[0] is AS_ORDERED
    assert preset("of a later version") is AS_ORDERED
    assert preset(None) is AS_ORDERED
    assert len({each.code for each in PRESETS}) == len(PRESETS)


@pytest.mark.parametrize("code", [each.code for each in PRESETS])
def test_a_correction_after_the_fact_changes_the_verdict_and_nothing_else_does(code: str) -> None:
    rule = preset(code).rule
    marks = weeks("PPAAAP")
    before = verdict(rule, marks)
    marks[3] = replace(marks[3], state=AttendanceState.PRESENT)
    after = verdict(rule, marks)
    assert after == verdict(rule, "PPAPAP")
    assert after.unexcused == before.unexcused - 1
    assert after.attended == before.attended + 1
    marks[3] = replace(marks[3], state=AttendanceState.ABSENT)
    assert verdict(rule, marks) == before


# --- one rule at a time ---------------------------------------------------------


def counted(rule: CourtRule, marks: Sequence[Mark] | str) -> str:
    """One letter a line: came, absent, or not counted."""
    letters = {Counted.ATTENDED: "c", Counted.ABSENT: "a", Counted.NOT: "-"}
    return "".join(letters[line.counted] for line in verdict(rule, marks).lines)


@pytest.mark.parametrize(
    ("rule", "letters", "lines"),
    [
        (CourtRule(), "PTLlqQAENS?C.", "cccccca-a----"),
        (CourtRule(late_limit_min=15), "PTLl", "ccac"),
        (CourtRule(late_limit_min=10), "T", "c"),
        (CourtRule(late_limit_min=9), "T", "a"),
        (CourtRule(early_limit_min=30), "qQ", "ca"),
        (CourtRule(excused_allowed=0), "EE", "aa"),
        (CourtRule(excused_allowed=2), "EEEE", "--aa"),
        (CourtRule(required=2), "APPAPE", "acc---"),
        (CourtRule(counts_from=FIRST + timedelta(weeks=2)), "AAAP", "--ac"),
        (CourtRule(deadline=FIRST + timedelta(weeks=2)), "PAPAP", "cac--"),
    ],
)
def test_each_meeting_counts_as_the_order_says(rule: CourtRule, letters: str, lines: str) -> None:
    assert counted(rule, letters) == lines


def test_excused_absences_beyond_those_allowed_count_in_all_but_not_in_a_row() -> None:
    found = verdict(CourtRule(excused_allowed=1, max_consecutive=2), "EEEA")
    assert (found.unexcused, found.longest) == (3, 1)
    none = verdict(CourtRule(excused_allowed=0, max_consecutive=2), "EEEA")
    assert (none.unexcused, none.longest, none.state) == (4, 4, Standing.EXCEEDED)


def test_every_line_says_why_it_counts_or_not() -> None:
    rule = CourtRule(required=9, late_limit_min=15, excused_allowed=1, makeups=1)
    marks = [*weeks("PTLlqQAENS?C.EAA"), made_up(6, 0.5), made_up(14, 0.5), made_up(6, 1, "A", 2)]
    found = verdict(rule, marks)
    told = [str(line.why) for line in found.lines]
    assert len(told) == len(marks)
    assert all(each.endswith(".") for each in told)
    assert "Llegó 40 minutos tarde; la orden permite 15: cuenta como falta." in told
    assert "Justificada, pero la orden acepta sólo 1: cuenta en el total." in told
    assert "Repone la sesión 7: cuenta como asistencia." in told
    assert "Falta repuesta en otra sesión: no cuenta." in told
    assert "Reposición de más: la orden no acepta tantas; no cuenta." in told


def test_a_make_up_heals_the_absence_that_it_names() -> None:
    rule = CourtRule(required=4, max_total=1)
    assert verdict(rule, "PAAP").state is Standing.EXCEEDED
    healed = verdict(rule, [*weeks("PAAP"), made_up(1, 0.5)])
    assert (healed.attended, healed.unexcused, healed.state) == (3, 1, Standing.AT_LIMIT)


@pytest.mark.parametrize(
    ("rule", "extra", "attended", "unexcused"),
    [
        (CourtRule(makeup_within_days=7), [made_up(1, 1)], 3, 0),
        (CourtRule(makeup_within_days=6), [made_up(1, 1)], 2, 1),
        (CourtRule(makeups=0), [made_up(1, 1)], 2, 1),
        (CourtRule(), [made_up(1, 1, "A")], 2, 1),
        (CourtRule(), [made_up(1, 1), made_up(1, 2, number=2)], 3, 0),
        (CourtRule(), [made_up(0, 1)], 2, 1),
        (CourtRule(late_limit_min=15), [made_up(1, 1, "L")], 2, 1),
    ],
    ids=["in time", "late", "none allowed", "missed", "twice", "of one attended", "too late"],
)
def test_make_ups_count_within_what_the_order_allows(
    rule: CourtRule, extra: list[Mark], attended: int, unexcused: int
) -> None:
    found = verdict(rule, [*weeks("PAP"), *extra])
    assert (found.attended, found.unexcused) == (attended, unexcused)


def test_a_make_up_of_a_cancelled_meeting_is_a_meeting_like_any_other() -> None:
    found = verdict(CourtRule(makeups=0), [*weeks("PCP"), made_up(1, 0.5)])
    assert (found.attended, found.unexcused) == (3, 0)


def test_somebody_in_pause_misses_nothing_and_may_still_come() -> None:
    marks = weeks("PAPA")
    paused = [replace(mark, paused=mark.ordinal in (2, 3)) for mark in marks]
    found = verdict(CourtRule(), paused)
    assert (found.attended, found.unexcused) == (2, 1)


def test_what_cannot_be_reached_before_the_deadline_is_said_with_its_numbers() -> None:
    rule = CourtRule(required=6, deadline=FIRST + timedelta(weeks=5))
    today = FIRST + timedelta(weeks=3)
    assert verdict(rule, "PPP...", today).state is Standing.ON_TRACK
    short = verdict(rule, "PPA...", today)
    assert short.state is Standing.UNREACHABLE
    assert short.reasons[0].values == {"n": 4, "m": 3}
    assert verdict(rule, "PPP..C", today).state is Standing.UNREACHABLE
    assert verdict(rule, [], today).state is Standing.ON_TRACK


def test_a_list_of_a_meeting_that_was_not_ended_does_not_count_yet() -> None:
    mark = replace(weeks("A")[0], happened=SessionState.PLANNED)
    found = verdict(CourtRule(max_total=0), [mark])
    assert (found.unexcused, found.state) == (0, Standing.ON_TRACK)


# --- what always holds -----------------------------------------------------------

LIMITS = st.none() | st.integers(0, 4)
RULES = st.builds(
    CourtRule,
    required=st.none() | st.integers(1, 12),
    max_consecutive=LIMITS,
    max_total=LIMITS,
    late_limit_min=st.none() | st.just(15),
    early_limit_min=st.none() | st.just(30),
    makeups=LIMITS,
    makeup_within_days=st.none() | st.integers(0, 40),
    excused_allowed=LIMITS,
    deadline=st.none() | st.integers(0, 20).map(lambda n: FIRST + timedelta(weeks=n)),
    counts_from=st.none() | st.integers(0, 5).map(lambda n: FIRST + timedelta(weeks=n)),
)


@st.composite
def histories(draw: st.DrawFn) -> list[Mark]:
    marks = weeks(draw(st.text("PPPAAAETLlSNqQ?C.", max_size=16)))
    pauses = draw(st.lists(st.booleans(), min_size=len(marks), max_size=len(marks)))
    marks = [replace(mark, paused=paused) for mark, paused in zip(marks, pauses, strict=True)]
    for number in range(1, draw(st.integers(0, 4)) + 1):
        if marks:
            of = draw(st.integers(0, 15))
            letter = draw(st.sampled_from("PPATL"))
            marks.append(made_up(of, draw(st.integers(1, 40)) / 7, letter, number))
    return marks


def worse(one: Verdict, other: Verdict) -> bool:
    """Whether the first is worse for the person than the second, in anything counted."""
    return (
        one.unexcused > other.unexcused
        or one.longest > other.longest
        or one.attended < other.attended
        or (one.state is Standing.EXCEEDED) > (other.state is Standing.EXCEEDED)
    )


@settings(max_examples=150)
@given(RULES, histories(), st.randoms(use_true_random=False))
def test_the_order_in_which_marks_arrive_makes_no_difference(
    rule: CourtRule, marks: list[Mark], rng: object
) -> None:
    found = judge(rule, marks, LATER)
    rng.shuffle(marks)  # type: ignore[attr-defined]
    assert judge(rule, marks, LATER) == found


@settings(max_examples=200)
@given(RULES, histories(), st.integers(0, 30))
def test_a_cancelled_meeting_never_worsens(rule: CourtRule, marks: list[Mark], at: int) -> None:
    before = judge(rule, marks, LATER)
    extra = Mark(
        FIRST + timedelta(days=3 * at), 99, happened=SessionState.SKIPPED, session=b"one more"
    )
    after = judge(rule, [*marks, extra], LATER)
    assert replace(after, lines=before.lines) == before
    for place, mark in enumerate(marks):
        if mark.state not in CAME and mark.happened is SessionState.HELD:
            cancelled = replace(mark, state=None, happened=SessionState.SKIPPED)
            changed = [*marks[:place], cancelled, *marks[place + 1 :]]
            assert not worse(judge(rule, changed, LATER), before)


@settings(max_examples=200)
@given(RULES, histories())
def test_an_excused_absence_never_counts_more_than_an_unexcused_one(
    rule: CourtRule, marks: list[Mark]
) -> None:
    before = judge(rule, marks, LATER)
    for place, mark in enumerate(marks):
        if mark.state is AttendanceState.ABSENT:
            excused = replace(mark, state=AttendanceState.EXCUSED)
            changed = [*marks[:place], excused, *marks[place + 1 :]]
            assert not worse(judge(rule, changed, LATER), before)


@settings(max_examples=150)
@given(RULES, histories())
def test_the_figures_are_those_of_the_lines(rule: CourtRule, marks: list[Mark]) -> None:
    found = judge(rule, marks, LATER)
    assert found.unexcused == sum(line.counts for line in found.lines)
    assert found.attended == sum(line.counted is Counted.ATTENDED for line in found.lines)
    assert found.longest == max((line.in_a_row for line in found.lines), default=0)
    assert len(found.lines) == len(marks)
    assert found.consecutive <= found.longest
