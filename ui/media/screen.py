"""Frames of a film, painted by the window itself: what is covered is gone from the screen."""

from __future__ import annotations

from typing import Any

from PySide6.QtCore import QRect, Qt
from PySide6.QtGui import QImage, QPainter, QPaintEvent
from PySide6.QtWidgets import QSizePolicy, QWidget

from ui.icons import pixmap

SYMBOL_PX = 96
SYMBOL_INK = "#8a8a8a"


class Screen(QWidget):
    """The last frame, as large as it fits; a symbol while there is none, as for sound."""

    def __init__(self, name: str, symbol: str) -> None:
        super().__init__()
        self.image = QImage()
        self._symbol = symbol
        self.setAccessibleName(name)
        self.setMouseTracking(True)
        self.setMinimumSize(160, 90)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Expanding)

    def on_frame(self, frame: Any) -> None:
        """A QVideoFrame. An invalid one, as between two films, changes nothing."""
        image = frame.toImage()
        if not image.isNull():
            self.tell(image)

    def tell(self, image: QImage) -> None:
        self.image = image
        self.update()

    def forget(self) -> None:
        self.tell(QImage())

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.fillRect(self.rect(), Qt.GlobalColor.black)
        if self.image.isNull():
            symbol = pixmap(self._symbol, SYMBOL_INK, SYMBOL_PX, self.devicePixelRatioF())
            painter.drawPixmap(self._middle(SYMBOL_PX, SYMBOL_PX), symbol)
        else:
            size = self.image.size().scaled(self.size(), Qt.AspectRatioMode.KeepAspectRatio)
            painter.setRenderHint(QPainter.RenderHint.SmoothPixmapTransform)
            painter.drawImage(self._middle(size.width(), size.height()), self.image)
        painter.end()

    def _middle(self, width: int, height: int) -> QRect:
        return QRect((self.width() - width) // 2, (self.height() - height) // 2, width, height)
