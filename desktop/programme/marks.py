"""What a mark may say beside its state: minutes, or the reason of an excuse."""

from __future__ import annotations

from desktop.programme.vocabulary import AttendanceState, Excuse

LONGEST_MIN = 240
"""Minutes late or left early that can be marked: more than any meeting lasts."""

WITH_MINUTES = (AttendanceState.LATE, AttendanceState.LEFT_EARLY)


def detail_of(state: AttendanceState | None, detail: int | None) -> int | None:
    """The detail as far as it belongs to the state: nobody who was present keeps an excuse."""
    if detail is None:
        return None
    if state in WITH_MINUTES:
        return detail if 0 < detail <= LONGEST_MIN else None
    if state is AttendanceState.EXCUSED:
        return detail if detail in set(Excuse) else None
    return None


def typed(state: AttendanceState | None, before: int | None, digit: int) -> int | None:
    """The detail after one more digit was typed; None when this state takes none.

    Minutes grow by digits and begin anew where they would pass `LONGEST_MIN`; an excuse
    is one digit, its code.
    """
    if state in WITH_MINUTES:
        grown = (before or 0) * 10 + digit
        return detail_of(state, grown if grown <= LONGEST_MIN else digit)
    return detail_of(state, digit)
