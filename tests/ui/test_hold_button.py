from __future__ import annotations

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot

from ui.widgets.hold_button import HOLD_MS, HoldButton

SOON_MS = 20


@pytest.fixture
def button(qtbot: QtBot) -> HoldButton:
    made = HoldButton("Cerrar todo", SOON_MS)
    qtbot.addWidget(made)
    made.show()
    made.setFocus()
    return made


@pytest.fixture
def held(button: HoldButton) -> list[bool]:
    found: list[bool] = []
    button.held.connect(lambda: found.append(True))
    return found


def test_it_acts_once_when_it_is_held_to_the_end(button: HoldButton, qtbot: QtBot) -> None:
    with qtbot.waitSignal(button.held):
        QTest.mousePress(button, Qt.MouseButton.LeftButton)
    assert not button.isDown()


def test_the_space_bar_holds_it_too(button: HoldButton, qtbot: QtBot) -> None:
    with qtbot.waitSignal(button.held):
        QTest.keyPress(button, Qt.Key.Key_Space)


def test_two_seconds_are_needed() -> None:
    assert HOLD_MS == 2000


@pytest.mark.parametrize("how", ["released", "moved away", "escape", "focus lost", "disabled"])
def test_let_go_earlier_it_does_nothing(
    button: HoldButton, held: list[bool], qtbot: QtBot, how: str
) -> None:
    QTest.mousePress(button, Qt.MouseButton.LeftButton)
    button.filling.pause()  # so that no machine is too slow for what follows
    assert button.isDown()
    if how == "released":
        QTest.mouseRelease(button, Qt.MouseButton.LeftButton)
    elif how == "moved away":
        QTest.mouseMove(button, QPoint(-200, -200))
    elif how == "escape":
        QTest.keyClick(button, Qt.Key.Key_Escape)
    elif how == "focus lost":
        button.clearFocus()
    else:
        button.setEnabled(False)
    assert button.filling.state() is button.filling.State.Stopped
    assert button.filling.currentTime() == 0
    assert held == []


def test_the_space_bar_that_comes_up_too_early_does_nothing(
    button: HoldButton, held: list[bool], qtbot: QtBot
) -> None:
    QTest.keyPress(button, Qt.Key.Key_Space)
    button.filling.pause()
    with qtbot.waitSignal(button.let_go):
        QTest.keyRelease(button, Qt.Key.Key_Space)
    assert held == []
    assert button.filling.currentTime() == 0


def test_a_click_does_nothing(button: HoldButton, held: list[bool]) -> None:
    QTest.mousePress(button, Qt.MouseButton.LeftButton)
    QTest.mouseRelease(button, Qt.MouseButton.LeftButton)
    assert held == []
    assert button.filling.currentTime() == 0
