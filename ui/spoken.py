"""Qt's own words (file dialogs, standard buttons) in the language of the interface."""

from __future__ import annotations

from PySide6.QtCore import QLibraryInfo, QTranslator
from PySide6.QtWidgets import QApplication

from desktop.i18n import language


def speak(app: QApplication) -> None:
    """Install the catalogue that goes with `desktop.i18n.language()`, instead of the one before."""
    before = app.property("qt_words")
    if isinstance(before, QTranslator):
        app.removeTranslator(before)
    words = QTranslator(app)
    folder = QLibraryInfo.path(QLibraryInfo.LibraryPath.TranslationsPath)
    if words.load(f"qtbase_{language()}", folder):
        app.installTranslator(words)
    app.setProperty("qt_words", words)
