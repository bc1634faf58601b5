"""Organisations and offices that the programme works with, and what each agreed to do.

Kept in the shared vault like the directory, by whoever keeps the directory.
"""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING, Any

from desktop.programme.agreements import Agreement, Term, first_to_end, term
from desktop.programme.codes import day, known
from desktop.programme.schema import AGREEMENT, ORGANISATION
from desktop.programme.text import collate, fold
from desktop.programme.vocabulary import ServiceSort
from desktop.services.directory import shared_of, writable
from desktop.services.home import require_known
from desktop.services.refusals import BadForm, NotFound
from desktop.services.typed import a_line, a_text
from desktop.trouble import say

if TYPE_CHECKING:
    from sqlalchemy import Connection

    from desktop.changes import Changes
    from desktop.programme.schema import Draft
    from desktop.services.entrance import Desk

TEXT_MAX_CHARS = 300


@dataclass(frozen=True, slots=True, kw_only=True)
class Organisation:
    """Who it is and whom to ask there. `sort`: what it does, as of a service."""

    name: str
    sort: ServiceSort = ServiceSort.CIVIL_SOCIETY
    contact: str = ""
    phone: str = ""
    municipality: str = ""
    about: str = ""


@dataclass(frozen=True, slots=True)
class AgreementLine:
    """One agreement of an organisation, with its id."""

    id: bytes
    agreement: Agreement


@dataclass(frozen=True, slots=True)
class OrganisationLine:
    """One organisation of the list; its agreements, the first to end first."""

    id: bytes
    about: Organisation
    retired: bool
    agreements: tuple[AgreementLine, ...]
    sought: str

    def needs_eyes(self, today: date) -> bool:
        """An agreement ended, or will within a month, and nobody has settled it."""
        due = (Term.ENDS_SOON, Term.OVER)
        return any(term(each.agreement, today) in due for each in self.agreements)


_ORGANISATIONS = """
SELECT id, name, sort, contact, phone, municipality, about, retired
FROM organisation WHERE name IS NOT NULL AND NOT deleted
"""
_AGREEMENTS = """
SELECT id, organisation, what, signed_on, until, ended
FROM agreement WHERE organisation IS NOT NULL AND what IS NOT NULL AND NOT deleted
"""


def list_organisations(desk: Desk, *, retired: bool = False) -> list[OrganisationLine]:
    """By name; those that we work with no more only when asked for. Raises: DirectoryDamaged."""
    with shared_of(desk).read() as connection:
        rows = connection.exec_driver_sql(_ORGANISATIONS).fetchall()
        agreements = _agreements(connection)
    lines = [_line(row, agreements.get(bytes(row[0]), [])) for row in rows]
    lines = [line for line in lines if retired or not line.retired]
    return sorted(lines, key=lambda each: (collate(each.about.name), each.id))


def add(desk: Desk, about: Organisation) -> Changes:
    """Write one down; its id is in `created`. Raises: ReadsOnly, BadForm, DirectoryDamaged."""
    values = {name: value for name, value in _values(about).items() if value is not None}
    with writable(desk).write() as journal:
        return journal.record(ORGANISATION.new(**values))


def edit(desk: Desk, organisation: bytes, about: Organisation) -> Changes:
    """Correct what is known. Raises: ReadsOnly, BadForm, NotFound, DirectoryDamaged."""
    return _write(desk, ORGANISATION.of(organisation, **_values(about)))


def retire(desk: Desk, organisation: bytes) -> Changes:
    """We work with it no more; nothing is forgotten. Raises: as `edit`."""
    return _write(desk, ORGANISATION.of(organisation, retired=True))


def bring_back(desk: Desk, organisation: bytes) -> Changes:
    """We work with it again. Raises: as `edit`."""
    return _write(desk, ORGANISATION.of(organisation, retired=False))


def agree(desk: Desk, organisation: bytes, new: Agreement) -> Changes:
    """Write an agreement down. Raises: ReadsOnly, BadForm, NotFound, DirectoryDamaged."""
    values = _agreed(new)
    with writable(desk).write() as journal:
        require_known(journal.connection, "organisation", organisation)
        return journal.record(AGREEMENT.new(organisation=organisation, **values))


def change_agreement(desk: Desk, agreement: bytes, told: Agreement) -> Changes:
    """Correct or renew it. Raises: as `agree`."""
    return _write(desk, AGREEMENT.of(agreement, ended=False, **_agreed(told)))


def end_agreement(desk: Desk, agreement: bytes) -> Changes:
    """It holds no more, and nobody needs to be told. Raises: as `agree`."""
    return _write(desk, AGREEMENT.of(agreement, ended=True))


def _write(desk: Desk, draft: Draft) -> Changes:
    with writable(desk).write() as journal:
        try:
            return journal.record(draft)
        except LookupError:
            raise NotFound from None


def _values(about: Organisation) -> dict[str, Any]:
    if not about.name.strip():
        raise BadForm(say("Falta el nombre de la organización."), say("Escriba cómo se llama."))
    return {
        **{
            name: a_line(getattr(about, name), TEXT_MAX_CHARS)
            for name in ("name", "contact", "phone", "municipality")
        },
        "sort": about.sort,
        "about": a_text(about.about),
    }


def _agreed(told: Agreement) -> dict[str, Any]:
    if not told.what.strip():
        raise BadForm(say("Falta decir qué se acordó."), say("Escríbalo en pocas palabras."))
    if told.signed_on and told.until and told.until < told.signed_on:
        raise BadForm(
            say("El acuerdo terminaría antes de firmarse."), say("Revise las dos fechas.")
        )
    return {
        "what": a_line(told.what, TEXT_MAX_CHARS),
        "signed_on": told.signed_on.isoformat() if told.signed_on else None,
        "until": told.until.isoformat() if told.until else None,
    }


def _agreements(connection: Connection) -> dict[bytes, list[AgreementLine]]:
    found: dict[bytes, list[AgreementLine]] = defaultdict(list)
    for row in connection.exec_driver_sql(_AGREEMENTS).fetchall():
        told = Agreement(what=row[2], signed_on=day(row[3]), until=day(row[4]), ended=bool(row[5]))
        found[bytes(row[1])].append(AgreementLine(bytes(row[0]), told))
    return found


def _line(row: Any, agreements: list[AgreementLine]) -> OrganisationLine:
    about = Organisation(
        name=row[1],
        sort=known(ServiceSort, row[2]) or ServiceSort.OTHER,
        contact=row[3] or "",
        phone=row[4] or "",
        municipality=row[5] or "",
        about=row[6] or "",
    )
    agreements.sort(key=lambda each: (first_to_end(each.agreement), each.id))
    words = (about.name, about.contact, about.phone, about.municipality, about.about)
    agreed = (each.agreement.what for each in agreements)
    sought = fold(" ".join((*words, *agreed)))
    return OrganisationLine(bytes(row[0]), about, bool(row[7]), tuple(agreements), sought)
