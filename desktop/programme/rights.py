"""Requests about one's own data: how long an answer may take, and what each of them is called.

Which term and which article bind a programme depends on who runs it (a private body or an
office of the state); the figures here are defaults to confirm with a lawyer.
"""

from __future__ import annotations

from collections.abc import Collection
from datetime import date, timedelta
from enum import Enum

from desktop.programme.vocabulary import RightOutcome, RightSort
from desktop.trouble import Message, say

TERM_DAYS = 20
"""Working days to answer. Por confirmar: both data-protection laws were replaced on 20 March
2025 and the programme's own privacy notice may promise less."""
TERM_MIN_DAYS, TERM_MAX_DAYS = 1, 60
SOON_DAYS = 5
"""A request shows on Today from so many days before its last day on."""
WAITING_DAYS = 7
"""How long a coordinator who is the only one waits between asking and confirming an erasure."""

SATURDAY = 5

SORT_WORDS: dict[RightSort, Message] = {
    RightSort.ACCESS: say("Ver lo que hay guardado (acceso)"),
    RightSort.RECTIFICATION: say("Corregir un dato (rectificación)"),
    RightSort.CANCELLATION: say("Borrar sus datos (cancelación)"),
    RightSort.OPPOSITION: say("Que no se usen para algo (oposición)"),
    RightSort.LIST: say("Una autoridad pide nombres"),
}
OUTCOME_WORDS: dict[RightOutcome, Message] = {
    RightOutcome.DONE: say("Cumplida"),
    RightOutcome.PARTLY: say("Cumplida en parte"),
    RightOutcome.REFUSED: say("Negada"),
    RightOutcome.WITHDRAWN: say("La persona la retiró"),
}


class Urgency(Enum):
    """How near the last day of an open request is."""

    LATER = 0
    SOON = 1
    OVERDUE = 2


def due_on(asked: date, term_days: int = TERM_DAYS, off: Collection[date] = ()) -> date:
    """The last day to answer: working days counted from the day after it was asked.

    Saturdays, Sundays and the days in `off` do not count.
    """
    day = asked
    left = term_days
    while left:
        day += timedelta(days=1)
        if day.weekday() < SATURDAY and day not in off:
            left -= 1
    return day


def urgency(due: date | None, today: date) -> Urgency:
    """A request without a last day is never near it."""
    if due is None or (due - today).days > SOON_DAYS:
        return Urgency.LATER
    return Urgency.SOON if due >= today else Urgency.OVERDUE
