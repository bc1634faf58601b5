"""What an organisation agreed to do, and how long that holds."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from enum import Enum

ENDS_SOON_DAYS = 30
"""Time enough to meet and sign again."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Agreement:
    """`until` is its last day; None: it holds until somebody ends it."""

    what: str
    signed_on: date | None = None
    until: date | None = None
    ended: bool = False


class Term(Enum):
    """Where an agreement stands on a day."""

    HOLDS = "holds"
    ENDS_SOON = "ends soon"
    OVER = "over"
    """Its last day has passed and nobody has renewed or ended it."""
    ENDED = "ended"
    """Somebody ended it: nothing is left to do."""


def term(agreement: Agreement, today: date) -> Term:
    """How it stands on this day."""
    if agreement.ended:
        return Term.ENDED
    if agreement.until is None:
        return Term.HOLDS
    left = (agreement.until - today).days
    if left < 0:
        return Term.OVER
    return Term.ENDS_SOON if left <= ENDS_SOON_DAYS else Term.HOLDS


def first_to_end(agreement: Agreement) -> tuple[bool, date]:
    """A sort key: what ends first; what nobody has to look at any more, last."""
    return agreement.ended, agreement.until or date.max
