"""Draws the paper list: a line for the date, codes, boxes. Nothing on it names anybody."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from PySide6.QtCore import QLineF, QRectF, QSizeF, Qt
from PySide6.QtGui import QColor, QFont, QPainter, QPen

from desktop.i18n import _
from desktop.services.paper_sheets import ON_PAPER
from desktop.services.sheet_reading import layout
from desktop.services.sheet_reading.layout import Rect, SheetPage
from ui.qr.draw import modules
from ui.words import ATTENDANCE_LOOKS

CENTRED = Qt.AlignmentFlag.AlignCenter
LEFT = Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter
RIGHT = Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter
LINE_MM = 0.3
DATE_WORD_MM = 18.0


@dataclass(frozen=True)
class Printable:
    """The pages of a sheet and the words on them; `banner` stands on a demonstration."""

    pages: tuple[SheetPage, ...]
    date_word: str
    letters: tuple[str, ...]
    banner: str = ""

    @property
    def page_count(self) -> int:
        return len(self.pages)

    def draw(self, painter: QPainter, number: int, page_mm: QSizeF) -> None:
        """Draw a page, by its place from 0; the painter counts in millimetres of the paper."""
        painter.save()
        left = (page_mm.width() - layout.WIDTH_MM) / 2
        painter.translate(left, layout.TOP_MM)
        _Drawing(painter, self, self.pages[number]).all()
        painter.restore()


def printable(pages: Sequence[SheetPage], *, demo: bool) -> Printable:
    return Printable(
        tuple(pages),
        _("Fecha:"),
        tuple(_(ATTENDANCE_LOOKS[state].key) for state in ON_PAPER),
        _("DEMOSTRACIÓN") if demo else "",
    )


class _Drawing:
    def __init__(self, painter: QPainter, sheet: Printable, page: SheetPage) -> None:
        self._painter, self._sheet, self._page = painter, sheet, page

    def all(self) -> None:
        self._corners()
        self._machine_code()
        self._head()
        for column, letter in enumerate(self._sheet.letters):
            self._words(self._page.letter(column), letter, 4.6, CENTRED, bold=True)
        for row, code in enumerate(self._page.rows):
            self._words(self._page.row_words(row), code, 4.2, RIGHT, bold=True)
            for column in range(len(self._sheet.letters)):
                self._box(self._page.box(row, column))

    def _corners(self) -> None:
        side = layout.CORNER_MM
        for x, y in layout.CORNERS:
            square = QRectF(x - side / 2, y - side / 2, side, side)
            self._painter.fillRect(square, Qt.GlobalColor.black)

    def _machine_code(self) -> None:
        squares = modules(self._page.machine_code.encode())
        size = layout.MACHINE_CODE.width / len(squares)
        self._painter.setRenderHint(QPainter.RenderHint.Antialiasing, False)
        for y, line in enumerate(squares):
            for x, dark in enumerate(line):
                if dark:
                    place = QRectF(
                        layout.MACHINE_CODE.x + x * size,
                        layout.MACHINE_CODE.y + y * size,
                        # A hair wider than itself: printers leave white between neighbours.
                        size * 1.01,
                        size * 1.01,
                    )
                    self._painter.fillRect(place, Qt.GlobalColor.black)

    def _head(self) -> None:
        place, page = layout.DATE_LINE, self._page
        self._words(place, self._sheet.date_word, 4.2, LEFT)
        self._painter.setPen(QPen(QColor(Qt.GlobalColor.black), LINE_MM))
        below = place.y + place.height - 1
        line = QLineF(place.x + DATE_WORD_MM, below, place.x + place.width, below)
        self._painter.drawLine(line)
        code = page.code if page.pages == 1 else f"{page.code} · {page.number}/{page.pages}"
        self._words(layout.CODE_WORDS, code, 4.6, CENTRED, bold=True)
        if self._sheet.banner:
            self._words(layout.BANNER, self._sheet.banner, 4.2, LEFT, bold=True)

    def _box(self, box: Rect) -> None:
        self._painter.setPen(QPen(QColor(Qt.GlobalColor.black), layout.BORDER_MM))
        self._painter.setBrush(Qt.BrushStyle.NoBrush)
        self._painter.drawRect(QRectF(box.x, box.y, box.width, box.height))

    def _words(
        self,
        place: Rect,
        words: str,
        height_mm: float,
        where: Qt.AlignmentFlag,
        *,
        bold: bool = False,
    ) -> None:
        painter = self._painter
        font = QFont(painter.font())
        # Fonts count in whole pixels: drawn ten times as large, and made smaller.
        font.setPixelSize(round(height_mm * 10))
        font.setBold(bold)
        painter.save()
        painter.scale(0.1, 0.1)
        painter.setFont(font)
        painter.setPen(QColor(Qt.GlobalColor.black))
        inside = QRectF(place.x * 10, place.y * 10, place.width * 10, place.height * 10)
        painter.drawText(inside, int(where), words)
        painter.restore()
