"""Places and hours that an order forbids to a man: the whole of what his stream holds of it.

No reason, no authority and no person. Nothing here is told to another stream.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING, Any, NamedTuple

from desktop.programme.codes import day
from desktop.programme.forbidden import named_in
from desktop.programme.schema import FORBIDDEN
from desktop.programme.vocabulary import Stream
from desktop.services.keeping_safe import (
    Whom,
    kept,
    not_asked_about,
    of_group,
    require_stream,
    whom,
)
from desktop.services.refusals import BadForm, NotFound
from desktop.trouble import say

if TYPE_CHECKING:
    from sqlalchemy import Connection

    from desktop.changes import Changes
    from desktop.journal.open_vault import OpenVault

TEXT_MAX_CHARS = 10_000


@dataclass(frozen=True, slots=True, kw_only=True)
class ForbiddenForm:
    """What is copied. `until_text` is as it is written, `until_on` the day that follows."""

    places: str = ""
    hours: str = ""
    until_text: str = ""
    until_on: date | None = None


@dataclass(frozen=True, slots=True)
class ForbiddenLine:
    """One of them. `asks`: its day has passed and nobody has said that it ended."""

    id: bytes
    form: ForbiddenForm
    ended_on: date | None
    asks: bool


class Passed(NamedTuple):
    """Somebody whose forbidden places have a day that has passed, or who is to be handed over."""

    participant: bytes
    folio: str
    until_on: date | None


_LINES = """
SELECT f.id, f.places, f.hours, f.until_text, f.until_on, f.ended_on
FROM forbidden f WHERE f.participant = ? AND NOT f.deleted
"""
_HOLDING = """
SELECT f.participant, coalesce(p.folio, ''), f.until_on, f.places
FROM forbidden f JOIN participant p ON p.id = f.participant AND NOT p.deleted
WHERE f.ended_on IS NULL AND NOT f.deleted
ORDER BY f.until_on IS NULL, f.until_on, p.folio, f.id
"""


def of_person(
    vault: OpenVault, person: bytes, today: date
) -> tuple[Whom, tuple[ForbiddenLine, ...]]:
    """Those that hold first. Raises: KeptElsewhere, NotFound, RecordClosed."""
    require_stream(vault, Stream.MEN)
    with vault.read() as connection:
        who = whom(connection, vault, person)
        rows = connection.exec_driver_sql(_LINES, (person,)).fetchall()
    lines = (_line(row, today) for row in rows)
    order = sorted(lines, key=lambda each: (each.ended_on is not None, each.ended_on, each.id))
    return who, tuple(order)


def enter(vault: OpenVault, person: bytes, form: ForbiddenForm) -> Changes:
    """Keep what is forbidden to him; the id is in `created`.

    Raises: BadForm, KeptElsewhere, NotFound, RecordClosed.
    """
    require_stream(vault, Stream.MEN)
    said = {name: value for name, value in _values(form).items() if value is not None}
    with vault.write() as journal:
        whom(journal.connection, vault, person)
        return journal.record(FORBIDDEN.new(participant=person, **said))


def edit(vault: OpenVault, forbidden: bytes, form: ForbiddenForm) -> Changes:
    """Correct what was copied. Raises: BadForm, KeptElsewhere, NotFound, RecordClosed."""
    require_stream(vault, Stream.MEN)
    values = _values(form)
    with vault.write() as journal:
        _require(journal.connection, vault, forbidden)
        return journal.record(FORBIDDEN.of(forbidden, **values))


def end(vault: OpenVault, forbidden: bytes, on: date) -> Changes:
    """It holds no more; why is not asked. Raises: KeptElsewhere, NotFound, RecordClosed."""
    require_stream(vault, Stream.MEN)
    with vault.write() as journal:
        _require(journal.connection, vault, forbidden)
        return journal.record(FORBIDDEN.of(forbidden, ended_on=on.isoformat()))


def reopen(vault: OpenVault, forbidden: bytes) -> Changes:
    """It holds after all. Raises: KeptElsewhere, NotFound, RecordClosed."""
    require_stream(vault, Stream.MEN)
    with vault.write() as journal:
        _require(journal.connection, vault, forbidden)
        return journal.record(FORBIDDEN.of(forbidden, ended_on=None))


def needing(vault: OpenVault, today: date) -> tuple[Passed, ...]:
    """One line a man whose day has passed; none outside the men's stream."""
    if vault.stream is not Stream.MEN:
        return ()
    with vault.read() as connection:
        without = not_asked_about(connection, vault)
        rows = connection.exec_driver_sql(_HOLDING).fetchall()
    found: dict[bytes, Passed] = {}
    for person, folio, until, _places in rows:
        on = day(until)
        if on is not None and on < today and bytes(person) not in without:
            found.setdefault(bytes(person), Passed(bytes(person), folio, on))
    return tuple(found.values())


def open_in(vault: OpenVault, group: bytes) -> tuple[Passed, ...]:
    """The men of a group to whom something is forbidden, by folio."""
    if vault.stream is not Stream.MEN:
        return ()
    with vault.read() as connection:
        people = of_group(connection, vault, group)
        rows = connection.exec_driver_sql(_HOLDING).fetchall()
    until: dict[bytes, date | None] = {}
    for person, _folio, on, _places in rows:
        until.setdefault(bytes(person), day(on))
    return tuple(
        Passed(each.participant, each.folio, until[each.participant])
        for each in people
        if each.participant in until
    )


def at_places(connection: Connection, names: Iterable[str]) -> dict[bytes, tuple[str, ...]]:
    """By man, which of these names (a venue's, its municipality's) his forbidden places name.

    Inside somebody else's reading. Who is close to whoever sits here is told of as well: a
    warning keeps people apart and says no more than that.
    """
    wanted = tuple(dict.fromkeys(name for name in names if name.strip()))
    found: dict[bytes, tuple[str, ...]] = {}
    for person, _folio, _until, places in connection.exec_driver_sql(_HOLDING).fetchall():
        if named := named_in(places or "", wanted):
            here = (*found.get(bytes(person), ()), *named)
            found[bytes(person)] = tuple(dict.fromkeys(here))
    return found


def _require(connection: Connection, vault: OpenVault, forbidden: bytes) -> None:
    row = connection.exec_driver_sql(
        "SELECT participant FROM forbidden WHERE id = ? AND NOT deleted", (forbidden,)
    ).fetchone()
    if row is None:
        raise NotFound
    whom(connection, vault, bytes(row[0]))


def _values(form: ForbiddenForm) -> dict[str, Any]:
    """Raises: BadForm."""
    values = {
        "places": kept(form.places, TEXT_MAX_CHARS),
        "hours": kept(form.hours, TEXT_MAX_CHARS),
        "until_text": kept(form.until_text, TEXT_MAX_CHARS),
        "until_on": form.until_on.isoformat() if form.until_on else None,
    }
    if values["places"] is None and values["hours"] is None:
        raise BadForm(
            say("Falta decir qué lugares o qué horas."),
            say("Escriba un lugar o un horario, como está en el papel."),
        )
    return values


def _line(row: Any, today: date) -> ForbiddenLine:
    until, ended = day(row[4]), day(row[5])
    form = ForbiddenForm(
        places=row[1] or "", hours=row[2] or "", until_text=row[3] or "", until_on=until
    )
    return ForbiddenLine(
        bytes(row[0]), form, ended, ended is None and until is not None and until < today
    )
