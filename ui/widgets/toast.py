"""A line that says what was done, with Undo, instead of asking "are you sure"."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QEvent, QObject, QTimer
from PySide6.QtWidgets import QFrame, QHBoxLayout, QWidget

from desktop.i18n import _
from ui.theme import theme
from ui.widgets.parts import button, label

SHOWN_MS = 8000
SIDES_PX = 160
"""What a long sentence leaves free of its window, the button to undo included."""
WIDEST_PX = 760


class Toast(QFrame):
    """Floats above the bottom of its parent for a few seconds."""

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self.setProperty("kind", "toast")
        inside = QHBoxLayout(self)
        self._words = label()
        inside.addWidget(self._words)
        self._undo = button(_("Deshacer"))
        self._undo.clicked.connect(self._on_undo)
        inside.addWidget(self._undo)
        self._then: Callable[[], None] | None = None
        self._timer = QTimer(self, singleShot=True, interval=SHOWN_MS)
        self._timer.timeout.connect(self._on_over)
        self._more: list[str] = []
        parent.installEventFilter(self)
        self.hide()

    def say_all(self, texts: list[str]) -> None:
        """One after the other, each as long as one alone."""
        self._more = [*texts]
        if self._more:
            self.say(self._more.pop(0))

    def say(self, text: str, undo: Callable[[], None] | None = None) -> None:
        self._words.setText(text)
        self._then = undo
        self._undo.setVisible(undo is not None)
        side, edge = theme().px(16), theme().px(6)
        inside = self.layout()
        assert inside is not None  # noqa: S101
        inside.setContentsMargins(side, edge, theme().px(8) if undo else side, edge)
        self._fit()
        self._place()
        self.show()
        self.raise_()
        self._timer.start()

    def _fit(self) -> None:
        """Long sentences take more lines; the window is never too narrow for them."""
        parent = self.parentWidget()
        self._words.setWordWrap(False)
        self._words.setMinimumWidth(0)
        room = parent.width() - theme().px(SIDES_PX) if parent is not None else 0
        if 0 < room < self._words.sizeHint().width():
            self._words.setWordWrap(True)
            self._words.setMinimumWidth(min(room, theme().px(WIDEST_PX)))
        self.adjustSize()

    def _on_over(self) -> None:
        if self._more:
            self.say(self._more.pop(0))
        else:
            self.hide()

    def _on_undo(self) -> None:
        self.hide()
        if self._then is not None:
            self._then()

    def _place(self) -> None:
        parent = self.parentWidget()
        if parent is not None:
            x = (parent.width() - self.width()) // 2
            self.move(max(x, 8), parent.height() - self.height() - theme().px(84))

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() == QEvent.Type.Resize and self.isVisible():
            self._place()
        return False
