"""One question of an instrument with its answers, each of which has a number of its own."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QLineEdit, QPushButton, QVBoxLayout, QWidget

from desktop.i18n import _
from desktop.programme.scoring import Given, Item, ItemKind
from ui.pages.risk.words import answer
from ui.theme import theme
from ui.widgets.parts import button, label, row
from ui.widgets.typed_line import bound

NUMBER_PX = 150
DIGITS_MAX = 6


class Question(QWidget):
    """Buttons for a choice, a field for a number.

    Signals:
        answered(object): the answer, as the instrument's file names it.
    """

    answered = Signal(object)

    def __init__(self, item: Item, given: Given) -> None:
        super().__init__()
        self.item = item
        self.buttons: list[QPushButton] = []
        self.number: QLineEdit | None = None
        inside = QVBoxLayout(self)
        inside.setContentsMargins(0, 0, 0, 0)
        inside.setSpacing(theme().px(10))
        words = label(item.text, "section", wrap=True)
        inside.addWidget(words)
        if item.kind is ItemKind.NUMBER:
            self._ask_number(inside, given)
        else:
            for place, option in enumerate(item.options, start=1):
                told = answer(item, option.id)
                made = button(f"{place}   {told}", "choice")
                made.setAccessibleName(f"{place}. {told}. {item.text}")
                made.setStyleSheet("text-align: left;")
                made.setCheckable(True)
                made.setChecked(option.id == given)
                made.clicked.connect(lambda _on=False, id_=option.id: self.answered.emit(id_))
                self.buttons.append(made)
                inside.addWidget(made)
        self.setFocusProxy(self.number or self._first(given))

    def _first(self, given: Given) -> QPushButton:
        chosen = (made for made in self.buttons if made.isChecked())
        return next(chosen, self.buttons[0])

    def _ask_number(self, inside: QVBoxLayout, given: Given) -> None:
        self.number = _NumberField("" if given is None else str(given))
        bound(self.number, DIGITS_MAX)
        self.number.setFixedWidth(theme().px(NUMBER_PX))
        self.number.setAccessibleName(self.item.text)
        self.number.returnPressed.connect(self._on_number)
        told = _("De {least} a {most}").format(least=self.item.least, most=self.item.most)
        self.problem = label("", "error", wrap=True)
        self.problem.hide()
        inside.addLayout(
            row(self.number, button(_("Seguir"), symbol="check", then=self._on_number), None)
        )
        inside.addWidget(label(told, "soft"))
        inside.addWidget(self.problem)

    def _on_number(self) -> None:
        text = self.number.text().strip() if self.number else ""
        value = int(text) if text.isascii() and text.isdigit() else None
        if value is None or not self.item.least <= value <= self.item.most:
            told = _("Escriba un número de {least} a {most}, o salte la pregunta.")
            self.problem.setText(told.format(least=self.item.least, most=self.item.most))
            self.problem.show()
            return
        self.answered.emit(value)

    def press(self, text: str) -> bool:
        """A key of an answer; False for any other."""
        place = int(text) - 1 if len(text) == 1 and text.isascii() and text.isdigit() else -1
        if not 0 <= place < len(self.buttons):
            return False
        self.answered.emit(self.item.options[place].id)
        return True


class _NumberField(QLineEdit):
    """Where nothing is typed, Backspace goes back and S skips, as everywhere on the page."""

    def keyPressEvent(self, event: QKeyEvent) -> None:
        empty = not self.text()
        if (empty and event.key() == Qt.Key.Key_Backspace) or event.key() == Qt.Key.Key_S:
            event.ignore()
            return
        super().keyPressEvent(event)
