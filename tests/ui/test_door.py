"""What leaves readable goes to a stick, or to the own disk after a warning, and is listed."""

from __future__ import annotations

import os
import shutil
from pathlib import Path

import pytest
from PySide6.QtWidgets import QFileDialog, QRadioButton

from desktop.host.sticks import Stick
from desktop.services.papers import NEUTRAL_NAME
from desktop.trouble import say
from tests.e2e.stage import Play
from tests.ui.conftest import Demonstration
from tests.ui.looking import button, dialog, dialogs, every_text
from ui import door
from ui.door import OwnDiskDialog, WhereDialog, papers_of
from ui.page import Page
from ui.pages.attendance.page import AttendancePage
from ui.pages.papers.page import PapersPage
from ui.sheets.printing import PaperDialog

WHAT = say("Hoja de asistencia con {n} folios", n=3)


def front(play: Play) -> Page:
    assert play.window.shell is not None
    return play.window.shell.current


def papers(play: Play) -> PapersPage:
    play.show("papers")
    page = front(play)
    assert isinstance(page, PapersPage)
    return page


def choose_folder(monkeypatch: pytest.MonkeyPatch, folder: Path) -> None:
    monkeypatch.setattr(QFileDialog, "getExistingDirectory", lambda *_a, **_k: str(folder))


def test_the_attendance_sheet_goes_to_the_stick_that_is_plugged_in(
    play: Play, demonstration: Demonstration, stick: Stick
) -> None:
    play.show("attendance", demonstration.sessions[0])
    page = front(play)
    assert isinstance(page, AttendancePage)
    asked = PaperDialog(page, page.model.sheet)
    asked.open()
    button(asked, "Guardar PDF").click()
    play.settle()
    (where,) = [each for each in dialogs() if isinstance(each, WhereDialog)]
    where.primary.click()
    play.settle()
    assert dialogs() == []
    data = (stick.path / NEUTRAL_NAME).read_bytes()
    assert data.startswith(b"%PDF")
    for word in (b"Manglar", b"Vereda", b"vereda", b"Qt"):
        assert word not in data.split(b"stream")[0] + data[-400:]
    texts = " ".join(every_text(papers(play)))
    assert "30 filas y casillas, sin nombres" in texts
    assert stick.name in texts


def test_without_a_stick_nothing_can_be_chosen_until_one_comes(play: Play, stick: Stick) -> None:
    stick.path.rename(stick.path.with_name("away"))
    door.let_out_pdf(front(play), front(play).room, WHAT, "<p>x</p>")
    where = dialog()
    assert isinstance(where, WhereDialog)
    assert not where.primary.isEnabled()
    assert any("aparecerá aquí" in text for text in every_text(where))
    stick.path.with_name("away").rename(stick.path)
    where._look()
    play.settle()
    assert where.primary.isEnabled()
    assert [each.isChecked() for each in where.findChildren(QRadioButton)] == [True]
    where.reject()
    play.settle()
    assert [*stick.path.iterdir()] == []


def test_of_two_sticks_one_must_be_chosen(
    play: Play, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    two = [Stick(tmp_path / name, name, name) for name in ("A", "B")]
    for each in two:
        each.path.mkdir()
    chosen: list[Path] = []
    door.ask_where(front(play), chosen.append, lambda: two)
    where = dialog()
    where.primary.click()
    assert chosen == []
    assert where.problem.isVisible()
    where.findChildren(QRadioButton)[1].click()
    where.primary.click()
    assert chosen == [two[1].path]


@pytest.mark.parametrize("insists", [True, False])
def test_the_own_disk_is_refused_with_a_reason_and_allowed_to_who_insists(
    play: Play, tmp_path: Path, stick: Stick, monkeypatch: pytest.MonkeyPatch, insists: bool
) -> None:
    own = tmp_path / "own"
    own.mkdir()
    choose_folder(monkeypatch, own)
    page = front(play)
    door.let_out_pdf(page, page.room, WHAT, "<p>x</p>")
    where = dialog()
    button(where, "Otra carpeta").click()
    (warned,) = [each for each in dialogs() if isinstance(each, OwnDiskDialog)]
    assert any("aunque" in text or "también si" in text for text in every_text(warned))
    (warned.primary if insists else warned.cancel).click()
    play.settle()
    assert (own / NEUTRAL_NAME).exists() is insists
    assert (where in dialogs()) is not insists
    if not insists:
        where.reject()


def test_another_folder_of_the_stick_needs_no_warning(
    play: Play, stick: Stick, monkeypatch: pytest.MonkeyPatch
) -> None:
    deep = stick.path / "hojas"
    deep.mkdir()
    choose_folder(monkeypatch, deep)
    page = front(play)
    door.let_out_pdf(page, page.room, WHAT, "<p>x</p>")
    button(dialog(), "Otra carpeta").click()
    play.settle()
    assert [each.name for each in deep.iterdir()] == [NEUTRAL_NAME]
    assert dialogs() == []


def test_a_stick_that_goes_in_the_middle_is_told_in_three_sentences(
    play: Play, stick: Stick
) -> None:
    page = front(play)
    door.let_out(page, page.room, WHAT, "hoja.txt", lambda path: shutil.rmtree(path.parent))
    dialog().primary.click()
    play.until("the trouble", lambda: bool(dialogs()))
    said = [text for text in every_text(dialog()) if text.endswith(".")]
    assert len(said) >= 3
    dialog().accept()
    assert papers_of(page.room).listed() == []


def test_the_sheet_of_who_has_no_account_yet_goes_by_the_same_door(
    play: Play, stick: Stick
) -> None:
    saved: list[Path] = []
    door.save_sheet(front(play), "<p>x</p>", saved.append)
    dialog().primary.click()
    assert saved == [stick.path / NEUTRAL_NAME]
    assert papers_of(front(play).room).listed() == []


def test_what_was_printed_is_listed_and_can_be_marked(
    play: Play, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(door, "print_directly", lambda _html, *_rest: True)
    page = front(play)
    assert door.print_out(page, page.room, WHAT, "<p>x</p>")
    play.settle()
    listed = papers(play)
    assert "Impreso" in " ".join(every_text(listed))
    button(listed, "Ya lo destruí").click()
    play.settle()
    assert "Atendido" in " ".join(every_text(listed))


def test_a_listed_file_is_deleted_from_its_stick_and_the_page_says_so(
    play: Play, stick: Stick
) -> None:
    page = front(play)
    door.let_out_pdf(page, page.room, WHAT, "<p>x</p>")
    dialog().primary.click()
    play.settle()
    listed = papers(play)
    button(listed, "Borrar").click()
    asked = dialog()
    assert any("restos" in text for text in every_text(asked))
    asked.cancel.click()
    play.settle()
    assert (stick.path / NEUTRAL_NAME).exists()
    button(listed, "Borrar").click()
    dialog().primary.click()
    play.settle()
    assert not (stick.path / NEUTRAL_NAME).exists()
    assert "Atendido" in " ".join(every_text(listed))


def test_a_file_whose_stick_is_away_can_only_be_marked(play: Play, stick: Stick) -> None:
    page = front(play)
    door.let_out_pdf(page, page.room, WHAT, "<p>x</p>")
    dialog().primary.click()
    play.settle()
    os.rename(stick.path, stick.path.with_name("away"))
    texts = every_text(papers(play))
    assert "Borrar" not in [text.strip() for text in texts]
    assert "Ya lo destruí" in [text.strip() for text in texts]


def test_an_empty_list_teaches_what_will_be_here(play: Play) -> None:
    assert papers(play).empty.isVisible()
