"""How far one has come in a few questions: a dot for each, the present one longer."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QRectF, QSize
from PySide6.QtGui import QColor, QPainter, Qt
from PySide6.QtWidgets import QWidget

from desktop.i18n import _
from ui.theme import theme

if TYPE_CHECKING:
    from PySide6.QtGui import QPaintEvent

DOT_PX = 8
LONG_PX = 24
GAP_PX = 6


class Dots(QWidget):
    """Tells the same to eyes and to a screen reader; takes no keys."""

    def __init__(self) -> None:
        super().__init__()
        self._at = self._count = 0

    def tell(self, at: int, count: int) -> None:
        """`at` counts from 0."""
        self._at, self._count = at, count
        self.setAccessibleName(_("Paso {n} de {count}").format(n=at + 1, count=count))
        self.setFixedSize(self.sizeHint())
        self.update()

    def sizeHint(self) -> QSize:
        px = theme().px
        width = px(LONG_PX) + max(self._count - 1, 0) * (px(DOT_PX) + px(GAP_PX))
        return QSize(width, px(DOT_PX))

    def paintEvent(self, event: QPaintEvent) -> None:
        px, tokens = theme().px, theme().tokens
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(Qt.PenStyle.NoPen)
        left, height = 0, px(DOT_PX)
        for place in range(self._count):
            width = px(LONG_PX) if place == self._at else height
            painter.setBrush(QColor(tokens.accent if place <= self._at else tokens.line))
            painter.drawRoundedRect(QRectF(left, 0, width, height), height / 2, height / 2)
            left += width + px(GAP_PX)
