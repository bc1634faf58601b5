"""Manners of the whole window: the wheel changes no number, Enter presses the button in focus.

A page that scrolls under a resting finger must not change what was typed.
"""

from __future__ import annotations

from PySide6.QtCore import QEvent, QObject, Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QAbstractSpinBox, QComboBox, QPushButton


class Manners(QObject):
    """An event filter for the application."""

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        kind = event.type()
        if kind == QEvent.Type.Wheel and isinstance(watched, QAbstractSpinBox | QComboBox):
            event.ignore()
            return True
        if kind == QEvent.Type.KeyPress and isinstance(watched, QPushButton):
            assert isinstance(event, QKeyEvent)  # noqa: S101
            if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and watched.isEnabled():
                # A key held down, as to leave a field, must not answer what opens next.
                if not event.isAutoRepeat():
                    watched.click()
                return True
        return False
