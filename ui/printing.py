"""Paper and PDF, on any system: Qt's own PDF writer, and the system's print dialog.

A PDF is made in memory: what writes it to a disk is the door (ui.door). QtPrintSupport
is imported when somebody prints; a PDF needs none of it.
"""

from __future__ import annotations

from PySide6.QtCore import QBuffer, QByteArray, QIODevice, QMarginsF
from PySide6.QtGui import QPageLayout, QPageSize, QPdfWriter, QTextDocument
from PySide6.QtWidgets import QWidget

from desktop.trouble import Trouble, say
from ui.widgets.trouble import show_trouble

MARGIN_MM = 2
"""Qt adds 20 mm of its own around a document that it paginates."""
BODY_PT = 12
DOTS_A_INCH = 300


class NoPrinter(Trouble):
    """This computer knows no printer."""

    def __init__(self) -> None:
        super().__init__(
            happened=say("Esta computadora no tiene ninguna impresora."),
            safe=say("No salió nada a papel."),
            next_step=say("Conecte una, cópielo a mano o guárdelo en PDF en una memoria USB."),
        )


def pdf_of(html: str) -> bytes:
    """HTML as a PDF without title, author or producer's details."""
    data = QByteArray()
    buffer = QBuffer(data)
    buffer.open(QIODevice.OpenModeFlag.WriteOnly)
    writer = QPdfWriter(buffer)
    writer.setResolution(DOTS_A_INCH)
    writer.setTitle("")
    writer.setCreator("")
    writer.setPageSize(QPageSize(QPageSize.PageSizeId.Letter))
    writer.setPageMargins(QMarginsF(*[MARGIN_MM] * 4), QPageLayout.Unit.Millimeter)
    _document(html).print_(writer)
    del writer  # the file is whole only when the writer is gone
    buffer.close()
    return bytes(data.data())


def print_directly(html: str, parent: QWidget) -> bool:
    """Ask for a printer and print; false when the person cancelled or there is none.

    With none Qt's dialog still offers to print, and nothing would come out: this says so.
    """
    from PySide6.QtPrintSupport import QPrintDialog, QPrinter, QPrinterInfo

    if not QPrinterInfo.availablePrinterNames():
        show_trouble(parent, NoPrinter())
        return False
    printer = QPrinter(QPrinter.PrinterMode.HighResolution)
    printer.setDocName(" ")
    dialog = QPrintDialog(printer, parent)
    # "Print to a file" would be a second door for plaintext.
    dialog.setOption(QPrintDialog.PrintDialogOption.PrintToFile, False)
    if not dialog.exec():
        return False
    _document(html).print_(printer)
    return True


def _document(html: str) -> QTextDocument:
    document = QTextDocument()
    font = document.defaultFont()
    font.setPointSizeF(BODY_PT)
    document.setDefaultFont(font)
    document.setHtml(html)
    return document
