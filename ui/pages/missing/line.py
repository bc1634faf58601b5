"""One question of the page: what is asked, big answers, and "would rather not say"."""

from __future__ import annotations

from collections.abc import Mapping
from functools import partial

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QFrame, QGridLayout, QPushButton, QVBoxLayout

from desktop.i18n import _, tell
from desktop.services.person_details import Details
from desktop.trouble import Message
from ui.pages.missing.words import QUESTIONS
from ui.theme import theme
from ui.widgets.parts import button, label, row

COLUMNS = 3


class Line(QFrame):
    """A card with one question. Subclasses add the answers and show what is known.

    Signals:
        answered(dict): fields of `Details` to keep.
        passed_over(str): the person would rather not say this field.
    """

    answered = Signal(object)
    passed_over = Signal(str)

    def __init__(self, field: str, *, may_pass: bool = True) -> None:
        super().__init__()
        self.field = field
        self.setProperty("kind", "card")
        self.body = QVBoxLayout(self)
        px = theme().px
        self.body.setContentsMargins(px(20), px(14), px(20), px(14))
        self.body.setSpacing(px(10))
        question = label(tell(QUESTIONS[field]), "strong", wrap=True)
        self.not_said = button(_("No quiso decir"), then=partial(self.passed_over.emit, field))
        self.not_said.setAccessibleDescription(tell(QUESTIONS[field]))
        self.not_said.setVisible(may_pass)
        head = row(question, self.not_said)
        head.setStretch(0, 1)
        self.body.addLayout(head)

    def show_details(self, details: Details) -> None:
        """Show what is known; what is being typed stays."""


class OptionsLine(Line):
    """A few answers as big buttons; pressing one keeps it."""

    def __init__(self, field: str, options: Mapping[object, Message]) -> None:
        super().__init__(field)
        self.buttons: dict[object, QPushButton] = {}
        grid = QGridLayout()
        grid.setSpacing(theme().px(10))
        for place, (value, words) in enumerate(options.items()):
            made = button(tell(words), "choice", then=partial(self._say, value))
            made.setCheckable(True)
            made.setMinimumHeight(theme().px(48))
            made.setAccessibleDescription(tell(QUESTIONS[field]))
            self.buttons[value] = made
            grid.addWidget(made, *divmod(place, COLUMNS))
        for column in range(COLUMNS):
            grid.setColumnStretch(column, 1)
        self.body.addLayout(grid)

    def show_details(self, details: Details) -> None:
        known = getattr(details, self.field)
        for value, made in self.buttons.items():
            made.setChecked(value == known)

    def _say(self, value: object) -> None:
        for each, made in self.buttons.items():
            made.setChecked(each == value)
        self.answered.emit({self.field: value})
