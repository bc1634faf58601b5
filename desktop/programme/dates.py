"""Dates as people write them in Mexico: day first, months in words, years cut short.

Reading says what it is not sure of instead of guessing in silence.
"""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from enum import Enum

OLDEST_YEAR = 1900
EXCEL_DAY_ZERO = date(1899, 12, 30)
"""Day 0 of a spreadsheet's count of days (the 1900 system, after its leap-year mistake)."""
EXCEL_SERIALS = range(3_654, 73_051)
"""Counts of days read as a date: 1910 to 2099. Smaller ones are years or other numbers."""

_MONTHS = {
    **dict.fromkeys(("ene", "enero", "jan", "january"), 1),
    **dict.fromkeys(("feb", "febrero", "february"), 2),
    **dict.fromkeys(("mar", "marzo", "march"), 3),
    **dict.fromkeys(("abr", "abril", "apr", "april"), 4),
    **dict.fromkeys(("may", "mayo"), 5),
    **dict.fromkeys(("jun", "junio", "june"), 6),
    **dict.fromkeys(("jul", "julio", "july"), 7),
    **dict.fromkeys(("ago", "agosto", "aug", "august"), 8),
    **dict.fromkeys(("sep", "sept", "septiembre", "set", "setiembre", "september"), 9),
    **dict.fromkeys(("oct", "octubre", "october"), 10),
    **dict.fromkeys(("nov", "noviembre", "november"), 11),
    **dict.fromkeys(("dic", "diciembre", "dec", "december"), 12),
}
_WEEKDAY = re.compile(
    r"(lun(es)?|martes|mie(rcoles)?|jue(ves)?|vie(rnes)?|sab(ado)?|dom(ingo)?)\s*[,.]?\s+(?=[0-9])"
)
_TIME = re.compile(
    r"(?<=[0-9])(t|\s+)[0-9]{1,2}:[0-9]{2}(:[0-9]{2}(\.[0-9]+)?)?(\s*[ap]\.?\s?m\.?)?z?$"
)
_ORDINAL = re.compile(r"(?<=[0-9])((st|nd|rd|th|ro|er|o)\b|°)")
_PARTS = re.compile(r"[a-z]+|[0-9]+")
_FILLERS = frozenset({"de", "del", "dia", "of", "the", "a"})


class Doubt(Enum):
    """Why a date that was read should be looked at by a person."""

    CENTURY = "the year had two digits"
    MONTH_FIRST = "only reads with the month first"
    SERIAL = "was a spreadsheet's count of days"
    DAY_MISSING = "only the year is known for sure"
    AHEAD = "lies in the future"


@dataclass(frozen=True, slots=True)
class Reading:
    """A date as kept: ISO text, or a year alone ("1984"), and what is doubtful."""

    iso: str
    doubts: frozenset[Doubt] = frozenset()

    @property
    def year(self) -> int:
        return int(self.iso[:4])

    def latest(self) -> date:
        """The last day that this reading may mean."""
        return date.fromisoformat(self.iso) if len(self.iso) == 10 else date(self.year, 12, 31)


def read_date(value: object, today: date) -> Reading | None:
    """Read a cell as a date, day first; `None` when it is not one.

    `today` settles the century of a two-digit year (the latest year that has
    come) and what lies ahead. Cells that the spreadsheet itself knew as dates
    arrive as `date` or `datetime` and are not doubted.
    """
    if isinstance(value, datetime):
        value = value.date()
    if isinstance(value, date):
        return _checked(value, frozenset(), today)
    if isinstance(value, bool):
        return None
    if isinstance(value, int | float):
        return _from_number(value, today)
    return _from_text(value, today) if isinstance(value, str) else None


def _from_number(number: float, today: date) -> Reading | None:
    if not OLDEST_YEAR <= number < EXCEL_SERIALS.stop:
        return None
    if number == int(number) and number <= today.year:
        return Reading(str(int(number)))
    if int(number) in EXCEL_SERIALS:
        return _checked(
            EXCEL_DAY_ZERO + timedelta(days=int(number)), frozenset({Doubt.SERIAL}), today
        )
    return None


def _from_text(text: str, today: date) -> Reading | None:
    plain = "".join(
        c for c in unicodedata.normalize("NFKD", text.casefold()) if not unicodedata.combining(c)
    ).strip(" .,'")
    if re.fullmatch(r"[0-9]{5}(\.[0-9]+)?|[0-9]{4}(\.0+)?", plain):
        return _from_number(float(plain), today)
    if re.fullmatch(r"[0-9]{8}", plain):
        return _build(plain[:4], plain[4:6], plain[6:], today)
    plain = _ORDINAL.sub("", _TIME.sub("", _WEEKDAY.sub("", plain)))
    if re.search(r"[^a-z0-9\s/.,\-]", plain):
        return None
    parts = [part for part in _PARTS.findall(plain) if part not in _FILLERS]
    words = [part for part in parts if part.isalpha()]
    if words:
        return _in_words(parts, words, today)
    return _in_digits(parts, today)


def _in_words(parts: list[str], words: list[str], today: date) -> Reading | None:
    month = _MONTHS.get(words[0]) if len(words) == 1 else None
    numbers = [part for part in parts if part.isdigit()]
    if month is None:
        return None
    if len(numbers) == 1 and len(numbers[0]) == 4 and OLDEST_YEAR <= int(numbers[0]) <= today.year:
        return Reading(numbers[0], frozenset({Doubt.DAY_MISSING}))
    if len(numbers) != 2:
        return None
    day, year = numbers if len(numbers[0]) <= 2 else reversed(numbers)
    return _build(year, str(month), day, today)


def _in_digits(parts: list[str], today: date) -> Reading | None:
    if len(parts) == 2 and len(parts[1]) == 4 and 1 <= int(parts[0]) <= 12:
        year = int(parts[1])
        known = OLDEST_YEAR <= year <= today.year
        return Reading(parts[1], frozenset({Doubt.DAY_MISSING})) if known else None
    if len(parts) != 3:
        return None
    first, second, third = parts
    if len(first) == 4:
        return _build(first, second, third, today)
    if int(second) > 12 >= int(first):
        return _build(third, first, second, today, frozenset({Doubt.MONTH_FIRST}))
    return _build(third, second, first, today)


def _build(
    year: str, month: str, day: str, today: date, doubts: frozenset[Doubt] = frozenset()
) -> Reading | None:
    if len(year) not in (2, 4) or len(month) > 2 or len(day) > 2:
        return None
    number = int(year)
    if len(year) == 2:
        century = today.year - today.year % 100
        number += century if number <= today.year % 100 else century - 100
        doubts |= {Doubt.CENTURY}
    try:
        return _checked(date(number, int(month), int(day)), doubts, today)
    except ValueError:
        return None


def _checked(day: date, doubts: frozenset[Doubt], today: date) -> Reading | None:
    if day.year < OLDEST_YEAR:
        return None
    if day > today:
        doubts |= {Doubt.AHEAD}
    return Reading(day.isoformat(), doubts)
