"""How many people, sessions and reasons each stream has in each state, at any size.

The sums are the published ones; how they fall on states is invented.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import Enum
from fractions import Fraction

from desktop.demo import published
from desktop.demo.apportion import apportion, nearest
from desktop.programme.vocabulary import Reason, Stream

AVERAGES = dict(zip(published.STATES, (7, 8, 6, 10, 5, 9, 4, 7), strict=True))
"""Sessions on average. The range is published; which state had which is invented."""
_ADHERENT_PERCENT = {4: 4, 5: 8, 6: 12, 7: 17, 8: 22, 9: 30, 10: 36}
"""Which averages come with how many adherent people, before they are made to add up."""
_STATE_WEIGHTS = (15, 14, 12, 14, 10, 12, 10, 13)


class Size(Enum):
    """How large a demonstration: its people as a multiple of the pilot's."""

    SMALL = Fraction(1, 10)
    FULL = Fraction(1)
    X10 = Fraction(10)
    X100 = Fraction(100)


@dataclass(frozen=True, slots=True)
class Cell:
    """One stream in one state: people, sessions attended by all of them, adherent people."""

    state: str
    people: int
    attended: int
    adherent: int


def cells(size: Size, stream: Stream) -> list[Cell]:
    """How many people, sessions and adherent people each state has."""
    people = people_of(size)[stream]
    adherent = _split_by_stream(nearest(published.ADHERENT_PEOPLE * size.value))[stream]
    by_state = apportion(people, _STATE_WEIGHTS)
    averages = [AVERAGES[state] for state in published.STATES]
    adherents = apportion(
        adherent, [n * _ADHERENT_PERCENT[a] for n, a in zip(by_state, averages, strict=True)]
    )
    return [
        Cell(state, n, n * average, high)
        for state, n, average, high in zip(
            published.STATES, by_state, averages, adherents, strict=True
        )
    ]


def people_of(size: Size) -> dict[Stream, int]:
    """How many women and men."""
    return _split_by_stream(nearest(sum(published.PEOPLE.values()) * size.value))


def reasons_of(size: Size, stream: Stream) -> dict[Reason, int]:
    """How many people name each main reason; OTHER for what the source does not name."""
    people = people_of(size)[stream]
    known = {reason: nearest(share * people) for reason, share in published.REASONS[stream].items()}
    known[Reason.OTHER] = people - sum(known.values())
    return known


def _split_by_stream(total: int) -> dict[Stream, int]:
    return dict(
        zip(published.PEOPLE, apportion(total, list(published.PEOPLE.values())), strict=True)
    )
