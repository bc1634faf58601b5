"""Services as the shared vault keeps them, read into lines; the doubles of one stand together.

Two laptops that write one service down before they meet make two records of it. They are shown
as one line, and whatever is written to that line is written to all of its records.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date
from typing import TYPE_CHECKING, Any

from desktop.programme import service_languages
from desktop.programme.codes import day, known
from desktop.programme.directory import Service, digits, likeness
from desktop.programme.text import fold
from desktop.programme.vocabulary import ServiceSort

if TYPE_CHECKING:
    from collections.abc import Iterable

    from sqlalchemy import Connection


@dataclass(frozen=True, slots=True)
class ServiceLine:
    """One service of the list. `sought` is what a folded search looks in: no hidden address.

    `also` are records of the same service from other laptops. `organisation` is its name.
    """

    id: bytes
    about: Service
    retired: bool
    sought: str
    also: tuple[bytes, ...] = ()
    organisation: str = ""

    @property
    def ids(self) -> tuple[bytes, ...]:
        """All of its records."""
        return (self.id, *self.also)

    def without_address(self) -> ServiceLine:
        """The same, for whoever is not told where it is."""
        return replace(self, about=replace(self.about, address=""))


_SERVICES = """
SELECT s.id, s.name, s.sort, s.municipality, s.phone, s.hours, s.address, s.address_hidden,
       s.languages, s.access, s.cost, s.about, s.verified_on, s.verified_by, s.retired,
       s.organisation, s.place_code, s.wheelchair, o.name
FROM service s LEFT JOIN organisation o ON o.id = s.organisation AND NOT o.deleted
WHERE s.name IS NOT NULL AND NOT s.deleted
"""
_ALIKE = """
SELECT id, name, municipality, phone FROM service WHERE name IS NOT NULL AND NOT deleted
"""


def read_lines(connection: Connection) -> list[ServiceLine]:
    """Every service once, in no order; retired ones too."""
    rows = connection.exec_driver_sql(_SERVICES).fetchall()
    return _once_each(map(_line, rows))


def records_of(connection: Connection, service: bytes) -> tuple[bytes, ...]:
    """All records of the service that this is one of; () where there is none such."""
    rows = connection.exec_driver_sql(_ALIKE).fetchall()
    mine = next((row for row in rows if bytes(row[0]) == service), None)
    if mine is None:
        return ()
    wanted = likeness(_named(mine))
    if not wanted[-1]:
        return (service,)
    # Its digits alone rule out nearly all of the others, and they are quick to compare.
    return tuple(
        bytes(row[0])
        for row in rows
        if digits(row[3] or "") == wanted[-1] and likeness(_named(row)) == wanted
    )


def _named(row: Any) -> Service:
    return Service(name=row[1], municipality=row[2] or "", phone=row[3] or "")


def _once_each(lines: Iterable[ServiceLine]) -> list[ServiceLine]:
    alike: dict[tuple[object, ...], list[ServiceLine]] = {}
    for line in lines:
        key = likeness(line.about)
        # Without a telephone nothing tells a double from another office of the same name.
        alike.setdefault(key if key[-1] else (line.id,), []).append(line)
    return [_as_one(each) if len(each) > 1 else each[0] for each in alike.values()]


def _as_one(doubles: list[ServiceLine]) -> ServiceLine:
    """As it was verified last; what one laptop hid or retired stays so."""
    doubles.sort(key=lambda each: each.id)
    shown = max(doubles, key=lambda each: each.about.verified_on or date.min)
    hidden = any(each.about.address_hidden for each in doubles)
    about = replace(shown.about, address_hidden=hidden)
    return replace(
        shown,
        about=about,
        retired=any(each.retired for each in doubles),
        sought=_sought(about, shown.organisation),
        also=tuple(each.id for each in doubles if each.id != shown.id),
    )


def _line(row: Any) -> ServiceLine:
    about = Service(
        name=row[1],
        sort=known(ServiceSort, row[2]) or ServiceSort.OTHER,
        municipality=row[3] or "",
        phone=row[4] or "",
        hours=row[5] or "",
        address=row[6] or "",
        address_hidden=bool(row[7]),
        languages=service_languages.shown(row[8] or ""),
        access=row[9] or "",
        cost=row[10] or "",
        about=row[11] or "",
        verified_on=day(row[12]),
        verified_by=row[13] or "",
        organisation=bytes(row[15]) if row[15] else None,
        place_code=row[16] or "",
        wheelchair=None if row[17] is None else bool(row[17]),
    )
    organisation = row[18] or ""
    retired = bool(row[14])
    return ServiceLine(
        bytes(row[0]), about, retired, _sought(about, organisation), (), organisation
    )


def _sought(about: Service, organisation: str) -> str:
    words = (about.name, about.municipality, about.phone, about.printable_address)
    return fold(" ".join((*words, about.languages, about.about, organisation)))
