"""What every screen of the first run is: one question, an answer, and what is wrong with it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QLabel, QLineEdit, QVBoxLayout, QWidget

from ui.theme import theme
from ui.widgets.big_choice import BigChoice
from ui.widgets.parts import label
from ui.widgets.typed_line import bound

QUESTION_PX = 30
QUESTION_SCALE_MAX = 1.4
"""A question is large already: in large type it grows less, and leaves room for the answer."""
HINT_PX = 18
FIELD_PX = 22
FIELD_MAX_CHARS = 40


class Step(QWidget):
    """A question, room for its answer, and one action that goes on.

    Attributes:
        primary: words on the button that goes on; "" where choosing goes on.
        back: words on the button that goes back, "" for the usual ones.
        grave: Enter must not say yes before anybody has read: it stands on the way back.
        stoppable: what it is busy with can be given up.

    Signals:
        done(): answered; the next screen may come.
        complained(): what is wrong was just written below the answer.
        works(str): this screen is busy and says so in these words; "" when it is not any more.
    """

    done = Signal()
    complained = Signal()
    works = Signal(str)

    def __init__(self, question: str, hint: str = "", primary: str = "") -> None:
        super().__init__()
        self.setAccessibleName(question)
        self.primary = primary
        self.back = ""
        self.grave = self.stoppable = False
        self.inside = QVBoxLayout(self)
        self.inside.setContentsMargins(0, 0, 0, 0)
        self.inside.setSpacing(theme().px(16))
        self.question = label(question, "title", wrap=True)
        scale = min(theme().scale, QUESTION_SCALE_MAX)
        self.question.setStyleSheet(f"font-size: {round(QUESTION_PX * scale)}px;")
        self.hint = large(hint)
        self.problem = label("", "error", wrap=True)
        self.problem.setStyleSheet(f"font-size: {theme().px(16)}px;")
        self.body = QVBoxLayout()
        self.body.setSpacing(theme().px(12))
        self.inside.addWidget(self.question)
        self.inside.addWidget(self.hint)
        self.inside.addLayout(self.body)
        self.inside.addWidget(self.problem)
        self.inside.addStretch(1)
        self.hint.setVisible(bool(hint))
        self.problem.hide()

    def begin(self, on: QWidget) -> None:
        """Just shown: put the cursor where typing starts, or on the button `on`."""
        on.setFocus()

    def go(self) -> None:
        """What Enter and the primary button do."""
        problem = self.check()
        self.complain(problem)
        if not problem:
            self.done.emit()

    def check(self) -> str:
        """What is wrong with the answer, "" when nothing is."""
        return ""

    def complain(self, *words: str) -> None:
        self.problem.setText(" ".join(words))
        self.problem.setVisible(any(words))
        if any(words):
            self.complained.emit()

    def stop(self) -> None:
        """Give up what it is busy with."""

    def forget(self) -> None:
        """Empty what nobody may find here later."""


@dataclass(frozen=True)
class Choice:
    """One of a few answers; `value` is what it stands for."""

    value: str
    symbol: str
    words: str
    hint: str = ""


class ChoiceStep(Step):
    """A few large buttons; pressing one is the answer and goes on.

    Signals:
        chosen(str): the value of the answer, before `done`.
    """

    chosen = Signal(str)

    def __init__(self, question: str, choices: Sequence[Choice], hint: str = "") -> None:
        super().__init__(question, hint)
        self.value = ""
        self.buttons: dict[str, BigChoice] = {}
        for each in choices:
            made = BigChoice(each.symbol, each.words, each.hint)
            made.setCheckable(True)
            made.clicked.connect(lambda _on=False, value=each.value: self.choose(value))
            self.buttons[each.value] = made
            self.body.addWidget(made)

    def begin(self, on: QWidget) -> None:
        """On the answer given before, or the first one."""
        self.buttons.get(self.value, next(iter(self.buttons.values()))).setFocus()

    def choose(self, value: str) -> None:
        self.mark(value)
        self.chosen.emit(value)
        self.done.emit()

    def mark(self, value: str) -> None:
        """Show an answer as chosen without going on."""
        self.value = value
        for each, made in self.buttons.items():
            made.setChecked(each == value)


class TextStep(Step):
    """One line to type. It may not stay empty."""

    def __init__(
        self, question: str, name: str, missing: str, *, hint: str, example: str, primary: str
    ) -> None:
        super().__init__(question, hint, primary)
        self._missing = missing
        self.line = QLineEdit()
        self.line.setAccessibleName(name)
        self.line.setPlaceholderText(example)
        bound(self.line, FIELD_MAX_CHARS)
        self.line.textChanged.connect(lambda: self.complain())
        enlarge(self.line)
        self.body.addWidget(self.line)

    @property
    def text(self) -> str:
        return " ".join(self.line.text().split())

    def begin(self, on: QWidget) -> None:
        self.line.setFocus()

    def check(self) -> str:
        return "" if self.text else self._missing


def large(text: str, kind: str = "soft") -> QLabel:
    """A paragraph that can be read from a step away."""
    made = label(text, kind, wrap=True)
    made.setStyleSheet(f"font-size: {theme().px(HINT_PX)}px;")
    return made


def enlarge(line: QLineEdit) -> None:
    """Letters as large as an answer deserves."""
    line.setStyleSheet(f"font-size: {theme().px(FIELD_PX)}px; min-height: {theme().px(52)}px;")
