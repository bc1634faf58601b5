"""What an answer in the first interview asks for at once, before any form is finished.

An alarm says what to do and which services to show. It decides about no group: see eligibility.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from enum import IntEnum

from desktop.programme.intake_answers import ADULT_YEARS, WORST, Answers
from desktop.programme.vocabulary import Answer, ReferralCause, ServiceSort, Stream
from desktop.trouble import Message, say

__all__ = ["ADULT_YEARS", "EC_HOURS", "Alarm", "AlarmSort", "Answers", "alarms", "stops"]

EC_HOURS = 120
"""Emergency contraception is offered to this many hours. Source: NOM-046-SSA2-2005."""

_SIGNS = ("worse", "weapon", "death_threat", "strangled", "children_hurt", "assault")
"""Questions of which a yes tells of violence."""


class AlarmSort(IntEnum):
    """What an alarm is about, the most urgent first."""

    DANGER_TODAY = 1
    MINOR = 2
    ASSAULT = 3
    STRANGULATION = 4
    WEAPON = 5
    DEATH_THREAT = 6
    WORSE = 7
    CHILDREN_HURT = 8
    PREGNANT = 9


@dataclass(frozen=True, slots=True)
class Alarm:
    """One thing to do before anything else.

    `services` are sorts of the directory, the first to try first; `health_first` puts a
    health service before authorities and papers. `deadline_hours` is how many hours are
    left for what has a limit; None: no limit, unknown, or past.
    """

    sort: AlarmSort
    what: Message
    do_first: Message
    services: tuple[ServiceSort, ...]
    cause: ReferralCause
    health_first: bool = False
    deadline_hours: int | None = None


def stops(answers: Answers) -> bool:
    """Whether no more is asked now: somebody hears, or the person cannot say that nobody does.

    Who is listened to may be unable to say no; so "no sabe / no dice" stops as well (ours).
    """
    return answers.alone in (Answer.NO, Answer.UNSAID)


def alarms(answers: Answers) -> tuple[Alarm, ...]:
    """What these answers ask for, the most urgent first. More answers never take one away."""
    return tuple(alarm for rule in _RULES for alarm in rule(answers))


def tells_of_violence(answers: Answers) -> bool:
    """Whether any answer tells of violence, or that today is not safe."""
    return _yes(answers, "safe_today") or any(_yes(answers, sign) for sign in _SIGNS)


def _yes(answers: Answers, column: str) -> bool:
    return answers.to(column) is WORST[column]


def _danger_today(answers: Answers) -> Iterator[Alarm]:
    """Source: DOMAIN, rules for safety (whoever is in danger now calls); the rest is ours."""
    if not _yes(answers, "safe_today"):
        return
    if answers.stream is Stream.MEN:
        yield Alarm(
            AlarmSort.DANGER_TODAY,
            say("Hoy alguien no está a salvo donde él vive."),
            # He may read along: the notice to the other team is offered once he has gone.
            say("Si el peligro es ahora, llame. Acuerden dónde pasa la noche."),
            (ServiceSort.EMERGENCY_LINE, ServiceSort.PSYCHOTHERAPY, ServiceSort.HEALTH),
            ReferralCause.DANGER,
        )
        return
    yield Alarm(
        AlarmSort.DANGER_TODAY,
        say("Hoy no es seguro volver."),
        say("Vean a dónde ir antes de que se vaya. Si el peligro es ahora, llamen."),
        (
            ServiceSort.EMERGENCY_LINE,
            ServiceSort.SHELTER,
            ServiceSort.JUSTICE_CENTRE,
            ServiceSort.POLICE,
        ),
        ReferralCause.DANGER,
    )


def _minor(answers: Answers) -> Iterator[Alarm]:
    """Source: DOMAIN, rules for safety: under 18 no group, child protection."""
    if answers.under_age:
        yield Alarm(
            AlarmSort.MINOR,
            say("Tiene menos de {years} años: no entra a un grupo.", years=ADULT_YEARS),
            say("Canalice hoy a protección de la niñez y acompañe hasta que alguien responda."),
            (ServiceSort.CHILDREN, ServiceSort.EMERGENCY_LINE),
            ReferralCause.MINOR,
        )


def _assault(answers: Answers) -> Iterator[Alarm]:
    """Source: NOM-046 for the hours. The window for HIV is not confirmed, so none is told."""
    if not _yes(answers, "assault"):
        return
    hours = answers.assault_hours
    hours = None if hours is None or hours < 0 else hours
    left = None if hours is None or hours >= EC_HOURS else EC_HOURS - hours
    yield Alarm(
        AlarmSort.ASSAULT,
        say("Hubo agresión sexual: primero la salud."),
        _about_hours(hours, left),
        (ServiceSort.HEALTH, ServiceSort.JUSTICE_CENTRE, ServiceSort.PSYCHOTHERAPY),
        ReferralCause.ASSAULT,
        health_first=True,
        deadline_hours=left,
    )


def _about_hours(hours: int | None, left: int | None) -> Message:
    if hours is None:
        return say(
            "Pregunte hace cuántas horas fue y ofrezca ir hoy a salud: la anticoncepción de "
            "emergencia se da hasta {limit} horas. El plazo contra el VIH confírmelo con salud.",
            limit=EC_HOURS,
        )
    if left is None:
        return say(
            "Ofrezca ir hoy a salud, aunque ya pasaron {limit} horas o más. Qué se puede dar "
            "todavía, confírmelo con salud.",
            limit=EC_HOURS,
        )
    return say(
        "Ofrezca ir ahora a salud: quedan {left} horas para la anticoncepción de emergencia. "
        "El plazo contra el VIH confírmelo con salud.",
        left=left,
    )


def _strangled(answers: Answers) -> Iterator[Alarm]:
    """Source: DOMAIN, risk instruments: a yes always asks for medical referral."""
    if _yes(answers, "strangled"):
        yield Alarm(
            AlarmSort.STRANGULATION,
            say("Le apretaron el cuello: necesita revisión médica."),
            say("Ofrezca hoy la revisión, aunque no haya marcas ni dolor."),
            (ServiceSort.HEALTH, ServiceSort.JUSTICE_CENTRE, ServiceSort.SHELTER),
            ReferralCause.STRANGULATION,
            health_first=True,
        )


_FROM_DANGER = (
    ServiceSort.JUSTICE_CENTRE,
    ServiceSort.SHELTER,
    ServiceSort.EMERGENCY_LINE,
    ServiceSort.POLICE,
    ServiceSort.LEGAL,
)


def _weapon(answers: Answers) -> Iterator[Alarm]:
    if _yes(answers, "weapon"):
        yield Alarm(
            AlarmSort.WEAPON,
            say("Hubo amenaza con un arma o machete."),
            say("Hablen de su seguridad hoy: a dónde puede ir y a quién puede llamar."),
            _FROM_DANGER,
            ReferralCause.DANGER,
        )


def _death_threat(answers: Answers) -> Iterator[Alarm]:
    if _yes(answers, "death_threat"):
        yield Alarm(
            AlarmSort.DEATH_THREAT,
            say("Hubo amenazas de muerte."),
            say("Tómelas en serio. Hablen hoy de un plan de seguridad y de pedir protección."),
            _FROM_DANGER,
            ReferralCause.DANGER,
        )


def _worse(answers: Answers) -> Iterator[Alarm]:
    if _yes(answers, "worse"):
        yield Alarm(
            AlarmSort.WORSE,
            say("Las agresiones han empeorado."),
            say("Hablen hoy de un plan de seguridad."),
            _FROM_DANGER,
            ReferralCause.DANGER,
        )


def _children_hurt(answers: Answers) -> Iterator[Alarm]:
    """Source: DOMAIN: danger to children is one of the things that cannot stay secret."""
    if _yes(answers, "children_hurt"):
        yield Alarm(
            AlarmSort.CHILDREN_HURT,
            say("Niñas o niños reciben daño."),
            say("Recuerde lo que no puede guardarse en secreto, y vean juntas a quién avisar.")
            if answers.stream is not Stream.MEN
            else say("Recuerde lo que no puede guardarse en secreto, y hable con coordinación."),
            (ServiceSort.CHILDREN, ServiceSort.JUSTICE_CENTRE),
            ReferralCause.DANGER,
        )


def _pregnant(answers: Answers) -> Iterator[Alarm]:
    """Ours: a pregnancy is told only where an answer tells of violence."""
    if _yes(answers, "pregnant") and tells_of_violence(answers):
        yield Alarm(
            AlarmSort.PREGNANT,
            say("Hay embarazo y violencia."),
            say("Ofrezca una revisión en salud."),
            (ServiceSort.HEALTH, ServiceSort.JUSTICE_CENTRE),
            ReferralCause.DANGER,
            health_first=True,
        )


_RULES: tuple[Callable[[Answers], Iterator[Alarm]], ...] = (
    _danger_today,
    _minor,
    _assault,
    _strangled,
    _weapon,
    _death_threat,
    _worse,
    _children_hurt,
    _pregnant,
)
"""In the order of `AlarmSort`."""
