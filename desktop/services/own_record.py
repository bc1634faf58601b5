"""Everything that is kept about one person, line by line, for the paper that is handed over.

Words and names of others are left out here already; a coordinator strikes more lines before
it is printed.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from desktop.programme.codes import day
from desktop.programme.own_lines import Entry, Line, OwnRecord, Part
from desktop.programme.own_record import CHAPTERS, As, Chapter, Told
from desktop.programme.schema import BREACH, LETTER, MAKE_UP_FROM, PARTICIPANT
from desktop.services.closeness import require_open
from desktop.services.home import require_known
from desktop.services.rights import require_coordination
from desktop.trouble import Message, say

if TYPE_CHECKING:
    from sqlalchemy import Connection

    from desktop.services.entrance import Desk

_WHOSE = {
    PARTICIPANT.number: "id = ?",
    LETTER.number: "court_order IN (SELECT id FROM court_order WHERE participant = ?)",
    BREACH.number: "protection IN (SELECT id FROM protection WHERE participant = ?)",
}
_OWN = "participant = ?"


def read(desk: Desk, person: bytes) -> OwnRecord:
    """Everything that may be told. Raises: OnlyCoordination, NotFound, RecordClosed."""
    require_coordination(desk)
    with desk.work.read() as connection:
        require_known(connection, "participant", person)
        require_open(connection, desk.work, person)
        names = _Names(connection, _services(desk))
        parts, left_out = [], False
        for chapter in CHAPTERS:
            rows = _rows(connection, chapter, person)
            left_out = left_out or any(row[c] is not None for row in rows for c in chapter.withheld)
            entries = [Entry(tuple(_lines(chapter, row, names))) for row in rows]
            if told := tuple(entry for entry in entries if entry.lines):
                parts.append(Part(chapter.title, told))
        folio = connection.exec_driver_sql(
            "SELECT folio FROM participant WHERE id = ?", (person,)
        ).scalar()
    return OwnRecord(folio or "", tuple(parts), left_out)


def _rows(connection: Connection, chapter: Chapter, person: bytes) -> list[Mapping[str, Any]]:
    where = _WHOSE.get(chapter.kind.number, _OWN)
    found = connection.exec_driver_sql(
        f"SELECT * FROM {chapter.kind.name} WHERE {where} AND NOT deleted ORDER BY id",  # noqa: S608
        (person,),
    )
    return [dict(row) for row in found.mappings()]


def _lines(chapter: Chapter, row: Mapping[str, Any], names: _Names) -> Iterator[Line]:
    for column, told in chapter.told.items():
        value = row.get(column)
        if value is None or value == "":
            continue
        if words := _value(told, value, names):
            yield Line(told.name, words)


def _value(told: Told, value: Any, names: _Names) -> tuple[Message | str, ...]:
    match told.read:
        case As.DAY:
            on = day(value)
            return (f"{on.day}/{on.month}/{on.year}",) if on else (str(value),)
        case As.YES_NO:
            return (say("Sí") if value else say("No"),)
        case As.CENTS:
            return (f"{value / 100:.2f}",)
        case As.CODE:
            return _codes(told, [value])
        case As.CODES:
            parts = str(value).split(",")
            return _codes(told, [int(p) for p in parts if len(p) < 10 and p.isdecimal()])
        case As.SERVICE | As.GROUP | As.SESSION:
            named = names.of(told.read, bytes(value))
            return (named,) if named else ()
    return (str(value),)


def _codes(told: Told, codes: list[int]) -> tuple[Message | str, ...]:
    """A code of a later version is told as its number: it is kept, so it is told."""
    by_number: dict[int, Message] = {int(code): words for code, words in told.words.items()}
    return tuple(by_number.get(code, str(code)) for code in codes)


@dataclass(frozen=True, slots=True)
class _Names:
    """What records of the programme are called."""

    connection: Connection
    services: Mapping[bytes, str]

    def of(self, what: As, record: bytes) -> Message | str:
        if what is As.SERVICE:
            return self.services.get(record, "")
        if what is As.GROUP:
            found = self.connection.exec_driver_sql(
                "SELECT name FROM grp WHERE id = ?", (record,)
            ).scalar()
            return found or ""
        row = self.connection.exec_driver_sql(
            "SELECT ordinal, date FROM session WHERE id = ?", (record,)
        ).fetchone()
        on = day(row[1]) if row else None
        if row is None or on is None:
            return ""
        return say("{n}, el {day}", n=row[0] % MAKE_UP_FROM, day=f"{on.day}/{on.month}/{on.year}")


def _services(desk: Desk) -> dict[bytes, str]:
    if desk.shared is None:
        return {}
    with desk.shared.read() as connection:
        return {
            bytes(id_): name or ""
            for id_, name in connection.exec_driver_sql("SELECT id, name FROM service").fetchall()
        }
