"""Paper and PDF, on any system: Qt's own PDF writer, and the system's print dialog.

A PDF is made in memory: what writes it to a disk is the door (ui.door). QtPrintSupport
is imported when somebody prints; a PDF needs none of it.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Protocol

from PySide6.QtCore import QBuffer, QByteArray, QIODevice, QMarginsF, QSizeF
from PySide6.QtGui import (
    QFont,
    QGuiApplication,
    QPagedPaintDevice,
    QPageLayout,
    QPageSize,
    QPainter,
    QPdfWriter,
    QTextDocument,
)
from PySide6.QtWidgets import QWidget

from desktop.trouble import Trouble, say
from ui.widgets.trouble import show_trouble

MARGIN_MM = 2
"""Qt adds 20 mm of its own around a document that it paginates."""
SHEET_MARGIN_MM = 20
BODY_PT = 12
DOTS_A_INCH = 300


MM_PER_INCH = 25.4

PAPERS = {"letter": QPageSize.PageSizeId.Letter, "a4": QPageSize.PageSizeId.A4}
"""Sheets by the name that `desktop.services.prefs` keeps for this laptop."""


class Drawn(Protocol):
    """Pages that must lie exactly where they lie, so that HTML will not do."""

    @property
    def page_count(self) -> int: ...

    def draw(self, painter: QPainter, number: int, page_mm: QSizeF) -> None:
        """Draw a page, by its place from 0, in millimetres from the paper's upper left."""


@dataclass(frozen=True)
class Sheets:
    """A sheet for each piece of HTML, without the number that Qt puts on pages of one text."""

    html: Sequence[str]

    @property
    def page_count(self) -> int:
        return len(self.html)

    def draw(self, painter: QPainter, number: int, page_mm: QSizeF) -> None:
        """What does not fit on the sheet is drawn smaller."""
        document = _document(self.html[number])
        margin = SHEET_MARGIN_MM
        within = QSizeF(page_mm.width() - 2 * margin, page_mm.height() - 2 * margin)
        dots = QGuiApplication.primaryScreen().logicalDotsPerInch() / MM_PER_INCH
        document.setDocumentMargin(0)
        document.setTextWidth(within.width() * dots)
        smaller = min(within.height() * dots / document.size().height(), 1.0)
        across = (within.width() - within.width() * smaller) / 2
        painter.translate(margin + across, margin)
        painter.scale(smaller / dots, smaller / dots)
        document.drawContents(painter)


Content = str | Drawn
"""A page of HTML, or drawn pages."""


class NoPrinter(Trouble):
    """This computer knows no printer."""

    def __init__(self) -> None:
        super().__init__(
            happened=say("Esta computadora no tiene ninguna impresora."),
            safe=say("No salió nada a papel."),
            # Never "keep it as a PDF": most of what is only printed carries a name.
            next_step=say("Conecte una y vuelva a imprimir, o cópielo a mano."),
        )


def pdf_of(content: Content, paper: QPageSize.PageSizeId = QPageSize.PageSizeId.Letter) -> bytes:
    """A PDF without title, author or producer's details."""
    data = QByteArray()
    buffer = QBuffer(data)
    buffer.open(QIODevice.OpenModeFlag.WriteOnly)
    writer = QPdfWriter(buffer)
    writer.setResolution(DOTS_A_INCH)
    writer.setTitle("")
    writer.setCreator("")
    writer.setPageSize(QPageSize(paper))
    writer.setPageMargins(QMarginsF(*[MARGIN_MM] * 4), QPageLayout.Unit.Millimeter)
    _put(content, writer)
    del writer  # the file is whole only when the writer is gone
    buffer.close()
    return bytes(data.data())


def print_directly(
    content: Content,
    parent: QWidget,
    paper: QPageSize.PageSizeId = QPageSize.PageSizeId.Letter,
) -> bool:
    """Ask for a printer and print; false when the person cancelled or there is none.

    With none Qt's dialog still offers to print, and nothing would come out: this says so.
    """
    from PySide6.QtPrintSupport import QPrintDialog, QPrinter, QPrinterInfo

    if not QPrinterInfo.availablePrinterNames():
        show_trouble(parent, NoPrinter())
        return False
    printer = QPrinter(QPrinter.PrinterMode.HighResolution)
    printer.setDocName(" ")
    printer.setPageSize(QPageSize(paper))
    dialog = QPrintDialog(printer, parent)
    # "Print to a file" would be a second door for plaintext.
    dialog.setOption(QPrintDialog.PrintDialogOption.PrintToFile, False)
    if not dialog.exec():
        return False
    _put(content, printer)
    return True


def _put(content: Content, paper: QPagedPaintDevice) -> None:
    if isinstance(content, str):
        _document(content).print_(paper)
        return
    page = paper.pageLayout()
    whole = page.fullRect(QPageLayout.Unit.Millimeter)
    within = page.paintRect(QPageLayout.Unit.Millimeter)
    painter = QPainter(paper)
    for number in range(content.page_count):
        if number:
            paper.newPage()
        painter.save()
        painter.scale(paper.logicalDpiX() / MM_PER_INCH, paper.logicalDpiY() / MM_PER_INCH)
        painter.translate(-within.x(), -within.y())
        content.draw(painter, number, whole.size())
        painter.restore()
    painter.end()


def _document(html: str) -> QTextDocument:
    document = QTextDocument()
    font = document.defaultFont()
    font.setPointSizeF(BODY_PT)
    # Widths of letters as the paper has them, not rounded to the dots of a screen.
    font.setHintingPreference(QFont.HintingPreference.PreferNoHinting)
    document.setDefaultFont(font)
    document.setHtml(html)
    return document
