"""What an import would do, row by row, before anything is written."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

from desktop.programme.headings import Column, Layout
from desktop.programme.text import fold
from desktop.services import duplicates
from desktop.services.people import PersonForm
from desktop.services.roster_import.rows import Row, Verdict, read_row
from desktop.services.roster_import.source import read
from desktop.services.roster_import.table import Table
from desktop.trouble import Message, say

if TYPE_CHECKING:
    from sqlalchemy import Connection

    from desktop.journal.open_vault import OpenVault

COMPARED_MAX = 2_000
"""Rows that are compared by sound. The page of duplicates compares everybody afterwards."""

Likeness = tuple[str, ...]
"""What makes two people the same to a machine: all that a list says of them but the folio."""


@dataclass(frozen=True)
class Preview:
    """Rows to create, rows to decide about, rows refused; each with its reasons.

    `ignored` are headings of columns that will not be used. `notices` is about the
    file as a whole. `present` counts who was in the vault already, so that
    confirming twice creates nobody twice.
    """

    create: tuple[Row, ...]
    doubtful: tuple[Row, ...]
    refused: tuple[Row, ...]
    ignored: tuple[str, ...]
    headings: tuple[str, ...]
    notices: tuple[Message, ...]
    present: Counter[Likeness]


@dataclass(frozen=True)
class Known:
    """Who is in the vault, as far as an import needs it."""

    folios: frozenset[str]
    """Also of deleted people: a folio on an old paper stays theirs."""
    nicknames: Counter[str]
    people: Counter[Likeness]
    births: dict[str, set[str]]
    """Births by folded name; "" for a person whose birth is not known."""


def preview(vault: OpenVault, path: Path, *, today: date) -> Preview:
    """Read a file and say what would become of each row. Writes nothing.

    Raises: BadRoster.
    """
    return judge(vault, read(path), today=today)


def judge(vault: OpenVault, table: Table[Layout], *, today: date) -> Preview:
    """The same for a table that was read elsewhere, away from the database's thread."""
    with vault.read() as connection:
        known = who_is_known(connection)
        index = duplicates.Index.of(connection, vault)
    sorted_rows: dict[Verdict, list[Row]] = {verdict: [] for verdict in Verdict}
    seen = _Seen(known)
    for line in table.lines:
        row, verdict = read_row(line, table.layout, vault.stream, today)
        if verdict is not Verdict.REFUSED:
            row, verdict = seen.judge(row, verdict)
            if verdict is Verdict.CREATE and len(sorted_rows[verdict]) < COMPARED_MAX:
                row = _warned(row, index)
        sorted_rows[verdict].append(row)
    return Preview(
        create=tuple(sorted_rows[Verdict.CREATE]),
        doubtful=tuple(sorted_rows[Verdict.DOUBTFUL]),
        refused=tuple(sorted_rows[Verdict.REFUSED]),
        ignored=table.layout.unused,
        headings=table.headings,
        notices=(*table.notices, *_about(table, sorted_rows)),
        present=known.people,
    )


def _warned(row: Row, index: duplicates.Index) -> Row:
    """A row that sounds like somebody in the vault says so, and is created all the same."""
    form = row.form
    asked = duplicates.traits(form.nickname, form.name, form.birth, "", form.locality)
    told: list[Message] = []
    for each in index.like(asked)[:1]:
        told.append(
            say("Parece ser {nickname}, folio {folio}.", nickname=each.nickname, folio=each.folio)
        )
        told.append(each.why)
    return replace(row, why=(*row.why, *told)) if told else row


def who_is_known(connection: Connection) -> Known:
    """Everybody in the vault by folio and likeness."""
    rows = connection.exec_driver_sql(
        "SELECT coalesce(folio, ''), coalesce(nickname, ''), coalesce(name, ''),"
        " coalesce(birth, ''), coalesce(phone, ''), coalesce(locality, ''), coalesce(note, ''),"
        " coalesce(deleted, 0) FROM participant"
    ).fetchall()
    births: dict[str, set[str]] = {}
    people: Counter[Likeness] = Counter()
    nicknames: Counter[str] = Counter()
    for _, nickname, name, birth, phone, locality, note, deleted in rows:
        if deleted:
            continue
        people.update(_likenesses(nickname, name, birth, phone, locality, note))
        nicknames[nickname] += 1
        if name:
            births.setdefault(fold(name), set()).add(birth)
    return Known(frozenset(row[0] for row in rows if row[0]), nicknames, people, births)


def likenesses(form: PersonForm) -> tuple[Likeness, ...]:
    """How the person of a form will be found again, the closest way first.

    Once with the nickname and once without, because whoever has none gets one.
    """
    return _likenesses(form.nickname, form.name, form.birth, form.phone, form.locality, form.note)


def _likenesses(
    nickname: str, name: str, birth: str, phone: str, locality: str, note: str
) -> tuple[Likeness, ...]:
    nameless = (fold(name), birth, phone, fold(locality), note)
    return ((*nameless, fold(nickname)), (*nameless, "")) if nickname else ((*nameless, ""),)


class _Seen:
    """Compares each row with the vault and with the rows above it."""

    def __init__(self, known: Known) -> None:
        self._known = known
        self._rows: dict[tuple[str, ...], int] = {}
        self._folios: dict[str, int] = {}
        self._births: dict[str, dict[str, int]] = {}

    def judge(self, row: Row, verdict: Verdict) -> tuple[Row, Verdict]:
        refusal = self._already(row)
        if refusal is not None:
            return replace(row, why=(*row.why, refusal)), Verdict.REFUSED
        doubts = tuple(self._alike(row))
        self._remember(row)
        if doubts:
            return replace(row, why=(*row.why, *doubts)), Verdict.DOUBTFUL
        return row, verdict

    def _already(self, row: Row) -> Message | None:
        folio = row.form.folio
        if row.cells in self._rows:
            return say("Está repetido: es igual al renglón {n}.", n=self._rows[row.cells])
        if folio in self._known.folios:
            return say("El folio {folio} ya está en Vereda.", folio=folio)
        if folio in self._folios:
            return say(
                "El folio {folio} es el mismo del renglón {n}.", folio=folio, n=self._folios[folio]
            )
        return None

    def _alike(self, row: Row) -> Iterable[Message]:
        name, birth = fold(row.form.name), row.form.birth
        if not name:
            return
        for known_birth in self._known.births.get(name, ()):
            if same_birth(birth, known_birth):
                yield say("Ya hay una persona con este nombre y esta fecha, o sin fecha.")
                break
        for other_birth, number in self._births.get(name, {}).items():
            if same_birth(birth, other_birth):
                yield say("Puede ser la misma persona del renglón {n}.", n=number)
                break

    def _remember(self, row: Row) -> None:
        self._rows[row.cells] = row.number
        if row.form.folio:
            self._folios[row.form.folio] = row.number
        if row.form.name:
            self._births.setdefault(fold(row.form.name), {}).setdefault(row.form.birth, row.number)


def same_birth(one: str, other: str) -> bool:
    """Whether two births may be one: a year fits its dates, and the unknown fits all."""
    return one.startswith(other) or other.startswith(one)


def _about(table: Table[Layout], rows: dict[Verdict, list[Row]]) -> Iterable[Message]:
    places = table.layout.places
    usable = [*rows[Verdict.CREATE], *rows[Verdict.DOUBTFUL]]
    if Column.AGE in places and any(len(row.form.birth) == 4 for row in usable):
        yield say("De la edad se guarda el año de nacimiento, con un año de más o de menos.")
    if Column.FOLIO in places and any(not row.form.folio for row in usable):
        yield say(
            "Los folios con letras o muy cortos pueden decir el lugar o el orden: cada persona"
            " recibe uno nuevo y el anterior queda en su nota."
        )
    if any(not row.form.nickname for row in usable):
        yield say("A quien no trae apodo se le pone uno de la naturaleza. Puede cambiarlo.")
