"""Mexico's states and municipalities with INEGI's codes: two digits, and three more.

municipalities.tsv: a code of five digits, a tab and a name, a line each, sorted by code.
Source: INEGI, Marco Geoestadístico, 32 states and 2,478 municipalities as of October 2026,
under its terms of free use; read from the data of the PyPI package mcp-inegi 0.3.0.
"""

from __future__ import annotations

from functools import cache
from pathlib import Path

STATES: dict[str, str] = {
    "01": "Aguascalientes",
    "02": "Baja California",
    "03": "Baja California Sur",
    "04": "Campeche",
    "05": "Coahuila",
    "06": "Colima",
    "07": "Chiapas",
    "08": "Chihuahua",
    "09": "Ciudad de México",
    "10": "Durango",
    "11": "Guanajuato",
    "12": "Guerrero",
    "13": "Hidalgo",
    "14": "Jalisco",
    "15": "Estado de México",
    "16": "Michoacán",
    "17": "Morelos",
    "18": "Nayarit",
    "19": "Nuevo León",
    "20": "Oaxaca",
    "21": "Puebla",
    "22": "Querétaro",
    "23": "Quintana Roo",
    "24": "San Luis Potosí",
    "25": "Sinaloa",
    "26": "Sonora",
    "27": "Tabasco",
    "28": "Tamaulipas",
    "29": "Tlaxcala",
    "30": "Veracruz",
    "31": "Yucatán",
    "32": "Zacatecas",
}
"""As people call them; INEGI adds, for example, "de Ignacio de la Llave" to Veracruz."""


@cache
def municipalities() -> dict[str, str]:
    """Names by code, in the order of the codes. Read when first asked for (70 kB)."""
    text = (Path(__file__).parent / "municipalities.tsv").read_text(encoding="utf-8")
    return dict(line.split("\t", 1) for line in text.splitlines())


def place_words(code: str) -> tuple[str, str]:
    """Municipality and state of a code of two, five or nine digits; "" where it names none."""
    return municipalities().get(code[:5], "") if len(code) > 2 else "", STATES.get(code[:2], "")
