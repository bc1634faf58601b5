"""Folios: the number that stands for a person on screen and on paper.

A folio is drawn by lot, so it carries no sex, site, date or order.
"""

from __future__ import annotations

from collections.abc import Collection
from itertools import count
from random import Random

FOLIO_DIGITS = 4
_DRAWS = 32


def draw_folio(taken: Collection[str], rng: Random) -> str:
    """A folio that nobody has: four digits, more once most of those are taken.

    The first digit is never 0, because spreadsheets drop it.
    """
    for digits in count(FOLIO_DIGITS):
        lowest = 10 ** (digits - 1)
        for _ in range(_DRAWS):
            folio = str(rng.randrange(lowest, lowest * 10))
            if folio not in taken:
                return folio
    raise AssertionError("count() never ends")


def is_folio(text: str) -> bool:
    """Whether text may be a folio: digits only, so that it can say nothing else."""
    return text.isascii() and text.isdigit() and FOLIO_DIGITS <= len(text) <= 9
