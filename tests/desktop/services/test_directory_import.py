"""The directory travels as a workbook: seen row by row, taken in once, taken back as one."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from openpyxl import Workbook, load_workbook

from desktop.programme.directory import Service
from desktop.programme.roles import Role
from desktop.programme.service_columns import SHEET, SORT_NAMES, ServiceColumn, understand
from desktop.programme.vocabulary import ServiceSort
from desktop.reports.code_words import SERVICE_WORDS
from desktop.services import directory, directory_export, organisations, undoing
from desktop.services.directory_export import HiddenStays, write_workbook
from desktop.services.directory_import import Kind, confirm, preview
from desktop.services.organisations import Organisation
from desktop.services.roster_import.troubles import BadRoster

SECRET = "Calle Escondida 9"
SHELTER = Service(
    name="Zaguán de prueba",
    sort=ServiceSort.SHELTER,
    municipality="Comala",
    phone="312 555 0001",
    address=SECRET,
    address_hidden=True,
    languages="español, náhuatl",
    wheelchair=True,
    cost="Gratuito",
    about='=HYPERLINK("http://x")',
)
HEADINGS = ("Nombre del servicio", "Tipo", "Municipio", "Teléfono", "Dirección", "Silla de ruedas")


def sheet(path, *rows: tuple[object, ...], headings: tuple[str, ...] = HEADINGS):
    book = Workbook()
    for row in (headings, *rows):
        book.active.append(row)
    book.save(path)
    return path


def cells_of(path) -> list[list[object]]:
    return [[cell.value for cell in row] for row in load_workbook(path)[SHEET].iter_rows()]


def test_what_was_written_out_comes_back_as_the_same(desk, tmp_path) -> None:
    organisation = organisations.add(desk, Organisation(name="Red de Ladera")).created[0]
    directory.add_starters(desk)
    directory.add_service(desk, replace(SHELTER, organisation=organisation))
    write_workbook(desk, tmp_path / "lista.xlsx", with_hidden=False)
    found = preview(desk, tmp_path / "lista.xlsx")
    assert {row.kind for row in found.rows} == {Kind.SAME}
    assert len(found.rows) == len(directory.list_services(desk))


def test_hidden_addresses_stay_here_unless_the_coordination_says_so(desk, tmp_path) -> None:
    directory.add_service(desk, SHELTER)
    write_workbook(desk, tmp_path / "one.xlsx", with_hidden=False)
    assert SECRET not in str(cells_of(tmp_path / "one.xlsx"))
    write_workbook(desk, tmp_path / "two.xlsx", with_hidden=True)
    assert SECRET in str(cells_of(tmp_path / "two.xlsx"))
    desk.role = Role.FACILITATOR
    assert not directory_export.may_let_hidden_out(desk)
    with pytest.raises(HiddenStays):
        write_workbook(desk, tmp_path / "three.xlsx", with_hidden=True)
    assert not (tmp_path / "three.xlsx").exists()


def test_formulas_and_links_leave_and_come_as_text(desk, tmp_path) -> None:
    directory.add_service(desk, SHELTER)
    path = tmp_path / "lista.xlsx"
    write_workbook(desk, path, with_hidden=False)
    written = [cell for row in load_workbook(path)[SHEET].iter_rows() for cell in row]
    assert {cell.data_type for cell in written if cell.value is not None} == {"s"}
    assert all(cell.hyperlink is None for cell in written)
    found = preview(desk, sheet(tmp_path / "in.xlsx", ("A", "Salud", "", "=1+1", "", "")))
    assert found.rows[0].kind is Kind.REFUSED
    assert "fórmula" in str(found.rows[0].why[0])


def test_each_row_says_what_becomes_of_it(desk, tmp_path) -> None:
    service = directory.add_service(desk, SHELTER).created[0]
    found = preview(
        desk,
        sheet(
            tmp_path / "in.xlsx",
            ("Clínica", "Centro de salud", "Colima", "312 555 0002", "Centro 1", "sí"),
            ("ZAGUAN DE PRUEBA", "Refugio", "comala", "(312) 555-0001", "", "no"),
            ("", "Salud", "Colima", "1", "", ""),
            ("Sin camino", "Salud", "Colima", "", "", ""),
            ("Clínica", "Salud", "Colima", "3125550002", "", ""),
            ("Zaguán de prueba", "Refugio", "Comala", "312 555 9999", "", ""),
            ("Rara", "Nave espacial", "Colima", "312 555 0003", "", ""),
            ("Otra", "Salud", "Colima", "312 555 0004", "", "quizá"),
        ),
    )
    kinds = [row.kind for row in found.rows]
    refused, doubtful = Kind.REFUSED, Kind.DOUBTFUL
    assert kinds == [
        *(Kind.NEW, Kind.CHANGED, refused, refused, refused, doubtful, doubtful, refused)
    ]
    new, changed = found.rows[:2]
    assert (new.about.sort, new.about.wheelchair) == (ServiceSort.HEALTH, True)
    assert (changed.match, changed.about.address) == (service, SECRET)
    assert all(row.why for row in found.rows if row.kind is not Kind.NEW)
    assert found.rows[4].why[0].values == {"n": 2}


def test_confirming_adds_and_changes_once_and_is_taken_back_as_one(desk, tmp_path) -> None:
    directory.add_service(desk, SHELTER)
    before = directory.list_services(desk)
    rows = (
        ("Clínica", "Salud", "Colima", "312 555 0002", "", "sí"),
        ("Zaguán de prueba", "Refugio", "Comala", "312 555 0001", "", "no"),
    )
    found = preview(desk, sheet(tmp_path / "in.xlsx", *rows))
    told: list[tuple[int, int]] = []
    changes = confirm(desk, found.rows, lambda done, total: told.append((done, total)))
    assert told[-1] == (2, 2)
    assert not confirm(desk, found.rows)
    lines = {line.about.name: line.about for line in directory.list_services(desk)}
    assert lines["Clínica"].verified_on is None
    assert lines[SHELTER.name] == replace(SHELTER, wheelchair=False)
    undoing.undo(desk, changes)
    assert directory.list_services(desk) == before


def test_an_address_that_is_hidden_is_not_laid_open_by_a_list(desk, tmp_path) -> None:
    directory.add_service(desk, SHELTER)
    headings = ("Servicio", "Municipio", "Teléfono", "Domicilio oculto", "Verificado el")
    row = (SHELTER.name, "Comala", SHELTER.phone, "no", date(2026, 1, 1))
    found = preview(desk, sheet(tmp_path / "in.xlsx", row, headings=headings))
    assert found.rows[0].kind is Kind.DOUBTFUL
    assert "Verificado el" in str(found.notices[0])


def test_five_thousand_rows_come_in_and_are_taken_back(desk, tmp_path) -> None:
    rows = [(f"Servicio {n}", "Salud", "Colima", f"312 {n:07}", "", "") for n in range(5_000)]
    found = preview(desk, sheet(tmp_path / "in.xlsx", *rows))
    assert len(found.of_kind(Kind.NEW)) == 5_000
    changes = confirm(desk, found.rows)
    assert len(directory.list_services(desk)) == 5_000
    undoing.undo(desk, changes)
    assert directory.list_services(desk) == []


def test_a_stopped_import_leaves_whole_services(desk, tmp_path) -> None:
    rows = [(f"Servicio {n}", "Salud", "Colima", f"312 {n:07}", "", "") for n in range(500)]
    found = preview(desk, sheet(tmp_path / "in.xlsx", *rows))
    some = iter((False, True))
    confirm(desk, found.rows, cancelled=lambda: next(some))
    assert 0 < len(directory.list_services(desk)) < 500
    confirm(desk, found.rows)
    assert len(directory.list_services(desk)) == 500


def test_a_list_of_anything_else_is_refused(desk, tmp_path) -> None:
    with pytest.raises(BadRoster):
        preview(desk, sheet(tmp_path / "in.xlsx", ("a", "b"), headings=("Fecha", "Importe")))


def test_a_sheet_calls_things_as_the_window_does() -> None:
    assert SORT_NAMES == SERVICE_WORDS
    written = understand([column.value for column in ServiceColumn])
    assert list(written.places) == list(ServiceColumn)


_texts = st.text(st.characters(codec="utf-8", exclude_categories=["Cs"]), max_size=40)


@settings(
    max_examples=25, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
@given(st.lists(st.tuples(*[_texts] * len(HEADINGS)), max_size=6))
def test_whatever_stands_in_a_sheet_every_row_gets_its_answer(desk, tmp_path, rows) -> None:
    path = tmp_path / "in.csv"
    lines = [HEADINGS, *rows]
    path.write_text(
        "\n".join(",".join('"' + text.replace('"', '""') + '"' for text in line) for line in lines),
        encoding="utf-8",
        newline="",
    )
    try:
        found = preview(desk, path)
    except BadRoster:
        return
    assert all(row.why for row in found.refused)
    confirm(desk, [row for row in found.rows if row.kind in (Kind.NEW, Kind.DOUBTFUL)])
