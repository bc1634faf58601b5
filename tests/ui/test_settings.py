from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
from PySide6.QtWidgets import QApplication

from desktop.services import prefs
from desktop.vault.troubles import DiskFull
from sync.carriers import boxes
from tests.e2e.stage import Play
from tests.ui.looking import button, dialog, every_text
from ui.pages.settings.card import SettingsCard
from ui.pages.settings.lock import LockCard
from ui.pages.settings.look import LookCard
from ui.pages.settings.page import SettingsPage
from ui.pages.settings.server import ServerCard


def settings(play: Play) -> SettingsPage:
    play.show("settings")
    assert play.window.shell is not None
    found = play.window.shell.current
    assert isinstance(found, SettingsPage)
    return found


def address(page: SettingsPage, text: str) -> str:
    """Write an address down; what the page says against it."""
    server = page.card(ServerCard)
    server.address.setText(text)
    button(page, "Guardar dirección").click()
    while page.room.tasks.busy:
        QApplication.processEvents()
    return server.problem.text() if server.problem.isVisible() else ""


def test_the_language_is_kept_for_the_next_window(
    play: Play, laptop: Path, locked: Callable
) -> None:
    box = settings(play).card(LookCard).language
    box.setCurrentIndex(box.findData("en"))
    box.activated.emit(box.currentIndex())
    assert prefs.load(laptop).language == "en"


@pytest.mark.parametrize(
    ("card", "box", "value", "key"),
    [
        (LookCard, "theme", "dark", "theme"),
        (LookCard, "text", 150, "text_percent"),
        (LockCard, "idle", 600, "idle_lock_s"),
    ],
)
def test_each_choice_is_kept_at_once(
    play: Play, laptop: Path, card: type[SettingsCard], box: str, value: object, key: str
) -> None:
    chosen = getattr(settings(play).card(card), box)
    chosen.setCurrentIndex(chosen.findData(value))
    chosen.activated.emit(chosen.currentIndex())
    assert getattr(prefs.load(laptop), key) == value
    assert play.window.shell is not None
    assert play.window.shell.toast.isVisible()


def test_a_choice_that_cannot_be_kept_is_told(play: Play, monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse(*_args: object, **_values: object) -> None:
        raise DiskFull

    page = settings(play)
    play.strict = False
    monkeypatch.setattr(prefs, "change", refuse)
    page.card(LookCard).theme.activated.emit(1)
    play.settle()
    assert len([t for t in every_text(dialog()) if t.endswith(".")]) >= 3
    dialog().accept()


@pytest.mark.parametrize(
    "text", ["http://centro.example.org", "ftp://centro.example.org", "no es nada", "https://"]
)
def test_an_address_that_cannot_be_is_refused_with_words(
    beginner: Play, blank: Path, text: str
) -> None:
    page = settings(beginner)
    assert address(page, text)
    found = boxes.read_settings(blank)
    assert found is not None
    assert found.server == ""


def test_a_good_address_is_kept_and_can_be_taken_away(beginner: Play, blank: Path) -> None:
    page = settings(beginner)
    assert address(page, "no es nada")
    assert not address(page, "https://centro.example.org")
    found = boxes.read_settings(blank)
    assert found is not None
    assert found.server == "https://centro.example.org"
    assert not address(page, "")
    found = boxes.read_settings(blank)
    assert found is not None
    assert found.server == ""


def test_a_demonstration_takes_no_address_but_this_machines(play: Play, laptop: Path) -> None:
    page = settings(play)
    assert "demostración" in address(page, "https://centro.example.org").lower()
    found = boxes.read_settings(laptop)
    assert found is not None
    assert found.server == ""
    assert not address(page, "http://127.0.0.1:8640")
