"""The supervisor with real windows, real vaults and real deaths of processes."""

from __future__ import annotations

import os
import shutil
import signal
import subprocess
import sys
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from pathlib import Path

import psutil
import pytest

from desktop.demo.build import ACCOUNTS, Size, build
from desktop.host.clock import SystemClock
from desktop.host.instance import InstanceLock
from desktop.journal.unsealed import facts
from desktop.services import attendance, groups
from desktop.services.entrance import Desk, enter, sit_down
from desktop.trouble import Exit
from desktop.vault.accounts import UnlockedAccount
from desktop.vault.cards import list_accounts
from sync.client.outbox import seal_pending
from tests.desktop.stage import Running, Stage, StandIn

ROOT = Path(__file__).resolve().parents[2]
DRIVEN = Path(__file__).with_name("driven_window.py")
COLIBRI = ACCOUNTS[0]
LETTERS = "PTNJ"


@dataclass(frozen=True)
class Laptop:
    """A demonstration's folder, its women's facilitator, and a meeting nobody was marked in."""

    folder: Path
    account: UnlockedAccount
    session: bytes
    people: int

    def copy(self, folder: Path) -> Laptop:
        shutil.copytree(self.folder, folder)
        return Laptop(folder, self.account, self.session, self.people)

    def open(self) -> Desk:
        return sit_down(self.folder, self.account, SystemClock())

    def marked(self) -> int:
        """Marks on disk, read by this process."""
        desk = self.open()
        try:
            return attendance.sheet(desk.work, self.session).marked
        finally:
            desk.close()


@pytest.fixture(scope="module")
def demonstration(tmp_path_factory: pytest.TempPathFactory) -> Laptop:
    folder = tmp_path_factory.mktemp("driven") / "Vereda"
    build(folder, Size.SMALL, date.today())
    cards = {card.nickname: card.id for card in list_accounts(folder)}
    desk = enter(folder, cards[COLIBRI.nickname], COLIBRI.passphrase)
    group = max(groups.list_groups(desk.work), key=lambda line: line.people)
    session = groups.get_group(desk.work, group.id).sessions[-1].id
    people = len(attendance.sheet(desk.work, session).lines)
    for vault in desk.vaults:
        seal_pending(vault, folder)
    desk.close()
    return Laptop(folder, desk.account, session, people)


@pytest.fixture
def laptop(demonstration: Laptop, tmp_path: Path) -> Laptop:
    return demonstration.copy(tmp_path / "Vereda")


@pytest.fixture
def stage() -> Iterator[Stage]:
    stage = Stage()
    yield stage
    stage.close()


@pytest.fixture
def running(stage: Stage, laptop: Laptop) -> Iterator[Running]:
    """A supervisor whose windows are the real ones; it holds the folder as `vereda` does."""
    port = stage.command[-1]
    with InstanceLock(laptop.folder):
        running = Running([sys.executable, str(DRIVEN), port], laptop.folder)
        yield running
        running.supervisor.stop()
        assert running.ended()


def tells(window: StandIn, name: str) -> object:
    """What a window tells next under this name."""
    while name not in (told := window.told()):
        pass
    return told[name]


def unlock(stage: Stage, window: StandIn) -> StandIn:
    """Type the phrase into a locked window; the window that then waits beside it."""
    window.order(unlock=[COLIBRI.nickname, COLIBRI.passphrase])
    assert tells(window, "opened")
    return stage.next()


def mark(window: StandIn, laptop: Laptop, count: int) -> None:
    """Mark some people by keyboard, each when the one before shows as saved."""
    window.order(attend=laptop.session.hex())
    assert tells(window, "saved") == 0
    for number in range(count):
        window.order(press=LETTERS[number % 4])
        assert tells(window, "saved") == number + 1


def test_after_ctrl_l_the_process_with_the_keys_is_gone_and_the_waiting_one_shows(
    stage: Stage, running: Running, laptop: Laptop
) -> None:
    window = stage.next()
    waiting = unlock(stage, window)
    assert waiting.standby
    marks = min(4, laptop.people)
    mark(window, laptop, marks)
    window.order(press="L", **{"with": "ControlModifier"})
    assert tells(waiting, "shown")
    window.wait_until_gone()
    assert not psutil.pid_exists(window.pid)
    assert laptop.marked() == marks
    desk = laptop.open()
    assert not sum(facts(vault).unsealed for vault in desk.vaults)
    desk.close()
    # And the one that shows is a whole lock screen: it opens in its turn.
    unlock(stage, waiting)
    mark_one_more(waiting, laptop, marks)


def mark_one_more(window: StandIn, laptop: Laptop, before: int) -> None:
    window.order(attend=laptop.session.hex())
    assert tells(window, "saved") == before
    window.order(press="Delete")
    assert tells(window, "saved") == before - 1


def test_a_mark_survives_a_kill_right_after_it_shows_as_saved(
    stage: Stage, running: Running, laptop: Laptop
) -> None:
    window = stage.next()
    waiting = unlock(stage, window)
    marks = min(3, laptop.people)
    mark(window, laptop, marks)
    os.kill(window.pid, signal.SIGKILL)
    window.wait_until_gone()
    assert laptop.marked() == marks
    assert tells(waiting, "shown")


def test_a_lock_with_a_note_half_typed_ends_the_process_and_keeps_the_note(
    stage: Stage, running: Running, laptop: Laptop
) -> None:
    window = stage.next()
    waiting = unlock(stage, window)
    mark(window, laptop, 1)
    for key in ("Up", "Return", "S", "O", "L"):
        window.order(press=key)
    window.order(press="L", **{"with": "ControlModifier"})
    assert tells(waiting, "shown")
    window.wait_until_gone()
    desk = laptop.open()
    notes = {line.note for line in attendance.sheet(desk.work, laptop.session).lines}
    desk.close()
    assert "sol" in {note.lower() for note in notes}


def test_a_second_vereda_is_refused_while_the_first_goes_on_marking(
    stage: Stage, running: Running, laptop: Laptop
) -> None:
    window = stage.next()
    unlock(stage, window)
    mark(window, laptop, 1)
    second = subprocess.run(
        [sys.executable, "-m", "desktop.launcher", "--data", str(laptop.folder)],
        capture_output=True,
        env={**os.environ, "QT_QPA_PLATFORM": "offscreen"},
        cwd=ROOT,
    )
    assert second.returncode == Exit.ALREADY_OPEN
    window.order(press="P")
    assert tells(window, "saved") == min(2, laptop.people)
