"""What both programmes of the demonstration share: courses, places, local dates and services."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta
from typing import TYPE_CHECKING

from desktop.curriculum import shipped
from desktop.demo.invented import HOME_MUNICIPALITY, HOME_STATE, MARK, PLACES
from desktop.programme.agreements import Agreement
from desktop.programme.directory import Service
from desktop.programme.vocabulary import DayOffSort, ServiceSort, Stream
from desktop.services import courses, days_off, directory, organisations, rooms
from desktop.services.days_off import LocalDate
from desktop.services.organisations import Organisation

if TYPE_CHECKING:
    from desktop.services.entrance import Desk

_LANGUAGE = "es"
_VERIFIED_DAYS_AGO = 40
_STALE_DAYS_AGO = 300
"""One telephone that nobody has tried for long, as in any real directory."""


_AGREED_DAYS = 365


@dataclass(frozen=True, slots=True)
class Commons:
    """What a group refers to: its stream's course, and the places of the home town by name."""

    courses: dict[Stream, bytes]
    venues: dict[str, bytes]


def lay_out(desk: Desk, today: date) -> Commons:
    """Write everything down, and give back what groups refer to."""
    shared = desk.shared
    if shared is None:
        raise LookupError("the shared vault was not founded")
    for about in _local_dates(today):
        days_off.add_day_off(shared, about)
    _write_services(desk, today)
    _agree(desk, today)
    return Commons(
        courses={
            stream: courses.add_shipped(shared, slug, _LANGUAGE).created[0]
            for stream, slug in shipped.SLUGS.items()
        },
        venues={
            name: rooms.add_venue(shared, name, HOME_MUNICIPALITY).created[0]
            for names in PLACES.values()
            for name in names
        },
    )


def _local_dates(today: date) -> tuple[LocalDate, ...]:
    """Never on the weekday of `today`: the two groups of the pictures meet every week."""

    def days(first: int, last: int) -> tuple[date, date]:
        return today + timedelta(days=first), today + timedelta(days=last)

    return (
        LocalDate(
            "Fiesta del pueblo",
            DayOffSort.FEAST,
            *days(10, 11),
            yearly=True,
            municipality=HOME_MUNICIPALITY,
            state_name=HOME_STATE,
        ),
        LocalDate(
            "Camino a la sierra cerrado por lluvia",
            DayOffSort.ROAD,
            *days(22, 27),
            municipality=HOME_MUNICIPALITY,
            state_name=HOME_STATE,
        ),
    )


def _write_services(desk: Desk, today: date) -> None:
    directory.add_starters(desk)
    for service, days_ago in _SERVICES:
        made = directory.add_service(desk, service).created[0]
        directory.verify(desk, made, today - timedelta(days=days_ago))


def _agree(desk: Desk, today: date) -> None:
    """With whom the programme works, one agreement of which ends soon."""
    for about, what, ends_in_days in _ORGANISATIONS:
        made = organisations.add(desk, about).created[0]
        until = today + timedelta(days=ends_in_days)
        signed = until - timedelta(days=_AGREED_DAYS)
        organisations.agree(desk, made, Agreement(what=what, signed_on=signed, until=until))


_ORGANISATIONS = (
    (
        Organisation(
            name=f"Red de la Ladera {MARK}",
            contact="Licenciada Olmo",
            phone="555 010 0105",
            municipality=HOME_MUNICIPALITY,
            about="Acompaña a quien denuncia, en español y en náhuatl.",
        ),
        "Acompañamiento al ministerio público, sin costo",
        20,
    ),
    (
        Organisation(
            name=f"Casa de Cultura Azahar {MARK}",
            phone="555 010 0106",
            municipality=HOME_MUNICIPALITY,
        ),
        "Salón para dos grupos por semana",
        240,
    ),
)
_SERVICES = (
    (
        Service(
            name=f"Centro de Justicia Jacaranda {MARK}",
            sort=ServiceSort.JUSTICE_CENTRE,
            municipality=HOME_MUNICIPALITY,
            phone="555 010 0101",
            hours="Todos los días, a toda hora",
            address="Calle de los Encinos 12",
            languages="español, náhuatl",
            access="Rampa; hay quien cuide a niñas y niños",
            cost="Gratis",
            about="Denuncia, orden de protección, médica y psicóloga en un mismo lugar.",
        ),
        _VERIFIED_DAYS_AGO,
    ),
    (
        Service(
            name=f"Refugio Luciérnaga {MARK}",
            sort=ServiceSort.SHELTER,
            municipality=HOME_MUNICIPALITY,
            phone="555 010 0102",
            hours="Todos los días, a toda hora",
            address="La da quien contesta",
            address_hidden=True,
            cost="Gratis",
            about="Se llama antes; recibe también a hijas e hijos.",
        ),
        _VERIFIED_DAYS_AGO,
    ),
    (
        Service(
            name=f"Clínica del Pueblo {MARK}",
            sort=ServiceSort.HEALTH,
            municipality=HOME_MUNICIPALITY,
            phone="555 010 0103",
            hours="Lunes a sábado, 8 a 20 h",
            address="Plaza principal s/n",
            cost="Gratis",
        ),
        _STALE_DAYS_AGO,
    ),
    (
        Service(
            name=f"Consultorio Agua Mansa {MARK}",
            sort=ServiceSort.PSYCHOTHERAPY,
            municipality="Villa Jacaranda",
            phone="555 010 0104",
            hours="Martes y jueves, 16 a 19 h",
            cost="Cuota según lo que cada quien pueda",
        ),
        _VERIFIED_DAYS_AGO,
    ),
)
