"""A service that somebody can be referred to, and when what is known of it has grown old."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from desktop.programme.text import collate, fold
from desktop.programme.vocabulary import ServiceSort

STALE_AFTER_DAYS = 183
"""Half a year: telephones and hours change."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Service:
    """What the directory says of one service.

    `municipality` is empty for a line that serves the whole country. A hidden address is
    shown to who asks for it on the screen and never printed. `verified_on` None: nobody has
    called to see whether all this holds.
    """

    name: str
    sort: ServiceSort = ServiceSort.OTHER
    municipality: str = ""
    phone: str = ""
    hours: str = ""
    address: str = ""
    address_hidden: bool = False
    languages: str = ""
    access: str = ""
    cost: str = ""
    about: str = ""
    verified_on: date | None = None
    verified_by: str = ""

    @property
    def printable_address(self) -> str:
        """What may stand on paper."""
        return "" if self.address_hidden else self.address

    def is_stale(self, today: date) -> bool:
        """Whether somebody should call and see whether it still holds."""
        return self.verified_on is None or (today - self.verified_on).days > STALE_AFTER_DAYS


def first_help_first(service: Service) -> tuple[bool, int, str]:
    """A sort key: what is called in danger, then by what a service is, then by name."""
    return service.sort is not ServiceSort.EMERGENCY_LINE, service.sort, collate(service.name)


def same_municipality(one: str, other: str) -> bool:
    """Without case, accents and outer blanks."""
    return " ".join(fold(one).split()) == " ".join(fold(other).split())


def by_municipality(services: Iterable[Service]) -> list[tuple[str, list[Service]]]:
    """Those for the whole country first, then each municipality in the order of the alphabet."""
    found: dict[str, tuple[str, list[Service]]] = {}
    for service in services:
        key = " ".join(fold(service.municipality).split())
        found.setdefault(key, (service.municipality.strip(), []))[1].append(service)
    for _name, listed in found.values():
        listed.sort(key=first_help_first)
    return sorted(found.values(), key=lambda each: (bool(each[0]), collate(each[0])))
