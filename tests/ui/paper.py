"""What comes out of a printer, looked at: every sheet as words and as a picture."""

from __future__ import annotations

from dataclasses import dataclass

from PySide6.QtCore import QBuffer, QByteArray, QIODevice, QSize
from PySide6.QtGui import QImage, QPainter
from PySide6.QtPdf import QPdfDocument

from ui.printing import PAPERS, Content, pdf_of

DOTS_A_INCH = 150
EDGE_MM = 8
_MM_PER_INCH = 25.4


@dataclass
class Sheet:
    """One page as it would lie on the table."""

    text: str
    picture: QImage

    def blank_edges(self) -> bool:
        """Whether nothing is printed in the outer 8 mm, so that no printer cuts it."""
        edge = round(EDGE_MM / _MM_PER_INCH * DOTS_A_INCH)
        wide, high = self.picture.width(), self.picture.height()
        places = [(x, y) for x in range(0, wide, 3) for y in (*range(0, edge, 7), high - edge)]
        places += [(x, y) for y in range(0, high, 3) for x in (*range(0, edge, 7), wide - edge)]
        return all(self.picture.pixelColor(*place).lightness() > 200 for place in places)


def sheets_of(content: Content, paper: str = "letter") -> list[Sheet]:
    """Print into memory and read it back."""
    buffer = QBuffer()
    buffer.setData(QByteArray(pdf_of(content, PAPERS[paper])))
    buffer.open(QIODevice.OpenModeFlag.ReadOnly)
    document = QPdfDocument()
    document.load(buffer)
    found = []
    for number in range(document.pageCount()):
        points = document.pagePointSize(number)
        scale = DOTS_A_INCH / 72
        size = QSize(round(points.width() * scale), round(points.height() * scale))
        picture = QImage(size, QImage.Format.Format_RGB32)
        picture.fill(0xFFFFFFFF)
        painter = QPainter(picture)
        painter.drawImage(0, 0, document.render(number, size))
        painter.end()
        words = " ".join(document.getAllText(number).text().split())
        found.append(Sheet(words, picture))
    document.close()
    return found
