"""How one invented person goes through a course: comes, misses, comes late, stays away."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from random import Random

from desktop.programme.vocabulary import CAME, AttendanceState, Excuse

ABSENCES_BEFORE_LEAVING = 2
Mark = tuple[AttendanceState, int | None]
"""A state and its detail: minutes late or left early, the code of an excuse."""
_LETTERS: dict[str, Mark] = {
    "P": (AttendanceState.PRESENT, None),
    "T": (AttendanceState.LATE, 10),
    "S": (AttendanceState.LEFT_EARLY, 30),
    "N": (AttendanceState.ABSENT, None),
    "E": (AttendanceState.EXCUSED, Excuse.ILLNESS),
    "C": (AttendanceState.EXCUSED, Excuse.CARE),
    "X": (AttendanceState.NOT_ADMITTED, None),
}
_MINUTES = (10, 15, 20, 30)
_LATE, _LEFT_EARLY, _EXCUSED = 0.1, 0.04, 0.35
"""Shares of those who came, and of those who did not."""
_EXCUSES = (
    *(Excuse.ILLNESS, Excuse.ILLNESS, Excuse.CARE, Excuse.WORK, Excuse.WORK),
    *(Excuse.ROAD, Excuse.HARVEST, Excuse.BEREAVEMENT, Excuse.ERRAND, Excuse.OTHER),
)


@dataclass(frozen=True, slots=True)
class Attendances:
    """Marks by the ordinal of the meeting."""

    marks: dict[int, Mark]

    @property
    def came(self) -> int:
        return sum(state in CAME for state, _ in self.marks.values())


def from_letters(letters: str) -> Attendances:
    """Marks of the first meetings, one letter each."""
    return Attendances(
        {ordinal: _LETTERS[letter] for ordinal, letter in enumerate(letters, start=1)}
    )


def attend(times: int, held: Sequence[int], rng: Random) -> tuple[Attendances, int | None]:
    """Somebody who came `times` times to a group that met at the ordinals `held`.

    Whoever stops coming is marked absent twice and then leaves: the second value
    is the ordinal of the last mark, None for who was there to the end.
    """
    stayed = min(len(held), times + rng.randint(0, max(1, times // 3)))
    if times == 1:
        stayed = 1
    came = _which(times, stayed, rng)
    marks = {held[n]: _present(rng) if n in came else _missed(rng) for n in range(stayed)}
    if stayed == len(held):
        return Attendances(marks), None
    away = held[stayed : stayed + ABSENCES_BEFORE_LEAVING]
    marks.update((ordinal, (AttendanceState.ABSENT, None)) for ordinal in away)
    gone = stayed + ABSENCES_BEFORE_LEAVING < len(held)
    return Attendances(marks), away[-1] if gone else None


def _which(times: int, stayed: int, rng: Random) -> set[int]:
    """Which of the meetings: always the first and the last, the others by lot."""
    ends = {0, stayed - 1}
    if times <= len(ends):
        return ends if times == len(ends) else {0}
    return ends | set(rng.sample(range(1, stayed - 1), times - len(ends)))


def _present(rng: Random) -> Mark:
    drawn = rng.random()
    if drawn < _LATE:
        return AttendanceState.LATE, rng.choice(_MINUTES)
    if drawn < _LATE + _LEFT_EARLY:
        return AttendanceState.LEFT_EARLY, rng.choice(_MINUTES)
    return AttendanceState.PRESENT, None


def _missed(rng: Random) -> Mark:
    if rng.random() < _EXCUSED:
        return AttendanceState.EXCUSED, rng.choice(_EXCUSES)
    return AttendanceState.ABSENT, None
