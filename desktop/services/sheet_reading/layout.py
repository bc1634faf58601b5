"""Where everything stands on the paper list: drawn from this, and read back by it.

Millimetres from the centre of the upper left corner mark. Corner marks and code
are found again wherever the page lies in a picture, so a printer may shrink it.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

WIDTH_MM, HEIGHT_MM = 180.0, 242.0
"""Between the centres of the corner marks: fits on A4 and on letter with wide margins."""
TOP_MM = 15.0
"""From the upper edge of the page to the centres of the upper marks."""
CORNER_MM = 6.0
"""The side of a corner mark, a black square."""
CORNERS = ((0.0, 0.0), (WIDTH_MM, 0.0), (WIDTH_MM, HEIGHT_MM), (0.0, HEIGHT_MM))
CODE_QUIET_MODULES = 4
"""White around the code. Source: ISO/IEC 18004."""
BORDER_MM = 0.35
ROWS_MAX = 34
PAGES_MAX = 9
_ROWS_TOP_MM, _ROWS_BOTTOM_MM = 33.0, 240.0
_PITCH_MAX_MM = 9.0
_GAP_MM = 1.5
_BOX_LEFT_MM, _BOX_PITCH_MM, _BOX_WIDTH_MM = 42.0, 22.0, 14.0


@dataclass(frozen=True, slots=True)
class Rect:
    x: float
    y: float
    width: float
    height: float

    @property
    def corners(self) -> tuple[tuple[float, float], ...]:
        """Clockwise from the upper left one."""
        right, bottom = self.x + self.width, self.y + self.height
        return ((self.x, self.y), (right, self.y), (right, bottom), (self.x, bottom))


MACHINE_CODE = Rect(148.0, 4.0, 18.0, 18.0)
"""The squares of the QR code, without the white around it."""
DATE_LINE = Rect(8.0, 5.0, 90.0, 8.0)
CODE_WORDS = Rect(104.0, 5.0, 38.0, 8.0)
BANNER = Rect(8.0, 14.0, 130.0, 7.0)


@dataclass(frozen=True, slots=True)
class SheetPage:
    """One page of a sheet: `number` of `pages`, and what stands on its rows from above."""

    code: str
    number: int
    pages: int
    rows: tuple[str, ...]
    first: int
    """Where its first row stands among the rows of all pages, from 0."""

    @property
    def machine_code(self) -> str:
        """What its QR code holds: nothing but the sheet's code and the page."""
        return f"{self.code}{self.number}"

    @property
    def pitch(self) -> float:
        return min(_PITCH_MAX_MM, (_ROWS_BOTTOM_MM - _ROWS_TOP_MM) / max(len(self.rows), 1))

    def box(self, row: int, column: int) -> Rect:
        """The outline of a box, the middle of its border."""
        left = _BOX_LEFT_MM + column * _BOX_PITCH_MM
        return Rect(left, self._top(row), _BOX_WIDTH_MM, self.pitch - _GAP_MM)

    def row_words(self, row: int) -> Rect:
        return Rect(8.0, self._top(row), _BOX_LEFT_MM - 10.0, self.pitch - _GAP_MM)

    def letter(self, column: int) -> Rect:
        """The place of a column's letter, above its boxes."""
        left = _BOX_LEFT_MM + column * _BOX_PITCH_MM
        return Rect(left, _ROWS_TOP_MM - 7.0, _BOX_WIDTH_MM, 6.0)

    def strip(self, row: int, columns: int) -> Rect:
        """A whole row with a little of its neighbours, to be looked at by a person."""
        right = _BOX_LEFT_MM + columns * _BOX_PITCH_MM
        return Rect(6.0, self._top(row) - _GAP_MM, right - 6.0, self.pitch + _GAP_MM)

    def _top(self, row: int) -> float:
        return _ROWS_TOP_MM + row * self.pitch


def pages(code: str, rows: Sequence[str]) -> tuple[SheetPage, ...]:
    """The pages of a sheet, as evenly filled as can be. Raises: ValueError for too many rows."""
    count = max(-(-len(rows) // ROWS_MAX), 1)
    if count > PAGES_MAX:
        raise ValueError(f"{len(rows)} rows are more than one sheet holds")
    each = -(-len(rows) // count)
    starts = [number * each for number in range(count)]
    return tuple(
        SheetPage(code, number, count, tuple(rows[start : start + each]), start)
        for number, start in enumerate(starts, start=1)
    )
