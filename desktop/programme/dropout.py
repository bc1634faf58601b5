"""Early signs that somebody may stop coming, from attendance alone, each with its fact.

Source of the worry: of those who came at least once, 78.5 % left before session 13
(Valdez-Santiago and others, Salud Pública de México 57(6), 2015). The signs themselves are
our own rules of thumb: no study has measured how often they are right, and a person may
stop coming without any, or show all and stay. They say that a word in person may help.
They say nothing about danger or change, and never decide anything about anybody.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from enum import IntEnum

from desktop.programme.vocabulary import CAME, AttendanceState
from desktop.trouble import Message, say

LOOKED_AT = 3
"""Meetings of which two absences are a sign."""
MISSED_OF_THOSE = 2
NEVER_LATE_BEFORE = 3
"""Meetings that somebody came to on time before two late ones in a row are a sign."""
BREAK = timedelta(days=14)
"""Between two meetings: at least one week without any."""
BEGAN_LATE_AFTER = 2
"""Meetings of the group before somebody's first one from which on it had begun without her."""
FIRST_ONES = 3
"""Meetings after joining late in which one absence is a sign."""


class Sign(IntEnum):
    """What raised a warning."""

    MISSED_OFTEN = 1
    LATE_TWICE = 2
    MISSED_AFTER_BREAK = 3
    JOINED_LATE = 4


@dataclass(frozen=True, slots=True)
class Attended:
    """One held meeting, and how the person attended it; None when nobody marked."""

    on: date
    state: AttendanceState | None


@dataclass(frozen=True, slots=True)
class Fact:
    """One sign, and the fact that raised it in words that blame nobody."""

    sign: Sign
    told: Message


def signs(meetings: Sequence[Attended], held_before: int = 0) -> tuple[Fact, ...]:
    """The signs that attendance shows now; empty for nearly everybody.

    Excused absences are no sign. Meetings that were skipped or not marked say nothing.

    Args:
        meetings: those held since the person joined, oldest first.
        held_before: how many the group had held before that.
    """
    marked = [each for each in meetings if each.state is not None]
    found = (
        _missed_often(marked),
        _late_twice(marked),
        _missed_after_break(meetings),
        _joined_late(marked, held_before),
    )
    return tuple(fact for fact in found if fact is not None)


def _missed_often(marked: Sequence[Attended]) -> Fact | None:
    last = marked[-LOOKED_AT:]
    missed = sum(_missed(each) for each in last)
    if len(last) < LOOKED_AT or missed < MISSED_OF_THOSE:
        return None
    told = say("Faltó a {missed} de las últimas {of}", missed=missed, of=LOOKED_AT)
    return Fact(Sign.MISSED_OFTEN, told)


def _late_twice(marked: Sequence[Attended]) -> Fact | None:
    states = [each.state for each in marked if each.state in CAME]
    before, last = states[:-2], states[-2:]
    new = len(before) >= NEVER_LATE_BEFORE and AttendanceState.LATE not in before
    if not new or last != [AttendanceState.LATE] * 2 or marked[-1].state not in CAME:
        return None
    return Fact(Sign.LATE_TWICE, say("Llegó tarde a las últimas dos; antes nunca"))


def _missed_after_break(meetings: Sequence[Attended]) -> Fact | None:
    if len(meetings) < 2 or not _missed(meetings[-1]):
        return None
    if meetings[-1].on - meetings[-2].on < BREAK:
        return None
    return Fact(Sign.MISSED_AFTER_BREAK, say("Faltó a la primera reunión después de una pausa"))


def _joined_late(marked: Sequence[Attended], held_before: int) -> Fact | None:
    early = len(marked) <= FIRST_ONES and any(map(_missed, marked))
    if held_before < BEGAN_LATE_AFTER or not early:
        return None
    return Fact(Sign.JOINED_LATE, say("Llegó al grupo ya empezado y faltó a una de las primeras"))


def _missed(meeting: Attended) -> bool:
    return meeting.state is AttendanceState.ABSENT
