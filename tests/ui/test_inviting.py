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
from tests.e2e.first_run import FirstRun, to_the_end
from tests.e2e.stage import Play
from tests.ui.looking import button, dialog, dialogs, every_text
from tests.ui.test_unlock import betraying
from ui.door import OwnDiskDialog
from ui.pages.sync.page import SyncPage
from ui.pages.unlock.page import UnlockPage
from ui.widgets.big_choice import BigChoice
from ui.widgets.dialog import Dialog
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


def ask_to_join(play: Play, stick: Path) -> FirstRun:
    """The newcomer's first window, until her request lies on the stick."""
    run = FirstRun(play)
    to_the_end(run.ask_to_join(NEWCOMER, NEWCOMER_PHRASE))
    save_request(run, stick)
    assert (stick / "solicitud.vrq").exists()
    return run


def save_request(run: FirstRun, stick: Path) -> None:
    """Into a folder that is no stick, as far as this computer knows: the door warns, once."""
    run.tab_to("Guardar mi solicitud")
    run.enter()
    choosing(stick)
    button(dialog(), "Otra carpeta").click()
    run.play.settle()
    warned = [each for each in dialogs() if isinstance(each, OwnDiskDialog)]
    for each in warned:
        each.primary.click()
    run.play.settle()
    assert not dialogs()


def press_invite(play: Play, *paths: Path | None) -> None:
    """On the team's page: somebody on another computer, to lead groups of this programme."""
    play.show("team")
    assert play.window.shell is not None
    button(play.window.shell.current, "Agregar a alguien").click()
    asked = dialog()
    pick(asked, "En otra")
    play.settle()
    choosing(*paths)
    pick(asked, "Facilita grupos")
    play.settle()


def pick(asked: Dialog, answer: str) -> None:
    """Press the large answer of the step on screen."""
    shown = [each for each in asked.findChildren(BigChoice) if each.isVisible()]
    next(each for each in shown if each.accessibleName() == answer).click()


def open_invitation(run: FirstRun, path: Path | None) -> None:
    run.tab_to("Abrir la invitación")
    choosing(path)
    run.enter()


def compare_words(run: FirstRun) -> None:
    """Say yes to the six words, by keyboard: Enter alone would go back."""
    assert run.step is run.page.screens.words
    run.tab_to("Sí, son iguales")
    run.enter()


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
    run = FirstRun(later)
    request = (stick / "solicitud.vrq").read_bytes()
    assert words_of(request) in every_text(run.step)
    # The words are drawn by lot: one of them may begin like a word that betrays.
    assert not betraying([text for text in every_text(run.step) if text != words_of(request)])

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

    open_invitation(run, stick / "invitacion.vri")
    assert words_of(invitation) in every_text(run.step)
    compare_words(run)
    run.answer(NEWCOMER_PHRASE)
    later.until("Today", lambda: later.window.desk is not None)
    later.settle()
    assert waiting_request(theirs) is None
    assert later.window.desk is not None
    assert later.window.desk.site_name == "Arroyo Seco"
    assert later.window.desk.account.has_recovery_code
    # Nothing has come yet: the first step is to receive, not to make what others have made.
    shell = later.window.shell
    assert shell is not None
    today = shell.current
    assert "Todavía no llega nada a esta computadora" in every_text(today)
    button(today, "Ir a Envíos").click()
    later.settle()
    assert isinstance(shell.current, SyncPage)


def test_no_at_the_words_changes_nothing_on_either_laptop(
    locked: Opening, coordinator: Play, stick: Path, tmp_path: Path
) -> None:
    theirs = tmp_path / "new"
    run = ask_to_join(locked(theirs), stick)
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
    open_invitation(run, stick / "invitacion.vri")
    assert run.play.window.focusWidget() is run.page.back
    assert run.page.back.text().strip() == "No son iguales"
    run.enter()
    assert run.step is run.page.screens.waiting
    assert waiting_request(theirs) is not None
    assert not any((theirs / "vaults").glob("*"))
    open_invitation(run, stick / "invitacion.vri")
    compare_words(run)
    run.answer(FOUNDER_PHRASE)
    assert "no abre esta cuenta" in run.step.problem.text()
    assert run.step is run.page.screens.entering
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
    run = ask_to_join(locked(tmp_path / "new"), stick)
    coordinator.strict = False
    (stick / "otra.vrq").write_bytes(b"no es una solicitud")
    press_invite(coordinator, stick / "otra.vrq")
    assert len([text for text in every_text(dialog()) if text.endswith(".")]) >= 3
    dialog().accept()
    coordinator.settle()
    (stick / "otra.vri").write_bytes(b"no es una invitacion")
    open_invitation(run, stick / "otra.vri")
    # Any file has six words; only the right one is taken in.
    compare_words(run)
    run.answer(NEWCOMER_PHRASE)
    assert run.step.problem.text().count(".") >= 3
    assert run.step is run.page.screens.entering
    run.escape()
    open_invitation(run, None)
    assert run.step is run.page.screens.waiting


def test_a_request_is_saved_again_beside_the_first_with_the_same_words(
    locked: Opening, stick: Path, tmp_path: Path
) -> None:
    run = ask_to_join(locked(tmp_path / "new"), stick)
    save_request(run, stick)
    assert "solicitud-2.vrq" in run.page.screens.waiting.saved.text()
    assert (stick / "solicitud-2.vrq").read_bytes() == (stick / "solicitud.vrq").read_bytes()
    assert words_of((stick / "solicitud.vrq").read_bytes()) in every_text(run.step)


def test_a_withdrawn_request_can_be_made_again_and_its_old_invitation_opens_nothing(
    locked: Opening, coordinator: Play, stick: Path, tmp_path: Path
) -> None:
    theirs = tmp_path / "new"
    run = ask_to_join(locked(theirs), stick)
    press_invite(coordinator, stick / "solicitud.vrq")
    choosing(stick / "invitacion.vri")
    dialog().primary.click()
    coordinator.settle()
    dialog().primary.click()
    run.escape()
    run.tab_to("Sí, quitar")
    run.enter()
    assert run.step is run.page.screens.aim
    assert not list_accounts(theirs)
    to_the_end(run.ask_to_join(NEWCOMER, NEWCOMER_PHRASE))
    open_invitation(run, stick / "invitacion.vri")
    compare_words(run)
    run.answer(NEWCOMER_PHRASE)
    assert run.step.problem.text().count(".") >= 3
    assert waiting_request(theirs) is not None


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
