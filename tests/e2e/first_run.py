"""Somebody at an empty computer, who answers the first run by keyboard alone."""

from __future__ import annotations

from collections.abc import Iterator

from PySide6.QtCore import QEvent, Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtTest import QTest

from tests.e2e.stage import Play
from ui.pages.welcome.page import WelcomePage
from ui.pages.welcome.step import Step

NICKNAME, PHRASE = "Luciérnaga", "tejados rojos y nueve cometas lentos"
SITE, MUNICIPALITY = "Cerro Azul", "Valle Claro"


class FirstRun:
    """Hands on one window. Each method is what a person would press."""

    def __init__(self, play: Play) -> None:
        self.play = play

    @property
    def page(self) -> WelcomePage:
        page = self.play.window.currentWidget()
        assert isinstance(page, WelcomePage)
        return page

    @property
    def step(self) -> Step:
        return self.page.step

    def press(self, key: Qt.Key) -> None:
        QTest.keyClick(self.play.window.focusWidget() or self.page, key)
        self.play.settle()

    def enter(self) -> None:
        self.press(Qt.Key.Key_Return)

    def escape(self) -> None:
        self.press(Qt.Key.Key_Escape)

    def tab_to(self, name: str) -> None:
        """Tab until the control of this accessible name has the focus."""
        for _ in range(20):
            focus = self.play.window.focusWidget()
            if focus is not None and focus.accessibleName() == name:
                return
            self.press(Qt.Key.Key_Tab)
        raise AssertionError(f"Tab does not reach {name!r}")

    def write(self, text: str) -> None:
        """As a keyboard of the country does: QTest knows no letter with an accent."""
        for letter in text:
            typed = QKeyEvent(QEvent.Type.KeyPress, 0, Qt.KeyboardModifier.NoModifier, letter)
            self.play.app.sendEvent(self.play.window.focusWidget(), typed)

    def answer(self, text: str) -> None:
        self.write(text)
        self.enter()

    # --- the roads through it -------------------------------------------------

    def choose_language(self) -> None:
        self.enter()

    def choose_aim(self, aim: str) -> None:
        self.tab_to(self.page.screens.aim.buttons[aim].accessibleName())
        self.enter()

    def choose_own_phrase(self, phrase: str = PHRASE) -> None:
        self.tab_to(self.page.screens.phrase.new.to_own.accessibleName())
        self.enter()
        self.answer(phrase)

    def account(self, nickname: str = NICKNAME, phrase: str = PHRASE) -> Iterator[str]:
        """From the nickname until the code was typed back; the name of each screen first."""
        yield "nickname"
        self.answer(nickname)
        yield "phrase"
        self.choose_own_phrase(phrase)
        yield "again"
        self.answer(phrase)
        yield "code"
        spelled = self.page.screens.code.code.spelled
        self.enter()
        yield "typed"
        self.answer(spelled.lower())

    def begin(self) -> Iterator[str]:
        """A new programme, until Today shows; the name of each screen first."""
        yield "language"
        self.choose_language()
        yield "aim"
        self.choose_aim("found")
        yield "stream"
        self.enter()
        yield "site"
        self.answer(SITE)
        yield "municipality"
        self.answer(MUNICIPALITY)
        yield from self.account()
        yield "begin"
        self.enter()
        self.play.until("Today", lambda: self.play.window.desk is not None)
        self.play.settle()

    def ask_to_join(self, nickname: str = NICKNAME, phrase: str = PHRASE) -> Iterator[str]:
        """Until the request waits; the name of each screen first."""
        if self.step is self.page.screens.language:
            self.choose_language()
        self.choose_aim("join")
        yield from self.account(nickname, phrase)
        yield "request"
        self.enter()
        yield "waiting"


def to_the_end(road: Iterator[str]) -> list[str]:
    """Go all the way; the screens that were seen."""
    return list(road)
