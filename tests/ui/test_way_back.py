"""The way back of an account that opens nothing any more: an invitation again, or a backup."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from desktop.backup.make import make
from desktop.host.clock import SystemClock
from desktop.services import panic
from desktop.vault.cards import list_accounts
from sync.client.invitation import decode_request
from sync.client.joining import ask_again, waiting_request
from tests.e2e.first_run import PHRASE, FirstRun
from tests.e2e.stage import Play
from tests.ui.looking import every_text
from tests.ui.test_inviting import FOUNDER, FOUNDER_PHRASE, choosing
from ui.pages.unlock.page import UnlockPage

Opening = Callable[..., Play]


@pytest.fixture
def emptied(blank: Path) -> Path:
    """What a panic leaves: the account, and no slot of any vault."""
    assert panic.destroy(blank)
    return blank


def way_back(play: Play) -> FirstRun:
    play.window.show_welcome()
    play.settle()
    run = FirstRun(play)
    assert run.step is run.page.screens.way
    return run


def test_an_account_that_opens_nothing_asks_again_and_keeps_its_name(
    locked: Opening, emptied: Path
) -> None:
    account = list_accounts(emptied)[0].id
    run = way_back(locked(emptied))
    run.enter()
    run.answer(PHRASE)
    assert "no abre esta cuenta" in run.step.problem.text()
    run.answer(FOUNDER_PHRASE)
    assert run.step is run.page.screens.waiting
    data = waiting_request(emptied)
    assert data is not None
    assert decode_request(data).account == account
    assert run.page.back.text().strip() == "Volver a la entrada"
    run.escape()
    assert isinstance(run.play.window.currentWidget(), UnlockPage)
    assert waiting_request(emptied) == data


@pytest.fixture
def asked_again(emptied: Path) -> Path:
    """Somebody's request waits, on a laptop where others may work."""
    ask_again(emptied, list_accounts(emptied)[0].id, FOUNDER_PHRASE)
    return emptied


def test_while_somebody_asks_again_everybody_keeps_the_lock_screen(
    locked: Opening, asked_again: Path
) -> None:
    assert isinstance(locked(asked_again).window.currentWidget(), UnlockPage)


def test_who_asked_again_finds_the_request_and_may_take_it_back(
    locked: Opening, asked_again: Path
) -> None:
    account = list_accounts(asked_again)[0].id
    run = way_back(locked(asked_again))
    run.enter()
    assert run.step is run.page.screens.waiting
    run = way_back(run.play)
    run.tab_to("Quitar mi solicitud")
    run.enter()
    assert any("Su cuenta se queda" in text for text in every_text(run.step))
    run.escape()
    assert run.step is run.page.screens.way
    run.tab_to("Quitar mi solicitud")
    run.enter()
    run.tab_to("Sí, quitar")
    run.enter()
    assert isinstance(run.play.window.currentWidget(), UnlockPage)
    assert [card.id for card in list_accounts(asked_again)] == [account]
    assert waiting_request(asked_again) is None


def test_after_a_panic_a_backup_comes_back_on_this_very_laptop(
    locked: Opening, blank: Path, tmp_path: Path
) -> None:
    copy = make(blank, tmp_path, SystemClock())
    panic.destroy(blank)
    run = way_back(locked(blank))
    run.tab_to("Recuperar una copia de respaldo")
    run.enter()
    assert run.step is run.page.screens.backup
    choosing(copy)
    run.enter()
    assert run.step is run.page.screens.restore
    run.enter()
    assert isinstance(run.play.window.currentWidget(), UnlockPage)
    run.play.unlock(FOUNDER, FOUNDER_PHRASE)
    desk = run.play.window.desk
    assert desk is not None
    assert desk.site_name == "Arroyo Seco"


def test_where_others_records_open_no_backup_is_offered(locked: Opening, blank: Path) -> None:
    run = way_back(locked(blank))
    shown = every_text(run.step)
    assert "Recuperar una copia de respaldo" not in shown
    assert any("registros de otras personas" in text for text in shown)


def test_from_the_ways_back_one_returns_to_the_lock_screen(locked: Opening, emptied: Path) -> None:
    run = way_back(locked(emptied))
    assert run.page.back.text().strip() == "Volver a la entrada"
    run.escape()
    assert isinstance(run.play.window.currentWidget(), UnlockPage)


def test_of_several_accounts_one_says_whose_it_is(locked: Opening, laptop: Path) -> None:
    panic.destroy(laptop)
    run = way_back(locked(laptop))
    run.enter()
    assert run.step is run.page.screens.who
    shown = every_text(run.step)
    assert all(card.nickname in shown for card in list_accounts(laptop))
    run.tab_to("Colibrí")
    run.enter()
    assert run.page.screens.who.account in {card.id for card in list_accounts(laptop)}
    run.escape()
    assert run.play.window.focusWidget() is run.page.screens.who.buttons[run.page.screens.who.value]
