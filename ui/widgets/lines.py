"""A field for a text of some lines: as tall as what stands in it, within bounds."""

from __future__ import annotations

from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QPlainTextEdit, QSizePolicy

_LEAST, _MOST = 2, 10
_SPARE_PX = 8
"""Less than a line: without it Qt thinks that the last one does not fit."""


class Lines(QPlainTextEdit):
    """Tab leaves it. The page scrolls past it as long as all of its text is in sight."""

    def __init__(self, text: str = "") -> None:
        super().__init__(text)
        self.setTabChangesFocus(True)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self._lines = 0
        self._below_px = 0
        self.textChanged.connect(self._fit)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._fit()

    def below(self, px: int) -> None:
        """Leave so much room under the text."""
        if px != self._below_px:
            self._below_px, self._lines = px, 0
            self._fit()

    def _fit(self) -> None:
        # The layout of plain text counts lines, not pixels.
        lines = min(max(round(self.document().size().height()), _LEAST), _MOST)
        if lines != self._lines:
            self._lines = lines
            margins = 2 * round(self.document().documentMargin())
            height = lines * self.fontMetrics().lineSpacing() + margins + _SPARE_PX + self._below_px
            # By the same means as the theme, whose own height stands above any other.
            # Named, because what lies inside the field would be as tall otherwise.
            self.setStyleSheet(
                f"QPlainTextEdit {{ min-height: {height}px; max-height: {height}px; }}"
            )
