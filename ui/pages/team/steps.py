"""A dialog that asks one thing at a time, with a way back, and does nothing before its end."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from PySide6.QtWidgets import QStackedWidget, QVBoxLayout, QWidget

from desktop.i18n import _
from ui.page import Page
from ui.theme import theme
from ui.widgets.big_choice import BigChoice
from ui.widgets.key_dialog import KeyDialog
from ui.widgets.parts import button, column, label

WIDTH_PX, HEIGHT_PX = 640, 520
Answer = tuple[str, str, str, Callable[[], object]]
"""Icon, answer, what it means, what then."""


class StepsDialog(KeyDialog):
    """Subclasses make each step with `ask_of` or `step` when its turn comes."""

    def __init__(self, page: Page, title: str, primary: str) -> None:
        super().__init__(page, page.room.tasks, title, primary)
        self.page = page
        self.stack = QStackedWidget()
        self.body.addWidget(self.stack, 1)
        self.back = button(_("Atrás"), symbol="arrow-left", then=self._on_back)
        self.back.setAutoDefault(False)
        self.buttons.insertWidget(0, self.back)
        self._last: list[bool] = []
        self.fit(WIDTH_PX, HEIGHT_PX)

    def step(self, question: str, *, last: bool = False) -> QVBoxLayout:
        """Show another question; the column to fill. On the `last` one stands the primary."""
        inner = QWidget()
        inside = column(label(question, "section", wrap=True), spacing=12)
        inner.setLayout(inside)
        while self.stack.count() > len(self._last):
            self._drop()
        self.stack.addWidget(inner)
        self._last.append(last)
        self._show()
        return inside

    def ask_of(self, question: str, choices: Sequence[Answer]) -> None:
        """A question with large answers; pressing one is the answer."""
        inside = self.step(question)
        first: BigChoice | None = None
        for symbol, what, hint, then in choices:
            answer = BigChoice(symbol, what, hint)
            answer.setAutoDefault(False)
            answer.clicked.connect(lambda _on=False, then=then: self._answered(then))
            inside.addWidget(answer)
            first = first or answer
        inside.addStretch(1)
        inside.setSpacing(theme().px(10))
        if first is not None:
            first.setFocus()

    def _answered(self, then: Callable[[], object]) -> None:
        self.complain("")
        then()

    def _on_back(self) -> None:
        if len(self._last) > 1:
            self.complain("")
            self._last.pop()
            self._drop()
            self._show()

    def _drop(self) -> None:
        widget = self.stack.widget(self.stack.count() - 1)
        self.stack.removeWidget(widget)
        widget.deleteLater()

    def _show(self) -> None:
        self.stack.setCurrentIndex(len(self._last) - 1)
        self.area.verticalScrollBar().setValue(0)
        self.back.setVisible(len(self._last) > 1)
        self.primary.setVisible(self._last[-1])
        self.primary.setDefault(self._last[-1])

    def on_primary(self) -> None:
        """Only the last step has it; overridden there."""
