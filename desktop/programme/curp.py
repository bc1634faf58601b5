"""The CURP, Mexico's population registry key: whether what was typed can be one.

A warning, never a refusal: papers carry wrong ones, and what stands on the paper is kept.
Source: Instructivo normativo para la asignación de la CURP, Diario Oficial de la Federación,
18 October 2021 (form, and the last character, which checks the seventeen before it).
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date
from enum import Enum

LETTERS = 18
_ALPHABET = "0123456789ABCDEFGHIJKLMNÑOPQRSTUVWXYZ"
_STATES = (
    "AS|BC|BS|CC|CL|CM|CS|CH|DF|DG|GT|GR|HG|JC|MC|MN|MS|NT|NL|OC|PL|QT|QR|SP|SL|SR|TC|TS|TL|VZ|"
    "YN|ZS|NE"
)
"""Where somebody was born; NE: abroad."""
_FORM = re.compile(
    rf"[A-ZÑ]{{4}}([0-9]{{2}})([0-9]{{2}})([0-9]{{2}})[HMX]({_STATES})"
    r"[B-DF-HJ-NP-TV-ZÑ]{3}([0-9A-Z])([0-9])"
)


class CurpFlaw(Enum):
    """What is wrong with it."""

    LENGTH = "not 18 letters and digits"
    FORM = "letters and digits are not where they belong"
    DATE = "its date of birth is none"
    CHECK = "the last digit does not agree with the others"


@dataclass(frozen=True, slots=True)
class CurpVerdict:
    """`reason` None: it can be one."""

    reason: CurpFlaw | None = None

    @property
    def ok(self) -> bool:
        return self.reason is None


def plain(text: str) -> str:
    """As it is kept: capitals, without spaces and hyphens."""
    return re.sub(r"[\s\-\u2010-\u2015.]", "", text).upper()


def check(text: str) -> CurpVerdict:
    """Whether it can be a CURP. Nothing typed is fine."""
    typed = plain(text)
    if not typed:
        return CurpVerdict()
    if len(typed) != LETTERS:
        return CurpVerdict(CurpFlaw.LENGTH)
    found = _FORM.fullmatch(typed)
    if found is None:
        return CurpVerdict(CurpFlaw.FORM)
    year, month, day, _state, homonym, digit = found.groups()
    # The character before the last is a digit for who was born before 2000, a letter afterwards.
    century = 1900 if homonym.isdigit() else 2000
    try:
        date(century + int(year), int(month), int(day))
    except ValueError:
        return CurpVerdict(CurpFlaw.DATE)
    if int(digit) != check_digit(typed[:-1]):
        return CurpVerdict(CurpFlaw.CHECK)
    return CurpVerdict()


def check_digit(seventeen: str) -> int:
    """Each character's place in the alphabet, weighed 18 down to 2, summed, to the next ten."""
    total = sum(
        _ALPHABET.index(letter) * weight
        for letter, weight in zip(seventeen, range(LETTERS, 1, -1), strict=True)
    )
    return -total % 10
