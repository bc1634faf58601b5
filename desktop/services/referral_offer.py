"""What to see before somebody is referred: services near the person, and what may be told."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING

from desktop.programme import inegi
from desktop.programme.court_letter import Letterhead
from desktop.programme.directory import first_help_first
from desktop.programme.referrals import Nearness, is_offered, nearness, sorts_for
from desktop.programme.vocabulary import (
    ConsentState,
    Purpose,
    ReferralCause,
    ServiceSort,
    SharedField,
)
from desktop.services import consent_reading, directory
from desktop.services.closeness import require_open
from desktop.services.directory import DirectoryDamaged, ServiceLine
from desktop.services.home import require_known
from desktop.services.open_calls import dead
from desktop.services.referral_facts import Told, phone_is_safe, told
from desktop.services.referral_slips import office
from desktop.services.unsafe_services import not_for

if TYPE_CHECKING:
    from sqlalchemy import Connection

    from desktop.services.entrance import Desk


@dataclass(frozen=True, slots=True)
class Choice:
    """A service that may be offered. `wanted`: of a sort that this cause asks for."""

    line: ServiceLine
    near: Nearness
    wanted: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class Offer:
    """Everything that the form shows before anything is written.

    Attributes:
        choices: the wanted sorts first, of each the nearest first.
        lines: emergency lines of the directory; `numbers` is what to call now in any case.
        unsafe: how many services are hidden because they are not safe for the person.
        directory_read: False where the shared vault cannot be opened.
        consent: what the person said to being referred; None: nobody asked.
        told: what each field of the record says now; the others are not known.
    """

    participant: bytes
    folio: str
    nickname: str
    cause: ReferralCause
    choices: tuple[Choice, ...]
    lines: tuple[ServiceLine, ...]
    numbers: tuple[str, ...]
    unsafe: int
    directory_read: bool
    consent: ConsentState | None
    phone_safe: bool
    told: tuple[Told, ...]
    head: Letterhead
    stopped: bool

    @property
    def consents(self) -> bool:
        return self.consent is ConsentState.GIVEN


def offer(
    desk: Desk,
    person: bytes,
    cause: ReferralCause,
    today: date,
    sorts: tuple[ServiceSort, ...] = (),
) -> Offer:
    """What can be offered to a person. `sorts` empty takes those of the cause.

    Raises: NotFound, RecordClosed.
    """
    work = desk.work
    wanted = sorts or sorts_for(cause, work.stream)
    try:
        listed, codes = directory.list_services(desk), _codes(desk)
        directory_read = True
    except DirectoryDamaged:
        listed, codes, directory_read = [], {}, False
    with work.read() as connection:
        require_known(connection, "participant", person)
        require_open(connection, work, person)
        folio, nickname, code, homes = _person(connection, person)
        unsafe = not_for(connection, person)
        consent = consent_reading.state_of(connection, person, Purpose.REFERRAL)
        facts = told(connection, person, tuple(SharedField), today)
        phone_safe = phone_is_safe(connection, person)
        stopped = person in dead(connection)
    for_this_stream = [
        line
        for line in listed
        if is_offered(line.about.sort, work.stream, address_hidden=line.about.address_hidden)
    ]
    choices = [
        Choice(
            line,
            nearness(codes.get(line.id, ""), line.about.municipality, code, homes),
            line.about.sort in wanted,
        )
        for line in for_this_stream
        if unsafe.isdisjoint(line.ids)
    ]
    choices.sort(
        key=lambda each: (
            not each.wanted,
            each.near,
            wanted.index(each.line.about.sort) if each.wanted else 0,
            first_help_first(each.line.about),
        )
    )
    return Offer(
        participant=person,
        folio=folio,
        nickname=nickname,
        cause=cause,
        choices=tuple(choices),
        lines=tuple(
            each.line
            for each in choices
            if each.line.about.sort is ServiceSort.EMERGENCY_LINE and each.line.about.phone
        ),
        numbers=directory.emergency_numbers(desk),
        unsafe=len(for_this_stream) - len(choices),
        directory_read=directory_read,
        consent=consent,
        phone_safe=phone_safe,
        told=facts,
        head=office(work),
        stopped=stopped,
    )


def _codes(desk: Desk) -> dict[bytes, str]:
    """INEGI codes of the services that have one."""
    if desk.shared is None:
        return {}
    with desk.shared.read() as connection:
        rows = connection.exec_driver_sql(
            "SELECT id, place_code FROM service WHERE place_code IS NOT NULL AND NOT deleted"
        ).fetchall()
    return {bytes(row[0]): row[1] for row in rows}


def _person(connection: Connection, person: bytes) -> tuple[str, str, str, tuple[str, ...]]:
    """Folio, nickname, place code, and what the place where the person lives is called.

    A place may be written with its municipality and state, so each part of it counts.
    """
    row = connection.exec_driver_sql(
        "SELECT folio, nickname, place_code, place_name, locality FROM participant WHERE id = ?",
        (person,),
    ).one()
    code = row[2] or ""
    written = (part.strip() for text in row[3:5] for part in (text or "").split(","))
    homes = tuple(filter(None, (inegi.place_words(code)[0], *written)))
    return row[0] or "", row[1] or "", code, homes
