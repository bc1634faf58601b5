"""Certificates, notes, summaries, forms and the directory, as they come out of a printer."""

from __future__ import annotations

import re
from collections.abc import Callable
from datetime import date, timedelta

import pytest
from PySide6.QtWidgets import QApplication

from desktop.programme.certificate import Certificate, CertificateText, betraying
from desktop.programme.directory import Service
from desktop.programme.group_papers import Completing, GroupSummary, SessionNote
from desktop.programme.vocabulary import (
    AttendanceState,
    EnrolmentState,
    Evaluation,
    IncidentSort,
    LeaveReason,
    ServiceSort,
    SessionState,
    SkipReason,
)
from desktop.reports import blank_forms
from desktop.reports.certificate import certificates
from desktop.reports.directory_sheet import directory_sheet, folded_sheet
from desktop.reports.group_summary import group_summary
from desktop.reports.session_note import session_note
from tests.ui.paper import sheets_of
from ui.printing import PAPERS, Sheets

TODAY = date(2026, 11, 22)
LONG = (
    "María Guadalupe Maximiliano Hernández de la Cruz y Villaseñor Echeverría de Todos los Santos"
)
CERTIFIES = "Acredita asistencia. No acredita cambio de conducta ni ausencia de riesgo."
SECRET = "Calle Escondida 99"


@pytest.fixture(autouse=True)
def painting(qapp: QApplication) -> QApplication:
    return qapp


def some_people(count: int) -> tuple[Completing, ...]:
    states = (EnrolmentState.COMPLETED, EnrolmentState.ACTIVE, EnrolmentState.LEFT)
    return tuple(
        Completing(
            participant=number.to_bytes(16, "big"),
            folio=f"{1000 + number}",
            nickname=f"Apodo {number}",
            state=states[number % 3],
            leave_reason=LeaveReason.WORK if number % 3 == 2 else None,
            attended=25 - number % 20,
            reached=number % 3 == 0,
            evaluation=Evaluation.DONE if number % 2 else None,
            died=False,
        )
        for number in range(count)
    )


def a_summary(count: int) -> GroupSummary:
    return GroupSummary(
        name="Grupo Jacaranda",
        place="Casa Comunal",
        first=date(2026, 1, 8),
        last=TODAY,
        sessions=25,
        held=23,
        planned=0,
        skipped={SkipReason.HARVEST: 1, SkipReason.ROAD: 1},
        needed=13,
        people=some_people(count),
        closed_on=TODAY,
        note="",
    )


def a_note() -> SessionNote:
    return SessionNote(
        group_name="Grupo Jacaranda",
        ordinal=7,
        replaces=None,
        date=TODAY,
        start_minute=960,
        minutes=150,
        place="Casa Comunal",
        state=SessionState.HELD,
        theme="Reconocer lo que siento",
        facilitators="Colibrí, Nube",
        steps=(("Llegada", True), ("Lo que oímos de niñas y niños", True), ("Cierre", False)),
        marks={AttendanceState.PRESENT: 20, AttendanceState.LATE: 2, AttendanceState.ABSENT: 1},
        unmarked=1,
        folios={
            AttendanceState.PRESENT: tuple(f"{1000 + n}" for n in range(20)),
            AttendanceState.LATE: ("2001", "2002"),
            AttendanceState.ABSENT: ("3001",),
        },
        visitors=2,
        interpreters=None,
        children=4,
        shown=1,
        incidents={IncidentSort.PARTNER_OUTSIDE: 1},
    )


def services(count: int) -> list[Service]:
    places = ("", "Villa de Álvarez", "Cuauhtémoc", "Ñuu Savi", "Comala")
    return [
        Service(
            name=f"Centro de Atención Integral y Orientación número {number} de la Región Ñu'ú",
            sort=ServiceSort(1 + number % 12),
            municipality=places[number % len(places)],
            phone=f"312 000 {number:04d}",
            hours="Lunes a viernes, 9 a 15 h",
            address=SECRET if number % 4 == 0 else "Av. Hidalgo 12, Centro",
            address_hidden=number % 4 == 0,
            languages="Español, náhuatl",
            cost="Gratuito",
            verified_on=TODAY - timedelta(days=40 * number) if number % 3 else None,
        )
        for number in range(count)
    ]


def text_of(html: str, paper: str = "letter") -> str:
    return " ".join(sheet.text for sheet in sheets_of(html, paper))


# --- certificates ----------------------------------------------------------------


@pytest.mark.parametrize("paper", PAPERS)
@pytest.mark.parametrize("name", ["Ana", LONG, ""])
@pytest.mark.parametrize("certifies_only", [False, True])
def test_a_certificate_is_one_sheet_for_each_whatever_the_name(
    name: str, paper: str, certifies_only: bool
) -> None:
    text = CertificateText(
        title="Constancia de participación y permanencia en actividades comunitarias",
        course="Habilidades para la vida, el cuidado y la organización comunitaria",
        institution="Secretaría de Bienestar e Inclusión Social del Estado de Colima",
        city="Villa de Álvarez",
        signatory="Mtra. María de la Concepción Núñez Ibáñez",
        post="Coordinación de programas comunitarios",
    )
    people = [Certificate(name, 21, TODAY, certifies_only)] * 3
    sheets = sheets_of(Sheets(certificates(people, text)), paper)
    assert len(sheets) == 3
    for sheet in sheets:
        assert name in sheet.text
        assert "21 sesiones" in sheet.text
        assert text.signatory in sheet.text
        assert (CERTIFIES in sheet.text) == certifies_only
        assert sheet.blank_edges()
        assert not sheet.text.rstrip().endswith(("1", "2", "3")), "a sheet of a number"


def test_a_womans_certificate_says_nothing_of_what_or_for_whom() -> None:
    for sessions in (1, 25):
        (html,) = certificates([Certificate("Ana", sessions, TODAY, False)], CertificateText())
        assert betraying(re.sub("<[^>]*>", " ", html)) == ""
        assert "riesgo" not in html
        assert f"{sessions} sesi" in html


def test_no_certificate_speaks_of_a_change() -> None:
    (html,) = certificates([Certificate("Juan", 20, TODAY, True)], CertificateText())
    html = html.lower().replace(CERTIFIES.lower(), "")
    for word in ("cambi", "rehabilit", "riesgo", "complet", "aprob"):
        assert word not in html


# --- for the file --------------------------------------------------------------------


@pytest.mark.parametrize("paper", PAPERS)
def test_a_session_note_is_one_sheet_of_counts_and_folios(paper: str) -> None:
    (sheet,) = sheets_of(session_note(a_note()), paper)
    for part in ("Sesión 7", "Reconocer lo que siento", "Vinieron 22", "Sin marcar 1"):
        assert part in sheet.text
    assert "Intérpretes sin dato" in sheet.text
    assert "Incidente: Alguien esperaba afuera 1" in sheet.text
    assert "1000" in sheet.text
    assert sheet.blank_edges()


@pytest.mark.parametrize("paper", PAPERS)
def test_a_summary_names_nobody_and_says_what_completing_is(paper: str) -> None:
    sheets = sheets_of(group_summary(a_summary(60)), paper)
    text = " ".join(sheet.text for sheet in sheets)
    assert "Apodo" not in text
    assert "No hubo: Cosecha o siembra 1" in text
    assert "no es prueba de cambio ni de seguridad" in text
    for number in range(60):
        assert f"{1000 + number}" in text
    assert all(sheet.blank_edges() for sheet in sheets)


# --- the directory ---------------------------------------------------------------------


@pytest.mark.parametrize("make", [lambda s: directory_sheet(s, TODAY), folded_sheet])
@pytest.mark.parametrize("paper", PAPERS)
def test_sixty_services_are_all_there_and_no_hidden_address(make, paper: str) -> None:
    sheets = sheets_of(make(services(60)), paper)
    # Small letters are set apart from one another, and read back with gaps.
    text = "".join(sheet.text for sheet in sheets).replace(" ", "")
    for number in range(60):
        assert f"312000{number:04d}" in text
    assert SECRET.replace(" ", "") not in text
    assert all(sheet.blank_edges() for sheet in sheets)


def test_the_team_reads_what_nobody_has_verified_for_long() -> None:
    text = text_of(directory_sheet(services(12), TODAY))
    assert text.count("sin verificar") == 4
    assert text.count("volver a llamar") == 5


@pytest.mark.parametrize("paper", PAPERS)
def test_a_municipality_and_the_countrys_lines_fit_one_folded_sheet(paper: str) -> None:
    assert len(sheets_of(folded_sheet(services(24)), paper)) == 1


# --- forms ---------------------------------------------------------------------------------


@pytest.mark.parametrize("form", [blank_forms.intake_form, blank_forms.attendance_form])
@pytest.mark.parametrize("paper", PAPERS)
def test_a_form_is_one_sheet_that_says_nothing_to_who_finds_it(
    form: Callable[[], str], paper: str
) -> None:
    (sheet,) = sheets_of(form(), paper)
    assert betraying(sheet.text) == ""
    assert sheet.blank_edges()


def test_what_somebody_typed_is_text_and_never_markup() -> None:
    typed = "<b>x</b> & <img src=y>"
    text = CertificateText(title=typed, signatory=typed)
    made = Sheets(certificates([Certificate(typed, 1, TODAY, False)], text))
    assert sheets_of(made)[0].text.count(typed) == 3
    assert typed in text_of(folded_sheet([Service(name=typed, phone="1")]))
    assert typed in text_of(directory_sheet([Service(name=typed, phone="1")], TODAY))
