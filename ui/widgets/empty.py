"""Empty pages teach: what goes here, and the button that starts it."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QHBoxLayout, QPushButton, QVBoxLayout, QWidget

from ui.theme import theme
from ui.widgets.parts import label, row, tile

WORDS_PX = 500


class Empty(QWidget):
    """An icon, what goes here in a sentence or two, and the first step."""

    def __init__(self, symbol: str, title: str, text: str, *buttons: QPushButton) -> None:
        super().__init__()
        inside = QVBoxLayout(self)
        inside.setSpacing(theme().px(10))
        inside.addStretch(1)
        inside.addWidget(tile(symbol, "accent", 64), 0, Qt.AlignmentFlag.AlignHCenter)
        self.heading = label(title, "section")
        inside.addWidget(self.heading, 0, Qt.AlignmentFlag.AlignHCenter)
        words = label(text, "soft", wrap=True)
        words.setAlignment(Qt.AlignmentFlag.AlignCenter)
        # A fixed width, so that the height follows from the text and no line is cut.
        words.setFixedWidth(theme().px(WORDS_PX))
        inside.addLayout(row(None, words, None))
        if buttons:
            line = QHBoxLayout()
            line.addStretch(1)
            for each in buttons:
                line.addWidget(each)
            line.addStretch(1)
            inside.addSpacing(theme().px(8))
            inside.addLayout(line)
        inside.addStretch(2)
