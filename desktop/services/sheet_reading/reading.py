"""One scanned page of a paper list: what each row seems to say, and which rows to ask about."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from math import ceil, floor

from desktop.programme.vocabulary import AttendanceState
from desktop.services.paper_sheets import ON_PAPER
from desktop.services.refusals import Refusal
from desktop.services.sheet_reading.boxes import Ink, Seen, look
from desktop.services.sheet_reading.corners import find_plane
from desktop.services.sheet_reading.grey import Grey, Plane
from desktop.services.sheet_reading.layout import Rect, SheetPage
from desktop.services.sheet_reading.marker import markers_in
from desktop.trouble import Message, say

STRIP_MARGIN_PX = 4
TAIL_INK_MAX = 0.09
"""Share of a box that the tail of a mark covers at most; whole marks reach far more."""
TAIL_SHARE = 0.8
"""Of the ink of the box that a mark began in; a tail leaves less in the one it runs into."""


class UnreadableSheet(Refusal):
    """The picture shows no paper list, or not well enough to be read."""

    def __init__(self, why: Message) -> None:
        super().__init__(why, say("Escanéela otra vez, entera y plana, o pase las marcas a mano."))


@dataclass(frozen=True, slots=True)
class Strip:
    """Where a row is in the picture, in pixels."""

    left: int
    top: int
    width: int
    height: int


@dataclass(frozen=True, slots=True)
class ReadRow:
    """`place` counts the rows of all pages from 0; `ink` is a verdict for each of ON_PAPER."""

    place: int
    ink: tuple[Ink, ...]
    strip: Strip

    @property
    def state(self) -> AttendanceState | None:
        """What is beyond doubt: one box marked, every other one empty. None: ask."""
        marked = [state for state, ink in zip(ON_PAPER, self.ink, strict=True) if ink is Ink.MARKED]
        return marked[0] if len(marked) == 1 and Ink.UNSURE not in self.ink else None

    @property
    def blank(self) -> bool:
        return all(ink is Ink.EMPTY for ink in self.ink)


@dataclass(frozen=True)
class ReadPage:
    page: SheetPage
    rows: tuple[ReadRow, ...]


def read(grey: Grey, pages_of: Callable[[str], tuple[SheetPage, ...] | None]) -> ReadPage:
    """Read one page; `pages_of` finds the pages of a sheet by its code, None for no sheet here.

    Raises: UnreadableSheet.
    """
    markers = markers_in(grey)
    if not markers:
        raise UnreadableSheet(say("En la imagen no se ve el código de una hoja."))
    if len(markers) > 1:
        raise UnreadableSheet(say("En la imagen hay más de una hoja."))
    marker = markers[0]
    pages = pages_of(marker.code)
    if pages is None or marker.page > len(pages):
        raise UnreadableSheet(say("Esa hoja no se imprimió de este grupo de trabajo."))
    page = pages[marker.page - 1]
    plane = find_plane(grey, marker)
    if plane is None:
        raise UnreadableSheet(say("No se ven bien los cuatro cuadros negros de las esquinas."))
    seen = [
        [look(grey, plane, page.box(row, column)) for column in range(len(ON_PAPER))]
        for row in range(len(page.rows))
    ]
    rows = tuple(
        ReadRow(
            page.first + row,
            tuple(_verdict(seen, row, column) for column in range(len(ON_PAPER))),
            _strip(grey, plane, page.strip(row, len(ON_PAPER))),
        )
        for row in range(len(page.rows))
    )
    return ReadPage(page, rows)


def _verdict(seen: list[list[Seen]], row: int, column: int) -> Ink:
    """That of the box itself, unless its ink may be the tail of a mark in another row.

    So it may be where ink runs through the gap to a box that holds more, and this one
    holds little.
    """
    own = seen[row][column]
    if own.verdict is not Ink.MARKED or own.ink > TAIL_INK_MAX:
        return own.verdict
    for other, runs in ((row - 1, own.above), (row + 1, own.below)):
        if runs is not None and 0 <= other < len(seen):
            beside = seen[other][max(column - 1, 0) : column + 2]
            if any(each.ink > own.ink * TAIL_SHARE for each in beside):
                return Ink.UNSURE
    return own.verdict


def _strip(grey: Grey, plane: Plane, place: Rect) -> Strip:
    seen = [plane.at(x, y) for x, y in place.corners]
    left = max(0, floor(min(u for u, _v in seen)) - STRIP_MARGIN_PX)
    top = max(0, floor(min(v for _u, v in seen)) - STRIP_MARGIN_PX)
    right = min(grey.width, ceil(max(u for u, _v in seen)) + STRIP_MARGIN_PX)
    bottom = min(grey.height, ceil(max(v for _u, v in seen)) + STRIP_MARGIN_PX)
    return Strip(left, top, max(right - left, 1), max(bottom - top, 1))
