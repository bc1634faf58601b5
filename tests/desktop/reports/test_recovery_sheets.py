"""A holder's sheet says what two of them can do, and nothing of what they are for."""

from __future__ import annotations

import re
from collections.abc import Iterator

import pytest

from desktop import i18n
from desktop.reports.recovery_sheets import holders_sheet
from desktop.vault.recovery_sheets import Ceremony

BETRAYING = (
    "vereda", "violen", "mujer", "hombre", "women", "men's", "grupo", "group", "facilit",
    "coordina", "programa", "programme", "víctima", "victim", "género", "gender",
)  # fmt: skip


def told(html: str) -> str:
    return " ".join(re.sub("<[^>]+>", " ", html).replace("&#x27;", "'").split())


@pytest.fixture(autouse=True)
def spanish() -> Iterator[None]:
    i18n.install("es")
    yield
    i18n.install("es")


@pytest.fixture
def ceremony() -> Ceremony:
    return Ceremony.hold(bytes(16), 2, lambda count: bytes(range(count)))


def test_a_sheet_has_every_word_with_its_number(ceremony):
    sheet = ceremony.sheets[1]
    html = holders_sheet(sheet.words, number=2, of=3, series=2)
    cells = re.findall(r"(\d+)\.</td><td[^>]*><b>([a-z]+)</b>", html)
    assert {int(place): word for place, word in cells} == dict(enumerate(sheet.words, 1))
    assert len(cells) == 33


def test_a_sheet_says_in_plain_words_that_two_holders_open_everything(ceremony):
    words = told(holders_sheet(ceremony.sheets[0].words, number=1, of=3, series=2))
    assert "Dos hojas juntas, de dos personas, abren todos los archivos" in words
    assert "Una sola no abre nada" in words
    assert "Hoja de recuperación 1 de 3" in words
    assert "Serie: 2" in words
    assert "Fecha: ___" in words
    assert "Iniciales de quien la guarda: ___" in words


@pytest.mark.parametrize("language", ["es", "en"])
def test_a_sheet_that_is_found_betrays_nothing(language):
    i18n.install(language)
    # Not a ceremony's words: the list has "facility", which one sheet in thirty draws.
    words = told(holders_sheet(["acid"] * 33, number=1, of=3, series=1)).casefold()
    assert [each for each in BETRAYING if each in words] == []
