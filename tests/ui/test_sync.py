"""The page that tells what is saved, sent and received never says more than it knows."""

from __future__ import annotations

import re
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtTest import QTest

from desktop.demo.build import ACCOUNTS
from desktop.services import people, root
from desktop.services.entrance import enter
from desktop.services.people import PersonForm
from desktop.vault.cards import list_accounts
from sync.carriers import boxes, courier
from sync.client.inbox import Intake
from sync.client.outbox import seal_pending
from tests.e2e.stage import Play
from tests.ui.looking import every_text
from ui.pages.sync.page import SyncPage
from ui.pages.today.page import TodayPage


def shown(play: Play) -> SyncPage:
    play.show("sync")
    assert play.window.shell is not None
    found = play.window.shell.current
    assert isinstance(found, SyncPage)
    return found


def figures(page: SyncPage) -> tuple[int, ...]:
    """Saved, waiting, sent, received as a person reads them."""
    labels = (page.saved, page.waiting, page.sent, page.received)
    return tuple(int(each.text().replace(",", "")) for each in labels)


def state_on_today(play: Play) -> str:
    play.show("today")
    assert play.window.shell is not None
    page = play.window.shell.current
    assert isinstance(page, TodayPage)
    return " ".join(every_text(page.sending))


def write_something(play: Play) -> None:
    assert play.window.desk is not None
    people.add_person(play.window.desk.work, PersonForm(nickname="Nube Alta"))


def send(play: Play, folder: Path) -> courier.Outcome:
    """What the supervisor does beside the window."""
    assert play.window.desk is not None
    for vault in play.window.desk.vaults:
        seal_pending(vault, folder)
    return courier.run_once(folder)


def take_in(play: Play, folder: Path) -> None:
    assert play.window.desk is not None
    Intake(play.window.desk.vaults, folder).finish()


@pytest.fixture
def server(tmp_path: Path) -> Iterator[str]:
    process = subprocess.Popen(
        [
            *(sys.executable, "-m", "sync.server.cli", "serve"),
            *("--store", str(tmp_path / "store"), "--port", "0"),
        ],
        stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL,
        text=True,
    )
    with process:
        assert process.stdout is not None
        found = re.search(r"http://\S+", process.stdout.readline())
        assert found is not None
        yield found[0]
        process.terminate()


def test_without_a_server_everything_waits_here_and_nothing_was_sent(beginner: Play) -> None:
    write_something(beginner)
    page = shown(beginner)
    saved, waiting, sent, received = figures(page)
    assert waiting == saved > 0
    assert (sent, received) == (0, 0)
    words = " ".join(every_text(page))
    assert "Todavía no hay servidor" in words
    assert "guardado aquí" in words
    assert "Falta la dirección del servidor" in words
    assert "No se pudo enviar" not in words
    assert "por enviar" in state_on_today(beginner)


def test_asking_to_send_seals_and_claims_nothing(beginner: Play, blank: Path) -> None:
    write_something(beginner)
    page = shown(beginner)
    asked: list[str] = []
    page.room.send = asked.append
    page.send.click()
    beginner.settle()
    assert asked == ["send"]
    assert boxes.batch_files(boxes.outbox(blank))
    saved, waiting, sent, received = figures(page)
    assert waiting == saved
    assert (sent, received) == (0, 0)


def test_a_server_that_cannot_be_reached_is_said_and_nothing_is_lost(
    beginner: Play, blank: Path
) -> None:
    write_something(beginner)
    boxes.change_server(blank, "http://127.0.0.1:9")
    outcome = send(beginner, blank)
    assert outcome.trouble is not None
    page = shown(beginner)
    saved, waiting, sent, received = figures(page)
    assert waiting == saved
    assert (sent, received) == (0, 0)
    assert "se intentará solo más tarde" in " ".join(every_text(page))
    assert "por enviar" in state_on_today(beginner)


def test_only_a_signed_receipt_makes_it_received(beginner: Play, blank: Path, server: str) -> None:
    write_something(beginner)
    boxes.change_server(blank, server)
    outcome = send(beginner, blank)
    assert outcome.trouble is None
    saved, _waiting, _sent, received = figures(shown(beginner))
    assert received == 0, "the receipt has not been read yet"
    assert "recibido por el centro" not in state_on_today(beginner).lower()
    take_in(beginner, blank)
    saved, waiting, sent, received = figures(shown(beginner))
    assert (waiting, sent) == (0, 0)
    assert received == saved
    assert "Todo recibido por el centro" in state_on_today(beginner)
    write_something(beginner)
    assert "1 cambio por enviar" in state_on_today(beginner)
    assert figures(shown(beginner))[3] == received


def test_what_was_said_of_the_team_waits_too_until_a_receipt_covers_it(
    beginner: Play, blank: Path, server: str
) -> None:
    write_something(beginner)
    boxes.change_server(blank, server)
    send(beginner, blank)
    take_in(beginner, blank)
    before = figures(shown(beginner))
    assert "Todo recibido por el centro" in state_on_today(beginner)
    assert beginner.window.desk is not None
    root.set_policy(blank, beginner.window.desk, True)
    saved, waiting, sent, received = figures(shown(beginner))
    assert (waiting, sent, received) == (saved - received, 0, before[3])
    assert waiting == 1
    assert "1 cambio por enviar" in state_on_today(beginner)
    send(beginner, blank)
    take_in(beginner, blank)
    assert figures(shown(beginner)) == (saved, 0, 0, saved)
    assert "Todo recibido por el centro" in state_on_today(beginner)


def test_what_another_account_of_the_laptop_sealed_waits_too(play: Play, laptop: Path) -> None:
    saved, waiting, _sent, _received = figures(shown(play))
    mens = ACCOUNTS[1]
    account = next(card.id for card in list_accounts(laptop) if card.nickname == mens.nickname)
    his = enter(laptop, account, mens.passphrase)
    sealed = seal_pending(his.work, laptop).batches
    his.close()
    assert sealed
    assert figures(shown(play))[:2] == (saved + sealed, waiting + sealed)


def test_while_it_sends_nobody_is_told_that_it_arrived(beginner: Play) -> None:
    write_something(beginner)
    page = shown(beginner)
    before = figures(page)
    beginner.window._on_heard({"do": "courier", "state": "sending"})
    beginner.settle()
    assert not page.send.isEnabled()
    assert any("Enviando" in text for text in every_text(page))
    assert figures(page) == before
    beginner.window._on_heard({"do": "courier", "state": "failed", "exit": 10})
    beginner.settle()
    assert page.send.isEnabled()
    assert figures(page) == before


def test_the_state_on_today_leads_to_the_page_by_mouse_and_by_keyboard(play: Play) -> None:
    from PySide6.QtCore import Qt

    for press in (
        lambda w: QTest.mouseClick(w, Qt.MouseButton.LeftButton),
        lambda w: QTest.keyClick(w, Qt.Key.Key_Space),
        lambda w: QTest.keyClick(w, Qt.Key.Key_Return),
    ):
        play.show("today")
        assert play.window.shell is not None
        press(play.window.shell.current.sending)  # type: ignore[attr-defined]
        play.settle()
        assert isinstance(play.window.shell.current, SyncPage)
