"""What is told once a desk opens: each sentence once, whole, and what an account lacks."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
from PySide6.QtWidgets import QLabel

from desktop.backup.make import make
from desktop.backup.restore import restore
from desktop.host.clock import SystemClock
from desktop.services import keys
from desktop.vault.accounts import unlock_account
from desktop.vault.cards import list_accounts
from tests.e2e.stage import Play
from tests.ui.test_inviting import FOUNDER, FOUNDER_PHRASE
from tests.ui.test_reach import SMALL, clipped

Opening = Callable[..., Play]
NO_CODE = "no tiene código de recuperación"


def said(play: Play) -> str:
    """What the toast says now; "" when it is gone."""
    toast = play.window.shell.toast
    return toast.findChild(QLabel).text() if toast.isVisible() else ""


def all_said(play: Play) -> list[str]:
    told = []
    while words := said(play):
        told.append(words)
        assert not clipped(play.window)
        assert play.window.rect().contains(play.window.shell.toast.geometry())
        play.window.shell.toast._timer.timeout.emit()
    return told


def test_an_account_without_a_code_is_told_so_when_its_desk_opens(
    locked: Opening, blank: Path
) -> None:
    play = locked(blank)
    play.unlock(FOUNDER, FOUNDER_PHRASE)
    assert [NO_CODE in words for words in all_said(play)] == [True]


def test_who_has_a_code_and_a_demonstration_hear_nothing_of_it(
    locked: Opening, blank: Path, play: Play
) -> None:
    assert all_said(play) == []
    account = unlock_account(blank, list_accounts(blank)[0].id, FOUNDER_PHRASE)
    code = keys.draw_code()
    keys.keep_code(account, FOUNDER_PHRASE, code, code.spelled)
    other = locked(blank)
    other.unlock(FOUNDER, FOUNDER_PHRASE)
    assert all_said(other) == []


@pytest.mark.parametrize("language", ["es", "en"])
def test_after_a_restore_both_vaults_say_one_thing_once_and_whole(
    locked: Opening, blank: Path, tmp_path: Path, language: str
) -> None:
    folder = tmp_path / "restored"
    restore(make(blank, tmp_path, SystemClock()), folder)
    play = locked(folder, language)
    play.resize(*SMALL)
    play.unlock(FOUNDER, FOUNDER_PHRASE)
    told = all_said(play)
    assert len(told) == len(set(told)) == 2
