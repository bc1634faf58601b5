from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest

from desktop.backup.make import make
from desktop.host.clock import SystemClock
from desktop.vault.cards import list_accounts
from tests.e2e.first_run import FirstRun
from tests.e2e.stage import Play
from tests.ui.looking import every_text
from tests.ui.test_inviting import FOUNDER, FOUNDER_PHRASE, choosing
from ui.pages.unlock.page import UnlockPage

Opening = Callable[..., Play]


@pytest.fixture
def copy(blank: Path, tmp_path: Path) -> Path:
    """A backup of a programme, on a stick."""
    stick = tmp_path / "stick"
    stick.mkdir()
    return make(blank, stick, SystemClock())


@pytest.fixture
def run(locked: Opening, tmp_path: Path) -> FirstRun:
    """At the screen that asks for the copy."""
    run = FirstRun(locked(tmp_path / "new"))
    run.choose_language()
    run.choose_aim("restore")
    assert run.step is run.page.screens.backup
    return run


def choose(run: FirstRun, path: Path | None) -> None:
    choosing(path)
    run.enter()


def test_a_copy_is_looked_through_and_put_back_and_its_people_enter(
    run: FirstRun, copy: Path
) -> None:
    choose(run, copy)
    assert run.step is run.page.screens.restore
    told = " ".join(every_text(run.step))
    assert FOUNDER in told
    assert "Copia número 1" in told
    assert not list_accounts(run.play.folder)
    run.enter()
    assert isinstance(run.play.window.currentWidget(), UnlockPage)
    run.play.unlock(FOUNDER, FOUNDER_PHRASE)
    desk = run.play.window.desk
    assert desk is not None
    assert desk.site_name == "Arroyo Seco"


def test_a_damaged_copy_is_told_before_anything_is_written(run: FirstRun, copy: Path) -> None:
    data = bytearray(copy.read_bytes())
    data[len(data) // 2] ^= 1
    copy.write_bytes(bytes(data))
    choose(run, copy)
    assert run.step is run.page.screens.backup
    assert run.step.problem.text().count(".") >= 3
    assert not (run.play.folder / "accounts").exists()
    choose(run, None)
    assert run.step is run.page.screens.backup


def test_a_restore_that_is_given_up_leaves_nothing_and_can_be_done_again(
    run: FirstRun, copy: Path
) -> None:
    choose(run, copy)
    restore = run.page.screens.restore
    run.page.go_on()
    assert run.page.back.isEnabled()
    assert run.page.back.text().strip() == "Cancelar"
    assert not run.page.primary.isEnabled()
    # An impatient second Enter is no answer; Escape is.
    QTest.keyClick(run.play.window.focusWidget(), Qt.Key.Key_Return)
    assert run.page.back.text().strip() == "Cancelar"
    QTest.keyClick(run.play.window.focusWidget(), Qt.Key.Key_Escape)
    run.play.settle()
    # Either it was quicker than the hand, or nothing is left of it.
    if isinstance(run.play.window.currentWidget(), UnlockPage):
        return
    assert run.step is restore
    assert "canceló" in restore.problem.text()
    assert not list_accounts(run.play.folder)
    assert run.page.back.text().strip() == "Atrás"
    run.enter()
    assert isinstance(run.play.window.currentWidget(), UnlockPage)


def test_a_copy_of_a_clock_gone_wild_can_still_be_shown(
    run: FirstRun, blank: Path, tmp_path: Path
) -> None:
    class Wild(SystemClock):
        def now_ms(self) -> int:
            return 2**62

    wild = make(blank, tmp_path, Wild())
    choose(run, wild)
    assert run.step is run.page.screens.restore
    assert FOUNDER in " ".join(every_text(run.step))
