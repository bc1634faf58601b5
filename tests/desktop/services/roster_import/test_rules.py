"""Dates, headings, telephones and reasons as people write them."""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from desktop.programme.dates import EXCEL_DAY_ZERO, Doubt, read_date
from desktop.programme.headings import Column, meaning, understand
from desktop.programme.vocabulary import Reason
from desktop.services.roster_import.phones import read_phone
from desktop.services.roster_import.reasons import read_reasons

TODAY = date(2026, 11, 19)
MONTHS = "enero febrero marzo abril mayo junio julio agosto septiembre octubre noviembre diciembre"
WAYS = (
    "{d}/{m}/{y}", "{d:02}/{m:02}/{y}", "{d}-{m}-{y}", "{d}.{m}.{y}", "{y}-{m:02}-{d:02}",
    "{d}-{short}-{y}", "{d} de {month} de {y}", "{d} de {month} del {y}", "{d}/{short}/{y}",
    "{Month} {d}, {y}", "lunes {d} de {month} de {y}", "{y}-{m:02}-{d:02}T00:00:00",
    "{d}/{m}/{y} 12:00 a. m.", " {d} / {m} / {y} ",
)  # fmt: skip


@settings(max_examples=150)
@given(st.dates(date(1901, 1, 1), TODAY), st.sampled_from(WAYS))
def test_every_way_of_writing_a_date_reads_as_that_day(day, way):
    month = MONTHS.split()[day.month - 1]
    written = way.format(
        d=day.day, m=day.month, y=day.year, month=month, Month=month.title(), short=month[:3]
    )
    reading = read_date(written, TODAY)
    assert reading is not None
    assert (reading.iso, reading.doubts) == (day.isoformat(), frozenset())


@settings(max_examples=50)
@given(st.dates(date(1930, 1, 1), TODAY))
def test_a_two_digit_year_and_a_count_of_days_are_read_and_doubted(day):
    short = read_date(f"{day.day}/{day.month}/{day.year % 100:02}", TODAY)
    assert short is not None
    assert Doubt.CENTURY in short.doubts
    assert (short.year - day.year) % 100 == 0
    assert short.year <= TODAY.year
    serial = read_date((day - EXCEL_DAY_ZERO).days, TODAY)
    assert serial is not None
    assert (serial.iso, serial.doubts) == (day.isoformat(), frozenset({Doubt.SERIAL}))


@settings(max_examples=100)
@given(st.one_of(st.text(max_size=30), st.floats(), st.integers(), st.booleans(), st.none()))
def test_nothing_makes_reading_a_date_fail(value):
    reading = read_date(value, TODAY)
    assert reading is None or reading.year >= 1900


@pytest.mark.parametrize(
    ("written", "iso", "doubts"),
    [
        ("1984", "1984", set()),
        (1984.0, "1984", set()),
        ("30754", "1984-03-13", {Doubt.SERIAL}),
        ("3/25/1990", "1990-03-25", {Doubt.MONTH_FIRST}),
        ("noviembre de 1984", "1984", {Doubt.DAY_MISSING}),
        ("3/11/2030", "2030-11-03", {Doubt.AHEAD}),
        ("1º de mayo de 1980", "1980-05-01", set()),
    ],
)
def test_unusual_dates_are_read_with_their_doubts(written, iso, doubts):
    reading = read_date(written, TODAY)
    assert reading is not None
    assert (reading.iso, reading.doubts) == (iso, frozenset(doubts))


@pytest.mark.parametrize(
    "written", ["31/02/1980", "hola", "2 marzo", "12/12/1812", "1.5", "34", ""]
)
def test_what_is_no_date_stays_unread(written):
    assert read_date(written, TODAY) is None


AS_WRITTEN = {
    Column.NAME: "NOMBRE COMPLETO|Nombre(s)|Nombre y apellidos|Apellidos y nombres|Full name",
    Column.SURNAME: "Ap. Paterno|Apellidos|Primer apellido",
    Column.SECOND_SURNAME: "Ap. Materno|Segundo apellido",
    Column.BIRTH: "Fecha de nac.|F. Nac|FN|F.N.|D.O.B.|Fec. Nacimiento (dd/mm/aaaa)|Date of birth",
    Column.AGE: "Edad|Edad (años cumplidos)",
    Column.PHONE: "Tel.|No. de Teléfono|CELULAR|Phone number|Teléfono celular",
    Column.PHONE_SAFE: "¿Es seguro llamar?|Se puede llamar",
    Column.FOLIO: "Folio|No. Expediente|FOLIO:",
    Column.NICKNAME: "Apodo|Nickname",
    Column.INTAKE: "Fecha de ingreso|Fecha de inscripción|F. Ingreso",
    Column.LOCALITY: "Localidad|Comunidad|Municipio",
    Column.REASON: "Motivo|Motivo de asistencia|Motivo de ingreso",
    Column.NOTE: "Observaciones|Notas|Obs.",
    Column.SEX: "Sexo|H/M",
}


@pytest.mark.parametrize(
    ("heading", "column"),
    [(heading, column) for column, all_ in AS_WRITTEN.items() for heading in all_.split("|")],
)
def test_headings_are_understood_as_people_write_them(heading, column):
    found = meaning(heading)
    assert found is not None
    assert found[1] is column


@pytest.mark.parametrize(
    "heading",
    ["Nombre de la pareja", "Teléfono de la pareja", "Nombre del tutor", "Nombre del agresor",
     "Edad de los hijos", "Fecha", "No.", "Firma", "Sesión 1", "Grupo", "CURP", ""],
)  # fmt: skip
def test_what_tells_of_somebody_else_or_nothing_is_left_alone(heading):
    assert meaning(heading) is None


def test_of_two_columns_that_mean_the_same_the_closer_is_used():
    layout = understand(["Municipio", "Localidad", "Nombre", "Nombre completo", "Nombre completo"])
    assert layout.places == {Column.LOCALITY: 1, Column.NAME: 3}
    assert layout.unused == ("Municipio", "Nombre", "Nombre completo")


@pytest.mark.parametrize(
    "written",
    ["3125550101", "312 555 0101", "312-555-01-01", "(312) 555 01 01", "+52 312 555 0101",
     "+52 1 312 555 0101", "01 312 555 0101", "044 312 5550101", "312.555.0101",
     "312 5550101 ext 12"],
)  # fmt: skip
def test_a_number_has_one_shape_however_it_is_written(written):
    phone = read_phone(written)
    assert phone is not None
    assert (phone.text, phone.whole, phone.alone) == ("312 555 0101", True, True)


def test_short_several_and_ruined_numbers_are_not_taken_for_whole():
    short, several = read_phone("555 0101"), read_phone("3125550101 / 312 555 0102")
    ruined, abroad = read_phone("3.12E+09"), read_phone("+1 415 555 0101")
    assert short is not None
    assert not short.whole
    assert several is not None
    assert (several.text, several.alone) == ("312 555 0101", False)
    assert ruined is not None
    assert not ruined.whole
    assert abroad is not None
    assert (abroad.text, abroad.whole) == ("+14155550101", True)
    assert read_phone("no tiene") is None


@pytest.mark.parametrize(
    ("written", "reasons"),
    [
        ("Mejorar las relaciones familiares", [Reason.FAMILY_RELATIONS]),
        ("Salir de una relación violenta", [Reason.LEAVE_VIOLENT_RELATIONSHIP]),
        ("Dejar la relación de violencia", [Reason.LEAVE_VIOLENT_RELATIONSHIP]),
        ("dejar de ejercer violencia", [Reason.STOP_USING_VIOLENCE]),
        ("Tener con quién platicar", [Reason.SOMEONE_TO_TALK_TO]),
        ("Restablecer la relación", [Reason.REESTABLISH_RELATIONSHIP]),
        ("Por orden del juez", [Reason.MANDATED]),
        ("Obligatorio; platicar con alguien", [Reason.MANDATED, Reason.SOMEONE_TO_TALK_TO]),
        ("Me invitó una vecina", [Reason.OTHER]),
        ("No dijo", [Reason.UNSAID]),
        ("", []),
    ],
)
def test_reasons_in_words_become_codes_in_their_order(written, reasons):
    assert list(read_reasons(written)) == reasons
