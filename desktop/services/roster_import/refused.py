"""Save the rows that were refused, with their reasons, for somebody to correct."""

from __future__ import annotations

import csv
import io
from collections.abc import Callable
from pathlib import Path

from desktop.host.files import write_atomic
from desktop.services.roster_import.preview import Preview
from desktop.services.roster_import.troubles import CannotSave
from desktop.trouble import Message, say

_FORMULA_STARTS = ("=", "+", "-", "@", "\t", "\r")


def save_refused(preview: Preview, path: Path, tell: Callable[[Message], str] = str) -> None:
    """Write a CSV (UTF-8 with mark, for spreadsheets) of refused rows: number, reason, cells.

    A cell that a spreadsheet would run as a formula gets an apostrophe in front.
    The file can be corrected and imported again. `tell` translates a message.
    Raises: CannotSave.
    """
    out = io.StringIO(newline="")
    writer = csv.writer(out)
    headings = (tell(say("Renglón")), tell(say("Por qué no se importó")), *preview.headings)
    writer.writerow([_inert(heading) for heading in headings])
    for row in preview.refused:
        reasons = " ".join(tell(reason) for reason in row.why)
        writer.writerow([row.number, *map(_inert, (reasons, *row.cells))])
    try:
        write_atomic(path, out.getvalue().encode("utf-8-sig"))
    except OSError:
        raise CannotSave from None


def _inert(cell: str) -> str:
    return f"'{cell}" if cell.startswith(_FORMULA_STARTS) else cell
