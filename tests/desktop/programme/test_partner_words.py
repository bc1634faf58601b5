"""Which notes ask for care, and which are talk that a note is for."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from desktop.programme.partner_words import Clue, find_clue

NAMED = [
    "Dijo que mi esposo Juan lo espera",
    "mi esposo juan la espera afuera",
    "SU MARIDO PEDRO VINO",
    "su pareja se llama Xóchitl",
    "Su pareja se llama como la del grupo",
    "es la esposa de Martín",
    "esposa del señor que la trae, la esposa de don Chuy",
    "su concubina, María, no quiso",
    "vino con su novia (Lety)",
    "su expareja Beto la sigue",
    "mi señora Rosa está enferma",
    "el papá de sus hijos, Luis, no da dinero",
    "Habló de Lucía, su esposa",
    "juan es su marido",
    "its about her husband John",
    "her partner is called Mike",
    "my wife's name is Ana",
    "his girlfriend, Brenda, was there",
]
FOUND = [
    ("su esposa vive en La Loma", Clue.WHERE),
    ("su marido trabaja en el Molino", Clue.WHERE),
    ("su esposa se fue a vivir a casa de su mamá", Clue.WHERE),
    ("la pareja se queda en la calle morelos 12", Clue.WHERE),
    ("her husband works at Walmart", Clue.WHERE),
    ("pidió que avisen a su esposa, su teléfono es el de la tienda", Clue.WHERE),
    ("su pareja es la 4821", Clue.FOLIO),
    ("su esposa, con folio 4821, viene los martes", Clue.FOLIO),
    ("preguntó el folio de su pareja", Clue.FOLIO),
    ("llamar al 312 555 0100", Clue.NUMBER),
    ("tel. (312) 555-01-00", Clue.NUMBER),
    ("+52 1 312 555 0100", Clue.NUMBER),
    ("3125550100", Clue.NUMBER),
    ("GOMC850312MCMRRL09", Clue.CURP),
]
TALK = [
    "",
    "Habló de su pareja toda la reunión.",
    "su marido la golpeó el lunes",
    "su esposo el domingo no la dejó salir",
    "su pareja, el Sábado, llegó tarde",
    "su marido de julio a octubre está en la pizca",
    "Su esposo Siempre le grita",
    "Mi Esposo Le pega",
    "MI ESPOSO LE PEGA Y LE GRITA",
    "dice que su esposa no lo deja hablar",
    "La pareja es un tema difícil para él.",
    "Su marido. Juan, del grupo, la escuchó.",
    "vive con su pareja y tres hijos",
    "su esposo vive en casa y no trabaja",
    "su pareja trabaja de noche",
    "Ahora es su pareja quien cuida a los niños",
    "Una mujer Amable le abrió la puerta",
    "la señora Rosa de la tienda",
    "María y Juana faltaron por la cosecha",
    "su esposo le debe 5000 pesos",
    "Faltó el 12/10/2026 y el 19/10/2026",
    "oficio 1234/2026, expediente 0045/2026-II",
    "Línea de la Vida 800 911 2000",
    "Se le dio el 911",
    "her husband was angry on Monday",
    "she talked about her partner",
    "$ 12 500.00 y 1.250.000.000",
]


@pytest.mark.parametrize("text", NAMED)
def test_a_partner_who_is_named_asks_for_care(text: str) -> None:
    assert find_clue(text) is Clue.NAME


@pytest.mark.parametrize(("text", "clue"), FOUND)
def test_what_finds_a_partner_asks_for_care(text: str, clue: Clue) -> None:
    assert find_clue(text) is clue


@pytest.mark.parametrize("text", TALK)
def test_talk_alone_is_left_alone(text: str) -> None:
    assert find_clue(text) is None


@given(st.text(max_size=400))
@settings(max_examples=60)
def test_whatever_is_typed_has_an_answer(text: str) -> None:
    find_clue(text)


def test_a_long_note_is_read_as_fast_as_it_is_typed() -> None:
    """Every part of a pattern is bounded: doubling a note does not square the work."""
    long = "su esposo " * 1200
    assert find_clue(long) is None
    assert find_clue(long + "Juan") is Clue.NAME
