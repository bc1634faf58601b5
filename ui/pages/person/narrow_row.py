"""A line that leads somewhere, in a column so narrow that its words wrap."""

from __future__ import annotations

from PySide6.QtCore import QSize, Qt
from PySide6.QtWidgets import QLabel, QSizePolicy

from ui.theme import theme
from ui.widgets.rowbutton import RowButton

HEIGHT_PX = 50


class NarrowRow(RowButton):
    """As tall as its words need at its width."""

    def __init__(self, symbol: str, tone: str, what: str, hint: str) -> None:
        super().__init__(symbol, tone, what, hint)
        for part in self.findChildren(QLabel):
            part.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
            if part.text():
                part.setWordWrap(True)
        # Fixed would hold it to its hint, which knows no width.
        policy = QSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Minimum)
        policy.setHeightForWidth(True)
        self.setSizePolicy(policy)

    def hasHeightForWidth(self) -> bool:
        return True

    def heightForWidth(self, width: int) -> int:
        layout = self.layout()
        wanted = layout.heightForWidth(width) if layout is not None else 0
        return max(wanted, theme().px(HEIGHT_PX))

    def sizeHint(self) -> QSize:
        """No wider than its longest word asks for: the column is what it is."""
        return QSize(self.minimumSizeHint().width(), super().sizeHint().height())

    def minimumSizeHint(self) -> QSize:
        layout = self.layout()
        return super().minimumSizeHint() if layout is None else layout.minimumSize()
