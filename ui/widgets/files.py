"""Choosing files: in the person's language, with the ending added, leaving no trace of folders."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import QSettings
from PySide6.QtWidgets import QFileDialog, QWidget


def open_file(parent: QWidget, title: str, words: str, endings: str) -> Path | None:
    """A file to read; `endings` like "*.csv *.xlsx". None when the person cancelled."""
    name, _filter = QFileDialog.getOpenFileName(
        parent, title, str(Path.home()), f"{words} ({endings})"
    )
    leave_no_trace()
    return Path(name) if name else None


def save_file(parent: QWidget, title: str, proposed: str, words: str) -> Path | None:
    """Where to write; the ending of `proposed` is added when it was not typed.

    Nothing is replaced unasked: where the added ending names a file that is there,
    the dialog comes again with the whole name, and asks.
    """
    ending = Path(proposed).suffix
    path = Path.home() / proposed
    while True:
        name, _filter = QFileDialog.getSaveFileName(
            parent, title, str(path), f"{words} (*{ending})"
        )
        leave_no_trace()
        if not name:
            return None
        path = Path(name)
        if path.suffix.lower() == ending:
            return path
        path = path.with_name(path.name + ending)
        if not path.exists():
            return path


def leave_no_trace() -> None:
    """Qt's dialog writes the folders that were visited into a file of the user's, in clear."""
    settings = QSettings(QSettings.Scope.UserScope, "QtProject")
    settings.remove("FileDialog")
    settings.sync()
