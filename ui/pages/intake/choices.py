"""A few answers side by side; a key gives one (1, 2, 3… or a letter), Backspace takes it back."""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial

from PySide6.QtCore import QEvent, QObject, Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QHBoxLayout, QPushButton, QSizePolicy, QWidget

from ui.theme import theme
from ui.widgets.parts import button
from ui.widgets.tips import tip
from ui.widgets.wrapped import Wrapped

CHOICE_PX = 40


def flat(made: QPushButton) -> None:
    """As low as a finger still hits, so that more questions are in sight."""
    pad, side, tall = (theme().px(each) for each in (4, 12, CHOICE_PX))
    made.setStyleSheet(f"QPushButton {{ padding: {pad}px {side}px; min-height: {tall}px; }}")


class Choices(QWidget):
    """One answer of several, or none.

    Signals:
        chosen(object): what was answered; None when it was taken back.
        passed(int): +1: on to what comes next, -1: back to what was before.
    """

    chosen = Signal(object)
    passed = Signal(int)

    def __init__(
        self,
        options: Sequence[tuple[str, object]],
        name: str,
        width: int = 0,
        keys: str = "123456789",
    ) -> None:
        """`keys`: which one gives which answer, in their order."""
        super().__init__()
        self._keys = keys[: len(options)].upper()
        self.buttons: dict[object, QPushButton] = {}
        for number, (words, value) in enumerate(options):
            made = button(words, "choice", then=partial(self._on_pressed, value))
            made.setText(words)
            made.setCheckable(True)
            made.setToolTip(tip(self._keys[number]))
            made.setMinimumWidth(theme().px(width))
            made.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
            made.installEventFilter(self)
            flat(made)
            self.buttons[value] = made
        line = QHBoxLayout(self)
        line.setContentsMargins(0, 0, 0, 0)
        self.box = Wrapped(*self.buttons.values())
        line.addWidget(self.box)
        self.name_after(name)

    def name_after(self, question: str) -> None:
        """What is heard before each answer."""
        for made in self.buttons.values():
            made.setAccessibleName(f"{question} {' '.join(made.text().split())}")

    @property
    def value(self) -> object:
        """What is answered, None for nothing."""
        return next((each for each, made in self.buttons.items() if made.isChecked()), None)

    def mark(self, value: object) -> None:
        """Show what stands."""
        for each, made in self.buttons.items():
            made.setChecked(each == value)

    @property
    def first(self) -> QPushButton:
        """Where the cursor goes: the answer that stands, else the first."""
        checked = next((made for made in self.buttons.values() if made.isChecked()), None)
        return checked or next(iter(self.buttons.values()))

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() == QEvent.Type.KeyPress and isinstance(event, QKeyEvent):
            return self._on_key(event)
        return super().eventFilter(watched, event)

    def _on_key(self, event: QKeyEvent) -> bool:
        values = list(self.buttons)
        key = event.key()
        place = self._keys.find(event.text().upper()) if event.text() else -1
        if place >= 0:
            self._say(values[place])
            self.passed.emit(1)
        elif key in (Qt.Key.Key_Backspace, Qt.Key.Key_Delete):
            self._say(None)
        elif key == Qt.Key.Key_Down:
            self.passed.emit(1)
        elif key == Qt.Key.Key_Up:
            self.passed.emit(-1)
        else:
            return False
        return True

    def _on_pressed(self, value: object) -> None:
        """A second press on the same answer takes it back."""
        self._say(value if self.buttons[value].isChecked() else None)

    def _say(self, value: object) -> None:
        self.mark(value)
        self.chosen.emit(value)
