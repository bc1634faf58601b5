"""One row of a sheet as a service, with what is doubtful or wrong about it.

Nothing here knows the vault; what a row cannot know by itself is judged in preview.py.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from enum import Enum
from typing import Any

from desktop.programme.directory import Service
from desktop.programme.service_columns import ServiceColumn, ServiceHeadings, sort_of
from desktop.programme.text import fold
from desktop.services.roster_import.table import Line, text_of
from desktop.trouble import Message, say

CELL_MAX_CHARS = 2_000
"""Of a cell that goes back into the list of refused rows."""
_YES = frozenset(("si", "s", "x", "1", "yes", "y", "true", "verdadero"))
_NO = frozenset(("no", "n", "0", "false", "falso"))
_TEXTS: Mapping[ServiceColumn, str] = {
    ServiceColumn.NAME: "name",
    ServiceColumn.MUNICIPALITY: "municipality",
    ServiceColumn.PHONE: "phone",
    ServiceColumn.HOURS: "hours",
    ServiceColumn.ADDRESS: "address",
    ServiceColumn.LANGUAGES: "languages",
    ServiceColumn.ACCESS: "access",
    ServiceColumn.COST: "cost",
    ServiceColumn.ABOUT: "about",
}
_FLAGS: Mapping[ServiceColumn, str] = {
    ServiceColumn.HIDDEN: "address_hidden",
    ServiceColumn.WHEELCHAIR: "wheelchair",
}


class Kind(Enum):
    """What may become of a row."""

    DOUBTFUL = "doubtful"
    REFUSED = "refused"
    NEW = "new"
    CHANGED = "changed"
    SAME = "same"


@dataclass(frozen=True, slots=True)
class ServiceRow:
    """A row of the file: `about` is the service as it would be, `match` the one that it changes.

    `cells` is the row as it was, for the list of refused rows.
    """

    number: int
    kind: Kind
    about: Service
    why: tuple[Message, ...] = ()
    cells: tuple[str, ...] = ()
    match: bytes | None = None


@dataclass(slots=True)
class Told:
    """What the cells of a row say: only those that say something."""

    values: dict[str, Any] = field(default_factory=dict)
    organisation: str = ""
    doubts: list[Message] = field(default_factory=list)
    refusals: list[Message] = field(default_factory=list)
    cells: tuple[str, ...] = ()

    @property
    def name(self) -> str:
        return str(self.values.get("name", ""))


def read_row(line: Line, layout: ServiceHeadings) -> Told:
    """Understand one line. Formulas are never computed, and what looks like one is text."""
    told = Told(cells=tuple(text[:CELL_MAX_CHARS] for text in line.texts()))
    if line.runaway:
        told.refusals.append(say("Una celda trae varios renglones: falta cerrar unas comillas."))
    for column, place, text in _cells(line, layout, told):
        if column in _TEXTS:
            told.values[_TEXTS[column]] = text
        elif column in _FLAGS:
            _read_flag(told, _FLAGS[column], text, place)
        elif column is ServiceColumn.SORT:
            _read_sort(told, text)
        elif column is ServiceColumn.ORGANISATION:
            told.organisation = text
    return told


def _cells(
    line: Line, layout: ServiceHeadings, told: Told
) -> Iterator[tuple[ServiceColumn, int, str]]:
    for column, place in layout.places.items():
        if place in line.unresolved:
            told.refusals.append(say("La columna {n} es una fórmula sin resultado.", n=place + 1))
        elif text := text_of(line.cells[place] if place < len(line.cells) else None):
            yield column, place, text


def _read_flag(told: Told, name: str, text: str, place: int) -> None:
    said = fold(text).strip(" .")
    if said in _YES:
        told.values[name] = True
    elif said in _NO:
        told.values[name] = False
    else:
        told.refusals.append(say("La columna {n} dice algo que no es sí ni no.", n=place + 1))


def _read_sort(told: Told, text: str) -> None:
    sort = sort_of(text)
    if sort is None:
        told.doubts.append(say("No se reconoce qué es «{words}»: entraría como otro.", words=text))
    else:
        told.values["sort"] = sort
