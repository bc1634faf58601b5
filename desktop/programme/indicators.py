"""What of a month at a site may be told outside its stream: counts, and small ones only as "few".

Attendance says nothing about change or safety, and nothing here claims it does.
"""

from __future__ import annotations

import hashlib
from dataclasses import dataclass
from datetime import date

from desktop.programme.vocabulary import Stream

SMALLEST_TOLD = 5
"""Fewer people than this (but some) are told as `FEW`: in a village four people have names."""
FEW = -1
"""Stands for 1 to 4 people wherever people are counted."""

_PLACE_DOMAIN = b"vereda counts place\0"
_PLACE_BYTES = 16
_MONTHS_A_YEAR = 12


@dataclass(frozen=True, slots=True, kw_only=True)
class Tally:
    """One site in one month, counted exactly. It stays in the vault it was counted in.

    Attributes:
        enrolled: people on the lists of groups that met or were to meet in the month.
        active: of those, who came at least once in the month.
        completed: people whose group's course ended in the month and who came to more than
            half of its meetings; for the pilot's 24 or 25 meetings that is 13 or more, its
            medium to high adherence (Valdez-Santiago and others, Salud Pública de México
            57(6), 2015).
        held, cancelled: meetings.
        came, marked: marks that say "came", and all marks, of the meetings held.
    """

    enrolled: int = 0
    active: int = 0
    completed: int = 0
    held: int = 0
    cancelled: int = 0
    came: int = 0
    marked: int = 0


@dataclass(frozen=True, slots=True, kw_only=True)
class Told:
    """What is told of a tally: people may be `FEW`; `rate` is a percentage or None for no data."""

    enrolled: int
    active: int
    completed: int
    held: int
    cancelled: int
    rate: int | None


def tell(tally: Tally) -> Told:
    """Hide small counts of people, and a rate that rests on few of them."""
    told_rate = tally.marked > 0 and tally.active >= SMALLEST_TOLD
    return Told(
        enrolled=_people(tally.enrolled),
        active=_people(tally.active),
        completed=_people(tally.completed),
        held=tally.held,
        cancelled=tally.cancelled,
        rate=_percent(tally.came, tally.marked) if told_rate else None,
    )


def more_than_half(came: int, sessions: int) -> bool:
    """Whether somebody who came this often completed a course of so many meetings."""
    return 2 * came > sessions


def place_of(stream: Stream, site: bytes) -> bytes:
    """16 bytes that stand for a site of one stream and lead back to nothing in its vault.

    `site` is its space's routing id, or the record's own id where it has none.
    """
    return hashlib.sha256(_PLACE_DOMAIN + stream.value.encode() + b"\0" + site).digest()[
        :_PLACE_BYTES
    ]


def month_number(month: date) -> int:
    """Months since the year 0; the same for every day of a month."""
    return month.year * _MONTHS_A_YEAR + month.month - 1


def month_of(number: int) -> date | None:
    """The first day of a month by its number, None for one that no calendar has."""
    year, place = divmod(number, _MONTHS_A_YEAR)
    try:
        return date(year, place + 1, 1)
    except (ValueError, OverflowError):
        return None


def next_month(month: date) -> date:
    """The first day of the month after. Raises: OverflowError after December 9999."""
    after = month_of(month_number(month) + 1)
    if after is None:
        raise OverflowError("no calendar has that month")
    return after


def _people(count: int) -> int:
    return FEW if 0 < count < SMALLEST_TOLD else count


def _percent(part: int, whole: int) -> int:
    """A whole percentage, halves up."""
    return (200 * part + whole) // (2 * whole)
