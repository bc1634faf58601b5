"""A whole answer as one large button: an icon, the answer, and what it means."""

from __future__ import annotations

from PySide6.QtCore import QSize, Qt
from PySide6.QtWidgets import QHBoxLayout, QLabel, QSizePolicy

from ui.icons import pixmap
from ui.theme import theme
from ui.widgets.parts import Button, column, label, tile

TEXT_PX = 18
HEIGHT_PX = 64


class BigChoice(Button):
    """Pressing it is the answer. The one that was chosen before keeps its frame."""

    def __init__(self, symbol: str, what: str, hint: str = "") -> None:
        super().__init__()
        self.setAccessibleName(what)
        self.setAccessibleDescription(hint)
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        self.setProperty("kind", "choice")
        px = theme().px
        inside = QHBoxLayout(self)
        inside.setContentsMargins(px(14), px(10), px(14), px(10))
        inside.setSpacing(px(16))
        inside.addWidget(tile(symbol, "accent", 44))
        words = label(what, "strong", wrap=True)
        words.setStyleSheet(f"font-size: {px(TEXT_PX)}px;")
        told = column(words, spacing=2)
        if hint:
            told.addWidget(label(hint, "soft", wrap=True))
        inside.addLayout(told, 1)
        caret = QLabel()
        caret.setPixmap(
            pixmap("caret-right", theme().tokens.ink2, px(18), self.devicePixelRatioF())
        )
        inside.addWidget(caret)
        for part in self.findChildren(QLabel):
            part.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
        policy = QSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        policy.setHeightForWidth(True)
        self.setSizePolicy(policy)

    def hasHeightForWidth(self) -> bool:
        return True

    def heightForWidth(self, width: int) -> int:
        layout = self.layout()
        wanted = layout.heightForWidth(width) if layout is not None else 0
        return max(wanted, theme().px(HEIGHT_PX))

    def sizeHint(self) -> QSize:
        layout = self.layout()
        hint = layout.sizeHint() if layout is not None else super().sizeHint()
        # The words wrap: it asks for no more width than the longest of them.
        return QSize(self.minimumSizeHint().width(), max(hint.height(), theme().px(HEIGHT_PX)))

    def minimumSizeHint(self) -> QSize:
        layout = self.layout()
        hint = layout.minimumSize() if layout is not None else super().minimumSizeHint()
        return hint.expandedTo(QSize(0, theme().px(HEIGHT_PX)))
