from __future__ import annotations

import sys

import pytest
from PySide6.QtCore import QObject
from PySide6.QtWidgets import QCheckBox, QDialog, QLabel, QWidget
from pytestqt.qtbot import QtBot

from desktop.services import prefs
from tests.e2e.stage import Play
from tests.ui.looking import every_text
from ui.capture import Capture, possible
from ui.pages.settings.lock import LockCard


def test_every_window_follows_the_switch_from_when_it_shows(qtbot: QtBot) -> None:
    """What Windows would be asked; the asking itself has not run there."""
    asked: list[tuple[QWidget, bool]] = []
    hidden = True
    owner = QObject()
    shield = Capture(owner, lambda: hidden, lambda window, on: asked.append((window, on)))
    window = QDialog()
    qtbot.addWidget(window)
    inside = QLabel("inside", window)
    window.show()
    assert asked == [(window, True)]
    assert all(each is not inside for each, _on in asked)
    hidden = False
    shield.renew()
    assert asked[-1] == (window, False)
    owner.deleteLater()


@pytest.mark.skipif(sys.platform == "win32", reason="Windows can")
def test_a_system_that_cannot_says_so_and_offers_no_switch(play: Play) -> None:
    assert not possible()
    play.show("settings")
    card = play.window.shell.current.card(LockCard)
    assert isinstance(card.hidden, QCheckBox)
    assert not card.hidden.isEnabled()
    assert not card.hidden.isChecked()
    assert any("no permite" in text for text in every_text(card.frame))


def test_windows_are_hidden_from_captures_until_somebody_says_otherwise() -> None:
    assert prefs.Prefs().hide_from_capture
