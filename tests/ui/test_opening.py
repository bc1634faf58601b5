"""Between an unlocked account and its pages: nobody is left waiting at the door."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from desktop.host import crash
from desktop.host.clock import SystemClock
from desktop.programme.roles import Role
from desktop.services.adding import add_here
from desktop.services.entrance import Desk, sit_down
from desktop.vault.accounts import UnlockedAccount
from tests.e2e.stage import Play
from tests.ui.looking import dialogs, every_text
from ui import catalogue
from ui.crashes import CrashKeeper
from ui.link import LOCKED_STATUS
from ui.pages.unlock.page import UnlockPage

Opening = Callable[..., Play]


def no_pages(_desk: Desk) -> None:
    raise ValueError("Rosalinda Prueba")


@pytest.mark.parametrize("begins", ["show_locked", "show_welcome"])
def test_what_fails_while_the_pages_are_made_is_kept_and_told_and_ends_as_a_lock(
    begins: str,
    locked: Opening,
    blank: Path,
    founder: UnlockedAccount,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    play = locked(blank)
    keeper = CrashKeeper(blank, SystemClock())
    keeper.watch_tasks(play.window.tasks)
    monkeypatch.setattr(catalogue, "pages_for", no_pages)
    getattr(play.window, begins)()
    page = play.window.currentWidget()
    if isinstance(page, UnlockPage):
        page.phrase.setText("una frase")
    play.window.tasks.run(sit_down, blank, founder, SystemClock(), then=play.window._on_desk)
    play.settle()
    (shown,) = dialogs()
    assert "Algo falló dentro del programa." in every_text(shown)
    if isinstance(page, UnlockPage):
        assert page.phrase.text() == ""
    assert play.ended is None
    shown.primary.click()
    play.until("the lock", lambda: play.ended is not None)
    assert play.ended == LOCKED_STATUS
    kept = "".join(each.text for each in crash.kept(blank))
    assert "ValueError" in kept
    assert "Rosalinda" not in kept


def test_who_was_added_while_a_window_stood_by_is_on_its_lock_screen(
    locked: Opening, blank: Path, founder: UnlockedAccount
) -> None:
    play = locked(blank)
    before = play.window.currentWidget()
    play.window._on_heard({"do": "show"})
    assert play.window.currentWidget() is before  # nothing new: what is typed already stays
    desk = sit_down(blank, founder, SystemClock())
    add_here(blank, desk, "Garza", "siembra de temporal en la loma", Role.EVALUATOR, ())
    desk.close()
    assert "Garza" not in every_text(play.window)
    play.window._on_heard({"do": "show"})
    play.settle()
    page = play.window.currentWidget()
    assert isinstance(page, UnlockPage)
    assert [choice.text() for choice in page.people.buttons()] == ["Colibrí", "Garza"]
