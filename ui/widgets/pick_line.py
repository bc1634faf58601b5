"""A line to type in, with what may be meant in a list right below it."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from PySide6.QtCore import QEvent, QObject, Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QLineEdit, QListWidget, QListWidgetItem, QVBoxLayout, QWidget

from ui.theme import theme
from ui.widgets.parts import card, label

ROWS_SHOWN = 5
ROW_PX = 40

Offer = tuple[str, object]
"""What a row says, and what choosing it means."""


class PickLine(QWidget):
    """Type, go down into the list, Enter. The list opens while one types, and Esc closes it.

    `offers` answers what was typed, best first. What is chosen stands in the line as its row
    said it; typing something else chooses nothing. A text put in from outside (a draft) that
    is one of the rows chooses it again. `best_waits`: the first row is ready for Enter; else
    Enter leaves what was typed, and choosing begins with going down.

    Signals:
        picked(object): what was chosen; None when the line says something else now.
    """

    picked = Signal(object)

    def __init__(
        self,
        offers: Callable[[str], Sequence[Offer]],
        name: str,
        example: str,
        *,
        best_waits: bool = True,
    ) -> None:
        super().__init__()
        self._offers = offers
        self._first = 0 if best_waits else -1
        self.chosen: object = None
        self.line = QLineEdit()
        self.line.setAccessibleName(name)
        self.line.setPlaceholderText(example)
        self.list = QListWidget()
        self.list.setAccessibleName(name)
        self.list.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.list.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.list.setTextElideMode(Qt.TextElideMode.ElideMiddle)
        self._frame, inside = card(margin=10)
        inside.setContentsMargins(theme().px(6), theme().px(4), theme().px(6), theme().px(4))
        inside.addWidget(self.list)
        self._frame.hide()
        self.hint = label("", "small", wrap=True)
        self.hint.hide()
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(theme().px(4))
        for part in (self.line, self._frame, self.hint):
            column.addWidget(part)
        self.setFocusProxy(self.line)
        self.line.textEdited.connect(self._on_typed)
        self.line.textChanged.connect(self._on_text)
        self.list.itemClicked.connect(self._take)
        self.line.installEventFilter(self)

    @property
    def text(self) -> str:
        return " ".join(self.line.text().split())

    @property
    def open(self) -> bool:
        """Whether the list shows."""
        return not self._frame.isHidden()

    def put(self, words: str, chosen: object) -> None:
        """Show what is known already; nothing is offered and nobody is told."""
        self.line.blockSignals(True)
        self.line.setText(words)
        self.line.setCursorPosition(0)
        self.line.blockSignals(False)
        self.chosen = chosen
        self.fold()

    def fold(self) -> None:
        """Close the list."""
        self._frame.hide()

    def say_below(self, text: str) -> None:
        self.hint.setText(text)
        self.hint.setVisible(bool(text))

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() is QEvent.Type.KeyPress and isinstance(event, QKeyEvent):
            return self._on_key(event)
        if event.type() is QEvent.Type.FocusOut:
            self.fold()
        return super().eventFilter(watched, event)

    def _on_key(self, event: QKeyEvent) -> bool:
        key = event.key()
        if key == Qt.Key.Key_Down:
            if not self.open:
                self._fill(self.line.text())
            else:
                self.list.setCurrentRow(min(self.list.currentRow() + 1, self.list.count() - 1))
            return True
        if key == Qt.Key.Key_Up and self.open:
            self.list.setCurrentRow(max(self.list.currentRow() - 1, 0))
            return True
        if self.open and key in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            if self.list.currentRow() >= 0:
                self._take(self.list.currentItem())
            else:
                self.fold()
            return True
        if self.open and key == Qt.Key.Key_Escape:
            self.fold()
            return True
        return False

    def _on_typed(self, text: str) -> None:
        if text.strip():
            self._fill(text)
        else:
            self.fold()

    def _on_text(self, text: str) -> None:
        """The line says something else than what was chosen, or again what a row says."""
        meant = [each for words, each in self._offers(text) if words == text] if text else []
        chosen = meant[0] if len(meant) == 1 else None
        if chosen != self.chosen:
            self.chosen = chosen
            self.picked.emit(chosen)

    def _fill(self, text: str) -> None:
        self.list.clear()
        for words, each in self._offers(text):
            item = QListWidgetItem(words)
            item.setData(Qt.ItemDataRole.UserRole, each)
            self.list.addItem(item)
        rows = min(self.list.count(), ROWS_SHOWN)
        self.list.setFixedHeight(theme().px(ROW_PX) * max(rows, 1))
        self._frame.setVisible(bool(rows))
        self.list.setCurrentRow(self._first)

    def _take(self, item: QListWidgetItem) -> None:
        words, each = item.text(), item.data(Qt.ItemDataRole.UserRole)
        self.put(words, each)
        self.line.setFocus()
        self.picked.emit(each)
