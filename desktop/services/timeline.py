"""What happened with one person, the newest first: each part tells what it keeps.

Another part adds a `Source` to SOURCES, which imports that part when it is first asked.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import date
from enum import IntEnum
from typing import TYPE_CHECKING

from desktop.services.closeness import require_open
from desktop.services.home import require_known
from desktop.trouble import Message

if TYPE_CHECKING:
    from sqlalchemy import Connection

    from desktop.journal.open_vault import OpenVault


class EventSort(IntEnum):
    """What kind of thing happened; a page gives each its symbol."""

    INTAKE = 1
    CONSENT = 2
    ATTENDANCE = 3
    STANDING = 4
    REFERRAL = 5
    RISK = 6
    PLAN = 7
    PROTECTION = 8
    ORDER = 9
    CALL = 10
    WORDS = 11
    RIGHT = 12
    OTHER = 19


@dataclass(frozen=True, slots=True)
class Event:
    """One thing of a person's time here. `on` None: nobody wrote the day.

    `page` and `argument` name the page that shows more; "" where there is none.
    """

    on: date | None
    sort: EventSort
    what: Message
    hint: Message | None = None
    page: str = ""
    argument: bytes | None = None


Source = Callable[["Connection", bytes], Iterable[Event]]
"""What one part knows of a person."""


def _intakes(connection: Connection, person: bytes) -> Iterable[Event]:
    from desktop.services import intake_today

    return intake_today.of_person(connection, person)


def _safety(connection: Connection, person: bytes) -> Iterable[Event]:
    from desktop.services import safety_today

    return safety_today.of_person(connection, person)


def _consents(connection: Connection, person: bytes) -> Iterable[Event]:
    from desktop.services import consent_today

    return consent_today.of_person(connection, person)


def _risk(connection: Connection, person: bytes) -> Iterable[Event]:
    from desktop.services import risk_needs

    return risk_needs.of_person(connection, person)


def _referrals(connection: Connection, person: bytes) -> Iterable[Event]:
    from desktop.services import referral_today

    return referral_today.of_person(connection, person)


def _rights(connection: Connection, person: bytes) -> Iterable[Event]:
    from desktop.services import rights_views

    return rights_views.events(connection, person)


def _group_work(connection: Connection, person: bytes) -> Iterable[Event]:
    from desktop.services import person_time

    yield from person_time.standing(connection, person)
    yield from person_time.meetings(connection, person)
    yield from person_time.calls(connection, person)
    yield from person_time.own_words(connection, person)
    yield from person_time.incidents(connection, person)
    yield from person_time.orders(connection, person)


SOURCES: tuple[Source, ...] = (
    _intakes,
    _safety,
    _consents,
    _risk,
    _referrals,
    _rights,
    _group_work,
)


def of_person(vault: OpenVault, person: bytes) -> tuple[Event, ...]:
    """Everything, the newest first; what has no day comes last. Raises: NotFound, RecordClosed."""
    with vault.read() as connection:
        require_known(connection, "participant", person)
        require_open(connection, vault, person)
        return events_of(connection, person)


def events_of(connection: Connection, person: bytes) -> tuple[Event, ...]:
    """The same inside somebody else's reading, who has asked whether the record is open."""
    found = [event for source in SOURCES for event in source(connection, person)]
    return tuple(sorted(found, key=lambda event: event.on or date.min, reverse=True))
