"""What a letter to a court says, as facts: attendance alone, nothing of anybody else."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

LOGO_MAX_BYTES = 24 * 1024
PNG = b"\x89PNG\r\n\x1a\n"


@dataclass(frozen=True, slots=True, kw_only=True)
class Letterhead:
    """The institution as its paper shows it, and who signs. `logo` is a PNG or nothing."""

    institution: str = ""
    area: str = ""
    address: str = ""
    phone: str = ""
    signatory: str = ""
    post: str = ""
    logo: bytes = b""


@dataclass(frozen=True, slots=True, kw_only=True)
class LetterFacts:
    """What is told to the court.

    Attributes:
        city: where the letter is written.
        oficio: the letter's own number; `their_oficio` that of the order.
        addressee: to whom; `court` is where they sit.
        required: sessions that the order asks for, None when it does not say.
        attended: the days of the sessions that count, `absent` those of absences that count.
        max_total, max_consecutive: absences that the order allows, None where it does not say.
        replaces: whether an earlier letter of the same order is out.
    """

    day: date
    city: str
    oficio: str
    case_number: str
    their_oficio: str
    addressee: str
    court: str
    name: str
    required: int | None
    attended: tuple[date, ...]
    absent: tuple[date, ...]
    max_total: int | None
    max_consecutive: int | None
    replaces: bool
