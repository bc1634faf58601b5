"""A line in a list that leads somewhere: an icon, two sentences, a caret."""

from __future__ import annotations

from PySide6.QtCore import QSize, Qt
from PySide6.QtWidgets import QHBoxLayout, QLabel, QPushButton, QSizePolicy

from ui.icons import pixmap
from ui.theme import theme
from ui.widgets.parts import column, label, tile


class RowButton(QPushButton):
    """As tall as its two lines, reachable by keyboard."""

    def __init__(self, symbol: str, tone: str, what: str, hint: str) -> None:
        super().__init__()
        self.setAccessibleName(f"{what}. {hint}")
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        t, px = theme().tokens, theme().px
        self.setStyleSheet(
            f"RowButton {{ border: 2px solid transparent; background: transparent; padding: 0;"
            f" font-weight: 400; min-height: {px(48)}px; }}"
            f"RowButton:hover {{ background: {t.paper}; }}"
            f"RowButton:focus {{ border-color: {t.accent}; }}"
        )
        inside = QHBoxLayout(self)
        inside.setContentsMargins(0, px(3), px(6), px(3))
        inside.setSpacing(px(16))
        inside.addWidget(tile(symbol, tone))
        inside.addLayout(column(label(what), label(hint, "small"), spacing=0), 1)
        caret = QLabel()
        caret.setPixmap(pixmap("caret-right", t.ink2, px(15), self.devicePixelRatioF()))
        inside.addWidget(caret)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)

    def sizeHint(self) -> QSize:
        layout = self.layout()
        return super().sizeHint() if layout is None else layout.sizeHint()
