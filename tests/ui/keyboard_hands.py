"""Somebody at the first interview who has a keyboard and no mouse."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QWidget

from tests.e2e.stage import Play
from ui.pages.intake.page import IntakePage

Key = Qt.Key


class Hands:
    """Counts the keys that are pressed."""

    def __init__(self, play: Play) -> None:
        self.play = play
        self.pressed = 0

    @property
    def page(self) -> IntakePage:
        assert self.play.window.shell is not None
        page = self.play.window.shell.current
        assert isinstance(page, IntakePage)
        return page

    @property
    def on(self) -> QWidget:
        found = QApplication.focusWidget()
        assert found is not None
        return found

    def press(self, *keys: Key) -> None:
        for key in keys:
            QTest.keyClick(self.on, key)
            self.pressed += 1
            self.play.settle()

    def go_on(self) -> None:
        """Ctrl+Enter, from wherever the cursor is."""
        at = self.page._at
        self.finish()
        assert self.page._at == at + 1

    def finish(self) -> None:
        """The same at the last step."""
        QTest.keyClick(self.on, Key.Key_Return, Qt.KeyboardModifier.ControlModifier)
        self.pressed += 1
        self.play.settle()

    def type(self, text: str) -> None:
        for sign in text:
            QTest.keyClicks(self.on, sign)
        self.pressed += len(text)
        self.play.settle()

    def to(self, field: QWidget) -> None:
        """Tab until the cursor is in a field."""
        for _press in range(20):
            if self.on is field:
                return
            self.press(Key.Key_Tab)
        raise AssertionError(f"{field.accessibleName()} is not reached from {self.on}")

    def next_step(self, name: str) -> None:
        assert self.on is self.page.primary
        self.press(Key.Key_Return)
        assert self.page.steps.all[self.page._at].accessibleName() == name
