"""The directory on screen: what is old shows so, and a hidden address only to who asks."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta

from openpyxl import load_workbook
from PySide6.QtCore import Qt

from desktop.programme.agreements import Agreement
from desktop.programme.directory import Service
from desktop.programme.vocabulary import ServiceSort
from desktop.services import directory, organisations
from desktop.services.organisations import Organisation
from tests.e2e.some_services import services_csv
from tests.e2e.stage import Play
from tests.ui.looking import button, dialog, every_text
from ui import door
from ui.pages.services.printing import DirectoryPaperDialog
from ui.widgets.language_pick import LanguagePick

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


def shown(page) -> list[str]:
    return [line.about.name for line in page.model.rows]


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


def test_in_the_mens_stream_a_hidden_address_is_not_shown_to_who_asks_either(mens: Play) -> None:
    page = open_page(mens, HIDDEN)
    page._on_open(page.model.index(at(page, HIDDEN.name), 0))
    mens.settle()
    assert not any(SECRET in text for text in every_text(page) + every_text(dialog()))
    assert "Ver el domicilio oculto" not in every_text(dialog())
    assert "Corregir" not in every_text(dialog())


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
    page.filters.where.setCurrentText("Villa de Álvarez")
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


def test_what_is_needed_in_a_crisis_stands_on_top(beginner: Play) -> None:
    far = replace(HIDDEN, name="Lejano", municipality="Tecomán")
    centre = replace(HIDDEN, name="Centro", sort=ServiceSort.JUSTICE_CENTRE)
    course = Service(name="Taller", sort=ServiceSort.ECONOMIC, phone="1")
    line = Service(name="Línea", sort=ServiceSort.EMERGENCY_LINE, phone="911")
    page = open_page(beginner, far, course, centre, HIDDEN, line)
    page.filters.where.setCurrentText("Comala")
    page.search.setText("crisis hoy")
    assert shown(page) == ["Línea", HIDDEN.name, "Centro", "Lejano"]
    page.search.setText("")
    page.filters.sort.setCurrentText("Crisis hoy")
    page._filter()
    assert shown(page)[0] == "Línea"


def test_each_filter_leaves_what_it_says(beginner: Play) -> None:
    fits = Service(
        name="Con rampa", phone="1", languages="náhuatl", wheelchair=True, cost="Gratuito"
    )
    page = open_page(beginner, fits, HIDDEN)
    filters = page.filters
    for check in (filters.wheelchair, filters.free):
        check.setChecked(True)
        assert shown(page) == [fits.name]
        check.setChecked(False)
    filters.language.setCurrentIndex(1)
    page._filter()
    assert shown(page) == [fits.name]
    filters.language.setCurrentIndex(0)
    filters.sort.setCurrentText("Refugio")
    page._filter()
    assert shown(page) == [HIDDEN.name]


def test_one_tap_verifies_and_one_takes_it_back(beginner: Play) -> None:
    page = open_page(beginner, HIDDEN, Service(name="Otro", phone="1"))
    page.filters.stale.setChecked(True)
    assert len(shown(page)) == 2
    first = shown(page)[0]
    page.verified.click()
    beginner.settle()
    assert first not in shown(page)
    assert beginner.window.shell is not None
    button(beginner.window.shell, "Deshacer").click()
    beginner.settle()
    assert len(shown(page)) == 2


def test_a_form_keeps_what_it_was_told(beginner: Play) -> None:
    page = open_page(beginner)
    page._on_add()
    beginner.settle()
    form = dialog()
    form.name.setText("Intérprete de prueba")
    form.phone.setText("312 555 0009")
    form.languages.setText("español")
    pick = form.findChild(LanguagePick)
    pick.picked.emit("nah")
    form.free.setChecked(True)
    form.wheelchair.setCurrentText("Sí")
    form.primary.click()
    beginner.settle()
    about = page.found[0].about
    assert (about.languages, about.language_codes) == ("español, náhuatl", ("es", "nah"))
    assert (about.is_free, about.wheelchair) == (True, True)


def test_an_agreement_about_to_end_shows_in_words_and_colour(beginner: Play) -> None:
    desk = beginner.window.desk
    assert desk is not None
    made = organisations.add(desk, Organisation(name="Red de la Ladera")).created[0]
    until = date.today() + timedelta(days=10)
    organisations.agree(desk, made, Agreement(what="Acompañar", until=until))
    beginner.show("organisations")
    assert beginner.window.shell is not None
    page = beginner.window.shell.current
    index = page.model.index(0, page.model.columnCount() - 1)
    assert index.data().startswith("Vence")
    assert index.data(Qt.ItemDataRole.ForegroundRole) is not None
    page._on_open(index)
    beginner.settle()
    button(dialog(), "Terminar").click()
    beginner.settle()
    index = page.model.index(0, page.model.columnCount() - 1)
    assert index.data() == "Ninguno"


def test_a_list_is_seen_taken_in_and_taken_back(beginner: Play, tmp_path) -> None:
    open_page(beginner, HIDDEN)
    desk = beginner.window.desk
    assert desk is not None
    beginner.show("services_import", services_csv(tmp_path / "lista.csv", desk))
    assert beginner.window.shell is not None
    page = beginner.window.shell.current
    assert [choice.kind for choice in page.model.rows] == [
        *("doubtful", "refused", "refused", "changed", "new")
    ]
    assert [choice.accepted for choice in page.model.rows] == [False, False, False, True, True]
    page.confirm.click()
    beginner.settle()
    assert len(directory.list_services(desk)) == 2
    button(beginner.window.shell, "Deshacer").click()
    beginner.settle()
    assert [line.about for line in directory.list_services(desk)] == [HIDDEN]


def test_the_list_leaves_by_the_one_door_without_hidden_addresses(
    beginner: Play, tmp_path, monkeypatch
) -> None:
    monkeypatch.setattr(door, "ask_where", lambda _parent, then: then(tmp_path))
    page = open_page(beginner, HIDDEN)
    page.keep.click()
    beginner.settle()
    dialog().primary.click()
    beginner.settle()
    (book,) = tmp_path.glob("*.xlsx")
    cells = [cell.value for row in load_workbook(book).active.iter_rows() for cell in row]
    assert HIDDEN.name in cells
    assert SECRET not in cells
