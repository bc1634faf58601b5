"""When somebody's absences ask for a call. Drop-out is the problem to help with.

Source: of those who came at least once, 78.5 % left before session 13
(Valdez-Santiago and others, Salud Pública de México 57(6), 2015).
"""

from __future__ import annotations

from collections.abc import Iterable

from desktop.programme.vocabulary import AttendanceState

ABSENCES_TO_CALL = 2
"""Absences in a row after which someone looks first whether calling is safe."""


def absences_in_a_row(newest_first: Iterable[AttendanceState | None]) -> int:
    """Absences since the person last came.

    Excused and unmarked meetings neither count nor end the run: they say nothing
    about whether the person is well. Skipped meetings are not passed in.
    """
    run = 0
    for state in newest_first:
        if state in (AttendanceState.PRESENT, AttendanceState.LATE):
            break
        run += state is AttendanceState.ABSENT
    return run
