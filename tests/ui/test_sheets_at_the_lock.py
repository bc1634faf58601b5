"""Two recovery sheets at the lock screen: asked for, typed, told where they are wrong."""

from __future__ import annotations

from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest

from desktop.services import restoring
from desktop.services.recovery import Ceremony
from desktop.vault.accounts import UnlockedAccount
from desktop.vault.cards import list_accounts
from tests.desktop.services.sheets import hold
from tests.e2e.stage import Play
from tests.ui.looking import button, dialog, dialogs, every_text
from tests.ui.test_unlock import betraying, page_of
from tests.ui.typed_sheets import PHRASE, Opening, write
from ui.pages.unlock.recover import RecoverDialog
from ui.pages.unlock.sheets import SheetsDialog


@pytest.fixture
def ceremony(blank: Path, founder: UnlockedAccount) -> Ceremony:
    from desktop.host.clock import SystemClock
    from desktop.services.entrance import sit_down

    desk = sit_down(blank, founder, SystemClock())
    try:
        return hold(blank, desk)
    finally:
        desk.close()


def asked_for_sheets(play: Play) -> SheetsDialog:
    button(page_of(play), "Olvidé mi frase").click()
    asked = dialog()
    assert isinstance(asked, RecoverDialog)
    asked.sheets.click()
    play.settle()
    found = dialog()
    assert isinstance(found, SheetsDialog)
    return found


def press(play: Play, asked: SheetsDialog) -> None:
    asked.primary.click()
    play.settle()


def test_two_sheets_bring_somebody_in_and_the_lock_screen_shows_them(
    locked: Opening, blank: Path, ceremony: Ceremony
) -> None:
    play = locked(blank)
    asked = asked_for_sheets(play)
    write(asked.typed[0], ceremony.sheets[2].words)
    press(play, asked)
    write(asked.typed[1], ceremony.sheets[0].words)
    press(play, asked)
    asked.nickname.setText("Jilguero")
    for typed, again, told in (
        (PHRASE, PHRASE + "s", "no son iguales"),
        ("corta", "corta", "muy corta"),
        (PHRASE, PHRASE, ""),
    ):
        assert len(list_accounts(blank)) == 1
        asked.phrase.setText(typed)
        asked.again.setText(again)
        press(play, asked)
        assert told in asked.problem.text()
    # A sheet's own word may be "mental" or "group": it is typed, not said.
    typed = {word for sheet in ceremony.sheets for word in sheet.words}
    assert not betraying([text for text in every_text(asked) if text not in typed])
    assert "Entre con su apodo nuevo" in asked.words.text()
    assert not any(word in every_text(asked) for word in ceremony.sheets[0].words[3:])
    press(play, asked)
    assert not dialogs()
    assert [each.text() for each in page_of(play).people.buttons()] == ["Colibrí", "Jilguero"]
    play.unlock("Jilguero", PHRASE)


@pytest.mark.parametrize("language", ["es", "en"])
def test_asking_for_sheets_betrays_nothing(locked: Opening, blank: Path, language: str) -> None:
    play = locked(blank, language)
    page_of(play)._on_forgot()
    recover = dialog()
    assert isinstance(recover, RecoverDialog)
    assert not betraying(every_text(recover))
    recover.sheets.click()
    play.settle()
    asked = dialog()
    assert isinstance(asked, SheetsDialog)
    for step in range(3):
        asked._show(step)
        assert not betraying(every_text(asked))
    asked.reject()
    assert not dialogs()


def test_what_is_typed_wrong_is_told_at_its_word(
    locked: Opening, blank: Path, ceremony: Ceremony
) -> None:
    play = locked(blank)
    asked = asked_for_sheets(play)
    first = ceremony.sheets[0].words
    press(play, asked)
    assert asked.problem.text() == "Falta la palabra 1."
    write(asked.typed[0], first)
    asked.typed[0].fields[9].setText("acid" if first[8] != "acid" else "acne")
    press(play, asked)
    assert "palabra 9 no es la de la hoja" in asked.problem.text()
    asked.typed[0].fields[9].setText("zzzz")
    press(play, asked)
    assert "palabra 9 no es de las que llevan las hojas" in asked.problem.text()
    write(asked.typed[0], restoring.read_typed(blank, first).words)
    press(play, asked)
    write(asked.typed[1], first)
    press(play, asked)
    assert "misma hoja" in asked.problem.text()
    others = Ceremony.hold(bytes(16), 1, lambda count: bytes(count))
    write(asked.typed[1], others.sheets[1].words)
    press(play, asked)
    assert "no son de este programa" in asked.problem.text()
    assert len(list_accounts(blank)) == 1


def test_with_nobody_chosen_only_the_sheets_are_offered(locked: Opening, laptop: Path) -> None:
    play = locked(laptop)  # several accounts
    assert page_of(play).account is None
    button(page_of(play), "Olvidé mi frase").click()
    asked = dialog()
    assert isinstance(asked, RecoverDialog)
    assert not asked.primary.isVisible()
    assert "elija primero su apodo" in " ".join(every_text(asked))
    asked.sheets.click()
    play.settle()
    assert isinstance(dialog(), SheetsDialog)


def test_words_are_completed_and_a_word_of_no_sheet_is_marked(locked: Opening, blank: Path) -> None:
    play = locked(blank)
    asked = asked_for_sheets(play)
    first, second = asked.typed[0].fields[1], asked.typed[0].fields[2]
    QTest.keyClicks(first, "acad")
    QTest.keyClick(first, Qt.Key.Key_Space)
    assert first.text() == "academic"
    assert not first.styleSheet()
    QTest.keyClicks(second, "7an-d")
    assert second.text() == "and"  # only letters that a word can have
    QTest.keyClick(second, Qt.Key.Key_Return)
    assert second.styleSheet()
    assert dialog() is asked  # Enter went on to the next word
