"""How one invented person goes through a course: comes, misses, comes late, stays away."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from random import Random

from desktop.programme.vocabulary import AttendanceState

ABSENCES_BEFORE_LEAVING = 2
_CAME = (AttendanceState.PRESENT, AttendanceState.LATE)
_LETTERS = {
    "P": AttendanceState.PRESENT,
    "T": AttendanceState.LATE,
    "N": AttendanceState.ABSENT,
    "J": AttendanceState.EXCUSED,
}
_LATE_MINUTES = (10, 15, 20, 30)


@dataclass(frozen=True, slots=True)
class Attendances:
    """Marks by the ordinal of the meeting: state, and minutes for who came late."""

    marks: dict[int, tuple[AttendanceState, int | None]]

    @property
    def came(self) -> int:
        return sum(state in _CAME for state, _ in self.marks.values())


def from_letters(letters: str) -> Attendances:
    """Marks of the first meetings, one letter each: P, T, N or J."""
    return Attendances(
        {
            ordinal: (_LETTERS[letter], _LATE_MINUTES[0] if letter == "T" else None)
            for ordinal, letter in enumerate(letters, start=1)
        }
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
    marks = {held[n]: _present(rng) if n in came else (_missed(rng), None) for n in range(stayed)}
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


def _present(rng: Random) -> tuple[AttendanceState, int | None]:
    if rng.random() < 0.1:
        return AttendanceState.LATE, rng.choice(_LATE_MINUTES)
    return AttendanceState.PRESENT, None


def _missed(rng: Random) -> AttendanceState:
    return AttendanceState.EXCUSED if rng.random() < 0.35 else AttendanceState.ABSENT
