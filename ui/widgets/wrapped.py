"""Buttons side by side where there is room, one below the other in large type."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QSize
from PySide6.QtWidgets import QBoxLayout, QWidget

from ui.theme import theme

if TYPE_CHECKING:
    from PySide6.QtGui import QResizeEvent

GAP_PX = 8


class Wrapped(QWidget):
    """As wide as its place; never asks for more than its widest part needs."""

    def __init__(self, *parts: QWidget) -> None:
        super().__init__()
        self._parts = parts
        self._box = QBoxLayout(QBoxLayout.Direction.LeftToRight, self)
        self._box.setContentsMargins(0, 0, 0, 0)
        self._box.setSpacing(theme().px(GAP_PX))
        self._box.setSizeConstraint(QBoxLayout.SizeConstraint.SetNoConstraint)
        for part in parts:
            self._box.addWidget(part)
        self._box.addStretch(1)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        gaps = self._box.spacing() * (len(self._parts) - 1)
        wanted = sum(part.sizeHint().width() for part in self._parts) + gaps
        across, down = QBoxLayout.Direction.LeftToRight, QBoxLayout.Direction.TopToBottom
        direction = across if wanted <= self.width() else down
        if direction != self._box.direction():
            self._box.setDirection(direction)
            self.updateGeometry()

    def sizeHint(self) -> QSize:
        return self._box.sizeHint()

    def minimumSizeHint(self) -> QSize:
        widest = max(part.minimumSizeHint().width() for part in self._parts)
        return QSize(widest, self._box.minimumSize().height())
