"""The directory on screen: what is old shows so, and a hidden address only to who asks."""

from __future__ import annotations

from datetime import date, timedelta

from PySide6.QtCore import Qt

from desktop.programme.directory import Service
from desktop.programme.vocabulary import ServiceSort
from desktop.services import directory
from tests.e2e.stage import Play
from tests.ui.looking import button, dialog, every_text
from ui.pages.services.printing import DirectoryPaperDialog

SECRET = "Calle Escondida 9"
HIDDEN = Service(
    name="Zaguán de prueba",
    sort=ServiceSort.SHELTER,
    municipality="Comala",
    phone="312 000 0000",
    address=SECRET,
    address_hidden=True,
)


def open_page(play: Play, *services: Service) -> object:
    desk = play.window.desk
    assert desk is not None
    for each in services:
        directory.add_service(desk, each)
    play.show("services")
    assert play.window.shell is not None
    return play.window.shell.current


def at(page, name: str) -> int:
    return next(n for n, line in enumerate(page.model.rows) if line.about.name == name)


def test_an_empty_directory_offers_the_countrys_lines(beginner: Play) -> None:
    page = open_page(beginner)
    assert page.empty.isVisible()
    button(page.empty, "Cargar líneas nacionales").click()
    beginner.settle()
    assert not page.empty.isVisible()
    assert {line.about.phone for line in page.model.rows} >= {"911", "800 911 2000"}
    assert page.model.rows[0].about.sort is ServiceSort.EMERGENCY_LINE


def test_a_hidden_address_shows_only_to_who_asks(beginner: Play) -> None:
    page = open_page(beginner, HIDDEN)
    page._on_open(page.model.index(at(page, HIDDEN.name), 0))
    beginner.settle()
    assert not any(SECRET in text for text in every_text(page) + every_text(dialog()))
    dialog().show_address.click()  # type: ignore[attr-defined]
    assert any(SECRET in text for text in every_text(dialog()))


def test_verifying_takes_the_amber_away(beginner: Play) -> None:
    page = open_page(beginner, HIDDEN)
    index = page.model.index(0, page.model.columnCount() - 1)
    assert index.data(Qt.ItemDataRole.ForegroundRole) is not None
    page._on_open(index)
    beginner.settle()
    dialog().primary.click()
    beginner.settle()
    index = page.model.index(0, page.model.columnCount() - 1)
    assert index.data(Qt.ItemDataRole.ForegroundRole) is None
    assert page.found[0].about.verified_on == date.today()


def test_search_and_municipality_narrow_the_list(beginner: Play) -> None:
    other = Service(name="Otro", municipality="Villa de Álvarez", phone="1")
    page = open_page(beginner, HIDDEN, other)
    page.search.setText("ZAGUAN")
    assert [line.about.name for line in page.model.rows] == [HIDDEN.name]
    page.search.setText("escondida")
    assert page.model.rowCount() == 0
    page.search.setText("")
    page.where.setCurrentText("Villa de Álvarez")
    page._filter()
    assert [line.about.name for line in page.model.rows] == ["Otro"]


def test_what_is_printed_of_a_municipality_has_the_countrys_lines(beginner: Play) -> None:
    page = open_page(beginner, HIDDEN, Service(name="Nacional", phone="911"))
    services = [line.about for line in page.found]
    asked = DirectoryPaperDialog(page, services, ["Comala", "Otra"])
    asked.where.setCurrentIndex(2)
    assert [each.name for each in asked.chosen()] == ["Nacional"]
    for each in (asked.to_hand_out, asked.for_team):
        each.setChecked(True)
        asked.where.setCurrentIndex(1)
        assert HIDDEN.phone in asked.html()
        assert SECRET not in asked.html()


def test_a_damaged_shared_vault_tells_the_number_to_call(beginner: Play) -> None:
    desk = beginner.window.desk
    assert desk is not None
    shared, desk.shared = desk.shared, None
    try:
        page = open_page(beginner)
        assert any("911" in text for text in every_text(page))
    finally:
        desk.shared = shared


def test_what_is_old_is_told_in_the_heading(beginner: Play) -> None:
    page = open_page(beginner, HIDDEN)
    desk = beginner.window.desk
    assert desk is not None
    directory.verify(desk, page.found[0].id, date.today() - timedelta(days=200))
    page.reload()
    beginner.settle()
    assert "1 por verificar" in page.subtitle.text()
