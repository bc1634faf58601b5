"""What waits for one person, from every part that asks: each line leads to where it is done.

In order of haste. Of who died nothing waits but an answer that the law asks for. No line says
what danger there is: the page opens beside other people.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING

from desktop.programme.codes import day
from desktop.programme.vocabulary import EnrolmentState
from desktop.services import (
    forbidden,
    intake_views,
    orders,
    person_details,
    protections,
    referral_views,
    rights,
    risk_needs,
    safety_plans,
)
from desktop.services.open_calls import dead, find_open
from desktop.services.open_points import short
from desktop.services.protections import Need as OrderNeed
from desktop.services.risk_needs import Need as RiskNeed
from desktop.trouble import Message, say

if TYPE_CHECKING:
    from desktop.journal.open_vault import OpenVault

CALL = "call"
"""Instead of a page: the person's call card."""
BACK = "back"
"""Instead of a page: whether she or he is back."""


@dataclass(frozen=True, slots=True)
class Waiting:
    """One thing to do. `page` is a page's name, CALL or BACK."""

    what: Message
    hint: Message
    page: str
    argument: bytes | None


_PAUSED = "SELECT min(since) FROM enrolment WHERE participant = ? AND state = ? AND NOT deleted"
_AWAY = "SELECT 1 FROM enrolment WHERE participant = ? AND state = ? AND NOT deleted"
_HERE = "SELECT grp FROM enrolment WHERE participant = ? AND state = ? AND NOT deleted"

_RISK_WORDS: dict[RiskNeed, Message] = {
    RiskNeed.MEDICAL: say("Falta ofrecer una canalización"),
    RiskNeed.DUE: say("Llegó el día de volver a ver"),
    RiskNeed.PLAN: say("Algo que acordar a solas"),
    RiskNeed.NO_DAY: say("Falta un día para volver a ver"),
}
_ORDER_WORDS: dict[OrderNeed, Message] = {
    OrderNeed.BREACH: say("Falta anotar a quién se avisó"),
    OrderNeed.EXPIRED: say("Su orden de protección venció"),
    OrderNeed.ENDS_SOON: say("Su orden de protección termina pronto"),
}
_ALONE = say("Ábralo cuando nadie más vea la pantalla")


def of_person(vault: OpenVault, person: bytes, today: date) -> tuple[Waiting, ...]:
    """Everything that waits for one person. Raises: NotFound, RecordClosed."""
    with vault.read() as connection:
        gone = person in dead(connection)
    if gone:
        return tuple(_asked(vault, person))
    missing = person_details.missing(vault, person)
    found = [
        *_safety(vault, person, today),
        *_referrals(vault, person, today),
        *_group(vault, person, today),
        *_papers(vault, person, today),
        *_asked(vault, person),
    ]
    if any(each.page == "consents" for each in missing):
        found.append(
            Waiting(
                say("Falta anotar su consentimiento"),
                say("Pregúntele la próxima vez que venga"),
                "consents",
                person,
            )
        )
    if others := [each for each in missing if each.page != "consents"]:
        found.append(
            Waiting(say("Datos que faltan: {n}", n=len(others)), others[0].words, "missing", person)
        )
    return tuple(found)


def _safety(vault: OpenVault, person: bytes, today: date) -> Iterator[Waiting]:
    for need in risk_needs.needing(vault, today):
        if need.participant == person:
            yield Waiting(_RISK_WORDS[need.need], _ALONE, "risk", person)
    for order in protections.needing(vault, today):
        if order.participant == person:
            yield Waiting(_ORDER_WORDS[order.need], _ALONE, "protection", person)
    for plan in safety_plans.needing(vault, today):
        if plan.participant == person:
            on = say("Se acordó para el {day}", day=short(plan.review_on))
            yield Waiting(say("Ver de nuevo lo que acordaron"), on, "plan", person)
    for passed in forbidden.needing(vault, today):
        if passed.participant == person:
            yield Waiting(
                say("Pasó el día de sus lugares prohibidos"),
                say("Hasta que alguien diga que terminó, siguen prohibidos"),
                "forbidden",
                person,
            )


def _referrals(vault: OpenVault, person: bytes, today: date) -> Iterator[Waiting]:
    for line in referral_views.of_person(vault, person):
        if line.waits:
            told = say("Canalización abierta")
            if line.service_name:
                told = say("Canalización abierta: {service}", service=line.service_name)
            later = line.follow_up if not line.is_due(today) else None
            hint = say("Se ve el {day}", day=short(later)) if later else say("Toca ver cómo va")
            yield Waiting(told, hint, "referrals", person)


def _group(vault: OpenVault, person: bytes, today: date) -> Iterator[Waiting]:
    with vault.read() as connection:
        rows = connection.exec_driver_sql(_HERE, (person, EnrolmentState.ACTIVE)).fetchall()
        calls = find_open(connection, today, [bytes(row[0]) for row in rows]) if rows else ()
        away = connection.exec_driver_sql(_AWAY, (person, EnrolmentState.PAUSED)).fetchone()
        since = connection.exec_driver_sql(_PAUSED, (person, EnrolmentState.PAUSED)).scalar()
    for call in calls:
        if call.participant == person:
            told = say("Reuniones seguidas sin venir: {n}", n=call.absences)
            yield Waiting(told, say("Ver primero si es seguro llamar"), CALL, person)
    if away is not None:
        on = day(since)
        told = say("En pausa desde el {day}", day=short(on)) if on else say("En pausa")
        yield Waiting(
            told, say("Mientras tanto no se le cuenta falta ni se le llama"), BACK, person
        )


def _papers(vault: OpenVault, person: bytes, today: date) -> Iterator[Waiting]:
    for need in orders.needing(vault, today):
        if need.participant == person:
            yield Waiting(say("Orden del juzgado"), need.why, "order", need.order)
    for each in intake_views.unfinished(vault):
        if each.person == person:
            yield Waiting(
                say("Entrevista sin terminar"), say("Siga donde se quedó"), "intake", each.id
            )


def _asked(vault: OpenVault, person: bytes) -> Iterator[Waiting]:
    for request in rights.of_person(vault, person):
        if request.outcome is None:
            yield Waiting(
                say("Pidió algo sobre sus datos"),
                say("Tiene fecha para contestarle"),
                "rights",
                person,
            )
