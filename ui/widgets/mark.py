"""The programme's sign, a winding path, drawn without an icon font so that start-up is light."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QPointF, QRectF, QSize
from PySide6.QtGui import QColor, QIcon, QPainter, QPainterPath, QPainterPathStroker, QPixmap
from PySide6.QtWidgets import QWidget

from ui.theme import theme

if TYPE_CHECKING:
    from PySide6.QtGui import QPaintEvent


START = QPointF(5, 4)
STROKE = 1.9
"""Width of the path, in units of which the sign is 24 wide."""
TRANSPARENT = QColor(0, 0, 0, 0)


def draw_mark(painter: QPainter, box: QRectF, colour: QColor) -> None:
    """Paint the path into a square box."""
    unit = box.width() / 24
    painter.save()
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.translate(box.topLeft())
    painter.scale(unit, unit)
    path = QPainterPath(START)
    path.lineTo(17, 4)
    path.arcTo(QRectF(13, 4, 8, 8), 90, -180)
    path.lineTo(5.5, 12)
    path.arcTo(QRectF(2, 12, 8, 8), 90, 180)
    path.lineTo(16.5, 20)
    path.addEllipse(QPointF(19, 20), 2.4, 2.4)
    stroker = QPainterPathStroker()
    stroker.setWidth(STROKE)
    painter.fillPath(stroker.createStroke(path), colour)
    # The round end by hand: a pen's cap is named in the namespace Qt, which takes 14 ms to make.
    cap = QPainterPath()
    cap.addEllipse(START, STROKE / 2, STROKE / 2)
    painter.fillPath(cap, colour)
    painter.restore()


def mark_icon(colour: str = "#0E6B5E") -> QIcon:
    """The window's icon: the same when locked and unlocked, it tells nothing."""
    image = QPixmap(64, 64)
    image.fill(TRANSPARENT)
    painter = QPainter(image)
    draw_mark(painter, QRectF(4, 4, 56, 56), QColor(colour))
    painter.end()
    return QIcon(image)


class Mark(QWidget):
    """The sign as a widget."""

    def __init__(self, size: int = 44) -> None:
        super().__init__()
        self._size = theme().px(size)
        self.setFixedSize(self.sizeHint())

    def sizeHint(self) -> QSize:
        return QSize(self._size, self._size)

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        draw_mark(painter, QRectF(self.rect()), QColor(theme().tokens.accent))
