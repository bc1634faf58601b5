from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import QFileInfo, QSettings, QTimer
from PySide6.QtWidgets import QApplication, QFileDialog, QLineEdit, QWidget

from desktop.services import roster
from desktop.vault.cards import list_accounts
from sync.client.joining import waiting_request
from sync.client.six_words import words_of
from tests.e2e.stage import Play
from tests.ui.looking import button, dialog, every_text
from tests.ui.test_unlock import betraying
from ui.pages.unlock.page import UnlockPage
from ui.pages.welcome.page import WelcomePage
from ui.widgets.files import open_file, save_file
from ui.widgets.six_words import SixWordsDialog

Opening = Callable[..., Play]

FOUNDER, FOUNDER_PHRASE = "Colibrí", "siembra de temporal en la ladera"
NEWCOMER, NEWCOMER_PHRASE = "Luciérnaga", "tejados rojos y nueve cometas lentos"
LOOK_AGAIN_MS = 5


@pytest.fixture(autouse=True)
def own_settings(tmp_path: Path) -> Iterator[Path]:
    """Qt keeps its file, as on a person's computer, but in this test's folder."""
    scope = QSettings.Scope.UserScope
    native = QSettings.Format.NativeFormat
    before = QFileInfo(QSettings(scope, "QtProject").fileName()).path()
    QSettings.setPath(native, scope, str(tmp_path / "config"))
    yield Path(QSettings(scope, "QtProject").fileName())
    QSettings.setPath(native, scope, before)


def choosing(*paths: Path | None) -> None:
    """Answer the file dialogs that come next as a person would, None by cancelling."""
    left = list(paths)

    def look() -> None:
        for each in QApplication.topLevelWidgets():
            if isinstance(each, QFileDialog) and each.isVisible():
                answer(each, left.pop(0))
                break
        if left:
            QTimer.singleShot(LOOK_AGAIN_MS, look)

    QTimer.singleShot(0, look)


def answer(asked: QFileDialog, path: Path | None) -> None:
    if path is None:
        asked.reject()
        return
    name = asked.findChild(QLineEdit, "fileNameEdit")
    assert isinstance(name, QLineEdit)
    name.setText(str(path))
    asked.accept()


def welcome(play: Play) -> WelcomePage:
    page = play.window.currentWidget()
    assert isinstance(page, WelcomePage)
    return page


def ask_to_join(play: Play, stick: Path) -> WelcomePage:
    """The newcomer's first window, until her request lies on the stick."""
    page = welcome(play)
    page._show_named("join")
    page.join.nickname.setText(NEWCOMER)
    page.join.phrase.setText(NEWCOMER_PHRASE)
    page.join.again.setText(NEWCOMER_PHRASE)
    choosing(stick / "solicitud")
    button(page.join, "Guardar mi solicitud").click()
    play.settle()
    assert (stick / "solicitud.vrq").exists()
    return page


def press_invite(play: Play, *paths: Path | None) -> None:
    assert play.window.shell is not None
    choosing(*paths)
    button(play.window.shell.current, "Invitar").click()
    play.settle()


def open_invitation(play: Play, page: WelcomePage, path: Path | None, phrase: str) -> None:
    page.join.phrase.setText(phrase)
    choosing(path)
    button(page.join, "Abrir la invitación").click()
    play.settle()


@pytest.fixture
def stick(tmp_path: Path) -> Path:
    folder = tmp_path / "stick"
    folder.mkdir()
    return folder


@pytest.fixture
def coordinator(locked: Opening, blank: Path) -> Play:
    """Who began the programme, at Settings, unlocked on this very copy."""
    play = locked(blank)
    play.unlock(FOUNDER, FOUNDER_PHRASE)
    play.show("settings")
    return play


def test_a_newcomer_joins_with_two_files_and_twelve_words(
    locked: Opening, coordinator: Play, stick: Path, tmp_path: Path
) -> None:
    theirs = tmp_path / "new"
    ask_to_join(locked(theirs), stick)
    # The window was closed while she waited: the next one goes on where she was.
    later = locked(theirs)
    page = welcome(later)
    request = (stick / "solicitud.vrq").read_bytes()
    assert words_of(request) in every_text(page.join)
    assert not betraying(every_text(page.join))

    press_invite(coordinator, stick / "solicitud.vrq")
    compared = dialog()
    assert isinstance(compared, SixWordsDialog)
    assert words_of(request) in every_text(compared)
    assert any(NEWCOMER in text for text in every_text(compared))
    choosing(stick / "invitacion")
    compared.primary.click()
    coordinator.settle()
    told = dialog()
    invitation = (stick / "invitacion.vri").read_bytes()
    assert words_of(invitation) in every_text(told)
    assert not told.cancel.isVisible()
    assert told.primary.isDefault()
    told.primary.click()
    coordinator.settle()

    open_invitation(later, page, stick / "invitacion.vri", NEWCOMER_PHRASE)
    seen = dialog()
    assert words_of(invitation) in every_text(seen)
    seen.primary.click()
    later.settle()
    assert isinstance(later.window.currentWidget(), UnlockPage)
    assert waiting_request(theirs) is None
    later.unlock(NEWCOMER, NEWCOMER_PHRASE)
    assert later.window.desk is not None
    assert later.window.desk.site_name == "Arroyo Seco"


def test_no_at_the_words_changes_nothing_on_either_laptop(
    locked: Opening, coordinator: Play, stick: Path, tmp_path: Path
) -> None:
    theirs = tmp_path / "new"
    newcomer = locked(theirs)
    page = ask_to_join(newcomer, stick)
    desk = coordinator.window.desk
    assert desk is not None
    assert desk.shared is not None
    before = roster.known(desk.shared).roster
    press_invite(coordinator, stick / "solicitud.vrq")
    dialog().cancel.click()
    coordinator.settle()
    assert roster.known(desk.shared).roster == before
    press_invite(coordinator, stick / "solicitud.vrq")
    choosing(None)
    dialog().primary.click()
    coordinator.settle()
    assert roster.known(desk.shared).roster == before
    assert sorted(path.name for path in stick.iterdir()) == ["solicitud.vrq"]

    press_invite(coordinator, stick / "solicitud.vrq")
    choosing(stick / "invitacion.vri")
    dialog().primary.click()
    coordinator.settle()
    dialog().primary.click()
    coordinator.settle()
    open_invitation(newcomer, page, stick / "invitacion.vri", NEWCOMER_PHRASE)
    asked = dialog()
    assert asked.focusWidget() is asked.cancel
    asked.cancel.click()
    newcomer.settle()
    assert waiting_request(theirs) is not None
    assert not any((theirs / "vaults").glob("*"))
    open_invitation(newcomer, page, stick / "invitacion.vri", FOUNDER_PHRASE)
    dialog().primary.click()
    newcomer.settle()
    assert any("no abre esta cuenta" in text for text in every_text(dialog()))
    dialog().accept()
    newcomer.settle()
    assert welcome(newcomer) is page
    assert waiting_request(theirs) is not None


def test_an_invitation_that_cannot_be_written_is_told_and_can_be_asked_for_again(
    locked: Opening, coordinator: Play, stick: Path, tmp_path: Path
) -> None:
    ask_to_join(locked(tmp_path / "new"), stick)
    coordinator.strict = False
    press_invite(coordinator, stick / "solicitud.vrq")
    full = Path("/dev/full/invitacion.vri")
    choosing(full)
    dialog().primary.click()
    coordinator.settle()
    assert len([text for text in every_text(dialog()) if text.endswith(".")]) >= 3
    dialog().accept()
    coordinator.settle()
    press_invite(coordinator, stick / "solicitud.vrq")
    choosing(stick / "invitacion.vri")
    dialog().primary.click()
    coordinator.settle()
    assert (stick / "invitacion.vri").exists()
    dialog().primary.click()


def test_a_file_that_is_no_request_or_invitation_is_refused_in_three_sentences(
    locked: Opening, coordinator: Play, stick: Path, tmp_path: Path
) -> None:
    newcomer = locked(tmp_path / "new")
    page = ask_to_join(newcomer, stick)
    coordinator.strict = False
    (stick / "otra.vrq").write_bytes(b"no es una solicitud")
    press_invite(coordinator, stick / "otra.vrq")
    assert len([text for text in every_text(dialog()) if text.endswith(".")]) >= 3
    dialog().accept()
    coordinator.settle()
    (stick / "otra.vri").write_bytes(b"no es una invitacion")
    open_invitation(newcomer, page, stick / "otra.vri", NEWCOMER_PHRASE)
    # Any file has six words; only the right one is taken in.
    dialog().primary.click()
    newcomer.settle()
    assert len([text for text in every_text(dialog()) if text.endswith(".")]) >= 3
    dialog().accept()
    newcomer.settle()
    assert welcome(newcomer) is page


def test_nothing_is_written_before_a_place_for_the_request_was_chosen(
    locked: Opening, tmp_path: Path
) -> None:
    theirs = tmp_path / "new"
    play = locked(theirs)
    page = welcome(play)
    page._show_named("join")
    ask = button(page.join, "Guardar mi solicitud")
    for nickname, phrase, again, told in (
        ("", NEWCOMER_PHRASE, NEWCOMER_PHRASE, "apodo"),
        (NEWCOMER, NEWCOMER_PHRASE, FOUNDER_PHRASE, "no son iguales"),
        (NEWCOMER, "corta", "corta", "muy corta"),
    ):
        page.join.nickname.setText(nickname)
        page.join.phrase.setText(phrase)
        page.join.again.setText(again)
        ask.click()
        assert told in page.join.problem.text()
    page.join.phrase.setText(NEWCOMER_PHRASE)
    page.join.again.setText(NEWCOMER_PHRASE)
    choosing(None)
    ask.click()
    play.settle()
    assert not list_accounts(theirs)
    assert waiting_request(theirs) is None


def test_a_request_is_saved_again_with_the_same_words(
    locked: Opening, stick: Path, tmp_path: Path
) -> None:
    play = locked(tmp_path / "new")
    page = ask_to_join(play, stick)
    choosing(stick / "otra-vez.vrq")
    button(page.join, "Guardar otra vez").click()
    play.settle()
    assert (stick / "otra-vez.vrq").read_bytes() == (stick / "solicitud.vrq").read_bytes()
    assert words_of((stick / "solicitud.vrq").read_bytes()) in every_text(page.join)


# --- files ------------------------------------------------------------------------


@pytest.fixture
def parent(qapp: QApplication) -> Iterator[QWidget]:
    made = QWidget()
    made.show()
    yield made
    made.deleteLater()


def test_the_ending_is_added_once_and_case_does_not_matter(parent: QWidget, stick: Path) -> None:
    for typed, kept in (
        ("lista", "lista.csv"),
        ("lista.csv", "lista.csv"),
        ("LISTA.CSV", "LISTA.CSV"),
        ("lista.de.hoy", "lista.de.hoy.csv"),
    ):
        choosing(stick / typed)
        assert save_file(parent, "Guardar", "propuesta.csv", "CSV") == stick / kept
    choosing(None)
    assert save_file(parent, "Guardar", "propuesta.csv", "CSV") is None


def test_an_added_ending_never_replaces_a_file_unasked(parent: QWidget, stick: Path) -> None:
    (stick / "lista.csv").write_bytes(b"")
    choosing(stick / "lista", None)
    assert save_file(parent, "Guardar", "propuesta.csv", "CSV") is None
    choosing(stick / "lista", stick / "lista-2")
    assert save_file(parent, "Guardar", "propuesta.csv", "CSV") == stick / "lista-2.csv"


def test_no_folder_that_was_visited_stays_in_the_settings_of_qt(
    parent: QWidget, stick: Path, own_settings: Path
) -> None:
    (stick / "lista.csv").write_bytes(b"")
    choosing(stick / "lista.csv")
    assert open_file(parent, "Abrir", "Listas", "*.csv") == stick / "lista.csv"
    choosing(stick / "otra.csv")
    save_file(parent, "Guardar", "propuesta.csv", "CSV")
    left = own_settings.read_text(encoding="utf-8") if own_settings.exists() else ""
    assert "stick" not in left
    assert "FileDialog" not in left


def test_a_damaged_request_does_not_hide_the_lock_screen(locked: Opening, laptop: Path) -> None:
    (laptop / "request.vrq").write_bytes(b"VrQ1 nothing that can be read")
    assert isinstance(locked(laptop).window.currentWidget(), UnlockPage)
