"""Copies from the settings: a real process beside a real window."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest
from PySide6.QtWidgets import QApplication

from desktop.backup.restore import restore
from desktop.backup.verify import verify
from desktop.host import sticks
from desktop.host.sticks import Stick
from desktop.vault.cards import list_accounts
from tests.e2e.stage import Play
from tests.ui.looking import button, dialog, every_text
from ui.pages.settings import backup
from ui.pages.settings.backup import BackupCard
from ui.pages.settings.move import LeaveDialog, MoveDialog
from ui.pages.settings.page import SettingsPage


@pytest.fixture
def stick(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    place = tmp_path / "stick"
    place.mkdir()
    monkeypatch.setattr(sticks, "mounted", lambda: [Stick(place, "MEMORIA", "")])
    return place


def card(play: Play) -> BackupCard:
    play.show("settings")
    assert play.window.shell is not None
    page = play.window.shell.current
    assert isinstance(page, SettingsPage)
    return page.card(BackupCard)


def finish(play: Play, at: BackupCard) -> None:
    play.settle()
    play.until("the copy to end", lambda: not at.going.isVisible())
    play.settle()


def test_one_press_saves_a_copy_signed_by_who_works_here(play: Play, stick: Path) -> None:
    at = card(play)
    assert "Todavía no" in at.last.text()
    button(at.frame, "Guardar una copia").click()
    finish(play, at)
    (made,) = stick.iterdir()
    report = verify(made)
    assert play.window.desk is not None
    assert report.signed_by == play.window.desk.account.card
    said = " ".join(every_text(play.window.shell.toast))  # type: ignore[union-attr]
    assert made.name in said
    assert "en la memoria MEMORIA" in said
    assert "Última copia" in at.last.text()


def test_taps_go_on_while_a_copy_is_made(play: Play, stick: Path) -> None:
    at = card(play)
    at.save.click()
    play.settle()
    assert not play.window.tasks.busy
    finish(play, at)
    assert len(list(stick.iterdir())) == 1


def test_cancelling_leaves_nothing_on_the_stick(play: Play, stick: Path) -> None:
    at = card(play)
    play.strict = False
    at.save.click()
    play.settle()
    at.stop.click()
    finish(play, at)
    assert list(stick.iterdir()) == []
    assert at.save.isEnabled()
    dialog().accept()


def test_a_copy_is_checked_and_a_cut_one_is_told(
    play: Play, stick: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    at = card(play)
    at.save.click()
    finish(play, at)
    (made,) = stick.iterdir()
    monkeypatch.setattr(backup, "open_file", lambda *_: made)
    at.check.click()
    finish(play, at)
    assert "está entera" in " ".join(every_text(play.window.shell.toast))  # type: ignore[union-attr]
    made.write_bytes(made.read_bytes()[:-700])
    play.strict = False
    at.check.click()
    finish(play, at)
    assert dialog().isVisible()
    dialog().accept()


def test_moving_ends_the_access_here_once_the_phrase_was_typed(
    beginner: Play, blank: Path, stick: Path, tmp_path: Path
) -> None:
    at = card(beginner)
    at.move.click()
    asked = dialog()
    assert isinstance(asked, MoveDialog)
    asked.primary.click()
    finish(beginner, at)
    leaving = dialog()
    assert isinstance(leaving, LeaveDialog)
    other = tmp_path / "other"
    restore(next(stick.iterdir()), other)
    assert len(list_accounts(other)) == 1
    leaving.phrase.setText("siembra de temporal en la ladera")
    leaving.primary.click()
    beginner.until("the lock", lambda: beginner.ended is not None)
    assert list_accounts(blank) == []
    assert not (blank / "transport.key").exists()


def test_what_was_written_after_the_copy_keeps_this_laptop_open(
    beginner: Play, blank: Path, stick: Path
) -> None:
    from datetime import date

    from desktop.services import groups
    from desktop.services.groups import NewGroup

    at = card(beginner)
    at.move.click()
    dialog().primary.click()
    finish(beginner, at)
    assert beginner.window.desk is not None
    new = NewGroup("Grupo Manglar", start_date=date(2026, 11, 2), start_minute=16 * 60)
    beginner.window.tasks.run(groups.create_group, beginner.window.desk.work, new)
    leaving = dialog()
    assert isinstance(leaving, LeaveDialog)
    leaving.phrase.setText("siembra de temporal en la ladera")
    leaving.primary.click()
    beginner.until("the answer", lambda: leaving.problem.isVisible())
    assert "otra copia" in leaving.problem.text()
    assert len(list_accounts(blank)) == 1
    leaving.reject()
    QApplication.processEvents()
    shutil.rmtree(stick)
