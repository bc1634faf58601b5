"""The parts of one person's record in a line each, and the page that holds the rest.

Of results only the last day is told: no level, no score, no colour.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING

from desktop.programme.vocabulary import ConsentState, OrderState, Stream
from desktop.services import (
    consents,
    forbidden,
    intake_views,
    orders,
    person_details,
    protections,
    referral_views,
    rights,
    risk_views,
    safety_plans,
)
from desktop.trouble import Message, say

if TYPE_CHECKING:
    from desktop.journal.open_vault import OpenVault


@dataclass(frozen=True, slots=True)
class Section:
    """One part: its name, a line of facts, and the page that shows it, with its argument."""

    page: str
    title: Message
    line: Message
    argument: bytes


_NONE = say("Ninguna")


def of_person(vault: OpenVault, person: bytes, today: date) -> tuple[Section, ...]:
    """The parts that this stream keeps. Raises: NotFound, RecordClosed."""
    found = [*_first(vault, person)]
    if vault.stream is Stream.WOMEN:
        found += _women(vault, person, today)
    if vault.stream is Stream.MEN:
        found += _men(vault, person, today)
    asked = rights.of_person(vault, person)
    waits = sum(each.outcome is None for each in asked)
    line = say("Sin contestar: {n}", n=waits) if waits else _number(len(asked))
    return (*found, Section("rights", say("Derechos sobre sus datos"), line, person))


def _first(vault: OpenVault, person: bytes) -> Iterator[Section]:
    interviews = intake_views.of_person(vault, person)
    last = next((each.on for each in interviews if each.on), None)
    yield Section("intake", say("Entrevistas"), _last(last, len(interviews)), person)
    said = [each.state for each in consents.of_person(vault, person)]
    told = say(
        "Sí: {yes} · No: {no} · Sin preguntar: {unasked}",
        yes=said.count(ConsentState.GIVEN),
        no=said.count(ConsentState.REFUSED) + said.count(ConsentState.WITHDRAWN),
        unasked=said.count(None),
    )
    yield Section("consents", say("Consentimientos"), told, person)
    missing = len(person_details.missing(vault, person))
    told = say("Faltan: {n}", n=missing) if missing else say("No falta nada")
    yield Section("missing", say("Datos de la persona"), told, person)
    referred = referral_views.of_person(vault, person)
    waits = sum(each.waits for each in referred)
    told = say("Abiertas: {n}", n=waits) if waits else _number(len(referred))
    yield Section("referrals", say("Canalizaciones"), told, person)
    results = risk_views.of_person(vault, person)
    last = next((each.on for each in results if each.on), None)
    yield Section("risk", say("Valoraciones"), _last(last, len(results)), person)


def _women(vault: OpenVault, person: bytes, today: date) -> Iterator[Section]:
    plan = safety_plans.get(vault, person)
    if plan.declined:
        told = say("No quiso")
    elif plan.agreed_on is not None:
        told = say("Acordado el {day}", day=_day(plan.agreed_on))
    else:
        told = say("Empezado, sin acordar") if plan.begun else say("No hay")
    yield Section("plan", say("Plan de seguridad"), told, person)
    _whom, found = protections.of_person(vault, person, today)
    standing = sum(each.is_open for each in found)
    told = say("Vigentes: {n}", n=standing) if standing else _number(len(found))
    yield Section("protection", say("Órdenes de protección"), told, person)


def _men(vault: OpenVault, person: bytes, today: date) -> Iterator[Section]:
    found = orders.list_orders(vault, today, person)
    standing = sum(each.state is OrderState.OPEN for each in found)
    told = say("Abiertas: {n}", n=standing) if standing else _number(len(found))
    yield Section("orders", say("Órdenes del juzgado"), told, person)
    _whom, places = forbidden.of_person(vault, person, today)
    holding = sum(each.ended_on is None for each in places)
    told = say("Anotados: {n}", n=holding) if holding else say("Ninguno")
    yield Section("forbidden", say("Lugares prohibidos"), told, person)


def _last(on: date | None, count: int) -> Message:
    return say("La última, el {day}", day=_day(on)) if on else _number(count)


def _number(count: int) -> Message:
    return say("Anotadas: {n}", n=count) if count else _NONE


def _day(on: date) -> str:
    return f"{on.day}/{on.month}/{on.year}"
