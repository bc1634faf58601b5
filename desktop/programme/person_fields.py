"""What is asked of a person after the first interview, and what a birth that was typed means."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date

from desktop.programme.dates import Doubt, read_date
from desktop.programme.vocabulary import Stream

OLDEST = 120
"""Years; who is older was written down wrong."""
ASKED: tuple[str, ...] = (
    "birth",
    "place",
    "language",
    "interpreter",
    "indigenous",
    "schooling",
    "disability",
    "pregnant",
    "children",
    "came_by",
    "curp",
)
"""In the order in which they are asked; `not_asked` holds these names."""

_AGE = re.compile(r"(?:unos|unas)?\s*([0-9]{1,3})\s*(?:años|anos|a\.?|years?(?: old)?)?\.?")


@dataclass(frozen=True, slots=True)
class Age:
    """Years, at the day it was asked for. `about`: only the year of birth is known."""

    years: int
    about: bool


@dataclass(frozen=True, slots=True)
class Birth:
    """A birth as kept: a year ("1984") or an ISO date; `ok` False where it cannot be."""

    kept: str
    ok: bool = True
    ahead: bool = False
    """It lies in the future."""


def read_birth(text: str, today: date) -> Birth:
    """A year, a date, or an age in years (kept as the year of birth that it comes to).

    Nothing typed is a birth that nobody knows: `kept` "". Of two digits or three, an age.
    """
    text = " ".join(text.split())
    if not text:
        return Birth("")
    if (age := _AGE.fullmatch(text.casefold())) is not None:
        years = int(age[1])
        return Birth(str(today.year - years)) if years <= OLDEST else Birth("", ok=False)
    if text.isascii() and text.isdigit() and len(text) == 4 and int(text) > today.year:
        return Birth("", ok=False, ahead=True)
    found = read_date(text, today)
    if found is None or found.year < today.year - OLDEST:
        return Birth("", ok=False)
    if Doubt.AHEAD in found.doubts:
        return Birth("", ok=False, ahead=True)
    return Birth(found.iso)


def is_birth(kept: str, today: date) -> bool:
    """Whether a text is a birth as it may be kept: a year or an ISO date, not of the future."""
    if len(kept) == 4 and kept.isascii() and kept.isdigit():
        return today.year - OLDEST <= int(kept) <= today.year
    try:
        born = date.fromisoformat(kept)
    except ValueError:
        return False
    return len(kept) == len("1984-03-11") and today.year - OLDEST <= born.year and born <= today


def age(kept: str | None, today: date) -> Age | None:
    """How old somebody is; of a year alone, about: what she or he becomes in this one."""
    if not kept or not kept[:4].isdigit() or not is_birth(kept, today):
        return None
    if len(kept) == 4:
        return Age(today.year - int(kept), about=True)
    born = date.fromisoformat(kept)
    return Age(today.year - born.year - ((today.month, today.day) < (born.month, born.day)), False)


def asked_of(stream: Stream, *, curp: bool) -> tuple[str, ...]:
    """The fields of this stream: pregnancy is asked of women alone, what brought him of men."""
    left_out = {"came_by"} if stream is Stream.WOMEN else {"pregnant"}
    return tuple(field for field in ASKED if field not in left_out and (curp or field != "curp"))
