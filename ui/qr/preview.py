"""What the camera sees, as in a mirror, so that a hand knows where to move."""

from __future__ import annotations

from PySide6.QtCore import QRect, Qt
from PySide6.QtGui import QImage, QPainter, QPaintEvent
from PySide6.QtWidgets import QSizePolicy, QWidget

from desktop.i18n import _

SIDES_MIN_PX = (320, 240)


class Preview(QWidget):
    """Keeps one image, until the next one or `forget`."""

    def __init__(self) -> None:
        super().__init__()
        self.image = QImage()
        self.setAccessibleName(_("Lo que ve la cámara"))
        self.setMinimumSize(*SIDES_MIN_PX)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Expanding)

    def tell(self, image: QImage) -> None:
        self.image = image
        self.update()

    def forget(self) -> None:
        self.tell(QImage())

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.fillRect(self.rect(), Qt.GlobalColor.black)
        if not self.image.isNull():
            size = self.image.size().scaled(self.size(), Qt.AspectRatioMode.KeepAspectRatio)
            painter.setRenderHint(QPainter.RenderHint.SmoothPixmapTransform)
            painter.translate(self.width() / 2, self.height() / 2)
            painter.scale(-1, 1)
            place = QRect(-size.width() // 2, -size.height() // 2, size.width(), size.height())
            painter.drawImage(place, self.image)
        painter.end()
