"""Choosing files: in the person's language, with the ending added, leaving no trace of folders."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import QSettings
from PySide6.QtWidgets import QFileDialog, QWidget

from desktop.host import sticks


def open_file(parent: QWidget, title: str, words: str, endings: str) -> Path | None:
    """A file to read; `endings` like "*.csv *.xlsx". None when the person cancelled."""
    name, _filter = QFileDialog.getOpenFileName(
        parent, title, str(_where_to_look()), f"{words} ({endings})"
    )
    leave_no_trace()
    return Path(name) if name else None


def open_files(parent: QWidget, title: str, words: str, endings: str) -> list[Path]:
    """Several files to read, as `open_file`. Empty when the person cancelled."""
    names, _filter = QFileDialog.getOpenFileNames(
        parent, title, str(_where_to_look()), f"{words} ({endings})"
    )
    leave_no_trace()
    return [Path(name) for name in names]


def save_file(parent: QWidget, title: str, proposed: str, words: str) -> Path | None:
    """Where to write; the ending of `proposed` is added when it was not typed.

    Nothing is replaced unasked: where the added ending names a file that is there,
    the dialog comes again with the whole name, and asks.
    """
    ending = Path(proposed).suffix
    path = _where_to_look() / proposed
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


def choose_folder(parent: QWidget, title: str) -> Path | None:
    """A folder; None when the person cancelled."""
    name = QFileDialog.getExistingDirectory(parent, title, str(_where_to_look()))
    leave_no_trace()
    return Path(name) if name else None


def _where_to_look() -> Path:
    """The stick that is plugged in: what somebody brings or takes along is on one."""
    found = sticks.mounted()
    return found[0].path if found else Path.home()


def leave_no_trace() -> None:
    """Qt's dialog writes the folders that were visited into a file of the user's, in clear."""
    settings = QSettings(QSettings.Scope.UserScope, "QtProject")
    settings.remove("FileDialog")
    settings.sync()
