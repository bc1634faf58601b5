from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
from PySide6.QtCore import QEvent, Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

from desktop.demo.build import ACCOUNTS
from sync.carriers import boxes
from tests.e2e.stage import Play
from tests.ui.conftest import Demonstration, busy_disk
from tests.ui.looking import dialog, dialogs, every_text
from tests.ui.test_lock import ample, on_screen
from ui.link import LOCKED_STATUS
from ui.pages.settings.lock import LockCard
from ui.pages.unlock.page import UnlockPage
from ui.pages.welcome.page import WelcomePage

__all__ = ["ample"]
SOON_MS = 20
HALF_MS = 1000
PANIC = Qt.KeyboardModifier.ControlModifier | Qt.KeyboardModifier.ShiftModifier


def slots(laptop: Path) -> list[Path]:
    return [each for each in (laptop / "vaults").iterdir() if ".key" in each.name]


def mark(play: Play, demonstration: Demonstration) -> None:
    play.show("attendance", demonstration.sessions[0])
    QTest.keyClick(play.window.shell.current.view, Qt.Key.Key_P)
    play.settle()


def press(play: Play) -> None:
    QTest.keyPress(play.window.focusWidget() or play.window, Qt.Key.Key_F12, PANIC)


@pytest.mark.usefixtures("ample")
def test_held_keys_seal_destroy_every_slot_and_end_as_a_lock(
    play: Play, laptop: Path, demonstration: Demonstration
) -> None:
    mark(play, demonstration)
    sealed = {path.name for path in boxes.batch_files(boxes.outbox(laptop))}
    assert slots(laptop)
    banner = play.window.guard.banner
    banner.bar.filling.setDuration(SOON_MS)
    press(play)
    play.until("the end", lambda: play.ended is not None)
    assert play.ended == LOCKED_STATUS
    assert {text for text in on_screen() if text} == {"Vereda"}
    assert not slots(laptop)
    assert {path.name for path in boxes.batch_files(boxes.outbox(laptop))} > sealed


def test_the_bar_shows_while_the_keys_are_held_and_lets_go_with_them(
    play: Play, laptop: Path
) -> None:
    banner = play.window.guard.banner
    press(play)
    banner.bar.filling.pause()
    assert banner.isVisible()
    assert banner.geometry().intersects(play.window.rect())
    QTest.keyRelease(play.window, Qt.Key.Key_F12, PANIC)
    play.until("the bar to go", lambda: not banner.isVisible())
    assert banner.bar.filling.currentTime() == 0
    play.settle()
    assert play.ended is None
    assert slots(laptop)


@pytest.mark.parametrize("told", [True, False], ids=["told as repeated", "not told"])
def test_a_key_that_repeats_is_one_that_is_held(play: Play, told: bool) -> None:
    """As X11 does: some of the repeated keys look like a finger that comes and goes."""
    bar = play.window.guard.banner.bar
    press(play)
    bar.filling.setCurrentTime(HALF_MS)
    for kind in (QEvent.Type.KeyRelease, QEvent.Type.KeyPress):
        repeated = QKeyEvent(kind, Qt.Key.Key_F12, PANIC, "", told)
        QApplication.sendEvent(play.window, repeated)
    assert bar.filling.state() is bar.filling.State.Running
    assert bar.filling.currentTime() >= HALF_MS
    QTest.keyRelease(play.window, Qt.Key.Key_Shift)
    assert bar.filling.state() is bar.filling.State.Paused
    play.until("the bar to go", lambda: not play.window.guard.banner.isVisible())
    assert bar.filling.currentTime() == 0


def test_f12_alone_only_covers_and_behind_a_cover_the_panic_shows_nothing(play: Play) -> None:
    QTest.keyClick(play.window, Qt.Key.Key_F12)
    before = sorted(on_screen())
    press(play)
    play.window.guard.banner.bar.filling.pause()
    assert sorted(on_screen()) == before
    QTest.keyRelease(play.window, Qt.Key.Key_F12, PANIC)
    assert play.ended is None


def test_the_button_in_the_settings_does_the_same(play: Play, laptop: Path) -> None:
    play.show("settings")
    button = play.window.shell.current.card(LockCard).panic
    button.filling.setDuration(SOON_MS)
    QTest.mouseClick(button, Qt.MouseButton.LeftButton)
    play.settle()
    assert slots(laptop)
    QTest.mousePress(button, Qt.MouseButton.LeftButton)
    play.until("the end", lambda: play.ended is not None)
    assert not slots(laptop)


def test_a_disk_that_does_not_answer_delays_the_panic_only_as_long_as_a_lock(
    play: Play, laptop: Path, demonstration: Demonstration
) -> None:
    with busy_disk(play):
        play.window.panic()
        play.until("the end", lambda: play.ended is not None)
        assert not slots(laptop)


def test_a_locked_window_knows_no_panic(locked: Callable, laptop: Path) -> None:
    play = locked(laptop)
    QTest.keyPress(play.window, Qt.Key.Key_F12, PANIC)
    play.window.panic()
    play.settle()
    assert play.ended is None
    assert slots(laptop)


@pytest.mark.parametrize("goes_on", [True, False])
def test_afterwards_the_lock_screen_tells_nothing_and_an_unlock_tells_the_way_back(
    play: Play, locked: Callable, laptop: Path, goes_on: bool
) -> None:
    before = locked(laptop)
    shown = every_text(before.window)
    play.window.panic()
    play.until("the end", lambda: play.ended is not None)
    after = locked(laptop)
    page = after.window.currentWidget()
    assert isinstance(page, UnlockPage)
    assert every_text(after.window) == shown
    page.people.button(0).click()
    nickname = page.people.button(0).text()
    phrase = next(each.passphrase for each in ACCOUNTS if each.nickname == nickname)
    page.entered.emit(page.account, phrase)
    after.until("the answer", lambda: bool(dialogs()))
    asked = dialog()
    words = " ".join(every_text(asked))
    assert "invitación" in words
    assert "respaldo" in words
    (asked.primary if goes_on else asked.cancel).click()
    after.settle()
    assert isinstance(after.window.currentWidget(), WelcomePage if goes_on else UnlockPage)
