"""A quiet remark between the questions, with what can be done about it."""

from __future__ import annotations

from PySide6.QtWidgets import QFrame, QPushButton

from ui.theme import theme
from ui.widgets.parts import label, row

SIDE_PX = 14


def aside(words: str, *buttons: QPushButton) -> QFrame:
    """The words at the left, the buttons at the right."""
    frame = QFrame()
    frame.setProperty("kind", "tile")
    frame.setProperty("tone", "plain")
    line = row(label(words, wrap=True), *buttons, spacing=12)
    line.setStretch(0, 1)
    side = theme().px(SIDE_PX)
    line.setContentsMargins(side, side, side, side)
    frame.setLayout(line)
    return frame
