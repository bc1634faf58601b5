"""Telephone numbers as they are written in Mexico, in one shape."""

from __future__ import annotations

import re
from dataclasses import dataclass

LOCAL_DIGITS = 10
_SEVERAL = re.compile(r"\s*(?:[/;,|]|\by\b|\bo\b)\s*", re.IGNORECASE)
_EXTENSION = re.compile(r"\s*(?:ext|extension|x)\.?\s*\d{1,5}\s*$", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Phone:
    """A number as kept, and whether it is sure to be whole and the only one."""

    text: str
    whole: bool = True
    alone: bool = True


def read_phone(text: str) -> Phone | None:
    """The first number in a cell; `None` when the cell holds none.

    A Mexican number becomes "312 555 0101"; old prefixes (01, 044, 045, +52, +521)
    go. A foreign number keeps its "+". What is too short or too long is kept as
    written and is not whole.
    """
    parts = [part for part in _SEVERAL.split(text) if re.search(r"\d", part)]
    if not parts:
        return None
    joined = re.sub(r"\D", "", text)
    alone = len(parts) == 1 or len(joined) <= LOCAL_DIGITS
    first = parts[0] if not alone or len(parts) == 1 else text
    if re.search(r"\d[eE]\+?\d", first):
        return Phone(first.strip(), whole=False)
    bare = _EXTENSION.sub("", first)
    digits = re.sub(r"\D", "", bare)
    foreign = bare.strip().startswith("+") and not digits.startswith("52")
    if foreign:
        return Phone(f"+{digits}", whole=8 <= len(digits) <= 15, alone=alone)
    for prefix in ("521", "52", "044", "045", "01"):
        if digits.startswith(prefix) and len(digits) == len(prefix) + LOCAL_DIGITS:
            digits = digits[len(prefix) :]
    if len(digits) != LOCAL_DIGITS:
        return Phone(first.strip(), whole=False, alone=alone)
    return Phone(f"{digits[:3]} {digits[3:6]} {digits[6:]}", alone=alone)
