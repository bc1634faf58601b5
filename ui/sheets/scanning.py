"""Scans of a paper list to rows that are sure and rows to decide, and what became of both."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QRect
from PySide6.QtGui import QImage

from desktop.programme.row_codes import NEWCOMERS
from desktop.programme.vocabulary import AttendanceState
from desktop.services.paper_sheets import PaperList
from desktop.services.refusals import Refusal
from desktop.services.sheet_reading.layout import SheetPage, pages
from desktop.services.sheet_reading.reading import ReadRow, Strip, read
from desktop.trouble import say
from ui.sheets.pictures import grey_of, pictures_of

if TYPE_CHECKING:
    from desktop.services.paper_sheets import PaperSheet


class OtherSheet(Refusal):
    """The scan is of a sheet that is not the one being typed in."""

    def __init__(self, code: str) -> None:
        super().__init__(
            say("El escaneo es de otra hoja: {code}.", code=code),
            say("Elija arriba la hoja que trae ese código, o escanee la que eligió."),
        )


@dataclass(frozen=True)
class Doubt:
    """A row to be looked at. `participant` is None on a row for newcomers."""

    code: str
    participant: bytes | None
    picture: QImage
    before: AttendanceState | None
    """What this laptop says already, where the paper seems to say something else."""
    seems: AttendanceState | None


@dataclass(frozen=True)
class Scanned:
    """`sure` are marks beyond doubt that contradict nothing; `told` how many rows the sheet has."""

    sure: dict[bytes, AttendanceState]
    doubts: tuple[Doubt, ...]
    pages_missing: int


def pages_of(paper: PaperSheet) -> tuple[SheetPage, ...]:
    """As it was printed."""
    return pages(paper.code, [*(row.code for row in paper.rows), *NEWCOMERS])


def scan(listing: PaperList, path: Path) -> Scanned:
    """Look at each picture of a file; not in the window's thread.

    Raises: UnreadableSheet, OtherSheet, PartMissing.
    """
    own = pages_of(listing.paper)

    def known(code: str) -> tuple[SheetPage, ...]:
        if code != listing.paper.code:
            raise OtherSheet(code)
        return own

    sure: dict[bytes, AttendanceState] = {}
    doubts: list[Doubt] = []
    seen: set[int] = set()
    for image in pictures_of(path):
        page = read(grey_of(image), known)
        if page.page.number in seen:
            continue  # scanned twice: what was read first is what is looked at
        seen.add(page.page.number)
        for row in page.rows:
            _sort_out(listing, row, image, sure, doubts)
    return Scanned(sure, tuple(doubts), len(own) - len(seen))


def _sort_out(
    listing: PaperList,
    row: ReadRow,
    image: QImage,
    sure: dict[bytes, AttendanceState],
    doubts: list[Doubt],
) -> None:
    rows = listing.paper.rows
    if row.place >= len(rows):
        if not row.blank:
            code = NEWCOMERS[row.place - len(rows)]
            doubts.append(Doubt(code, None, _cut(image, row.strip), None, row.state))
        return
    person = rows[row.place].participant
    before = next((line.state for line in listing.sheet.lines if line.participant == person), None)
    if person not in listing.codes or (row.blank and before is not None):
        return
    if row.state is not None and before in (None, row.state):
        sure[person] = row.state
    else:
        code = rows[row.place].code
        doubts.append(Doubt(code, person, _cut(image, row.strip), before, row.state))


def _cut(image: QImage, strip: Strip) -> QImage:
    """A picture of its own: the whole scan is let go when this returns."""
    return image.copy(QRect(strip.left, strip.top, strip.width, strip.height))
