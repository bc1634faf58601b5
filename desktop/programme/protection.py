"""Until when a protection order holds, and when somebody has to be told: ten days before.

The order is kept as it is written; a date is worked out only where its words say one.
"""

from __future__ import annotations

import calendar
import re
from datetime import date, timedelta
from enum import Enum

from desktop.programme.dates import Doubt, read_date
from desktop.programme.text import fold
from desktop.programme.vocabulary import ProtectionState
from desktop.trouble import Message, say

REMINDED_DAYS_BEFORE = 10
"""So that there is time to ask for more. Source: the field's rules for safety."""

SPAN_MAX_DAYS = 36_525
"""A hundred years: longer is a slip of the pen."""

_NUMBERS = {
    **{"un": 1, "una": 1, "uno": 1, "dos": 2, "tres": 3, "cuatro": 4, "cinco": 5, "seis": 6},
    **{"siete": 7, "ocho": 8, "nueve": 9, "diez": 10, "quince": 15, "veinte": 20},
    **{"treinta": 30, "cuarenta": 40, "sesenta": 60, "noventa": 90, "ciento veinte": 120},
    **{"ciento ochenta": 180},
}
_SPAN = re.compile(
    rf"(?<!\w)(\d{{1,4}}|{'|'.join(sorted(_NUMBERS, key=len, reverse=True))})\s*"
    r"(?:\([a-z\d ]+\)\s*)?"
    r"(dias?|semanas?|mes(?:es)?|anos?)\b"
)
_NOT_COUNTED = re.compile(r"\b(habil(es)?|y)\b")
"""Working days, and spans or numbers of several parts."""
_UNTIL = re.compile(r"^(?:vence|hasta|al)(?:\s+(?:el|al|dia))*\s+(.*)$")


class Standing(Enum):
    """How a protection order stands on a day."""

    IN_FORCE = "in force"
    NO_DATE = "no date"
    ENDS_SOON = "ends soon"
    EXPIRED = "expired"
    EXTENDED = "extended"
    ENDED = "ended"


def standing(state: ProtectionState | None, expires_on: date | None, today: date) -> Standing:
    """How an order stands. It still holds on the day on which it expires.

    EXPIRED is an order whose day has passed and of which nobody has said what became of it.
    """
    if state is ProtectionState.EXTENDED:
        return Standing.EXTENDED
    if state is ProtectionState.ENDED:
        return Standing.ENDED
    if expires_on is None:
        return Standing.NO_DATE
    left = (expires_on - today).days
    if left < 0:
        return Standing.EXPIRED
    return Standing.ENDS_SOON if left <= REMINDED_DAYS_BEFORE else Standing.IN_FORCE


def expiry_of(text: str, issued_on: date | None) -> date | None:
    """The day that follows from an order's own words, to be confirmed by a person.

    "hasta el 15/3/2027" says it; "60 días" and "3 meses" count from `issued_on`. None where
    the words say no day ("hasta nueva orden") and for working days, which no program counts.
    """
    said = " ".join(fold(text).split()).rstrip(".")
    until = _UNTIL.match(said)
    written = _written(until[1] if until else said)
    if written is not None:
        return written
    spans = _SPAN.findall(said)
    if issued_on is None or len(spans) != 1 or _NOT_COUNTED.search(said):
        return None
    number, unit = spans[0]
    return _after(issued_on, int(number) if number.isdecimal() else _NUMBERS[number], unit)


def _written(text: str) -> date | None:
    """The day that the words are; orders are of this century where the year is cut short."""
    found = read_date(text, date.max)
    if found is None or len(found.iso) != len("2026-01-01"):
        return None
    day = date.fromisoformat(found.iso)
    if Doubt.CENTURY not in found.doubts:
        return day
    try:
        return day.replace(year=2000 + day.year % 100)
    except ValueError:
        return None


def _after(since: date, number: int, unit: str) -> date | None:
    try:
        if unit.startswith(("mes", "ano")):
            return _months_later(since, number * (12 if unit.startswith("ano") else 1))
        days = number * (7 if unit.startswith("semana") else 1)
        return since + timedelta(days=days) if days <= SPAN_MAX_DAYS else None
    except (OverflowError, ValueError):
        return None


def _months_later(since: date, months: int) -> date:
    """The same day of a later month, or that month's last: 31 January and a month is 28."""
    year, month = divmod(since.month - 1 + months, 12)
    year, month = since.year + year, month + 1
    last = calendar.monthrange(year, month)[1]
    return date(year, month, min(since.day, last))


BREACH_FIRST_STEPS: tuple[Message, ...] = (
    say("Si el peligro es ahora, llame al {line} y diga que hay una orden de protección."),
    say("Busquen juntas dónde puede estar a salvo hoy. Que no se vaya sola."),
    say("Si hay golpes o le apretaron el cuello, la atención de salud va primero."),
    say("Puede avisar a la autoridad que dio la orden, con la copia a la mano. Decide ella."),
    say("Guarden mensajes, fotos y llamadas como están. No hay que contestar."),
)
"""What to do when an order is not kept, before anything is written. `line` is the number."""
