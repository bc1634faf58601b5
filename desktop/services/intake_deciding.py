"""How a first interview ends: what the rule recommends, and what a person decides."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING

from desktop.programme import eligibility, first_safety
from desktop.programme.codes import day, known
from desktop.programme.eligibility import Recommendation
from desktop.programme.first_safety import Alarm
from desktop.programme.intake_answers import COLUMNS, Answers
from desktop.programme.schema import INTAKE, PARTICIPANT
from desktop.programme.vocabulary import Answer, Outcome, Purpose, Stream
from desktop.services import consents
from desktop.services import eligibility as rules
from desktop.services.enrolments import joining, require_intake
from desktop.services.home import own_member
from desktop.services.intake_drafts import Interview, Shelf
from desktop.services.intake_views import columns, record
from desktop.services.of_age import UnderAge, require_of_age
from desktop.services.refusals import BadForm, NotFound, Refusal
from desktop.trouble import say

if TYPE_CHECKING:
    from sqlalchemy import Connection

    from desktop.changes import Changes
    from desktop.journal.open_vault import OpenVault

WHY_MIN_LETTERS = 2

_REFERRAL_SINCE = """
SELECT id FROM referral
WHERE participant = ? AND coalesce(sent_on, state_on) >= ? AND NOT deleted
ORDER BY coalesce(sent_on, state_on) DESC, id LIMIT 1
"""


class AlreadyDecided(Refusal):
    """The interview has ended; another one can be held."""

    def __init__(self) -> None:
        super().__init__(
            say("Esta entrevista ya terminó."),
            say("Si algo cambió, haga otra entrevista con la persona."),
        )


class NotKept(Refusal):
    """Nobody has agreed yet that anything be kept."""

    def __init__(self) -> None:
        super().__init__(
            say("Falta preguntar si se pueden guardar sus datos."),
            say("Vuelva al paso del consentimiento. La ayuda de hoy no depende de esa respuesta."),
        )


class NeedsReferral(Refusal):
    """Nobody is referred without a referral, or without the person's own no to it."""

    def __init__(self) -> None:
        super().__init__(
            say("Falta la canalización."),
            say("Elija el servicio con la persona, o anote que no quiso."),
        )


def is_reason(text: str) -> bool:
    """Whether it has letters at all: a digit that missed its button says nothing."""
    return sum(map(str.isalpha, text)) >= WHY_MIN_LETTERS


class WhyNeeded(Refusal):
    """Somebody decides otherwise than the rule, and does not say why."""

    def __init__(self) -> None:
        super().__init__(
            say("Falta anotar por qué se decide distinto de la recomendación."),
            say("Escriba el motivo en pocas palabras."),
        )


@dataclass(frozen=True, slots=True)
class Advice:
    """What the rule says of an interview. `referral`: one that was made since it began."""

    recommendation: Recommendation
    rule: str
    alarms: tuple[Alarm, ...]
    referral: bytes | None


def answers_of(interview: Interview, stream: Stream, today: date) -> Answers:
    """The answers as the rules see them."""
    said = {name: known(Answer, _code(interview.answers.get(name))) for name in COLUMNS}
    hours = interview.answers.get("assault_hours")
    return Answers(
        stream=stream,
        age=_age(str(interview.details.get("birth") or ""), today),
        assault_hours=hours if isinstance(hours, int) else None,
        **said,
    )


def advise(vault: OpenVault, interview: Interview, today: date) -> Advice:
    """What the programme's rule recommends; it decides nothing. Raises: RecordClosed."""
    rule = rules.current(vault)
    answers = answers_of(interview, vault.stream, today)
    with vault.read() as connection:
        referral = (
            None
            if interview.person is None
            else _made_since(connection, interview.person, interview.on or today)
        )
    return Advice(
        eligibility.recommend(rule, answers, today),
        rule.version,
        first_safety.alarms(answers),
        referral,
    )


def decide(
    vault: OpenVault,
    interview: bytes,
    outcome: Outcome,
    today: date,
    *,
    recommended: Outcome | None,
    rule: str,
    until: date | None = None,
    referral: bytes | None = None,
    why: str = "",
    group: bytes | None = None,
) -> Changes:
    """End an interview, and put an eligible person into a group when one is named.

    Outcome, referral and reason are one fact; the group goes with them or not at all.

    Raises: NotKept, AlreadyDecided, NeedsReferral, WhyNeeded, UnderAge, BadForm, NotFound,
        RecordClosed, NotConsented, IntakeClosed, KeptApart, NotedDead.
    """
    with vault.write() as journal:
        connection = journal.connection
        shelf = Shelf(connection, vault)
        if shelf.find(interview) is not None:
            raise NotKept
        held = record(connection, vault, shelf.became(interview))
        if held is None or held.person is None:
            raise NotFound
        _require_decidable(connection, vault, held, outcome, today, until, referral, group)
        if recommended is not None and recommended is not outcome and not is_reason(why):
            raise WhyNeeded
        drafts = [
            INTAKE.of(
                held.id,
                outcome=outcome,
                recommended=recommended,
                rule=rule or None,
                until=until.isoformat() if until and outcome is Outcome.DEFERRED else None,
                referral=referral,
                why=why.strip() or None,
                decided_by=own_member(connection, vault),
                decided_on=today.isoformat(),
            )
        ]
        if not columns(connection, PARTICIPANT, held.person, ("intake_date",)):
            drafts.append(PARTICIPANT.of(held.person, intake_date=today.isoformat()))
        pregnant = held.answers.get("pregnant")
        if pregnant in (Answer.YES, Answer.NO):
            drafts.append(
                PARTICIPANT.of(held.person, pregnant=pregnant, pregnant_on=today.isoformat())
            )
        if group is not None:
            drafts += joining(connection, group, [held.person], today)
        shelf.done(held.id)
        return journal.record(*drafts)


def _require_decidable(
    connection: Connection,
    vault: OpenVault,
    held: Interview,
    outcome: Outcome,
    today: date,
    until: date | None,
    referral: bytes | None,
    group: bytes | None,
) -> None:
    assert held.person is not None  # noqa: S101 - records are about somebody
    if held.decision is not None:
        raise AlreadyDecided
    if outcome is not Outcome.REFERRED and answers_of(held, vault.stream, today).under_age:
        raise UnderAge
    if referral is not None and not _is_of(connection, referral, held.person):
        raise NotFound
    if outcome is Outcome.REFERRED and referral is None:
        raise NeedsReferral
    if outcome is Outcome.DEFERRED and (until is None or until <= today):
        raise BadForm(
            say("Falta el día en que se le vuelve a preguntar."),
            say("Escriba un día por venir, por ejemplo dentro de un mes."),
        )
    if group is not None and outcome is not Outcome.ELIGIBLE:
        raise ValueError("only who is eligible joins a group")
    if outcome is Outcome.ELIGIBLE:
        consents.require(connection, vault, held.person, Purpose.TAKING_PART)
        consents.require(connection, vault, held.person, Purpose.KEEPING_DATA)
    if group is not None:
        require_intake(connection, group, [held.person])
        require_of_age(connection, vault, [held.person], today)


def _is_of(connection: Connection, referral: bytes, person: bytes) -> bool:
    row = connection.exec_driver_sql(
        "SELECT 1 FROM referral WHERE id = ? AND participant = ? AND NOT deleted",
        (referral, person),
    ).fetchone()
    return row is not None


def _made_since(connection: Connection, person: bytes, since: date) -> bytes | None:
    row = connection.exec_driver_sql(_REFERRAL_SINCE, (person, since.isoformat())).fetchone()
    return bytes(row[0]) if row else None


def _age(birth: str, today: date) -> int | None:
    """Whole years; of a year alone, what the person turns this year."""
    born = day(birth)
    if born is not None:
        return today.year - born.year - ((today.month, today.day) < (born.month, born.day))
    return today.year - int(birth) if len(birth) == len("1984") and birth.isdecimal() else None


def _code(value: object) -> int | None:
    return value if isinstance(value, int) else None
