"""The states of Mexico: how each is written, and its code in ISO 3166-2."""

from __future__ import annotations

from desktop.programme.text import collate, fold

STATES: dict[str, str] = {
    "AGU": "Aguascalientes",
    "BCN": "Baja California",
    "BCS": "Baja California Sur",
    "CAM": "Campeche",
    "CHP": "Chiapas",
    "CHH": "Chihuahua",
    "CMX": "Ciudad de México",
    "COA": "Coahuila",
    "COL": "Colima",
    "DUR": "Durango",
    "GUA": "Guanajuato",
    "GRO": "Guerrero",
    "HID": "Hidalgo",
    "JAL": "Jalisco",
    "MEX": "Estado de México",
    "MIC": "Michoacán",
    "MOR": "Morelos",
    "NAY": "Nayarit",
    "NLE": "Nuevo León",
    "OAX": "Oaxaca",
    "PUE": "Puebla",
    "QUE": "Querétaro",
    "ROO": "Quintana Roo",
    "SLP": "San Luis Potosí",
    "SIN": "Sinaloa",
    "SON": "Sonora",
    "TAB": "Tabasco",
    "TAM": "Tamaulipas",
    "TLA": "Tlaxcala",
    "VER": "Veracruz",
    "YUC": "Yucatán",
    "ZAC": "Zacatecas",
}
"""ISO 3166-2:MX without its "MX-", and the short name."""

_ALSO = {
    "cdmx": "CMX",
    "distrito federal": "CMX",
    "mexico": "MEX",
    "edomex": "MEX",
    "coahuila de zaragoza": "COA",
    "michoacan de ocampo": "MIC",
    "queretaro de arteaga": "QUE",
    "veracruz de ignacio de la llave": "VER",
}
_CODES = {fold(name): code for code, name in STATES.items()} | _ALSO


def state_code(name: str) -> str | None:
    """The code of a state as somebody wrote it: "yucatan", "CDMX". None for no state."""
    return _CODES.get(" ".join(fold(name).replace(".", "").split()))


def same_state(one: str, other: str) -> bool:
    """Whether two spellings name one state; two names that are no state must read alike."""
    return (state_code(one) or fold(one).strip()) == (state_code(other) or fold(other).strip())


def state_names() -> tuple[str, ...]:
    """All of them, as a list in Spanish puts them."""
    return tuple(sorted(STATES.values(), key=collate))
