from __future__ import annotations

from datetime import date, datetime

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from desktop.programme.headings import Column, Layout
from desktop.programme.vocabulary import Stream
from desktop.services.roster_import import read
from desktop.services.roster_import.rows import Row, Verdict, read_row
from desktop.services.roster_import.table import BLANK_RUN_MAX, Line, Table

TODAY = date(2026, 11, 19)

LIST = "Nombre;Fecha de nacimiento;Teléfono\r\nJosé Peñasco Ñandú;3/11/1984;312 555 0101\r\n"


def rows_of(table: Table, stream: Stream = Stream.WOMEN) -> list[tuple[Row, Verdict]]:
    return [read_row(line, table.layout, stream, TODAY) for line in table.lines]


@pytest.mark.parametrize(
    "encoding", ["utf-8", "utf-8-sig", "cp1252", "utf-16", "utf-16-le", "cp850", "mac_roman"]
)
@pytest.mark.parametrize("separator", [";", ",", "\t", "|"])
def test_a_list_reads_the_same_in_every_encoding_and_separator(text, encoding, separator):
    [(row, verdict)] = rows_of(read(text(LIST.replace(";", separator), encoding)))
    assert row.form.name == "José Peñasco Ñandú"
    assert row.form.birth == "1984-11-03"
    assert row.form.phone == "312 555 0101"
    assert verdict is Verdict.CREATE


def test_a_guessed_encoding_is_said_and_a_known_one_is_not(text):
    assert read(text(LIST, "cp1252")).notices
    assert not read(text(LIST, "utf-8")).notices


def test_titles_blank_lines_and_repeated_headings_are_passed_over(text):
    table = read(
        text(
            "Programa comunitario,,\nLista de participantes,,\n,,\n"
            "Nombre,Edad,Comunidad\n\nNube Alta,34,El Llano\n,,\n"
            "Nombre,Edad,Comunidad\nRío Hondo,40,El Llano\n"
        )
    )
    assert table.headings == ("Nombre", "Edad", "Comunidad")
    assert [line.number for line in table.lines] == [6, 9]


def test_columns_that_are_not_understood_are_listed_and_not_used(text):
    table = read(text("Nombre,Nombre de la pareja,Grupo,Tel.\nNube Alta,Otro,3,3125550101\n"))
    assert table.layout.unused == ("Nombre de la pareja", "Grupo")
    [(row, _)] = rows_of(table)
    assert row.form.name == "Nube Alta"


def test_names_in_several_columns_become_one(text):
    table = read(text("Apellido paterno,Apellido materno,Nombre(s)\nHondo,Claro,Río\n"))
    [(row, _)] = rows_of(table)
    assert row.form.name == "Río Hondo Claro"


def test_surnames_first_with_a_comma_are_turned_round(text):
    [(row, _)] = rows_of(read(text("Nombre completo;Edad\nHondo Claro, Río;30\n")))
    assert row.form.name == "Río Hondo Claro"


def test_a_workbook_keeps_real_dates_numbers_and_texts(book):
    path = book(
        [
            ["Registro de prueba"],
            ["Folio", "Nombre", "Fecha de nac.", "Fecha de ingreso", "Tel", "Motivo"],
            [4831, "Nube Alta", datetime(1984, 11, 3), 45_000, 3125550101, "Platicar con alguien"],
            ["A-12", "Río Hondo", "3-nov-1984", date(2026, 1, 8), "044 312 555 0102", "Otro"],
        ]
    )
    [(first, one), (second, two)] = rows_of(read(path))
    assert (first.form.folio, first.form.birth) == ("4831", "1984-11-03")
    assert first.form.phone == "312 555 0101"
    assert first.form.intake_date == date(2023, 3, 15)
    assert one is Verdict.DOUBTFUL  # the bare count of days
    assert first.form.main_reason is not None
    assert two is Verdict.CREATE
    assert second.form.folio == ""
    assert "A-12" in second.form.note
    assert second.form.phone == "312 555 0102"


def test_the_first_visible_sheet_with_headings_is_read_and_the_others_named(book):
    path = book(
        [["Portada"], ["Hecho a mano"]],
        hidden=["Oculta"],
        Oculta=[["Nombre"], ["No Mostrar"]],
        Lista=[["Nombre", "Edad"], ["Nube Alta", 33]],
    )
    table = read(path)
    assert [line.cells[0] for line in table.lines] == ["Nube Alta"]
    assert "Oculta" in str(table.notices[0])


def test_a_formula_is_never_evaluated_and_without_a_result_is_doubted(book):
    path = book(
        [
            ["Nombre", "Tel", "Nota"],
            ['=HYPERLINK("http://example.invalid","Nube")', "3125550101", ""],
            ["Río Hondo", "=1+1", ""],
        ]
    )
    [(first, one), (second, two)] = rows_of(read(path))
    assert first.form.name == ""
    assert one is Verdict.REFUSED
    assert second.form.phone == ""
    assert two is Verdict.DOUBTFUL


def test_what_a_formula_gave_when_it_was_saved_is_taken_as_text(excel_book):
    path = excel_book(
        ["Nombre", "Edad", "Tel"],
        '<row r="1"><c r="A1" t="s"><v>0</v></c><c r="B1" t="s"><v>1</v></c>'
        '<c r="C1" t="s"><v>2</v></c></row>'
        '<row r="2"><c r="A2" t="str"><f>HYPERLINK("http://x.invalid","Nube")</f><v>Nube Alta</v>'
        '</c><c r="B2"><f>2026-1984</f><v>42</v></c>'
        '<c r="C2" t="e"><f>1/0</f><v>#DIV/0!</v></c></row>',
    )
    [(row, verdict)] = rows_of(read(path))
    assert (row.form.name, row.form.birth, row.form.phone) == ("Nube Alta", "1984", "")
    assert verdict is Verdict.DOUBTFUL
    assert len(row.why) == 1


@pytest.mark.parametrize("start", ["=", "+", "-", "@"])
def test_text_that_starts_like_a_formula_stays_text_and_is_doubted(text, start):
    [(row, verdict)] = rows_of(read(text(f"Nombre,Edad\n{start}SUM(A1),30\n")))
    assert row.form.name == f"{start}SUM(A1)"
    assert verdict is Verdict.DOUBTFUL


def test_merged_cells_leave_the_value_where_it_was(book, tmp_path):
    from openpyxl import load_workbook

    path = book([["Lista", None], ["Nombre", "Localidad"], ["Nube", "Llano"], ["Río", None]])
    workbook = load_workbook(path)
    workbook.active.merge_cells("A1:B1")
    workbook.active.merge_cells("B3:B4")
    workbook.save(path)
    assert [row.form.locality for row, _ in rows_of(read(path))] == ["Llano", ""]


def test_a_single_column_of_names_is_a_list(text):
    table = read(text("Nombre\nNube Alta\nRío Hondo\n"))
    assert len(table.lines) == 2
    assert Column.NAME in table.layout.places


def test_a_stray_value_far_below_does_not_make_the_list_a_million_rows(book):
    path = book([["Nombre"], ["Nube"], *([[]] * (BLANK_RUN_MAX + 50)), ["Lejos"]])
    assert len(read(path).lines) == 1


@pytest.mark.parametrize(
    ("cell", "safe"), [("Sí", True), ("x", True), ("NO", False), ("", None), ("a veces", None)]
)
def test_whether_calling_is_safe_is_only_what_the_list_says(text, cell, safe):
    [(row, _)] = rows_of(read(text(f"Nombre,Tel,Es seguro llamar\nNube,3125550101,{cell}\n")))
    assert row.form.phone_safe is safe


@pytest.mark.parametrize("blank", ["s/d", "N/A", "-", "No tiene", "?"])
def test_what_lists_write_for_unknown_is_no_data(text, blank):
    table = read(text(f"Nombre;Tel;Fecha de nac.;Apodo\nNube;{blank};{blank};{blank}\n"))
    [(row, verdict)] = rows_of(table)
    assert (row.form.phone, row.form.birth, row.form.nickname) == ("", "", "")
    assert verdict is Verdict.CREATE


@pytest.mark.parametrize(
    ("heading", "cell"), [("Edad", "16"), ("Fecha de nac.", "3/11/2010"), ("Año nac", "2009")]
)
def test_nobody_under_18_is_taken(text, heading, cell):
    [(_, verdict)] = rows_of(read(text(f"Nombre;{heading}\nNube Alta;{cell}\n")))
    assert verdict is Verdict.REFUSED


def test_a_row_of_the_other_stream_is_never_taken_silently(text):
    table = read(text("Nombre,Sexo\nNube,Mujer\nRío,Hombre\n"))
    women = [verdict for _, verdict in rows_of(table, Stream.WOMEN)]
    men = [verdict for _, verdict in rows_of(table, Stream.MEN)]
    assert women == [Verdict.CREATE, Verdict.DOUBTFUL]
    assert men == [Verdict.DOUBTFUL, Verdict.CREATE]


def test_a_huge_cell_and_a_lost_quote_refuse_only_their_rows(text):
    table = read(text("Nombre,Nota,Edad\nNube," + "a" * 64_000 + ",30\nRío,,30\n"))
    assert [verdict for _, verdict in rows_of(table)] == [Verdict.REFUSED, Verdict.CREATE]
    table = read(text('Nombre,Nota,Edad\nNube,"perdida,30\nRío,,31\nFlor,"x",32\nSol,,33\n'))
    verdicts = {row.number: verdict for row, verdict in rows_of(table)}
    assert verdicts[2] is Verdict.REFUSED
    assert Verdict.CREATE in verdicts.values()


def test_totals_and_rows_without_anybody_are_refused(text):
    table = read(text("Nombre,Edad\nNube,30\nTOTAL: 1,\n,44\n"))
    assert [v for _, v in rows_of(table)] == [Verdict.CREATE, Verdict.REFUSED, Verdict.REFUSED]


CELLS = st.one_of(
    st.none(),
    st.text(max_size=40),
    st.integers(-5, 80_000),
    st.floats(),
    st.datetimes(),
    st.sampled_from(["16", "3/11/84", "+52 312 555 0101", "-", "=1+1", "Orden del juez", "no"]),
)


@settings(max_examples=120, deadline=None)
@given(cells=st.lists(CELLS, min_size=14, max_size=14), stream=st.sampled_from(list(Stream)))
def test_no_row_makes_reading_fail_and_every_reason_is_a_whole_sentence(cells, stream):
    layout = Layout({column: place for place, column in enumerate(Column)}, ())
    row, verdict = read_row(Line(2, tuple(cells)), layout, stream, TODAY)
    assert bool(row.why) == (verdict is not Verdict.CREATE)
    assert all(str(reason).endswith(".") for reason in row.why)
    assert row.form.main_reason is None or row.form.main_reason in row.form.reasons
    assert row.form.folio == "" or row.form.folio.isdigit()
