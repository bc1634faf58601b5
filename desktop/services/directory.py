"""The directory of services: both programmes keep it, in the shared vault; everybody reads it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING, Any

from desktop.changes import Changes
from desktop.programme.codes import day, known
from desktop.programme.directory import Service, first_help_first
from desktop.programme.roles import SERVES
from desktop.programme.schema import SERVICE
from desktop.programme.text import collate, fold
from desktop.programme.vocabulary import ServiceSort
from desktop.services.refusals import BadForm, NotFound, Refusal
from desktop.services.starter_lines import STARTER_LINES
from desktop.trouble import Exit, Trouble, say

if TYPE_CHECKING:
    from desktop.journal.open_vault import OpenVault
    from desktop.services.entrance import Desk

TEXT_MAX_CHARS = 300
_TEXTS = ("name", "municipality", "phone", "hours", "address", "languages", "access", "cost")


class DirectoryDamaged(Trouble):
    """The shared vault cannot be opened on this laptop."""

    exit_status = Exit.DAMAGED

    def __init__(self) -> None:
        super().__init__(
            happened=say("El directorio de servicios no se puede abrir en esta computadora."),
            safe=say("Los registros de su programa están completos."),
            next_step=say("Si el peligro es ahora, llame al 911. Avise a su coordinación."),
        )


class ReadsOnly(Refusal):
    """Somebody who works with no group would change the directory."""

    def __init__(self) -> None:
        super().__init__(
            say("El directorio lo cambian quienes facilitan y quienes coordinan."),
            say("Dígales qué hay que corregir."),
        )


@dataclass(frozen=True, slots=True)
class ServiceLine:
    """One service of the list. `sought` is what a folded search looks in: no hidden address."""

    id: bytes
    about: Service
    retired: bool
    sought: str


_SERVICES = """
SELECT id, name, sort, municipality, phone, hours, address, address_hidden, languages, access,
       cost, about, verified_on, verified_by, retired
FROM service WHERE name IS NOT NULL AND NOT deleted
"""


def list_services(desk: Desk, *, retired: bool = False) -> list[ServiceLine]:
    """Those in use, or all: the country's first, then by municipality; emergency lines lead.

    Raises: DirectoryDamaged.
    """
    with _shared(desk).read() as connection:
        rows = connection.exec_driver_sql(_SERVICES).fetchall()
    lines = [line for line in map(_line, rows) if retired or not line.retired]
    return sorted(
        lines,
        key=lambda line: (collate(line.about.municipality), first_help_first(line.about), line.id),
    )


def add_service(desk: Desk, about: Service) -> Changes:
    """Write a service down, as not verified yet; its id is in `created`.

    Raises: ReadsOnly, BadForm, DirectoryDamaged.
    """
    shared = _writable(desk)
    with shared.write() as journal:
        return journal.record(SERVICE.new(**_said(about)))


def edit_service(desk: Desk, service: bytes, about: Service) -> Changes:
    """Correct a service; only what differs is written, when it was verified stays.

    Raises: ReadsOnly, BadForm, NotFound, DirectoryDamaged.
    """
    return _write(desk, service, **_values(about))


def verify(desk: Desk, service: bytes, today: date) -> Changes:
    """Somebody called today and all of it holds. Raises: ReadsOnly, NotFound, DirectoryDamaged."""
    return _write(desk, service, verified_on=today.isoformat(), verified_by=desk.nickname or None)


def retire(desk: Desk, service: bytes) -> Changes:
    """Offer it no more; nothing is forgotten. Raises: ReadsOnly, NotFound, DirectoryDamaged."""
    return _write(desk, service, retired=True)


def bring_back(desk: Desk, service: bytes) -> Changes:
    """It is offered again. Raises: ReadsOnly, NotFound, DirectoryDamaged."""
    return _write(desk, service, retired=False)


def add_starters(desk: Desk) -> Changes:
    """The country's lines that are not there yet, all to be verified; retired ones stay so.

    Raises: ReadsOnly, DirectoryDamaged.
    """
    shared = _writable(desk)
    there = {_digits(line.about.phone) for line in list_services(desk, retired=True)}
    missing = [each for each in STARTER_LINES if _digits(each.phone) not in there]
    with shared.write() as journal:
        if not missing:
            return Changes()
        return journal.record(*(SERVICE.new(**_said(each)) for each in missing))


def may_edit(desk: Desk) -> bool:
    """Whether whoever sits here keeps the directory."""
    return desk.role in SERVES and desk.shared is not None


def _shared(desk: Desk) -> OpenVault:
    if desk.shared is None:
        raise DirectoryDamaged
    return desk.shared


def _writable(desk: Desk) -> OpenVault:
    shared = _shared(desk)
    if desk.role not in SERVES:
        raise ReadsOnly
    return shared


def _write(desk: Desk, service: bytes, **values: Any) -> Changes:
    with _writable(desk).write() as journal:
        found = journal.connection.exec_driver_sql(
            "SELECT 1 FROM service WHERE id = ? AND NOT deleted", (service,)
        ).fetchone()
        if found is None:
            raise NotFound
        return journal.record(SERVICE.of(service, **values))


def _values(about: Service) -> dict[str, Any]:
    """What is kept, None for what is empty. Raises: BadForm."""
    if not about.name.strip():
        raise BadForm(say("Falta el nombre del servicio."), say("Escriba cómo se llama."))
    if not about.phone.strip() and not about.address.strip() and not about.about.strip():
        raise BadForm(
            say("Falta decir cómo se llega a ese servicio."),
            say("Escriba un teléfono, un domicilio o una nota."),
        )
    texts = {name: " ".join(getattr(about, name).split())[:TEXT_MAX_CHARS] for name in _TEXTS}
    told = {name: text or None for name, text in texts.items()}
    return {
        **told,
        "sort": about.sort,
        "address_hidden": about.address_hidden,
        "about": about.about.strip() or None,
    }


def _said(about: Service) -> dict[str, Any]:
    values = {name: value for name, value in _values(about).items() if value is not None}
    if "address" not in values and not about.address_hidden:
        values.pop("address_hidden")
    return values


def _line(row: Any) -> ServiceLine:
    about = Service(
        name=row[1],
        sort=known(ServiceSort, row[2]) or ServiceSort.OTHER,
        municipality=row[3] or "",
        phone=row[4] or "",
        hours=row[5] or "",
        address=row[6] or "",
        address_hidden=bool(row[7]),
        languages=row[8] or "",
        access=row[9] or "",
        cost=row[10] or "",
        about=row[11] or "",
        verified_on=day(row[12]),
        verified_by=row[13] or "",
    )
    words = (about.name, about.municipality, about.phone, about.printable_address, about.about)
    return ServiceLine(bytes(row[0]), about, bool(row[14]), fold(" ".join(words)))


def _digits(phone: str) -> str:
    return "".join(sign for sign in phone if sign.isdigit())
