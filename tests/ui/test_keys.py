from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest

from desktop.commands import DEMO_ENTRY_FILE
from desktop.demo.build import ACCOUNTS
from desktop.host.clock import SystemClock
from desktop.host.files import write_atomic
from desktop.host.sticks import Stick
from desktop.services import keys
from desktop.services.entrance import Desk
from desktop.vault import tries
from desktop.vault.cards import list_accounts
from desktop.vault.troubles import WrongPassphrase
from tests.e2e.stage import Play
from tests.ui.looking import button, dialog, dialogs, every_text
from tests.ui.test_unlock import betraying, page_of
from ui.door import WhereDialog
from ui.pages.settings.account import PhraseDialog, RecoveryDialog
from ui.pages.settings.mine import AccountCard
from ui.pages.settings.page import SettingsPage
from ui.pages.unlock.recover import RecoverDialog

Opening = Callable[..., Play]

OWNER = ACCOUNTS[0]
NEW_PHRASE = "tejados rojos y nueve cometas lentos"
OTHER_PHRASE = "harina blanca sobre la mesa de pino"


@dataclass(frozen=True)
class At:
    """A clock that stands still."""

    ms: int

    def monotonic_ms(self) -> int:
        return self.ms

    def now_ms(self) -> int:
        return self.ms

    def boot(self) -> bytes:
        return bytes(8)


def owner_of(folder: Path) -> bytes:
    return next(card.id for card in list_accounts(folder) if card.nickname == OWNER.nickname)


def choose(play: Play, nickname: str) -> None:
    names = [card.nickname for card in list_accounts(play.folder)]
    page_of(play).people.button(names.index(nickname)).click()


@pytest.fixture
def slowed(laptop: Path) -> Path:
    """A laptop on which the last of six wrong tries was made just now."""
    now_ms = SystemClock().monotonic_ms()
    apart_ms = tries.LONGEST_WAIT_S * 1000
    for ago in range(5, -1, -1):
        tries.begin(laptop, owner_of(laptop), At(now_ms - ago * apart_ms))
    return laptop


def refused_for_now(play: Play) -> None:
    page = page_of(play)
    choose(play, OWNER.nickname)
    page.phrase.setText(OWNER.passphrase)
    QTest.keyClick(page.phrase, Qt.Key.Key_Return)
    play.settle()
    assert play.window.desk is None


def test_after_many_wrong_tries_the_button_counts_down_to_the_next_one(
    locked: Opening, slowed: Path
) -> None:
    play = locked(slowed)
    refused_for_now(play)
    page = page_of(play)
    assert page.problem.text().count(".") >= 3
    assert not page.enter.isEnabled()
    seconds = int(page.enter.text().split()[1])
    assert seconds > 1
    for left in range(seconds - 1, 0, -1):
        page._each_second.timeout.emit()
        assert page.enter.text() == f"Espere {left} s"
        assert not page.enter.isEnabled()
    page._each_second.timeout.emit()
    assert (page.enter.text(), page.enter.isEnabled()) == ("Entrar", True)
    assert not page._each_second.isActive()
    assert page.phrase.text() == OWNER.passphrase


def test_choosing_somebody_else_ends_the_wait_at_once(locked: Opening, slowed: Path) -> None:
    play = locked(slowed)
    refused_for_now(play)
    choose(play, ACCOUNTS[1].nickname)
    page = page_of(play)
    assert (page.enter.text(), page.enter.isEnabled()) == ("Entrar", True)
    assert not page._each_second.isActive()
    assert not page.problem.isVisible()
    refused_for_now(play)
    assert not page.enter.isEnabled()


def test_nobody_else_can_be_chosen_while_a_try_is_made(locked: Opening, slowed: Path) -> None:
    play = locked(slowed)
    choose(play, OWNER.nickname)
    page = page_of(play)
    page.phrase.setText(OWNER.passphrase)
    QTest.keyClick(page.phrase, Qt.Key.Key_Return)
    choose(play, ACCOUNTS[1].nickname)
    assert page.account == owner_of(slowed)
    play.settle()
    assert page.account == owner_of(slowed)


def test_another_language_while_waiting_is_no_trouble(locked: Opening, slowed: Path) -> None:
    play = locked(slowed)
    refused_for_now(play)
    page_of(play).language_chosen.emit("en")
    play.settle()
    assert page_of(play).enter.isEnabled()


def test_a_name_is_chosen_before_anything_is_tried(locked: Opening, laptop: Path) -> None:
    play = locked(laptop)
    page = page_of(play)
    page.phrase.setText(OWNER.passphrase)
    page.enter.click()
    assert page.problem.text() == "Elija primero su apodo."
    assert page.problem.isVisible()
    assert not dialogs()
    assert play.window.desk is None


def test_a_demonstration_tells_who_can_enter_and_with_what(locked: Opening, laptop: Path) -> None:
    lines = "".join(f"{each.nickname}: {each.passphrase}\n" for each in ACCOUNTS)
    write_atomic(laptop / DEMO_ENTRY_FILE, lines.encode())
    told = " ".join(every_text(page_of(locked(laptop))))
    assert all(each.passphrase in told for each in ACCOUNTS)


def test_a_real_programme_never_shows_a_phrase(locked: Opening, blank: Path) -> None:
    write_atomic(blank / DEMO_ENTRY_FILE, b"una frase que alguien dejo aqui")
    assert not any("alguien dejo" in text for text in every_text(locked(blank).window))


def desk_of(play: Play) -> Desk:
    assert play.window.desk is not None
    return play.window.desk


# --- my account -----------------------------------------------------------------


@pytest.fixture
def mine(locked: Opening, laptop: Path) -> tuple[Play, SettingsPage]:
    """Settings, with an account that was unlocked on this very copy of the folder."""
    play = locked(laptop)
    play.unlock(OWNER.nickname, OWNER.passphrase)
    play.show("settings")
    assert play.window.shell is not None
    page = play.window.shell.current
    assert isinstance(page, SettingsPage)
    return play, page


def asked_for_a_phrase(page: SettingsPage) -> PhraseDialog:
    button(page, "Cambiar mi frase").click()
    found = dialog()
    assert isinstance(found, PhraseDialog)
    return found


def test_a_new_phrase_opens_from_now_on_and_the_old_one_no_more(
    mine: tuple[Play, SettingsPage],
) -> None:
    play, page = mine
    asked = asked_for_a_phrase(page)
    for old, new, again, told in (
        (OWNER.passphrase, NEW_PHRASE, OTHER_PHRASE, "no son iguales"),
        (OWNER.passphrase, "corta", "corta", "muy corta"),
        (OWNER.passphrase, "123456789012345678", "123456789012345678", "fácil de adivinar"),
        (OTHER_PHRASE, NEW_PHRASE, NEW_PHRASE, "no abre esta cuenta"),
    ):
        asked.old.setText(old)
        asked.new.setText(new)
        asked.again.setText(again)
        asked.primary.click()
        play.settle()
        assert told in asked.problem.text()
        assert asked.isVisible()
        assert asked.primary.isEnabled()
    asked.old.setText(OWNER.passphrase)
    assert not asked.problem.isVisible()
    asked.primary.click()
    # What has begun cannot be cancelled: nobody must find another phrase than the one meant.
    assert not asked.primary.isEnabled()
    asked.cancel.click()
    QTest.keyClick(asked, Qt.Key.Key_Escape)
    assert asked.isVisible()
    play.settle()
    assert not dialogs()
    assert play.window.shell is not None
    assert any("Su frase cambió" in text for text in every_text(play.window.shell.toast))
    account = desk_of(play).account
    with pytest.raises(WrongPassphrase):
        account.confirm(OWNER.passphrase)
    account.confirm(NEW_PHRASE)


def test_the_five_words_that_are_offered_can_be_taken(mine: tuple[Play, SettingsPage]) -> None:
    play, page = mine
    asked = asked_for_a_phrase(page)
    offered = [text for text in every_text(asked) if len(text.split()) == 5 and text.islower()]
    assert len(offered) == 1
    asked.old.setText(OWNER.passphrase)
    asked.new.setText(offered[0])
    asked.again.setText(offered[0])
    asked.primary.click()
    play.settle()
    assert not dialogs()


def test_a_code_counts_once_it_was_typed_back_and_opens_a_forgotten_account(
    mine: tuple[Play, SettingsPage], locked: Opening, laptop: Path
) -> None:
    play, page = mine
    assert "No tiene código" in page.card(AccountCard).code_state.text()
    button(page, "Código de recuperación").click()
    asked = dialog()
    assert isinstance(asked, RecoveryDialog)
    code = asked.code.spelled
    assert code in every_text(asked)
    for typed, phrase, told in (
        (code[:-1] + ("0" if code[-1] != "0" else "1"), OWNER.passphrase, "tiene un error"),
        ("", OWNER.passphrase, "tiene un error"),
        (keys.draw_code().spelled, OWNER.passphrase, "no es el que se mostró"),
        (code, OTHER_PHRASE, "no abre esta cuenta"),
    ):
        asked.typed.setText(typed)
        asked.phrase.setText(phrase)
        asked.primary.click()
        play.settle()
        assert told in asked.problem.text()
    asked.typed.setText(code.lower().replace("-", " "))
    asked.phrase.setText(OWNER.passphrase)
    asked.primary.click()
    play.settle()
    assert not dialogs()
    assert "Tiene un código" in page.card(AccountCard).code_state.text()
    recovered(locked(laptop), code)


def test_the_code_can_be_saved_to_a_stick_as_a_sheet_that_betrays_nothing(
    mine: tuple[Play, SettingsPage], stick: Stick
) -> None:
    play, page = mine
    button(page, "Código de recuperación").click()
    asked = dialog()
    button(asked, "Guardar en PDF").click()
    where = next(each for each in dialogs() if isinstance(each, WhereDialog))
    where.primary.click()
    play.settle()
    (sheet,) = stick.path.iterdir()
    assert sheet.suffix == ".pdf"
    assert any(sheet.name in text for text in every_text(asked))
    assert not betraying(every_text(asked))
    asked.reject()


def recovered(play: Play, code: str) -> None:
    """At the lock screen of the same laptop: the code, a new phrase, and in."""
    choose(play, OWNER.nickname)
    button(page_of(play), "Olvidé mi frase").click()
    asked = dialog()
    assert isinstance(asked, RecoverDialog)
    assert not betraying(every_text(asked))
    for typed, phrase, again, told in (
        (code, NEW_PHRASE, OTHER_PHRASE, "no son iguales"),
        (code[:-1], NEW_PHRASE, NEW_PHRASE, "tiene un error"),
        (keys.draw_code().spelled, NEW_PHRASE, NEW_PHRASE, "no es el de esta cuenta"),
        (code, "corta", "corta", "muy corta"),
    ):
        asked.code.setText(typed)
        asked.phrase.setText(phrase)
        asked.again.setText(again)
        asked.primary.click()
        play.settle()
        assert told in asked.problem.text()
        assert asked.primary.isEnabled()
    asked.code.setText(code)
    asked.phrase.setText(NEW_PHRASE)
    asked.again.setText(NEW_PHRASE)
    asked.primary.click()
    play.settle()
    assert not dialogs()
    page = page_of(play)
    assert page.problem.text() == "Listo. Entre con su frase nueva."
    assert page.phrase.text() == ""
    play.unlock(OWNER.nickname, NEW_PHRASE)


def test_a_recovered_account_waits_for_nothing_that_was_tried_before(
    locked: Opening, slowed: Path
) -> None:
    play = locked(slowed)
    refused_for_now(play)
    page = page_of(play)
    page.welcome_back()
    assert page.enter.isEnabled()
    assert not page._each_second.isActive()


def test_without_a_code_the_truth_is_told_and_nothing_is_lost(
    locked: Opening, laptop: Path
) -> None:
    play = locked(laptop)
    choose(play, OWNER.nickname)
    button(page_of(play), "Olvidé mi frase").click()
    asked = dialog()
    assert isinstance(asked, RecoverDialog)
    asked.code.setText(keys.draw_code().spelled)
    asked.phrase.setText(NEW_PHRASE)
    asked.again.setText(NEW_PHRASE)
    asked.primary.click()
    play.settle()
    assert "no tiene código" in asked.problem.text()
    asked.reject()
    play.settle()
    play.unlock(OWNER.nickname, OWNER.passphrase)
