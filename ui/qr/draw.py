"""Bytes as the squares of a QR code. segno is loaded when the first one is drawn."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QRect, Qt
from PySide6.QtGui import QPainter

ERROR_LEVEL = "m"
"""15 % of a code may be lost to glare and still be read."""
QUIET_MODULES = 4
"""White around a code. Source: ISO/IEC 18004."""

Modules = Sequence[Sequence[int]]
"""Rows of squares, 1 is dark, without the quiet zone."""


def modules(data: bytes) -> Modules:
    """The code for these bytes."""
    import segno

    made = segno.make_qr(data, error=ERROR_LEVEL, mode="byte", boost_error=False)
    return tuple(tuple(row) for row in made.matrix)


def paint(painter: QPainter, place: QRect, squares: Modules) -> None:
    """Black on white, whatever the theme, on whole pixels and as large as the place allows."""
    painter.fillRect(place, Qt.GlobalColor.white)
    across = len(squares) + 2 * QUIET_MODULES
    ratio = painter.device().devicePixelRatioF()
    size = max(int(min(place.width(), place.height()) * ratio / across), 1) / ratio
    left = place.x() + round((place.width() - len(squares) * size) / 2 * ratio) / ratio
    top = place.y() + round((place.height() - len(squares) * size) / 2 * ratio) / ratio
    painter.save()
    painter.setRenderHint(QPainter.RenderHint.Antialiasing, False)
    painter.translate(left, top)
    painter.scale(size, size)
    for y, line in enumerate(squares):
        for x, dark in enumerate(line):
            if dark:
                painter.fillRect(x, y, 1, 1, Qt.GlobalColor.black)
    painter.restore()
