"""Paper and PDF, on any system: Qt's own PDF writer, and the system's print dialog.

QtPrintSupport is imported when somebody prints; writing a PDF needs none of it.
"""

from __future__ import annotations

import os
from pathlib import Path

from PySide6.QtCore import QMarginsF
from PySide6.QtGui import QPageLayout, QPageSize, QPdfWriter, QTextDocument
from PySide6.QtWidgets import QWidget

MARGIN_MM = 2
"""Qt adds 20 mm of its own around a document that it paginates."""
BODY_PT = 12
DOTS_A_INCH = 300


def save_pdf(html: str, path: Path) -> None:
    """Write HTML as a PDF without title, author or producer's details. Raises: OSError."""
    part = path.with_name(path.name + ".part")
    writer = QPdfWriter(str(part))
    writer.setResolution(DOTS_A_INCH)
    writer.setTitle("")
    writer.setCreator("")
    writer.setPageSize(QPageSize(QPageSize.PageSizeId.Letter))
    writer.setPageMargins(QMarginsF(*[MARGIN_MM] * 4), QPageLayout.Unit.Millimeter)
    _document(html).print_(writer)
    del writer  # the file is whole only when the writer is gone
    if not part.exists():
        raise OSError(f"could not write {path.name}")
    os.replace(part, path)


def print_directly(html: str, parent: QWidget) -> bool:
    """Ask for a printer and print; false when the person cancelled or there is none."""
    from PySide6.QtPrintSupport import QPrintDialog, QPrinter

    printer = QPrinter(QPrinter.PrinterMode.HighResolution)
    printer.setDocName(" ")
    if not QPrintDialog(printer, parent).exec():
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
