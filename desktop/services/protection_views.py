"""Reading protection orders: those of one woman, and which of them need somebody.

Nothing here says whom an order is against, and the kind of record has no room for it.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from enum import IntEnum
from typing import TYPE_CHECKING, Any, NamedTuple

from desktop.programme.codes import day, known
from desktop.programme.protection import Standing, standing
from desktop.programme.schema import PROTECTION
from desktop.programme.vocabulary import ProtectionState, Stream
from desktop.services.keeping_safe import (
    Whom,
    not_asked_about,
    of_group,
    require_stream,
    whom,
)

if TYPE_CHECKING:
    from sqlalchemy import Connection

    from desktop.journal.open_vault import OpenVault


@dataclass(frozen=True, slots=True, kw_only=True)
class ProtectionForm:
    """What is copied from an order. `expires_text` is as it is written ("hasta nueva orden");
    `expires_on` the day that somebody read from it, None where none follows."""

    authority: str = ""
    case_number: str = ""
    measures: str = ""
    issued_on: date | None = None
    expires_text: str = ""
    expires_on: date | None = None
    note: str = ""


@dataclass(frozen=True, slots=True)
class BreachLine:
    """A time when it was not kept. `told_to` empty: nobody has been told, or nobody wrote it."""

    id: bytes
    on: date | None
    what: str
    told_to: str
    told_on: date | None


@dataclass(frozen=True, slots=True)
class ProtectionLine:
    """One order as it stands today. `in_doubt`: laptops disagree on whether it is in force."""

    id: bytes
    form: ProtectionForm
    standing: Standing
    state_on: date | None
    state_why: str
    in_doubt: bool
    breaches: tuple[BreachLine, ...]

    @property
    def is_open(self) -> bool:
        return self.standing not in (Standing.EXTENDED, Standing.ENDED)


class Need(IntEnum):
    """Why an order needs somebody, the most pressing first."""

    BREACH = 1
    EXPIRED = 2
    ENDS_SOON = 3


class Needing(NamedTuple):
    """An order that needs somebody. `on`: the day of the breach, or on which it expires."""

    protection: bytes
    participant: bytes
    folio: str
    need: Need
    on: date | None


class OpenProtection(NamedTuple):
    """A woman of a group with orders in force, and the first day on which one expires."""

    participant: bytes
    folio: str
    expires_on: date | None


_STATE = PROTECTION.register_of("state").number

_ORDERS = f"""
SELECT o.id, o.authority, o.case_number, o.measures, o.issued_on, o.expires_text, o.expires_on,
       o.state, o.state_on, o.state_why, o.note,
       EXISTS (SELECT 1 FROM conflict c WHERE c.kind = {PROTECTION.number}
               AND c.record = o.id AND c.register = {_STATE})
FROM protection o WHERE o.participant = ? AND NOT o.deleted
"""  # noqa: S608 - our own numbers
_BREACHES = """
SELECT b.protection, b.id, b.on_date, b.what, b.told_to, b.told_on
FROM breach b JOIN protection o ON o.id = b.protection AND NOT o.deleted
WHERE o.participant = ? AND NOT b.deleted
ORDER BY b.on_date DESC, b.id
"""
_ALL = """
SELECT o.id, o.participant, coalesce(p.folio, ''), o.state, o.expires_on
FROM protection o JOIN participant p ON p.id = o.participant AND NOT p.deleted
WHERE NOT o.deleted ORDER BY o.expires_on, p.folio, o.id
"""
_UNTOLD = """
SELECT o.id, o.participant, coalesce(p.folio, ''), b.on_date
FROM breach b
JOIN protection o ON o.id = b.protection AND NOT o.deleted
JOIN participant p ON p.id = o.participant AND NOT p.deleted
WHERE b.told_to IS NULL AND NOT b.deleted
ORDER BY b.on_date, p.folio, b.id
"""


def of_person(
    vault: OpenVault, person: bytes, today: date
) -> tuple[Whom, tuple[ProtectionLine, ...]]:
    """Her orders, those in force first, then the latest.

    Raises: KeptElsewhere, NotFound, RecordClosed.
    """
    require_stream(vault, Stream.WOMEN)
    with vault.read() as connection:
        who = whom(connection, vault, person)
        told = _breaches(connection, person)
        rows = connection.exec_driver_sql(_ORDERS, (person,)).fetchall()
    lines = [_line(row, told.get(bytes(row[0]), ()), today) for row in rows]
    lines.sort(key=lambda each: (each.form.issued_on or date.min, each.id), reverse=True)
    return who, tuple(sorted(lines, key=lambda each: not each.is_open))


def needing(vault: OpenVault, today: date) -> tuple[Needing, ...]:
    """Orders that need somebody, the most pressing first; none outside the women's stream.

    A breach of which nobody was told; one that expired and nobody said what became of it; one
    that expires within ten days. An order may stand here more than once.
    """
    if vault.stream is not Stream.WOMEN:
        return ()
    with vault.read() as connection:
        without = not_asked_about(connection, vault)
        untold = connection.exec_driver_sql(_UNTOLD).fetchall()
        orders = connection.exec_driver_sql(_ALL).fetchall()
    found = [
        Needing(bytes(row[0]), bytes(row[1]), row[2], Need.BREACH, day(row[3])) for row in untold
    ]
    for row in orders:
        expires = day(row[4])
        need = _NEEDS.get(standing(known(ProtectionState, row[3]), expires, today))
        if need is not None:
            found.append(Needing(bytes(row[0]), bytes(row[1]), row[2], need, expires))
    asked = (each for each in found if each.participant not in without)
    return tuple(sorted(asked, key=lambda each: each.need))


_NEEDS = {Standing.EXPIRED: Need.EXPIRED, Standing.ENDS_SOON: Need.ENDS_SOON}


def open_in(vault: OpenVault, group: bytes, today: date) -> tuple[OpenProtection, ...]:
    """Women of a group with an order that nobody has settled, by folio."""
    if vault.stream is not Stream.WOMEN:
        return ()
    with vault.read() as connection:
        people = of_group(connection, vault, group)
        rows = connection.exec_driver_sql(_ALL).fetchall()
    until: dict[bytes, list[date]] = {}
    for _id, person, _folio, state, expires in rows:
        on = day(expires)
        now = standing(known(ProtectionState, state), on, today)
        if now not in (Standing.EXTENDED, Standing.ENDED):
            until.setdefault(bytes(person), []).extend([on] if on else [])
    return tuple(
        OpenProtection(each.participant, each.folio, min(until[each.participant], default=None))
        for each in people
        if each.participant in until
    )


def _breaches(connection: Connection, person: bytes) -> dict[bytes, tuple[BreachLine, ...]]:
    found: dict[bytes, tuple[BreachLine, ...]] = {}
    for of, id_, on, what, told_to, told_on in connection.exec_driver_sql(
        _BREACHES, (person,)
    ).fetchall():
        line = BreachLine(bytes(id_), day(on), what or "", told_to or "", day(told_on))
        found[bytes(of)] = (*found.get(bytes(of), ()), line)
    return found


def _line(row: Any, breaches: tuple[BreachLine, ...], today: date) -> ProtectionLine:
    expires = day(row[6])
    form = ProtectionForm(
        authority=row[1] or "",
        case_number=row[2] or "",
        measures=row[3] or "",
        issued_on=day(row[4]),
        expires_text=row[5] or "",
        expires_on=expires,
        note=row[10] or "",
    )
    return ProtectionLine(
        id=bytes(row[0]),
        form=form,
        standing=standing(known(ProtectionState, row[7]), expires, today),
        state_on=day(row[8]),
        state_why=row[9] or "",
        in_doubt=bool(row[11]),
        breaches=breaches,
    )
