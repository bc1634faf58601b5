"""Pictures and PDF: shown from memory, no larger than a screen needs, nothing in them is run."""

from __future__ import annotations

from functools import partial
from typing import Any

from PySide6.QtCore import QBuffer, QByteArray, QIODevice, QSize, Qt
from PySide6.QtGui import QImage, QImageReader, QPainter, QResizeEvent
from PySide6.QtWidgets import QScrollArea, QWidget

from desktop.i18n import _
from desktop.services.materials.showing import Showing
from desktop.services.refusals import Refusal
from desktop.trouble import say
from ui.media import parts
from ui.media.screen import Screen
from ui.media.stage import Stage
from ui.qr.pictures import SIDE_MAX_PX, NoPicture, scaled
from ui.widgets.parts import button, label

BYTES_MAX = 100_000_000
PIXELS_MAX = 120_000_000
"""Of a picture before it is made smaller: a larger one is taken for a bomb."""
ZOOMS = (1.0, 1.5, 2.0, 3.0)


class NotShowable(Refusal):
    """The file cannot be shown: damaged, or made to fill the memory."""

    def __init__(self, title: str) -> None:
        super().__init__(
            say("«{title}» no se puede mostrar: está dañado o es demasiado grande.", title=title),
            say("Guárdelo de nuevo, más pequeño, en otra computadora y cópielo otra vez."),
        )


class PictureStage(Stage):
    """One picture, as large as it fits."""

    def __init__(self, parent: QWidget, showing: Showing) -> None:
        """Raises: NotShowable, DamagedMaterial."""
        image = _picture(_bytes_of(showing), showing.now.title)
        super().__init__(parent, showing.now.title)
        self.screen_ = Screen(showing.now.title, "image")
        self.screen_.tell(image)
        self.content.addWidget(self.screen_, 1)
        self.tools.addWidget(self.name, 1)
        self.end_bar()
        self.counting(True)
        self.leave.setFocus()

    def stop(self) -> None:
        self.screen_.forget()


class PagesStage(Stage):
    """A PDF, page by page. Its links lead nowhere: a click must open no browser."""

    def __init__(self, parent: QWidget, showing: Showing) -> None:
        """Raises: PartMissing, NotShowable, DamagedMaterial."""
        self._qtpdf = parts.pdf()
        data = _bytes_of(showing)
        super().__init__(parent, showing.now.title)
        self._buffer = QBuffer(self)
        self._buffer.setData(QByteArray(data))
        self._buffer.open(QIODevice.OpenModeFlag.ReadOnly)
        self.document: Any = self._qtpdf.QPdfDocument(self)
        self.document.load(self._buffer)
        if self.document.status() != self._qtpdf.QPdfDocument.Status.Ready:
            self.deleteLater()
            raise NotShowable(showing.now.title)
        self.page, self._zoom = 0, 0
        self.screen_ = Screen(showing.now.title, "file-pdf")
        self.area = QScrollArea()
        self.area.setWidgetResizable(True)
        self.area.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.area.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self.area.setWidget(self.screen_)
        self.content.addWidget(self.area, 1)
        self.before = button(_("Página anterior"), "icon", "caret-left", lambda: self.turn(-1))
        self.after = button(_("Página siguiente"), "icon", "caret-right", lambda: self.turn(1))
        self.where = label("", "small")
        self.smaller = button(_("Más pequeño"), "icon", "minus", lambda: self.zoom(-1))
        self.larger = button(_("Más grande"), "icon", "plus", lambda: self.zoom(1))
        for each in (self.before, self.where, self.after, self.smaller, self.larger):
            self.tools.addWidget(each)
        self.tools.addWidget(self.name, 1)
        self.end_bar()
        for keys, by in (("Left", -1), ("PgUp", -1), ("Right", 1), ("PgDown", 1), ("Space", 1)):
            self.on_key(keys, partial(self.turn, by))
        self.on_key("+", lambda: self.zoom(1))
        self.on_key("-", lambda: self.zoom(-1))
        self.counting(True)
        self.after.setFocus()

    def turn(self, by: int) -> None:
        self.page = max(0, min(self.page + by, self.document.pageCount() - 1))
        self._draw()

    def zoom(self, by: int) -> None:
        self._zoom = max(0, min(self._zoom + by, len(ZOOMS) - 1))
        self._draw()

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._draw()

    def _draw(self) -> None:
        if self.over:
            return
        room = self.area.maximumViewportSize() * ZOOMS[self._zoom]
        points = self.document.pagePointSize(self.page).toSize().expandedTo(QSize(1, 1))
        size = points.scaled(room, Qt.AspectRatioMode.KeepAspectRatio)
        most = QSize(SIDE_MAX_PX, SIDE_MAX_PX)
        size = size.expandedTo(QSize(1, 1)).boundedTo(most)
        page = self.document.render(self.page, size)
        # A page is paper: what is transparent in it is white.
        image = QImage(size, QImage.Format.Format_RGB32)
        image.fill(Qt.GlobalColor.white)
        _paint(image, page)
        self.screen_.setMinimumSize(size if self._zoom else QSize(160, 90))
        self.screen_.tell(image)
        count = self.document.pageCount()
        self.where.setText(_("{n} de {of}").format(n=self.page + 1, of=count))
        self.before.setEnabled(self.page > 0)
        self.after.setEnabled(self.page < count - 1)

    def stop(self) -> None:
        self.screen_.forget()
        self.document.close()
        self._buffer.close()


def _bytes_of(showing: Showing) -> bytes:
    """All of it, in memory; the reader is closed."""
    reader = showing.reader
    try:
        if reader.size > BYTES_MAX:
            raise NotShowable(showing.now.title)
        return reader.read(0, reader.size)
    finally:
        reader.close()


def _picture(data: bytes, title: str) -> QImage:
    held = QByteArray(data)
    buffer = QBuffer(held)
    buffer.open(QIODevice.OpenModeFlag.ReadOnly)
    reader = QImageReader(buffer)
    size = reader.size()
    try:
        if not 0 < size.width() * size.height() <= PIXELS_MAX:
            raise NoPicture
        return scaled(reader)
    except NoPicture:
        raise NotShowable(title) from None


def _paint(image: QImage, page: QImage) -> None:
    painter = QPainter(image)
    painter.drawImage(0, 0, page)
    painter.end()
