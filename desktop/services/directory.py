"""The directory of services: both programmes keep it, in the shared vault; everybody reads it."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from typing import TYPE_CHECKING, Any

from desktop.changes import Changes
from desktop.programme import service_languages
from desktop.programme.directory import Service, digits, first_help_first
from desktop.programme.roles import SERVES
from desktop.programme.schema import SERVICE
from desktop.programme.text import collate
from desktop.programme.vocabulary import ServiceSort
from desktop.services.directory_rows import ServiceLine as ServiceLine
from desktop.services.directory_rows import read_lines, records_of
from desktop.services.refusals import BadForm, NotFound, Refusal
from desktop.services.starter_lines import starter_lines
from desktop.services.typed import a_line, a_text
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


def list_services(desk: Desk, *, retired: bool = False) -> list[ServiceLine]:
    """Those in use, or all: the country's first, then by municipality; emergency lines lead.

    Raises: DirectoryDamaged.
    """
    with shared_of(desk).read() as connection:
        lines = [line for line in read_lines(connection) if retired or not line.retired]
    order = {name: collate(name) for name in {line.about.municipality for line in lines}}
    return sorted(
        lines,
        key=lambda line: (order[line.about.municipality], first_help_first(line.about), line.id),
    )


def emergency_numbers(desk: Desk) -> tuple[str, ...]:
    """What is called when the danger is now, the first one first: as the directory says.

    Where it names no emergency line, or cannot be opened, the country's as they are shipped.
    """
    told: list[Service] = []
    if desk.shared is not None:
        told = [line.about for line in list_services(desk)]
    for services in (told, starter_lines()):
        lines = [each.phone for each in services if each.sort is ServiceSort.EMERGENCY_LINE]
        if numbers := tuple(dict.fromkeys(filter(None, lines))):
            return numbers
    return ()


def add_service(desk: Desk, about: Service) -> Changes:
    """Write a service down, as not verified yet; its id is in `created`.

    Raises: ReadsOnly, BadForm, DirectoryDamaged.
    """
    shared = writable(desk)
    with shared.write() as journal:
        return journal.record(SERVICE.new(**values_of_new(about)))


def edit_service(desk: Desk, service: bytes, about: Service) -> Changes:
    """Correct a service; only what differs is written, when it was verified stays.

    Raises: ReadsOnly, BadForm, NotFound, DirectoryDamaged.
    """
    return _write(desk, service, **values_of(about))


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
    shared = writable(desk)
    there = {digits(line.about.phone) for line in list_services(desk, retired=True)}
    missing = [each for each in starter_lines() if digits(each.phone) not in there]
    with shared.write() as journal:
        if not missing:
            return Changes()
        return journal.record(*(SERVICE.new(**values_of_new(each)) for each in missing))


def may_edit(desk: Desk) -> bool:
    """Whether whoever sits here keeps the directory."""
    return desk.role in SERVES and desk.shared is not None


def shared_of(desk: Desk) -> OpenVault:
    """The vault with the directory, to read in. Raises: DirectoryDamaged."""
    if desk.shared is None:
        raise DirectoryDamaged
    return desk.shared


def writable(desk: Desk) -> OpenVault:
    """The vault with the directory, to write in. Raises: DirectoryDamaged, ReadsOnly."""
    shared = shared_of(desk)
    if desk.role not in SERVES:
        raise ReadsOnly
    return shared


def _write(desk: Desk, service: bytes, **values: Any) -> Changes:
    with writable(desk).write() as journal:
        records = records_of(journal.connection, service)
        if not records:
            raise NotFound
        return journal.record(*(SERVICE.of(each, **values) for each in records))


def values_of(about: Service) -> dict[str, Any]:
    """What is kept, None for what is empty. Raises: BadForm."""
    if not about.name.strip():
        raise BadForm(say("Falta el nombre del servicio."), say("Escriba cómo se llama."))
    if not about.phone.strip() and not about.address.strip() and not about.about.strip():
        raise BadForm(
            say("Falta decir cómo se llega a ese servicio."),
            say("Escriba un teléfono, un domicilio o una nota."),
        )
    about = replace(about, languages=service_languages.kept(about.languages))
    return {
        **{name: a_line(getattr(about, name), TEXT_MAX_CHARS) for name in _TEXTS},
        "sort": about.sort,
        "organisation": about.organisation,
        "place_code": about.place_code or None,
        "wheelchair": about.wheelchair,
        "address_hidden": about.address_hidden,
        "about": a_text(about.about),
    }


def values_of_new(about: Service) -> dict[str, Any]:
    """As `values_of`, without what is empty. Raises: BadForm."""
    values = {name: value for name, value in values_of(about).items() if value is not None}
    if "address" not in values and not about.address_hidden:
        values.pop("address_hidden")
    return values
