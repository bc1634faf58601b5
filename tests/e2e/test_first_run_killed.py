"""The first run in a process of its own, killed while a programme is made."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from desktop.programme.vocabulary import Stream
from desktop.services.entrance import enter
from desktop.services.founding import found_programme
from desktop.vault.cards import list_accounts
from tests.desktop.stage import PATIENCE_S, Stage, StandIn
from tests.e2e.first_run import MUNICIPALITY, NICKNAME, PHRASE, SITE

ROOT = Path(__file__).resolve().parents[2]
DRIVEN = Path(__file__).with_name("driven_window.py")


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    return tmp_path / "Vereda"


@pytest.fixture
def window(folder: Path) -> Iterator[StandIn]:
    """A real window on an empty folder that takes keys."""
    stage = Stage()
    command = [sys.executable, str(DRIVEN), stage.command[-1], "--data", str(folder)]
    process = subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, cwd=ROOT)
    assert process.stdout is not None
    while b"ready" not in process.stdout.readline():
        assert process.poll() is None
    yield stage.next()
    process.kill()
    process.communicate()
    stage.close()


def answer_all(window: StandIn) -> None:
    """Every question but the last Enter."""

    def press(*keys: str) -> None:
        for key in keys:
            window.order(press=key)

    press("Return", "Return", "Return")
    for text in (SITE, MUNICIPALITY, NICKNAME):
        window.order(write=text)
        press("Return")
    press("Backtab", "Backtab", "Return")
    for _typed in range(2):
        window.order(write=PHRASE)
        press("Return")
    window.order(code=True)
    while "code" not in (told := window.told()):
        pass
    press("Return")
    window.order(write=told["code"])
    press("Return")


def kill_when(window: StandIn, moment: Callable[[], bool]) -> None:
    window.order(press="Return")
    deadline = time.monotonic() + PATIENCE_S
    while not moment():
        assert time.monotonic() < deadline, "the moment never came"
    os.kill(window.pid, signal.SIGKILL)
    window.wait_until_gone()


def test_killed_while_it_is_made_there_is_no_account_and_it_can_be_begun_again(
    window: StandIn, folder: Path
) -> None:
    answer_all(window)
    kill_when(window, (folder / ".founding").exists)
    assert not list_accounts(folder)
    found_programme(folder, NICKNAME, PHRASE, Stream.WOMEN, SITE).close()


def test_killed_before_its_code_is_kept_the_account_opens_and_knows_that_it_has_none(
    window: StandIn, folder: Path
) -> None:
    answer_all(window)
    kill_when(window, lambda: bool(list_accounts(folder)))
    (card,) = list_accounts(folder)
    desk = enter(folder, card.id, PHRASE)
    assert desk.site_name == SITE
    assert not desk.account.has_recovery_code
    desk.close()
