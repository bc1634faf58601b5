"""A scan as a grey picture: PNG, JPEG, or a page of a PDF. It is held in memory alone."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import QBuffer, QByteArray, QIODevice, QSize
from PySide6.QtGui import QImage, QPainter, Qt

from desktop.services.sheet_reading.grey import Grey
from desktop.services.sheet_reading.reading import UnreadableSheet
from desktop.trouble import say
from ui.media import parts
from ui.qr.pictures import FILE_MAX_BYTES, NoPicture, load

ENDINGS = "*.png *.jpg *.jpeg *.pdf *.PNG *.JPG *.JPEG *.PDF"
PDF_DOTS_AN_INCH = 200
POINTS_AN_INCH = 72
PDF_PAGES_MAX = 20
SIDE_MAX_PX = 3000


def grey_of(image: QImage) -> Grey:
    """Its brightness, one byte a pixel."""
    grey = image.convertToFormat(QImage.Format.Format_Grayscale8)
    width, height, step = grey.width(), grey.height(), grey.bytesPerLine()
    data = bytes(grey.constBits())
    if step != width:
        data = b"".join(data[at * step : at * step + width] for at in range(height))
    return Grey(data, width, height)


def pictures_of(path: Path) -> list[QImage]:
    """The pictures of a scan, a page each. Raises: UnreadableSheet, PartMissing."""
    try:
        with path.open("rb") as file:
            is_pdf = file.read(5) == b"%PDF-"
        if is_pdf:
            return _pages(path)
        return [load(path)]
    except (OSError, NoPicture):
        raise UnreadableSheet(say("Ese archivo no es una imagen PNG, JPEG ni PDF.")) from None


def _pages(path: Path) -> list[QImage]:
    if path.stat().st_size > FILE_MAX_BYTES:
        raise NoPicture
    pdf = parts.pdf()
    held = QByteArray(path.read_bytes())
    buffer = QBuffer(held)
    buffer.open(QIODevice.OpenModeFlag.ReadOnly)
    document = pdf.QPdfDocument()
    document.load(buffer)
    if document.status() != pdf.QPdfDocument.Status.Ready:
        raise NoPicture
    made = []
    for number in range(min(document.pageCount(), PDF_PAGES_MAX)):
        size = (document.pagePointSize(number) * PDF_DOTS_AN_INCH / POINTS_AN_INCH).toSize()
        most = QSize(SIDE_MAX_PX, SIDE_MAX_PX)
        if size.isEmpty():
            raise NoPicture
        if size.width() > most.width() or size.height() > most.height():
            size.scale(most, Qt.AspectRatioMode.KeepAspectRatio)
        page = document.render(number, size)
        image = QImage(size, QImage.Format.Format_RGB32)
        image.fill(Qt.GlobalColor.white)  # a page is paper: what is transparent in it is white
        painter = QPainter(image)
        painter.drawImage(0, 0, page)
        painter.end()
        made.append(image)
    document.close()
    return made
