"""A line of text that gives way on a narrow screen, with three dots and a tooltip."""

from __future__ import annotations

from PySide6.QtCore import QSize, Qt
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QLabel

from ui.theme import theme
from ui.widgets.tips import tip

SHORTEST_PX = 120


class Elided(QLabel):
    """As wide as its text where there is room; what does not fit is in the tooltip.

    `shortest_px` is what it keeps in any case, at normal text size; `mode` says
    where the dots stand.
    """

    def __init__(
        self,
        kind: str,
        shortest_px: int = SHORTEST_PX,
        mode: Qt.TextElideMode = Qt.TextElideMode.ElideRight,
    ) -> None:
        super().__init__()
        self._mode = mode
        self._shortest_px = shortest_px
        self.setProperty("kind", kind)
        self.setTextFormat(Qt.TextFormat.PlainText)

    def minimumSizeHint(self) -> QSize:
        whole = super().minimumSizeHint()
        return QSize(min(theme().px(self._shortest_px), whole.width()), whole.height())

    def paintEvent(self, event: QPaintEvent) -> None:
        room = self.contentsRect()
        fits = self.fontMetrics().elidedText(self.text(), self._mode, room.width())
        self.setToolTip("" if fits == self.text() else tip(self.text()))
        painter = QPainter(self)
        painter.setPen(self.palette().color(self.foregroundRole()))
        painter.drawText(room, Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignLeft, fits)
