"""The library: bringing materials, seeing what is here, taking them along, making room."""

from __future__ import annotations

import threading
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest

from desktop.host.sticks import Stick
from desktop.programme.vocabulary import AttendanceState
from desktop.services import attendance
from desktop.services.materials import copying
from desktop.services.materials import stick as sticks_of_materials
from desktop.services.materials.store import store_of
from desktop.services.papers import Papers, Whereabouts
from tests.desktop.services.materials.conftest import SRT, sha256, sound
from tests.e2e.stage import Play
from tests.ui.conftest import Demonstration
from tests.ui.looking import button, dialog, dialogs
from tests.ui.media.conftest import TITLES, Library
from ui.door import papers_of
from ui.pages.library import carrying
from ui.pages.library.dialogs import FileDialog, OfferDialog
from ui.pages.library.page import LibraryPage


def opened(play: Play) -> LibraryPage:
    play.show("library")
    assert play.window.shell is not None
    page = play.window.shell.current
    assert isinstance(page, LibraryPage)
    return page


def carried(play: Play, page: LibraryPage) -> None:
    """Until nothing is being carried and everything is told."""
    for _turn in range(2):
        play.settle()
        play.until("the carrier", lambda: not page.carrying.carrier.busy)
    play.settle()


def offer_folder(play: Play, page: LibraryPage, folder: Path, mp: pytest.MonkeyPatch) -> None:
    mp.setattr(carrying, "choose_folder", lambda *_a: folder)
    page.carrying.ask_what()
    dialog().folder.click()  # type: ignore[attr-defined]
    carried(play, page)


def rows(page: LibraryPage) -> list[tuple[str, str]]:
    model = page.model
    return [
        (str(model.index(at, 0).data()), str(model.index(at, 4).data()))
        for at in range(model.rowCount())
    ]


def test_a_folder_is_brought_by_keyboard_and_shows_as_here(
    play: Play, bag: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    page = opened(play)
    offer_folder(play, page, bag, monkeypatch)
    asked = dialog()
    assert isinstance(asked, OfferDialog)
    QTest.keyClick(asked, Qt.Key.Key_Return)
    carried(play, page)
    assert rows(page) == [(title, "Aquí") for title in sorted(TITLES - {"Ohtli"}, key=_order)]
    assert not page.empty.isVisible()
    assert page.carrying.strip.isHidden()


def _order(title: str) -> str:
    return title.lower().replace("í", "i")


def test_while_a_film_is_copied_a_mark_is_saved(
    play: Play,
    bag: Path,
    monkeypatch: pytest.MonkeyPatch,
    demonstration: Demonstration,
) -> None:
    """The copy stands still in its thread; the tap does not wait for it."""
    held, begun = threading.Event(), threading.Event()
    append = copying.BlobFile.append

    def slow(self: copying.BlobFile, data: bytes) -> None:
        begun.set()
        assert held.wait(20)
        append(self, data)

    monkeypatch.setattr(copying.BlobFile, "append", slow)
    page = opened(play)
    offer_folder(play, page, bag, monkeypatch)
    dialog().primary.click()
    play.until("the copy", begun.is_set)
    desk = play.window.desk
    assert desk is not None
    session = demonstration.sessions[0]
    person = attendance.sheet(desk.work, session).lines[0].participant
    page.ask(attendance.mark, session, person, AttendanceState.PRESENT, then=lambda _changes: None)
    play.settle()
    assert attendance.sheet(desk.work, session).lines[0].state is AttendanceState.PRESENT
    assert page.carrying.carrier.busy
    held.set()
    carried(play, page)
    assert len(rows(page)) == 4


def test_a_copy_that_is_stopped_shows_as_half_and_goes_on(
    play: Play, bag: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    sound(bag / "lluvia.wav", 300)
    page = opened(play)
    offer_folder(play, page, bag, monkeypatch)
    append = copying.BlobFile.append

    def stopping(self: copying.BlobFile, data: bytes) -> None:
        append(self, data)
        if len(data) == copying.CHUNK_BYTES and self.bytes > len(data):
            page.carrying.carrier.stop()

    with monkeypatch.context() as held:
        held.setattr(copying.BlobFile, "append", stopping)
        dialog().primary.click()
        carried(play, page)
    assert dict(rows(page))["Lluvia"] == "A medias"
    offer_folder(play, page, bag, monkeypatch)
    dialog().primary.click()
    carried(play, page)
    assert dict(rows(page))["Lluvia"] == "Aquí"


def test_a_damaged_file_is_told_and_the_others_come(
    play: Play, bag: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    text = (bag / "materials.yaml").read_text()
    announced = sha256(bag / "circulo.png")
    (bag / "materials.yaml").write_text(
        text.replace("title: Lluvia", f"title: Lluvia\nsha256: {announced}")
    )
    (bag / "hoja.pdf").write_bytes(b"MZ not a document")
    play.strict = False
    page = opened(play)
    offer_folder(play, page, bag, monkeypatch)
    assert "hoja.pdf" in " ".join(
        each.text() for each in dialog().findChildren(type(dialog().problem))
    )
    dialog().primary.click()
    carried(play, page)
    assert "lluvia.wav" in " ".join(
        each.text() for each in dialog().findChildren(type(dialog().problem))
    )
    dialog().accept()
    assert {title for title, state in rows(page) if state == "Aquí"} == {"El camino", "El círculo"}


def test_a_single_file_gets_a_title_and_subtitles_find_their_film(
    library: Library, monkeypatch: pytest.MonkeyPatch
) -> None:
    play = library.play
    page = opened(play)
    path = library.bag / "lluvia.es.srt"
    path.write_text(SRT, encoding="utf-8")
    monkeypatch.setattr(carrying, "open_file", lambda *_a: path)
    page.carrying.ask_what()
    dialog().file.click()  # type: ignore[attr-defined]
    carried(play, page)
    asked = dialog()
    assert isinstance(asked, FileDialog)
    asked.of.setCurrentIndex(asked.of.findText("Lluvia"))
    asked.title.setText("Lluvia")
    asked.language.setCurrentText("no es un código")
    asked.primary.click()
    assert asked.problem.isVisible()
    asked.language.setCurrentText("Español")
    asked.primary.click()
    carried(play, page)
    family = next(each for each in page.families if each.main.title == "Lluvia")
    assert [line.language for line in family.subtitles] == ["es"]


def test_taking_along_goes_through_the_door_and_can_be_deleted_there(
    library: Library, stick: Stick
) -> None:
    play = library.play
    page = opened(play)
    page.take.click()
    dialog().primary.click()
    carried(play, page)
    target = stick.path / "materiales"
    assert len(list(target.iterdir())) == 7
    offer = sticks_of_materials.survey(target)
    assert {entry.title for entry in offer.entries} == TITLES
    assert not offer.problems
    listed = papers_of(page.room).listed()
    assert [paper.path for paper in listed] == ["materiales"]
    papers: Papers = papers_of(page.room)
    assert papers.find(listed[0])[0] is Whereabouts.THERE
    papers.remove(listed[0])
    assert not target.exists()


def test_removing_asks_frees_the_room_and_keeps_the_line(library: Library) -> None:
    play = library.play
    page = opened(play)
    page.sought.setText("lluv")
    assert [title for title, _state in rows(page)] == ["Lluvia"]
    page.remove.click()
    dialog().primary.click()
    play.settle()
    assert rows(page) == [("Lluvia", "Falta")]
    assert not page.show_it.isEnabled()
    assert not page.remove.isEnabled()
    page.sought.clear()
    page.where.setCurrentIndex(2)
    assert [title for title, _state in rows(page)] == ["Lluvia"]
    page.where.setCurrentIndex(1)
    page.sort.setCurrentIndex(page.sort.findText("Imagen"))
    assert [title for title, _state in rows(page)] == ["El círculo"]


def test_what_no_list_names_is_offered_for_removal(library: Library) -> None:
    play = library.play
    desk = play.window.desk
    assert desk is not None
    page = opened(play)
    assert not page.strays.isVisible()
    store = store_of(desk, play.folder)
    (store.folder / "00112233aabbccdd.db").write_bytes(bytes(5_000_000))
    page.reload()
    play.settle()
    assert "5 MB" in page.stray_words.text()
    button(page, "Quitar lo que sobra").click()
    play.settle()
    assert not page.strays.isVisible()
    assert len(list(store.folder.iterdir())) == 6


def test_enter_on_a_line_shows_it(library: Library) -> None:
    play = library.play
    page = opened(play)
    page.sought.setText("círculo")
    page.table.setFocus()
    QTest.keyClick(page.table, Qt.Key.Key_Return)
    play.settle()
    from tests.ui.media.test_playing import stages

    (stage,) = stages()
    stage.close()
    play.settle()
    assert not dialogs()


def test_with_a_damaged_shared_vault_the_page_says_so(play: Play) -> None:
    desk = play.window.desk
    assert desk is not None
    play.strict = False
    shared, desk.shared = desk.shared, None
    try:
        opened(play)
        assert "archivo compartido está dañado" in " ".join(
            each.text() for each in dialog().findChildren(type(dialog().problem))
        )
        dialog().accept()
    finally:
        desk.shared = shared
