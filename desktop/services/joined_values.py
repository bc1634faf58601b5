"""Which of two values holds when two records turn out to be of one person.

What protects holds, what was attended counts, what somebody told stays beside what was told
elsewhere; otherwise the record that is kept says it, and the other one where that is silent.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from desktop.journal.protective import PROTECTIVE
from desktop.programme.schema import (
    ALLOWANCE,
    ATTENDANCE,
    ENROLMENT,
    PARTICIPANT,
    RECOGNISED,
    SAFETY_PLAN,
    Kind,
    Register,
    Type,
)
from desktop.programme.vocabulary import CAME, EnrolmentState, LeaveReason
from desktop.records.statements import STATEMENTS

Fields = dict[int, tuple[Any, ...]]
"""Register number to the values of its columns."""
Choice = Callable[[tuple[Any, ...], tuple[Any, ...]], tuple[Any, ...]]

BETWEEN = "\n———\n"
"""Between two texts that were told to different people."""
_TEXT_MAX_BYTES = 48_000
"""More does not travel in one operation; then the kept record's text stands alone."""


def combined(kind: Kind, kept: Fields, gone: Fields) -> Fields:
    """What the kept record says from now on, every register of its kind."""
    first, second = kept, gone
    if kind is ATTENDANCE and _attended_better(gone, kept):
        first, second = gone, kept
    if kind is ENROLMENT and _standing(gone) > _standing(kept):
        first, second = gone, kept
    return {
        register.number: _chosen(kind, register, first[register.number], second[register.number])
        for register in kind.registers
    }


def _chosen(
    kind: Kind, register: Register, first: tuple[Any, ...], second: tuple[Any, ...]
) -> tuple[Any, ...]:
    key = (kind.number, register.number)
    if first == second or _empty(second):
        return first
    if kind is ATTENDANCE and register.number in _OF_THE_MARK:
        return first
    if _empty(first):
        return second
    if key in PROTECTIVE:
        rank, stored = PROTECTIVE[key], STATEMENTS[kind.number].stored
        plain = len(register.columns) == 1
        ranks = [
            rank(stored(register.number, each[0] if plain else each)) for each in (first, second)
        ]
        return second if ranks[1] > ranks[0] else first
    if key in _CHOICES:
        return _CHOICES[key](first, second)
    if kind is SAFETY_PLAN and register.columns[0][1] is Type.TEXT and len(first) == 1:
        return first if register.number == _REVIEW else _both_texts(first, second)
    if register.columns[0][0] == "note":
        return _both_texts(first, second)
    return first


def _empty(values: tuple[Any, ...]) -> bool:
    return all(value is None for value in values)


def _attended_better(gone: Fields, kept: Fields) -> bool:
    """Came beats did not come, unless somebody corrected one of the two after the meeting."""
    gone_state, kept_state = gone[_STATE][0], kept[_STATE][0]
    if gone_state is None or kept_state is None:
        return kept_state is None
    corrected = [fields[_CORRECTION][0] is not None for fields in (gone, kept)]
    if corrected[0] != corrected[1]:
        return corrected[0]
    return gone_state in CAME and kept_state not in CAME


def _standing(fields: Fields) -> int:
    """Who comes, comes; a death stands above everything."""
    if fields[_LEFT][0] == LeaveReason.DIED:
        return 9
    order = (
        EnrolmentState.LEFT,
        EnrolmentState.PAUSED,
        EnrolmentState.COMPLETED,
        EnrolmentState.ACTIVE,
    )
    state = fields[_ENROLLED][0]
    return order.index(state) + 1 if state in order else 0


def _both_texts(first: tuple[Any, ...], second: tuple[Any, ...]) -> tuple[Any, ...]:
    one, other = first[0], second[0]
    if other in one:
        return first
    if one in other:
        return second
    both = one + BETWEEN + other
    return (both,) if len(both.encode()) <= _TEXT_MAX_BYTES else first


def _all_codes(first: tuple[Any, ...], second: tuple[Any, ...]) -> tuple[Any, ...]:
    """Lists of codes joined by commas; what else the register says is of the first."""
    codes = dict.fromkeys([*(first[0] or "").split(","), *(second[0] or "").split(",")])
    return (",".join(code for code in codes if code) or None, *first[1:])


def _more_exact(first: tuple[Any, ...], second: tuple[Any, ...]) -> tuple[Any, ...]:
    """A date rather than its year."""
    return second if str(second[0]).startswith(str(first[0])) else first


def _in(kind: Kind, column: str) -> tuple[int, int]:
    return kind.number, kind.register_of(column).number


_CHOICES: dict[tuple[int, int], Choice] = {
    _in(PARTICIPANT, "birth"): _more_exact,
    _in(PARTICIPANT, "reasons"): _all_codes,
    _in(PARTICIPANT, "disability"): _all_codes,
    _in(PARTICIPANT, "intake_date"): lambda one, other: min(one, other),
    _in(PARTICIPANT, "kept_until"): lambda one, other: (
        one if (one[0] or "") >= (other[0] or "") else other
    ),
    _in(RECOGNISED, "forms"): _all_codes,
    # One person was given it once: the larger sum is the one that was handed over.
    _in(ALLOWANCE, "cents"): lambda one, other: other if (other[0] or 0) > (one[0] or 0) else one,
}
_STATE = ATTENDANCE.register_of("state").number
_CORRECTION = ATTENDANCE.register_of("correction").number
_OF_THE_MARK = {_STATE, _CORRECTION, ATTENDANCE.register_of("taken_by").number}
_ENROLLED = ENROLMENT.register_of("state").number
_LEFT = ENROLMENT.register_of("leave_reason").number
_REVIEW = SAFETY_PLAN.register_of("review_on").number
