from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QClipboard, QImage
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QFileDialog, QWidget

from desktop.demo.build import ACCOUNTS
from desktop.journal.unsealed import facts
from desktop.services import attendance, prefs
from tests.e2e.stage import Play
from tests.ui.conftest import Demonstration, busy_disk
from tests.ui.looking import dialog, dialogs, every_text
from ui.idle import ASLEEP_S, IdleWatch
from ui.link import LOCKED_STATUS
from ui.pages.attendance.page import AttendancePage

CONTROL = Qt.KeyboardModifier.ControlModifier


class StillClock:
    """A clock that stands until a test moves it."""

    def __init__(self) -> None:
        self.ms = 5_000_000

    def monotonic_ms(self) -> int:
        return self.ms

    def now_ms(self) -> int:
        return self.ms

    def boot(self) -> bytes:
        return b"one boot"

    def wait(self, seconds: float) -> None:
        """Time goes by, with a check every second as in the window."""
        self.ms += round(seconds * 1000)


def on_screen() -> list[str]:
    """Everything visible, in every window of the process."""
    return [
        text
        for window in QApplication.topLevelWidgets()
        if window.isVisible()
        for widget in (window, *window.findChildren(QWidget))
        if widget.isVisible()
        for text in every_text_of(widget)
    ]


def every_text_of(widget: QWidget) -> list[str]:
    return [
        str(getattr(widget, name)())
        for name in ("text", "toPlainText", "windowTitle", "currentText")
        if hasattr(widget, name)
    ]


@pytest.fixture
def page(play: Play, demonstration: Demonstration) -> AttendancePage:
    play.show("attendance", demonstration.sessions[0])
    assert play.window.shell is not None
    assert isinstance(play.window.shell.current, AttendancePage)
    return play.window.shell.current


# --- covered ------------------------------------------------------------------


def test_f12_hides_everything_in_the_same_turn_of_the_loop(
    play: Play, page: AttendancePage
) -> None:
    assert any("Grupo Manglar" in text for text in on_screen())
    QTest.keyClick(page.view, Qt.Key.Key_F12)
    # No event has been processed since the key.
    words = {text for text in on_screen() if text}
    assert words == {"Vereda", "Seguir"}
    assert play.window.focusWidget() is play.window._cover.phrase


def test_the_covered_window_paints_only_the_cover(play: Play, page: AttendancePage) -> None:
    play.resize(1024, 560)
    QTest.keyClick(page.view, Qt.Key.Key_F12)
    kind = QImage.Format.Format_RGB32
    picture = play.window.grab().toImage().convertToFormat(kind)
    assert picture == play.window._cover.grab().toImage().convertToFormat(kind)


def test_an_open_dialog_hides_with_the_window_and_comes_back_as_it_was(
    play: Play, page: AttendancePage
) -> None:
    QTest.keyClick(page.view, Qt.Key.Key_Return)
    note = dialog()
    QTest.keyClicks(note.text, "a medio escribir")
    QTest.keyClick(note.text, Qt.Key.Key_F12)
    assert not dialogs()
    assert not any("medio" in text for text in on_screen())
    lift(play, ACCOUNTS[0].passphrase)
    assert dialog() is note
    assert note.text.toPlainText() == "a medio escribir"
    note.primary.click()
    play.settle()
    assert page.model.line(0).note == "a medio escribir"


@pytest.mark.parametrize("leave", ["cover", "lock"])
def test_what_was_copied_is_on_no_clipboard_once_nobody_should_see_it(
    play: Play, page: AttendancePage, leave: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    # Without a screen Qt cannot tell whose the clipboard's content is.
    monkeypatch.setattr(QClipboard, "ownsClipboard", lambda _clipboard: True)
    QTest.keyClick(page.view, Qt.Key.Key_Return)
    note = dialog()
    QTest.keyClicks(note.text, "algo de alguien")
    note.text.selectAll()
    note.text.copy()
    assert QApplication.clipboard().text() == "algo de alguien"
    getattr(play.window, leave)()
    assert QApplication.clipboard().text() == ""


def test_only_the_phrase_lifts_the_cover(play: Play, page: AttendancePage) -> None:
    play.window.cover()
    cover = play.window._cover
    QTest.keyClicks(cover.phrase, "otra frase cualquiera")
    QTest.keyClick(cover.phrase, Qt.Key.Key_Return)
    play.until("the refusal", cover.enter.isEnabled)
    assert cover.problem.text()
    assert play.window.currentWidget() is cover
    for key in (Qt.Key.Key_Escape, Qt.Key.Key_Tab, Qt.Key.Key_P, Qt.Key.Key_F12):
        QTest.keyClick(play.window.focusWidget(), key)
        play.settle()
        assert play.window.currentWidget() is cover
    assert page.model.marked == 0
    lift(play, ACCOUNTS[0].passphrase)
    assert play.window.currentWidget() is play.window.shell
    assert play.window.focusWidget() is page.view


def test_the_keyboard_reaches_nothing_behind_the_cover(play: Play, page: AttendancePage) -> None:
    play.window.cover()
    cover = play.window._cover
    for _ in range(12):
        QTest.keyClick(play.window.focusWidget(), Qt.Key.Key_Tab)
        assert cover.isAncestorOf(play.window.focusWidget())


def test_what_was_asked_before_the_cover_opens_no_dialog_above_it(
    play: Play, page: AttendancePage
) -> None:
    with busy_disk(play):
        page.who.click()
        page.add.click()
        play.window.cover()
    assert not dialogs()


def test_a_trouble_behind_the_cover_is_told_when_it_is_lifted(
    play: Play, page: AttendancePage
) -> None:
    play.strict = False
    play.window.cover()
    play.window.tasks.troubled.emit(OSError("disk"))
    play.settle()
    assert not dialogs()
    lift(play, ACCOUNTS[0].passphrase)
    assert any("Algo falló" in text for text in every_text(dialog()))
    dialog().accept()


def lift(play: Play, phrase: str) -> None:
    cover = play.window._cover
    assert cover is not None
    cover.phrase.clear()
    QTest.keyClicks(cover.phrase, phrase)
    QTest.keyClick(cover.phrase, Qt.Key.Key_Return)
    play.until("the cover to lift", lambda: play.window._cover is None)
    play.settle()


# --- locked -------------------------------------------------------------------


def unsealed(play: Play) -> int:
    desk = play.window.desk
    assert desk is not None
    return sum(facts(vault).unsealed for vault in desk.vaults)


@pytest.fixture
def ample(monkeypatch: pytest.MonkeyPatch) -> None:
    """Time to seal on a machine that does much else: here it is not about slowness."""
    monkeypatch.setattr("ui.window.SEAL_AT_LOCK_MS", 20_000)


@pytest.mark.usefixtures("ample")
def test_ctrl_l_seals_everything_and_ends_with_the_status_of_a_lock(
    play: Play, page: AttendancePage
) -> None:
    QTest.keyClick(page.view, Qt.Key.Key_P)
    play.settle()
    assert unsealed(play)
    QTest.keyClick(page.view, Qt.Key.Key_L, CONTROL)
    assert {text for text in on_screen() if text} == {"Vereda"}
    play.until("the end", lambda: play.ended is not None)
    assert play.ended == LOCKED_STATUS
    assert unsealed(play) == 0


def test_a_mark_that_was_still_on_its_way_is_on_disk_before_the_end(
    play: Play,
    page: AttendancePage,
    on_disk: Callable,
    laptop: Path,
    demonstration: Demonstration,
) -> None:
    with busy_disk(play):
        QTest.keyClick(page.view, Qt.Key.Key_P)
        play.window.lock()
    play.until("the end", lambda: play.ended is not None)
    with on_disk(laptop) as desk:
        assert attendance.sheet(desk.work, demonstration.sessions[0]).marked == 1


def test_a_note_being_typed_when_the_lock_comes_is_kept(
    play: Play,
    page: AttendancePage,
    on_disk: Callable,
    laptop: Path,
    demonstration: Demonstration,
) -> None:
    QTest.keyClick(page.view, Qt.Key.Key_Return)
    note = dialog()
    QTest.keyClicks(note.text, "quiere cambiar de ho")
    QTest.keyClick(note.text, Qt.Key.Key_L, CONTROL)
    assert not dialogs()
    assert {text for text in on_screen() if text} == {"Vereda"}
    play.until("the end", lambda: play.ended is not None)
    assert play.ended == LOCKED_STATUS
    with on_disk(laptop) as desk:
        sheet = attendance.sheet(desk.work, demonstration.sessions[0])
    assert sheet.lines[0].note == "quiere cambiar de ho"


def test_a_file_dialog_does_not_outlive_the_lock(play: Play) -> None:
    play.show("import")
    chooser = QFileDialog(play.window.shell)
    chooser.open()
    play.settle()
    play.window.lock()
    assert not chooser.isVisible()
    play.until("the end", lambda: play.ended is not None)
    assert play.ended == LOCKED_STATUS


def test_every_dialog_goes_with_the_lock(play: Play, page: AttendancePage) -> None:
    for press in (page.who.click, page.add.click, page.end.click):
        press()
        play.settle()
        assert dialogs()
        QTest.keyClick(dialog(), Qt.Key.Key_Escape)
        play.settle()
        assert not dialogs()
    page.add.click()
    play.settle()
    play.window.lock()
    assert not dialogs()
    play.until("the end", lambda: play.ended is not None)


def test_a_fault_in_what_is_open_keeps_no_window_from_locking(
    play: Play, page: AttendancePage, monkeypatch: pytest.MonkeyPatch
) -> None:
    def fails() -> None:
        raise RuntimeError("a fault of the page")

    monkeypatch.setattr(page, "leaving", fails)
    with pytest.raises(RuntimeError):
        play.window.lock()
    assert {text for text in on_screen() if text} == {"Vereda"}
    play.until("the end", lambda: play.ended is not None)
    assert play.ended == LOCKED_STATUS


def test_locking_twice_ends_once(play: Play) -> None:
    ends: list[int] = []
    play.window.ended.connect(ends.append)
    play.window.lock()
    play.window.lock()
    play.window.close()
    play.until("the end", lambda: bool(ends))
    play.settle()
    assert ends == [LOCKED_STATUS]


@pytest.mark.usefixtures("ample")
def test_closing_an_open_window_seals_before_it_ends(play: Play, page: AttendancePage) -> None:
    QTest.keyClick(page.view, Qt.Key.Key_P)
    play.window.close()
    assert play.ended is None
    play.until("the end", lambda: play.ended is not None)
    assert unsealed(play) == 0


def test_closing_a_locked_window_ends_at_once(locked: Callable, laptop: Path) -> None:
    play = locked(laptop)
    play.window.close()
    assert play.ended == 0


def test_the_rail_locks_too(play: Play) -> None:
    assert play.window.shell is not None
    QTest.mouseClick(play.window.shell.lock, Qt.MouseButton.LeftButton)
    play.until("the end", lambda: play.ended is not None)
    assert play.ended == LOCKED_STATUS


# --- idle ---------------------------------------------------------------------


@pytest.fixture
def clock(play: Play) -> StillClock:
    """The window's idleness by a clock of the test's own."""
    clock = StillClock()
    play.window.guard.watch.idle = IdleWatch(clock, lambda: None)
    return clock


def watch(play: Play, clock: StillClock, seconds: int) -> None:
    for _ in range(0, seconds, 10):
        clock.wait(10)
        play.window.guard.watch.check()


def test_a_laptop_left_alone_warns_and_then_locks(play: Play, clock: StillClock) -> None:
    limit_s = prefs.IDLE_LOCK_S
    watch(play, clock, limit_s - 60)
    assert not play.window.shell.toast.isVisible()
    watch(play, clock, 40)
    assert any("20 segundos" in text for text in every_text(play.window.shell.toast))
    assert play.ended is None
    watch(play, clock, 20)
    play.until("the end", lambda: play.ended is not None)
    assert play.ended == LOCKED_STATUS


def test_a_key_in_a_dialog_counts_as_somebody_there(
    play: Play, page: AttendancePage, clock: StillClock
) -> None:
    QTest.keyClick(page.view, Qt.Key.Key_Return)
    for _ in range(3):
        watch(play, clock, prefs.IDLE_LOCK_S - 20)
        QTest.keyClick(dialog().text, Qt.Key.Key_A)
    assert play.ended is None
    watch(play, clock, prefs.IDLE_LOCK_S)
    assert not dialogs()
    play.until("the end", lambda: play.ended is not None)


def test_a_laptop_that_slept_is_locked_when_it_wakes_up(play: Play, clock: StillClock) -> None:
    clock.wait(ASLEEP_S + 1)
    play.window.guard.watch.check()
    play.until("the end", lambda: play.ended is not None)
    assert play.ended == LOCKED_STATUS


def test_the_systems_idle_time_holds_where_it_is_shorter(play: Play) -> None:
    clock = StillClock()
    play.window.guard.watch.idle = IdleWatch(clock, lambda: 1.0)
    watch(play, clock, 2 * prefs.IDLE_LOCK_S)
    assert play.ended is None


def test_the_limit_that_was_chosen_holds_at_once(
    play: Play, clock: StillClock, laptop: Path
) -> None:
    prefs.change(laptop, idle_lock_s=60)
    watch(play, clock, 60)
    play.until("the end", lambda: play.ended is not None)
