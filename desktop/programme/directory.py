"""A service that somebody can be referred to, and when what is known of it has grown old."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from desktop.programme import service_languages
from desktop.programme.text import collate, fold
from desktop.programme.vocabulary import ServiceSort

STALE_AFTER_DAYS = 183
"""Half a year: telephones and hours change."""
CRISIS = (
    ServiceSort.EMERGENCY_LINE,
    ServiceSort.SHELTER,
    ServiceSort.JUSTICE_CENTRE,
    ServiceSort.HEALTH,
    ServiceSort.POLICE,
)
"""What may be needed within the hour, in the order in which it is shown."""
_NO_DIGITS = re.compile("[^0-9]+")
_FREE = ("gratuit", "gratis", "sin costo", "no cobra", "free")


@dataclass(frozen=True, slots=True, kw_only=True)
class Service:
    """What the directory says of one service.

    `municipality` is empty for a line that serves the whole country. A hidden address is
    shown to who asks for it on the screen and never printed. `languages` is as people read
    it. `wheelchair` None: nobody asked. `verified_on` None: nobody has called to see whether
    all this holds.
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
    organisation: bytes | None = None
    place_code: str = ""
    wheelchair: bool | None = None

    @property
    def language_codes(self) -> tuple[str, ...]:
        """Those of `desktop.programme.languages` that are named."""
        return service_languages.codes(self.languages)

    @property
    def is_free(self) -> bool:
        """Whether its cost says so; an empty one says nothing."""
        return fold(self.cost).strip(" $").startswith(_FREE)

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


def crisis_first(service: Service, here: str) -> tuple[bool, bool, int, str]:
    """A sort key for those of `CRISIS`: emergency lines, then what is here, then the rest.

    `here` is a municipality; what serves the whole country counts as here.
    """
    away = bool(service.municipality and here) and not same_municipality(service.municipality, here)
    line = service.sort is ServiceSort.EMERGENCY_LINE
    return not line, away, CRISIS.index(service.sort), collate(service.name)


def likeness(service: Service) -> tuple[str, str, str]:
    """Two services alike in this are one: name, municipality, and the digits of the telephone."""
    return (*place_and_name(service), digits(service.phone))


def place_and_name(service: Service) -> tuple[str, str]:
    """As `likeness`, for lists that leave the telephone out."""
    return _bare(service.municipality), _bare(service.name)


def digits(phone: str) -> str:
    """What is dialled, however it was written."""
    return _NO_DIGITS.sub("", phone)


def _bare(text: str) -> str:
    return " ".join(fold(text).split())


def same_municipality(one: str, other: str) -> bool:
    """Without case, accents and outer blanks."""
    return _bare(one) == _bare(other)


def by_municipality(services: Iterable[Service]) -> list[tuple[str, list[Service]]]:
    """Those for the whole country first, then each municipality in the order of the alphabet."""
    found: dict[str, tuple[str, list[Service]]] = {}
    for service in services:
        key = _bare(service.municipality)
        found.setdefault(key, (service.municipality.strip(), []))[1].append(service)
    for _name, listed in found.values():
        listed.sort(key=first_help_first)
    return sorted(found.values(), key=lambda each: (bool(each[0]), collate(each[0])))
