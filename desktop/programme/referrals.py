"""Referrals: which state may follow which, when somebody looks again, and what may be told.

A referral is offered, never imposed: whoever does not want it is written down as such, and
asked no more.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping
from datetime import date, timedelta
from enum import IntEnum

from desktop.programme.directory import same_municipality
from desktop.programme.vocabulary import (
    Disability,
    ReferralCause,
    ReferralState,
    ServiceSort,
    SharedField,
    Stream,
)
from desktop.trouble import Message, say

REPLACED = "replaced"
"""Why one was closed, where the program itself says it: another service was offered instead."""
ANSWER_DAYS = 7
"""No answer for so long is asked about; nobody looks later at what was only sent."""
URGENT_DAYS = 1
_STATE_DIGITS, _MUNICIPALITY_DIGITS = 2, 5


class Urgency(IntEnum):
    """How soon the person should be there. Stored and sent: never reuse a number."""

    NOW = 1
    THIS_WEEK = 2
    WHEN_POSSIBLE = 3


_SENT, _ACCEPTED, _ATTENDED, _REFUSED, _UNREACHABLE, _CLOSED = ReferralState

BEGINNINGS = frozenset({_SENT, _REFUSED})
"""How a referral is first written down."""

FOLLOWS: Mapping[ReferralState, tuple[ReferralState, ...]] = {
    _SENT: (_ACCEPTED, _ATTENDED, _REFUSED, _UNREACHABLE, _CLOSED),
    _ACCEPTED: (_ATTENDED, _REFUSED, _UNREACHABLE, _CLOSED),
    _UNREACHABLE: (_SENT, _ACCEPTED, _ATTENDED, _REFUSED, _CLOSED),
    _ATTENDED: (_CLOSED,),
    _REFUSED: (_CLOSED,),
    _CLOSED: (),
}
"""What comes next of itself. Every other change is a correction and says why."""

WAITING = frozenset({_SENT, _ACCEPTED, _UNREACHABLE})
"""Somebody still has to look after these."""

STATE_WORDS: dict[ReferralState, Message] = {
    _SENT: say("Enviada"),
    _ACCEPTED: say("La aceptaron"),
    _ATTENDED: say("Fue"),
    _REFUSED: say("No quiso"),
    _UNREACHABLE: say("No se pudo con el servicio"),
    _CLOSED: say("Cerrada"),
}

CAUSE_WORDS: dict[ReferralCause, Message] = {
    ReferralCause.DANGER: say("Hay peligro"),
    ReferralCause.STRANGULATION: say("Le apretaron el cuello"),
    ReferralCause.ASSAULT: say("Violencia sexual"),
    ReferralCause.MINOR: say("Tiene menos de 18 años"),
    ReferralCause.NOT_ELIGIBLE: say("El grupo no es para este momento"),
    ReferralCause.ASKED_FOR: say("Lo pidió"),
    ReferralCause.RISK: say("El riesgo es alto"),
    ReferralCause.OTHER: say("Otro motivo"),
}

FIELD_WORDS: dict[SharedField, Message] = {
    SharedField.NICKNAME: say("Apodo"),
    SharedField.NAME: say("Nombre"),
    SharedField.AGE: say("Edad"),
    SharedField.PHONE: say("Teléfono"),
    SharedField.SAFE_CONTACT: say("Cómo llamar con cuidado"),
    SharedField.LANGUAGE: say("Lengua"),
    SharedField.MUNICIPALITY: say("Municipio"),
    SharedField.CHILDREN: say("Hijas e hijos"),
    SharedField.PREGNANCY: say("Embarazo"),
    SharedField.DISABILITY: say("Discapacidad"),
    SharedField.NEED: say("Qué necesita"),
}

DISABILITY_WORDS: dict[Disability, Message] = {
    Disability.SEEING: say("le cuesta ver"),
    Disability.HEARING: say("le cuesta oír"),
    Disability.WALKING: say("le cuesta caminar"),
    Disability.REMEMBERING: say("le cuesta recordar o concentrarse"),
    Disability.SELF_CARE: say("necesita ayuda para vestirse o bañarse"),
    Disability.COMMUNICATING: say("le cuesta comunicarse"),
    Disability.NONE: say("ninguna"),
}

URGENCY_WORDS: dict[Urgency, Message] = {
    Urgency.NOW: say("Hoy mismo"),
    Urgency.THIS_WEEK: say("Esta semana"),
    Urgency.WHEN_POSSIBLE: say("Cuando pueda"),
}

AT_ONCE = frozenset(
    {
        ReferralCause.DANGER,
        ReferralCause.STRANGULATION,
        ReferralCause.ASSAULT,
        ReferralCause.MINOR,
    }
)
"""Causes of which nothing is put off; the numbers to call stand above the form."""

_WOMEN_SORTS: Mapping[ReferralCause, tuple[ServiceSort, ...]] = {
    ReferralCause.DANGER: (
        ServiceSort.EMERGENCY_LINE,
        ServiceSort.SHELTER,
        ServiceSort.JUSTICE_CENTRE,
        ServiceSort.POLICE,
    ),
    ReferralCause.STRANGULATION: (ServiceSort.HEALTH, ServiceSort.EMERGENCY_LINE),
    ReferralCause.ASSAULT: (ServiceSort.HEALTH, ServiceSort.JUSTICE_CENTRE),
    ReferralCause.MINOR: (ServiceSort.CHILDREN,),
    ReferralCause.RISK: (
        ServiceSort.JUSTICE_CENTRE,
        ServiceSort.SHELTER,
        ServiceSort.EMERGENCY_LINE,
    ),
    ReferralCause.NOT_ELIGIBLE: (ServiceSort.PSYCHOTHERAPY, ServiceSort.CIVIL_SOCIETY),
}
_MEN_SORTS: Mapping[ReferralCause, tuple[ServiceSort, ...]] = {
    ReferralCause.DANGER: (ServiceSort.EMERGENCY_LINE, ServiceSort.POLICE, ServiceSort.HEALTH),
    ReferralCause.STRANGULATION: (ServiceSort.HEALTH, ServiceSort.EMERGENCY_LINE),
    ReferralCause.ASSAULT: (ServiceSort.HEALTH,),
    ReferralCause.MINOR: (ServiceSort.CHILDREN,),
    ReferralCause.RISK: (ServiceSort.EMERGENCY_LINE, ServiceSort.PSYCHOTHERAPY),
    ReferralCause.NOT_ELIGIBLE: (ServiceSort.PSYCHOTHERAPY, ServiceSort.HEALTH),
}


def sorts_for(cause: ReferralCause, stream: Stream) -> tuple[ServiceSort, ...]:
    """Which services to look at first."""
    return (_MEN_SORTS if stream is Stream.MEN else _WOMEN_SORTS).get(cause, ())


def urgency_for(cause: ReferralCause) -> Urgency:
    """What is proposed; whoever talks with the person decides."""
    if cause in AT_ONCE:
        return Urgency.NOW
    return Urgency.THIS_WEEK if cause is ReferralCause.RISK else Urgency.WHEN_POSSIBLE


def look_again(urgency: Urgency, on: date) -> date:
    """When somebody looks again: the next day where there is no time, else in a week."""
    days = URGENT_DAYS if urgency is Urgency.NOW else ANSWER_DAYS
    return on + timedelta(days=days)


def needs_why(before: ReferralState, after: ReferralState) -> bool:
    """Whether a change must say why: corrections, and giving up what nobody attended."""
    if before is after:
        return False
    if after not in FOLLOWS[before]:
        return True
    return after is _CLOSED and before in WAITING


def latest_look(state: ReferralState, today: date) -> date | None:
    """The last day to which it may be put off, None where nothing limits it.

    What was sent and not answered is asked about within a week, however often it is put off.
    """
    return today + timedelta(days=ANSWER_DAYS) if state is _SENT else None


def unanswered(state: ReferralState, sent_on: date | None, today: date) -> bool:
    """Whether nothing came back for a week."""
    return state is _SENT and (sent_on is None or (today - sent_on).days >= ANSWER_DAYS)


def may_be_told(
    agreed: Iterable[SharedField], *, consents: bool, phone_safe: bool
) -> tuple[SharedField, ...]:
    """What of the agreed fields may leave now, each once and in the order of a slip.

    Without consent to be referred nothing does; a telephone that is not safe to call never.
    """
    chosen = set(agreed) if consents else set()
    if not phone_safe:
        chosen.discard(SharedField.PHONE)
    return tuple(each for each in SharedField if each in chosen)


def is_offered(sort: ServiceSort, stream: Stream, *, address_hidden: bool) -> bool:
    """Men are not sent where women are sheltered, and nothing that is hidden is shown for them."""
    return stream is not Stream.MEN or (sort is not ServiceSort.SHELTER and not address_hidden)


class Nearness(IntEnum):
    """How near a service is, the nearest first."""

    MUNICIPALITY = 0
    STATE = 1
    COUNTRY = 2
    ELSEWHERE = 3


def nearness(
    service_code: str, service_municipality: str, home_code: str, homes: Collection[str]
) -> Nearness:
    """Of a service to a person, by INEGI code where both have one, else by names.

    `homes` is what the person's place is called; a service without any place is everywhere.
    """
    named = service_municipality.strip()
    if not service_code and not named:
        return Nearness.COUNTRY
    if min(len(service_code), len(home_code)) >= _MUNICIPALITY_DIGITS:
        same = service_code[:_MUNICIPALITY_DIGITS] == home_code[:_MUNICIPALITY_DIGITS]
    else:
        same = bool(named) and any(same_municipality(named, home) for home in homes)
    if same:
        return Nearness.MUNICIPALITY
    here = service_code[:_STATE_DIGITS]
    same_state = len(here) == _STATE_DIGITS and home_code[:_STATE_DIGITS] == here
    return Nearness.STATE if same_state else Nearness.ELSEWHERE


NEAR_WORDS: dict[Nearness, Message] = {
    Nearness.MUNICIPALITY: say("En su municipio"),
    Nearness.STATE: say("En su estado"),
    Nearness.COUNTRY: say("En todo el país"),
    Nearness.ELSEWHERE: say("Más lejos"),
}
