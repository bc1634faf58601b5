"""The peer of every start: a bare PySide6 window with one button, "ready" after its first paint."""

from __future__ import annotations

import os
import sys

from PySide6.QtCore import QTimer
from PySide6.QtGui import QPaintEvent
from PySide6.QtWidgets import QApplication, QPushButton, QVBoxLayout, QWidget


class Bare(QWidget):
    """A window, a button."""

    def __init__(self) -> None:
        super().__init__()
        self.painted = False
        QVBoxLayout(self).addWidget(QPushButton("Entrar"))

    def paintEvent(self, event: QPaintEvent) -> None:
        if not self.painted:
            self.painted = True
            QTimer.singleShot(0, say_ready)


def say_ready() -> None:
    sys.stdout.write('{"do": "ready"}\n')
    sys.stdout.flush()


def main() -> None:
    app = QApplication(sys.argv)
    window = Bare()
    window.resize(1366, 728)
    window.show()
    window.activateWindow()
    app.exec()
    os._exit(0)


if __name__ == "__main__":
    main()
