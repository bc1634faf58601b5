"""Cards one below the other, scrolling when they do not fit."""

from __future__ import annotations

from collections.abc import Iterable

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFrame, QScrollArea, QSizePolicy, QWidget

from ui.theme import theme
from ui.widgets.parts import clear, column


class CardList(QScrollArea):
    """Takes no focus itself; what stands on the cards does."""

    def __init__(self) -> None:
        super().__init__()
        self.setWidgetResizable(True)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Ignored)
        inner = QWidget()
        self._lines = column(spacing=12)
        self._lines.setContentsMargins(0, 0, theme().px(8), 0)
        inner.setLayout(self._lines)
        self.setWidget(inner)

    def show_cards(self, cards: Iterable[QWidget]) -> None:
        """In place of those that were there."""
        clear(self._lines)
        for each in cards:
            self._lines.addWidget(each)
        self._lines.addStretch(1)
