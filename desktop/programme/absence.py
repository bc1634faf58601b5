"""When somebody's absences ask for a call. Drop-out is the problem to help with.

Source: of those who came at least once, 78.5 % left before session 13
(Valdez-Santiago and others, Salud Pública de México 57(6), 2015).
"""

from __future__ import annotations

from collections.abc import Iterable

from desktop.programme.vocabulary import CAME, AttendanceState

ABSENCES_TO_CALL = 2
"""Absences in a row after which someone looks first whether calling is safe."""

SEEN = (*CAME, AttendanceState.NOT_ADMITTED)
"""States of somebody whom the team saw that day. Who was not admitted did not take part, and
what happened at the door has its own report; but nobody has to look for her or him."""


def absences_in_a_row(newest_first: Iterable[AttendanceState | None]) -> int:
    """Absences since the team last saw the person.

    Excused, suspended and unmarked meetings neither count nor end the run: the first is
    explained, the second was the programme's own decision, the third says nothing. None of
    them tells whether the person is well. Skipped meetings are not passed in.
    """
    run = 0
    for state in newest_first:
        if state in SEEN:
            break
        run += state is AttendanceState.ABSENT
    return run
