"""What stands on the rows of a paper list, and the code of the sheet itself.

Source: docs/decisions/0011-rows-on-paper.md.
"""

from __future__ import annotations

from collections.abc import Sequence
from random import Random

ROW_DIGITS_MIN = 2
"""As many as the coloured circle beside a person shows."""
NEWCOMERS = ("+1", "+2", "+3", "+4")
"""Rows for whoever has no folio yet: no letters, which stand for marks in some language."""
SHEET_LETTERS = "BCDFGHJKLMNPQRSTVWXZ23456789"
"""No vowels, so that chance writes no word; no 0 or 1, which are read as letters."""
SHEET_CODE_LENGTH = 6


def row_codes(folios: Sequence[str]) -> tuple[str, ...]:
    """The beginning of each folio, as short as nobody else's begins; all of them differ.

    Two digits at least. A folio that two people have (two laptops drew it) is told apart by
    a small letter, and so is who has none.
    """
    spelled = [folio or "0" for folio in folios]
    counted: dict[str, int] = {}
    codes: list[str] = []
    for folio in spelled:
        if spelled.count(folio) == 1 and folio != "0":
            codes.append(_beginning(folio, spelled))
        else:
            counted[folio] = counted.get(folio, 0) + 1
            codes.append(f"{folio}{_small_letters(counted[folio])}")
    return tuple(codes)


def _beginning(folio: str, everybody: Sequence[str]) -> str:
    for digits in range(ROW_DIGITS_MIN, len(folio)):
        start = folio[:digits]
        if sum(each.startswith(start) for each in everybody) == 1:
            return start
    return folio


def _small_letters(number: int) -> str:
    """1 is a, 26 is z, 27 is aa."""
    letters = ""
    while number:
        number, place = divmod(number - 1, 26)
        letters = chr(ord("a") + place) + letters
    return letters


def draw_sheet_code(rng: Random) -> str:
    return "".join(rng.choice(SHEET_LETTERS) for _ in range(SHEET_CODE_LENGTH))


def read_sheet_code(typed: str) -> str | None:
    """The code as it stands on paper, whatever its case and gaps; None when it is none."""
    code = "".join(typed.split()).replace("-", "").upper()
    known = len(code) == SHEET_CODE_LENGTH and all(each in SHEET_LETTERS for each in code)
    return code if known else None


def sheet_number(code: str) -> int:
    """The code as a number, 0 to 28**6 - 1."""
    number = 0
    for each in code:
        number = number * len(SHEET_LETTERS) + SHEET_LETTERS.index(each)
    return number
