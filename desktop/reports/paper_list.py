"""The paper twin of the attendance list: folios and empty boxes, nothing else.

Paper betrays: no name, nickname, group, place or programme is on it. Source of
the rule: the field's rules for safety.
"""

from __future__ import annotations

from collections.abc import Sequence
from html import escape


def paper_list(folios: Sequence[str], letters: Sequence[str], *, day: str, banner: str = "") -> str:
    """A page of HTML with a row for each folio and a box for each letter.

    `day` is the word before the empty line for the date; `banner` stands above
    everything on a demonstration.
    """
    head = "".join(f"<th width='13%'>{escape(letter)}</th>" for letter in letters)
    boxes = "<td align='center'>&nbsp;</td>" * len(letters)
    rows = "".join(f"<tr><td>{escape(folio)}</td>{boxes}</tr>" for folio in folios)
    above = f"<p align='center'><b>{escape(banner)}</b></p>" if banner else ""
    return (
        f"<html><body>{above}<p>{escape(day)} ______________________</p>"
        "<table width='100%' border='1' cellspacing='0' cellpadding='4'>"
        f"<tr><th align='left'>#</th>{head}</tr>{rows}</table></body></html>"
    )
