from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
from PySide6.QtCore import QEvent, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

from desktop.demo.build import ACCOUNTS
from desktop.services import prefs
from desktop.vault.cards import list_accounts
from tests.e2e.stage import Play
from tests.ui.looking import every_text
from ui.pages.unlock.page import UnlockPage
from ui.pages.welcome.page import WelcomePage

Opening = Callable[..., Play]

BETRAYING = (
    "violen", "mujer", "hombre", "women", "men's", " men", "víctima", "victim", "agresor",
    "pareja", "partner", "abus", "denuncia", "refugio", "shelter", "género", "gender", "reeduca",
    "san isidro", "facilita", "coordinadora de", "group", "grupo", "sesion", "session",
)  # fmt: skip
"""Nothing of this may be read by somebody who opens a stolen laptop."""


def page_of(play: Play) -> UnlockPage:
    page = play.window.currentWidget()
    assert isinstance(page, UnlockPage)
    return page


def enter(play: Play, phrase: str) -> UnlockPage:
    page = page_of(play)
    if page.people.checkedId() < 0:
        page.people.buttons()[0].click()
    page.phrase.clear()
    QTest.keyClicks(page.phrase, phrase)
    QTest.keyClick(page.phrase, Qt.Key.Key_Return)
    return page


def test_a_wrong_phrase_is_told_in_three_sentences_and_can_be_corrected(
    locked: Opening, laptop: Path
) -> None:
    play = locked(laptop)
    wanted = next(account for account in ACCOUNTS if account.nickname == "Colibrí")
    page = page_of(play)
    names = [card.nickname for card in list_accounts(laptop)]
    page.people.button(names.index("Colibrí")).click()
    enter(play, "no es esta frase")
    assert not page.enter.isEnabled()
    play.until("the refusal", page.enter.isEnabled)
    assert page.problem.text().count(".") >= 3
    assert page.phrase.text() == "no es esta frase"
    assert page.phrase.selectedText() == page.phrase.text()
    assert play.window.desk is None
    enter(play, wanted.passphrase)
    play.until("the vault to open", lambda: play.window.desk is not None)
    play.settle()
    assert play.window.shell is not None
    assert not any(wanted.passphrase in text for text in every_text(play.window))


def test_the_phrase_is_the_first_thing_that_keys_reach(locked: Opening, laptop: Path) -> None:
    play = locked(laptop)
    assert play.window.focusWidget() is page_of(play).phrase


def test_a_window_that_stood_by_takes_keys_as_soon_as_it_shows(
    qapp: QApplication, laptop: Path
) -> None:
    from ui.app import start

    _app, window = start(["--data", str(laptop), "--standby"])
    assert not window.isVisible()
    window.link.heard.emit({"do": "show"})
    assert window.isVisible()
    page = window.currentWidget()
    assert isinstance(page, UnlockPage)
    assert window.focusWidget() is page.phrase
    qapp.processEvents()  # what it does once it is ready
    window.deleteLater()
    qapp.sendPostedEvents(None, QEvent.Type.DeferredDelete)


def test_the_phrase_is_hidden_until_asked_for(locked: Opening, laptop: Path) -> None:
    page = page_of(locked(laptop))
    hidden = page.phrase.echoMode()
    page.reveal.click()
    assert page.phrase.echoMode() is page.phrase.EchoMode.Normal
    page.reveal.click()
    assert page.phrase.echoMode() is hidden is page.phrase.EchoMode.Password


def test_pressing_enter_twice_tries_once(locked: Opening, laptop: Path) -> None:
    play = locked(laptop)
    tried: list[str] = []
    page = page_of(play)
    page.entered.connect(lambda _account, phrase: tried.append(phrase))
    enter(play, "no es esta frase")
    QTest.keyClick(page.phrase, Qt.Key.Key_Return)
    page.enter.click()
    play.until("the refusal", page.enter.isEnabled)
    assert tried == ["no es esta frase"]


@pytest.mark.parametrize("language", ["es", "en"])
def test_a_locked_laptop_says_nothing_of_what_it_is_for(
    locked: Opening, laptop: Path, language: str
) -> None:
    play = locked(laptop, language)
    assert_neutral(play)
    page_of(play)._on_forgot()
    assert_neutral(play)
    enter(play, "no es esta frase")
    play.until("the refusal", page_of(play).enter.isEnabled)
    assert_neutral(play)


@pytest.mark.parametrize("language", ["es", "en"])
def test_the_cover_says_nothing_of_what_it_hides(play: Play, language: str) -> None:
    from desktop import i18n

    i18n.install(language)
    play.window.cover()
    cover = play.window._cover
    assert cover is not None
    assert not betraying(every_text(cover))
    assert play.window.windowTitle() == "Vereda"


@pytest.mark.parametrize("language", ["es", "en"])
def test_an_empty_folder_asks_what_to_do_and_says_nothing_of_what_it_is_for(
    locked: Opening, tmp_path: Path, language: str
) -> None:
    play = locked(tmp_path / "new", language)
    page = play.window.currentWidget()
    assert isinstance(page, WelcomePage)
    for step in (page.screens.language, page.screens.aim):
        assert every_text(step)
        assert not betraying(every_text(step))
    assert play.window.windowTitle() == "Vereda"


def test_the_language_changes_at_once_and_is_kept(locked: Opening, laptop: Path) -> None:
    play = locked(laptop)
    assert "Entrar" in every_text(page_of(play))
    page_of(play).language_chosen.emit("en")
    play.settle()
    assert "Entrar" not in every_text(page_of(play))
    assert prefs.load(laptop).language == "en"


def test_the_language_changes_also_where_nothing_can_be_written(
    locked: Opening, laptop: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    from desktop.vault.troubles import ReadOnlyFolder

    def refuse(*_args: object, **_values: object) -> None:
        raise ReadOnlyFolder

    play = locked(laptop)
    monkeypatch.setattr(prefs, "change", refuse)
    page_of(play).language_chosen.emit("en")
    play.settle()
    assert "Entrar" not in every_text(page_of(play))


def assert_neutral(play: Play) -> None:
    assert not betraying(every_text(play.window))
    assert play.window.windowTitle() == "Vereda"


def betraying(texts: list[str]) -> list[str]:
    said = " | ".join(texts).lower()
    return [word for word in BETRAYING if word in said]
