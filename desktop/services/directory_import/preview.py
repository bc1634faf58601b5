"""What an import of services would do, row by row, before anything is written."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING

from desktop.programme.directory import Service, likeness, place_and_name
from desktop.programme.service_columns import ServiceColumn, ServiceHeadings, understand
from desktop.programme.text import fold
from desktop.services import organisations
from desktop.services.directory import list_services, values_of
from desktop.services.directory_import.rows import Kind, ServiceRow, Told, read_row
from desktop.services.directory_rows import ServiceLine
from desktop.services.refusals import BadForm
from desktop.services.roster_import.source import read_as
from desktop.services.roster_import.table import Line, Table
from desktop.trouble import Message, say

if TYPE_CHECKING:
    from desktop.services.entrance import Desk


@dataclass(frozen=True)
class Preview:
    """Every row with what may become of it; `notices` is about the file as a whole."""

    rows: tuple[ServiceRow, ...]
    ignored: tuple[str, ...]
    headings: tuple[str, ...]
    notices: tuple[Message, ...]

    def of_kind(self, kind: Kind) -> tuple[ServiceRow, ...]:
        return tuple(row for row in self.rows if row.kind is kind)

    @property
    def doubtful(self) -> tuple[ServiceRow, ...]:
        return self.of_kind(Kind.DOUBTFUL)

    @property
    def refused(self) -> tuple[ServiceRow, ...]:
        return self.of_kind(Kind.REFUSED)


def preview(desk: Desk, path: Path) -> Preview:
    """Read a file and say what would become of each row. Writes nothing.

    Raises: BadRoster, DirectoryDamaged.
    """
    return judge(desk, read_as(path, understand))


def judge(desk: Desk, table: Table[ServiceHeadings]) -> Preview:
    """The same for a table that was read elsewhere. Raises: DirectoryDamaged."""
    seen = _Seen(list_services(desk, retired=True), organisations.list_organisations(desk))
    rows = tuple(seen.judge(line, read_row(line, table.layout)) for line in table.lines)
    notices = list(table.notices)
    if ServiceColumn.VERIFIED in table.layout.places:
        notices.append(say("«Verificado el» no se importa: llame y verifique cada servicio usted."))
    return Preview(rows, table.layout.unused, table.headings, tuple(notices))


class _Seen:
    """Compares each row with the directory and with the rows above it."""

    def __init__(
        self, lines: list[ServiceLine], known: list[organisations.OrganisationLine]
    ) -> None:
        self._there = {likeness(line.about): line for line in lines}
        self._by_name: dict[tuple[str, str], list[ServiceLine]] = defaultdict(list)
        for line in lines:
            self._by_name[place_and_name(line.about)].append(line)
        self._organisations = {fold(each.about.name): each.id for each in known}
        self._rows: dict[tuple[str, ...], int] = {}

    def judge(self, line: Line, told: Told) -> ServiceRow:
        asked = replace(Service(name=""), **told.values)
        match = self._match(asked)
        about = replace(match.about, **told.values) if match else asked
        if told.organisation:
            about = self._with_organisation(about, told)
        refusals = [*told.refusals, *self._refusals(about, line.number)]
        if refusals:
            return ServiceRow(line.number, Kind.REFUSED, about, tuple(refusals), told.cells)
        if match is None:
            doubts = [*told.doubts, *self._alike(about)]
            kind = Kind.DOUBTFUL if doubts else Kind.NEW
            return ServiceRow(line.number, kind, about, tuple(doubts), told.cells)
        return self._changing(line.number, about, told, match)

    def _match(self, asked: Service) -> ServiceLine | None:
        """By name, municipality and telephone; without a telephone where only one can be meant."""
        found = self._there.get(likeness(asked))
        if found is None and not asked.phone:
            alike = self._by_name.get(place_and_name(asked), [])
            found = alike[0] if len(alike) == 1 else None
        return found

    def _with_organisation(self, about: Service, told: Told) -> Service:
        known = self._organisations.get(fold(told.organisation))
        if known is None:
            told.doubts.append(
                say(
                    "La organización «{name}» no está anotada: entra sin ella.",
                    name=told.organisation,
                )
            )
            return about
        return replace(about, organisation=known)

    def _refusals(self, about: Service, number: int) -> list[Message]:
        found: list[Message] = []
        try:
            values_of(about)
        except BadForm as refused:
            found.append(refused.happened)
        above = self._rows.setdefault(likeness(about), number)
        if above != number:
            found.append(say("Está repetido: es el mismo servicio del renglón {n}.", n=above))
        return found

    def _alike(self, about: Service) -> list[Message]:
        if not self._by_name.get(place_and_name(about)):
            return []
        return [say("Ya hay un servicio con este nombre en ese municipio, con otro teléfono.")]

    def _changing(self, number: int, about: Service, told: Told, match: ServiceLine) -> ServiceRow:
        before, after = values_of(match.about), values_of(about)
        changed = [words for name, words in _CHANGES.items() if before[name] != after[name]]
        if not changed:
            why: tuple[Message, ...] = (*told.doubts, say("Ya está igual."))
            return ServiceRow(number, Kind.SAME, about, why, told.cells, match.id)
        doubts = list(told.doubts)
        if match.about.address_hidden and not about.address_hidden:
            doubts.append(say("Dejaría a la vista un domicilio que está oculto."))
        if match.retired:
            doubts.append(say("Está retirado, y seguirá retirado."))
        kind = Kind.DOUBTFUL if doubts else Kind.CHANGED
        return ServiceRow(number, kind, about, (*doubts, *changed), told.cells, match.id)


_CHANGES: dict[str, Message] = {
    "name": say("Cambia cómo se escribe el nombre."),
    "sort": say("Cambia qué es."),
    "municipality": say("Cambia cómo se escribe el municipio."),
    "phone": say("Cambia el teléfono."),
    "hours": say("Cambia el horario."),
    "address": say("Cambia el domicilio."),
    "address_hidden": say("Cambia si el domicilio está oculto."),
    "languages": say("Cambian las lenguas."),
    "wheelchair": say("Cambia el acceso para silla de ruedas."),
    "access": say("Cambia cómo se entra."),
    "cost": say("Cambia el costo."),
    "about": say("Cambia la nota."),
    "organisation": say("Cambia la organización."),
}
