"""Services that somebody could go to from here today, also while nothing is kept of her or him."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from desktop.programme.directory import first_help_first
from desktop.programme.referrals import Nearness, is_offered, nearness
from desktop.services import directory
from desktop.services.directory import DirectoryDamaged, ServiceLine
from desktop.services.unsafe_services import not_for
from desktop.services.whereabouts import whereabouts

if TYPE_CHECKING:
    from sqlalchemy import Connection

    from desktop.programme.vocabulary import ServiceSort
    from desktop.services.entrance import Desk

AWAY = (Nearness.STATE, Nearness.ELSEWHERE)
"""Shown after those of the municipality and of the whole country."""


@dataclass(frozen=True, slots=True)
class Nearby:
    """`numbers` are what is called now in any case; `read`: the directory could be opened."""

    numbers: tuple[str, ...]
    services: tuple[ServiceLine, ...] = ()
    read: bool = True


def find(desk: Desk, sorts: tuple[ServiceSort, ...], person: bytes | None = None) -> Nearby:
    """Of these sorts: this municipality's and the country's first, then the others.

    What a person called not safe for her or him is left out.
    """
    numbers = directory.emergency_numbers(desk)
    try:
        listed = directory.list_services(desk)
    except DirectoryDamaged:
        return Nearby(numbers, read=False)
    here = whereabouts(desk).municipality
    with desk.work.read() as connection:
        homes = (*_homes(connection, person), here)
        unsafe = frozenset() if person is None else not_for(connection, person)
    stream = desk.work.stream
    ranked = [
        (nearness("", each.about.municipality, "", homes) in AWAY, each)
        for each in listed
        if each.about.sort in sorts
        and unsafe.isdisjoint(each.ids)
        and is_offered(each.about.sort, stream, address_hidden=each.about.address_hidden)
    ]
    ranked.sort(
        key=lambda pair: (
            pair[0],
            sorts.index(pair[1].about.sort),
            first_help_first(pair[1].about),
        )
    )
    return Nearby(numbers, tuple(each for _away, each in ranked))


def _homes(connection: Connection, person: bytes | None) -> tuple[str, ...]:
    """What the place is called where the person lives, as far as anybody knows."""
    found: list[str] = []
    if person is not None:
        told = connection.exec_driver_sql(
            "SELECT place_name, locality FROM participant WHERE id = ?", (person,)
        ).fetchone()
        for text in told or ():
            found += [part.strip() for part in (text or "").split(",") if part.strip()]
    return tuple(found)
