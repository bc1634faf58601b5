"""The letter to a court as it comes out of a printer: rendered, read back, its code scanned."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import date, timedelta

import pytest
from PySide6.QtCore import QBuffer, QByteArray, QIODevice, QSize
from PySide6.QtGui import QImage, QPageSize, QPainter
from PySide6.QtPdf import QPdfDocument
from PySide6.QtWidgets import QApplication

from desktop.programme.court_letter import LetterFacts, Letterhead
from desktop.programme.letter_code import Statement
from desktop.reports.court_letter import court_letter
from desktop.reports.letter_words import LANGUAGES
from ui.printing import pdf_of
from ui.qr.pictures import codes_in

FIRST = date(2026, 1, 8)
HEAD = Letterhead(
    institution="Instituto Municipal de Salud Pública de Comala",
    area="Coordinación de Programas Comunitarios",
    address="Av. Hidalgo 12, Centro",
    phone="312 000 0000",
    signatory="Lic. Ana Ejemplo de la Vega",
    post="Coordinadora del programa",
)
CODE = Statement(bytes(range(16)), date(2026, 11, 22), bytes(16), bytes(range(64))).text()
LONG = (
    "María Guadalupe Maximiliano Hernández de la Cruz y Villaseñor Echeverría de Todos los Santos"
)
PAPERS = {"letter": QPageSize.PageSizeId.Letter, "a4": QPageSize.PageSizeId.A4}
DOTS_A_POINT = 150 / 72


def facts(attended: int, absent: int, name: str = "Juan Ejemplo Pérez") -> LetterFacts:
    days = [FIRST + timedelta(weeks=place) for place in range(attended + absent)]
    return LetterFacts(
        day=date(2026, 11, 22),
        city="Comala, Colima",
        oficio="IMSP/045/2026",
        case_number="123/2026",
        their_oficio="987/2026",
        addressee="Juez Segundo de Control",
        court="Juzgado Segundo de Control del Primer Partido Judicial",
        name=name,
        required=24,
        attended=tuple(days[:attended]),
        absent=tuple(days[attended:]),
        max_total=4,
        max_consecutive=None,
        replaces=False,
    )


@dataclass
class Sheet:
    """One page as it would lie on the table."""

    text: str
    picture: QImage

    def blank_margins(self) -> bool:
        """Whether nothing is printed in the outer 10 mm, so that no printer cuts it."""
        edge = round(10 / 25.4 * 150)
        wide, high = self.picture.width(), self.picture.height()
        places = [(x, y) for x in range(0, wide, 3) for y in (*range(0, edge, 7), high - edge)]
        places += [(x, y) for y in range(0, high, 3) for x in (*range(0, edge, 7), wide - edge)]
        return all(self.picture.pixelColor(*place).lightness() > 200 for place in places)


@pytest.fixture
def render(qapp: QApplication) -> Callable[..., list[object]]:
    def sheets(
        told: LetterFacts, language: str = "es", paper: str = "letter", head: Letterhead = HEAD
    ) -> list[Sheet]:
        pdf = pdf_of(court_letter(told, head, CODE, language), PAPERS[paper])
        buffer = QBuffer()
        buffer.setData(QByteArray(pdf))
        buffer.open(QIODevice.OpenModeFlag.ReadOnly)
        document = QPdfDocument()
        document.load(buffer)
        found = []
        for number in range(document.pageCount()):
            points = document.pagePointSize(number)
            size = QSize(
                round(points.width() * DOTS_A_POINT), round(points.height() * DOTS_A_POINT)
            )
            picture = QImage(size, QImage.Format.Format_RGB32)
            picture.fill(0xFFFFFFFF)
            painter = QPainter(picture)
            painter.drawImage(0, 0, document.render(number, size))
            painter.end()
            words = " ".join(document.getAllText(number).text().split())
            found.append(Sheet(words, picture))
        document.close()
        return found

    return sheets


@pytest.mark.parametrize("language", ["es", "en"])
@pytest.mark.parametrize("paper", PAPERS)
def test_an_ordinary_letter_is_one_sheet_with_everything_a_court_needs(
    render, language: str, paper: str
) -> None:
    sheets = render(facts(20, 4), language, paper)
    assert len(sheets) == 1
    text = sheets[0].text
    words = LANGUAGES[language]
    for part in (
        *(HEAD.institution, HEAD.signatory, HEAD.post, "IMSP/045/2026", "123/2026", "987/2026"),
        *("Juez Segundo de Control", "Juan Ejemplo Pérez", words.seal, words.certifies),
    ):
        assert part in text
    for day in (*facts(20, 4).attended, *facts(20, 4).absent):
        assert words.short(day) in text
    assert f"{words.attended} 20" in text
    assert f"{words.absent} 4" in text
    assert CODE.encode() in codes_in(sheets[0].picture)
    assert sheets[0].blank_margins()


def test_it_says_verbatim_what_it_certifies_and_what_it_does_not() -> None:
    assert "Acredita asistencia. No acredita cambio de conducta ni ausencia de riesgo." in (
        court_letter(facts(1, 0), HEAD, CODE, "es")
    )
    assert (
        "It certifies attendance. It does not certify a change in conduct or the absence of risk."
        in court_letter(facts(1, 0), HEAD, CODE, "en")
    )


@pytest.mark.parametrize("paper", PAPERS)
@pytest.mark.parametrize("name", ["Juan", LONG])
def test_a_letter_of_any_length_is_signed_on_one_sheet_that_says_what_it_belongs_to(
    render, name: str, paper: str
) -> None:
    last = LANGUAGES["es"].checks.split()[-1]
    for attended, absent in ((0, 0), (24, 6), (24, 12), (30, 18), (30, 60), (52, 7)):
        sheets = render(facts(attended, absent, name), paper=paper)
        signed = [sheet for sheet in sheets if HEAD.signatory in sheet.text]
        assert len(signed) == 1
        for part in ("Acredita asistencia.", "Atentamente", "Sello", last, "Expediente: 123/2026"):
            assert part in signed[0].text, (attended, absent)
        assert sum("Atentamente" in sheet.text for sheet in sheets) == 1
        assert CODE.encode() in codes_in(signed[0].picture)
        dates = " ".join(sheet.text for sheet in sheets)
        for day in (FIRST + timedelta(weeks=place) for place in range(attended + absent)):
            assert LANGUAGES["es"].short(day) in dates
        assert all(sheet.blank_margins() for sheet in sheets)


def test_sixty_absences_take_two_sheets(render) -> None:
    assert len(render(facts(20, 60))) == 2


def test_what_somebody_typed_is_text_and_never_markup(render) -> None:
    told = replace(facts(1, 1), name="<b>{case}</b> & <img src=x>", court="<table>", oficio="<hr>")
    text = " ".join(sheet.text for sheet in render(told))
    assert "<b>{case}</b> & <img src=x>" in text
    assert "<table>" in text
    assert "Oficio: <hr>" in text


def test_an_order_that_says_nothing_is_reported_so(render) -> None:
    told = replace(facts(3, 0), required=None, max_total=None, their_oficio="", oficio="")
    (sheet,) = render(told)
    assert "Sesiones que pide la orden no lo dice" in sheet.text
    assert "Fechas de las faltas que cuentan: Ninguna." in sheet.text
    assert "permite" not in sheet.text


def test_the_letter_holds_no_word_of_why_or_whom_else() -> None:
    for language in LANGUAGES:
        html = court_letter(facts(5, 5), HEAD, CODE, language).lower()
        for word in ("violencia", "violence", "pareja", "partner", "vereda", "hombres", "tema"):
            assert word not in html
