"""The numbered words of a recovery sheet: shown to copy, or typed from paper."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from typing import TYPE_CHECKING

from PySide6.QtCore import QRegularExpression, QStringListModel, Qt, Signal
from PySide6.QtGui import QRegularExpressionValidator
from PySide6.QtWidgets import (
    QCompleter,
    QGridLayout,
    QLabel,
    QLineEdit,
    QScrollArea,
    QWidget,
)

from desktop.i18n import _
from desktop.services.recovery import WORD_LIST, word_of
from ui.theme import theme
from ui.widgets.parts import label

if TYPE_CHECKING:
    from PySide6.QtGui import QFocusEvent, QKeyEvent

COLUMNS = 3
NUMBER_PX = 30


class ShownWords(QWidget):
    """Every word with its number, down each column. They cannot be marked and copied."""

    def __init__(self) -> None:
        super().__init__()
        self._grid = _grid(self)
        self._shown: list[QLabel] = []

    def tell(self, words: Sequence[str]) -> None:
        """Show these words; none for nothing."""
        for each in self._shown:
            self._grid.removeWidget(each)
            each.deleteLater()
        self._shown = []
        rows = -(-len(words) // COLUMNS)
        for place, word in enumerate(words):
            number, text = _number(place + 1), label(word, "strong")
            text.setAccessibleName(f"{place + 1}: {word}")
            _put(self._grid, place, rows, number, text)
            self._shown += (number, text)


class TypedWords(QWidget):
    """A field for each place; the first four letters of a word and a blank are enough.

    Signals:
        changed(): something was typed.
        entered(): a blank or Enter in the last field, Enter in any once none is empty.
    """

    changed = Signal()
    entered = Signal()

    def __init__(self, places: Iterable[int]) -> None:
        """`places` are numbers of words, from 1."""
        super().__init__()
        self.fields: dict[int, WordField] = {}
        grid = _grid(self)
        completions = QStringListModel(WORD_LIST, self)
        numbers = tuple(places)
        rows = -(-len(numbers) // COLUMNS)
        for at, place in enumerate(numbers):
            field = WordField(place, completions)
            field.textEdited.connect(lambda _text: self.changed.emit())
            field.last = at + 1 == len(numbers)
            field.all_typed = lambda: len(self.typed) == len(self.fields)
            field.ended.connect(self.entered)
            self.fields[place] = field
            _put(grid, at, rows, _number(place), field)
        self.setFocusProxy(self.fields[numbers[0]])

    @property
    def typed(self) -> Mapping[int, str]:
        """What stands in each field, by the number of its word; empty ones are left out."""
        found = {place: field.text().strip() for place, field in self.fields.items()}
        return {place: text for place, text in found.items() if text}

    def point_at(self, place: int | None) -> None:
        """Put the cursor on the word to look at; None takes the mark away."""
        for number, field in self.fields.items():
            field.mark(number == place)
        if place in self.fields:
            field = self.fields[place]
            field.setFocus()
            field.selectAll()
            _bring_into_view(field)

    def forget(self) -> None:
        for field in self.fields.values():
            field.clear()


class WordField(QLineEdit):
    """One word: completed as it is typed, marked when no sheet can have it.

    Signals:
        ended(): a blank or Enter in the last field, Enter in any where nothing is missing;
            otherwise the next one has the cursor.

    Attributes:
        last: no field comes after this one.
        all_typed: whether something stands in every field.
    """

    ended = Signal()

    def __init__(self, place: int, completions: QStringListModel) -> None:
        super().__init__()
        self.last = False
        self.all_typed: Callable[[], bool] = lambda: False
        self.setAccessibleName(_("Palabra {n}").format(n=place))
        self.setMinimumWidth(theme().px(96))
        letters = QRegularExpression("[A-Za-z]{0,8}")
        self.setValidator(QRegularExpressionValidator(letters, self))
        completer = QCompleter(completions, self)
        completer.setCompletionMode(QCompleter.CompletionMode.InlineCompletion)
        completer.setCaseSensitivity(Qt.CaseSensitivity.CaseInsensitive)
        self.setCompleter(completer)
        self.textEdited.connect(lambda _text: self.mark(False))
        self.mark(False)

    def mark(self, wrong: bool) -> None:
        tokens = theme().tokens
        self.setStyleSheet(f"border: 2px solid {tokens.danger};" if wrong else "")

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in (Qt.Key.Key_Space, Qt.Key.Key_Return, Qt.Key.Key_Enter):
            blank = event.key() == Qt.Key.Key_Space
            if self.text() and (self.last or (not blank and self.all_typed())):
                self.deselect()
                self.ended.emit()
            elif self.text():
                self.focusNextChild()  # scrolls to it, which setFocus does not
            event.accept()  # Enter must not press the dialog's button between two words
        else:
            super().keyPressEvent(event)

    def focusOutEvent(self, event: QFocusEvent) -> None:
        """The whole word where its beginning tells which; a mark where none begins so."""
        text = self.text()
        word = word_of(text) if text else ""
        if word:
            self.setText(word)
        self.mark(word is None)
        super().focusOutEvent(event)


def _bring_into_view(field: QWidget) -> None:
    above = field.parentWidget()
    while above is not None and not isinstance(above, QScrollArea):
        above = above.parentWidget()
    if above is not None:
        above.ensureWidgetVisible(field)


def _grid(parent: QWidget) -> QGridLayout:
    grid = QGridLayout(parent)
    grid.setContentsMargins(0, 0, 0, 0)
    grid.setHorizontalSpacing(theme().px(8))
    grid.setVerticalSpacing(theme().px(4))
    for column in range(COLUMNS):
        grid.setColumnStretch(2 * column + 1, 1)
    return grid


def _put(grid: QGridLayout, at: int, rows: int, number: QLabel, content: QWidget) -> None:
    column, row = divmod(at, rows)
    grid.addWidget(number, row, 2 * column)
    grid.addWidget(content, row, 2 * column + 1)


def _number(place: int) -> QLabel:
    made = label(f"{place}.", "soft")
    made.setMinimumWidth(theme().px(NUMBER_PX))
    made.setAlignment(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)
    return made
