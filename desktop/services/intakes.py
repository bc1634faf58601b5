"""A person's first interview: held step by step, kept at every answer, decided by a person.

Until the person says that data may be kept, nothing of her or him becomes a record.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from datetime import date
from random import Random
from typing import TYPE_CHECKING, Any

from desktop.changes import Changes
from desktop.programme.codes import reasons
from desktop.programme.consent import Standing
from desktop.programme.folio import draw_folio
from desktop.programme.names import offer_nickname
from desktop.programme.schema import INTAKE, PARTICIPANT, Kind
from desktop.programme.vocabulary import ConsentState, Purpose
from desktop.services import consents
from desktop.services.closeness import require_open
from desktop.services.home import home_site, own_member, require_known
from desktop.services.intake_deciding import (
    AlreadyDecided,
    NeedsReferral,
    NotKept,
    WhyNeeded,
    decide,
)
from desktop.services.intake_drafts import Interview, Shelf, Value
from desktop.services.intake_views import (
    ANSWERS,
    DETAILS,
    columns,
    record,
    unfinished_of,
)
from desktop.services.of_age import UnderAge
from desktop.services.people import CHANCE, folios, nicknames
from desktop.services.refusals import BadForm, NotFound
from desktop.trouble import say

if TYPE_CHECKING:
    from sqlalchemy import Connection

    from desktop.journal.journal import Journal
    from desktop.journal.open_vault import OpenVault

__all__ = [
    "AlreadyDecided",
    "NeedsReferral",
    "NotKept",
    "UnderAge",
    "WhyNeeded",
    "begin_again",
    "consent",
    "decide",
    "erase",
    "keep_nothing",
    "new_id",
    "save",
]

TEXT_MAX_CHARS = 12_000
"""More than anybody says in an interview; what is longer is refused, never cut."""
ID_BYTES = 16
_CARD = tuple(name for name in DETAILS if name.startswith("contact_"))


def new_id(rng: Random = CHANCE) -> bytes:
    """For an interview with somebody new, which nothing is kept of before the first answer."""
    return rng.randbytes(ID_BYTES)


def begin_again(vault: OpenVault, person: bytes, today: date) -> Changes:
    """Another interview with somebody who is known; its id is in `created`.

    Nothing is written where one waits already. Raises: NotFound, RecordClosed.
    """
    with vault.write() as journal:
        connection = journal.connection
        require_known(connection, "participant", person)
        require_open(connection, vault, person)
        waiting = unfinished_of(connection, person)
        if waiting is not None:
            return Changes(created=(waiting,))
        return journal.record(_born(connection, vault, person, today))


def save(
    vault: OpenVault,
    interview: bytes,
    today: date,
    *,
    answers: Mapping[str, Value] | None = None,
    details: Mapping[str, Value] | None = None,
    step: int | None = None,
) -> Changes:
    """Keep what was answered, and the step at which the interview stands. Durable.

    `answers` are columns of INTAKE, `details` of PARTICIPANT; None takes an answer back. An id
    that nobody knows begins a draft. Raises: BadForm, NotFound, RecordClosed, AlreadyDecided.
    """
    answers, details = dict(answers or {}), dict(details or {})
    _require_sensible(answers, details)
    with vault.write() as journal:
        connection = journal.connection
        shelf = Shelf(connection, vault)
        intake = shelf.became(interview)
        held = record(connection, vault, intake)
        if held is None:
            _require_never_kept(connection, intake)
            draft = shelf.find(interview) or Interview(id=interview, on=today)
            draft = draft.told(answers, _confirmed(details, today))
            shelf.keep(replace(draft, step=draft.step if step is None else step))
            return Changes()
        if step is not None and held.decision is None:
            shelf.at(intake, step)
        if not answers and not details:
            return Changes()
        if held.decision is not None:
            raise AlreadyDecided
        return _keep(journal, held, answers, _confirmed(details, today))


def consent(
    vault: OpenVault, interview: bytes, said: Standing, today: date, rng: Random = CHANCE
) -> Changes:
    """Keep what a person answered to one purpose, in the words that she or he heard.

    Whoever agrees that data be kept becomes a record, with all that was said before: her or
    his id and then the interview's are in `created`. Raises: BadForm, NotFound, RecordClosed.
    """
    with vault.write() as journal:
        connection = journal.connection
        shelf = Shelf(connection, vault)
        intake = shelf.became(interview)
        held = record(connection, vault, intake)
        if held is not None and held.person is not None:
            return consents.record_answer(journal, vault, held.person, said)
        _require_never_kept(connection, intake)
        draft = shelf.find(interview) or Interview(id=interview, on=today)
        draft = draft.agreed(said)
        if said.purpose is Purpose.KEEPING_DATA and said.state is ConsentState.GIVEN:
            changes = _become(journal, vault, draft, rng)
            shelf.becomes(interview, changes.created[-1], draft.step)
            return changes
        shelf.keep(draft)
        return Changes()


def erase(vault: OpenVault, interview: bytes) -> Changes:
    """Take away an interview that nobody decided.

    Of a draft nothing is left. Of one whose person agreed that data be kept, the record is
    taken from every list, and erasing the person is her or his right (`services.erasing`).

    Raises: NotFound, RecordClosed, AlreadyDecided.
    """
    with vault.write() as journal:
        connection = journal.connection
        shelf = Shelf(connection, vault)
        if shelf.drop(interview):
            return Changes()
        held = record(connection, vault, shelf.became(interview))
        if held is None:
            raise NotFound
        if held.decision is not None:
            raise AlreadyDecided
        shelf.done(held.id)
        return journal.record(INTAKE.of(held.id, deleted=True))


def keep_nothing(vault: OpenVault, draft: bytes, today: date) -> Changes:
    """The person does not want data kept: the draft goes, and a count of one in a month stays.

    Raises: NotFound for what is no draft (any more).
    """
    with vault.write() as journal:
        shelf = Shelf(journal.connection, vault)
        if not shelf.drop(draft):
            raise NotFound
        return journal.record(INTAKE.new(on_date=today.replace(day=1).isoformat()))


def _born(
    connection: Connection,
    vault: OpenVault,
    person: bytes,
    on: date | None,
    answers: Mapping[str, Value] | None = None,
) -> Any:
    """An interview's record, held by whoever sits here."""
    return INTAKE.new(
        participant=person,
        on_date=on.isoformat() if on else None,
        held_by=own_member(connection, vault),
        **dict(answers or {}),
    )


def _become(journal: Journal, vault: OpenVault, draft: Interview, rng: Random) -> Changes:
    """Person, consents and interview, in one commit."""
    connection = journal.connection
    details = dict(draft.details)
    nickname = details.pop("nickname", None) or offer_nickname(nicknames(connection), rng)
    born = journal.record(
        PARTICIPANT.new(
            folio=draw_folio(folios(connection), rng),
            nickname=nickname,
            site=home_site(connection, vault),
            intake_date=draft.on.isoformat() if draft.on else None,
            **details,
        )
    )
    person = born.created[0]
    changes = born
    for said in draft.consents.values():
        changes = changes | consents.record_answer(journal, vault, person, said)
    intake = journal.record(_born(connection, vault, person, draft.on, draft.answers))
    changes = changes | intake
    return replace(changes, created=(person, *intake.created))


def _keep(
    journal: Journal, held: Interview, answers: dict[str, Value], details: dict[str, Value]
) -> Changes:
    assert held.person is not None  # noqa: S101 - records are about somebody
    changes = Changes()
    for kind, which, said in ((INTAKE, held.id, answers), (PARTICIPANT, held.person, details)):
        if said:
            whole = _whole(journal.connection, kind, which, said)
            changes = changes | journal.record(kind.of(which, **whole))
    return changes


def _whole(
    connection: Connection, kind: Kind, which: bytes, said: Mapping[str, Value]
) -> dict[str, Value]:
    """What was said, with what stands in the other columns of the same registers."""
    beside = {
        column
        for name in said
        for column, _type in kind.register_of(name).columns
        if column not in said
    }
    return (
        {**columns(connection, kind, which, tuple(sorted(beside))), **said} if beside else {**said}
    )


def _confirmed(details: dict[str, Value], today: date) -> dict[str, Value]:
    """A call card that was agreed on in an interview is confirmed on that day."""
    agreed = any(name in details for name in _CARD)
    return {"contact_confirmed": today.isoformat(), **details} if agreed else details


def _require_never_kept(connection: Connection, intake: bytes) -> None:
    """Raises: NotFound for an interview that was a record and was taken away."""
    row = connection.exec_driver_sql("SELECT 1 FROM intake WHERE id = ?", (intake,)).fetchone()
    if row is not None:
        raise NotFound


def _require_sensible(answers: Mapping[str, Value], details: Mapping[str, Value]) -> None:
    """Raises: BadForm."""
    unknown = (answers.keys() - set(ANSWERS)) | (details.keys() - set(DETAILS))
    if unknown:
        raise ValueError(f"an interview does not fill {sorted(unknown)}")
    hours = answers.get("assault_hours")
    if hours is not None and not (isinstance(hours, int) and 0 <= hours <= 24 * 365):
        raise BadForm(
            say("No se entienden las horas."), say("Escriba un número de horas, por ejemplo 36.")
        )
    main = details.get("main_reason")
    if main is not None and main not in reasons(str(details.get("reasons") or "")):
        raise BadForm(
            say("El motivo principal no está entre los motivos marcados."),
            say("Marque también ese motivo, o elija otro como principal."),
        )
    for value in (*answers.values(), *details.values()):
        if isinstance(value, str) and len(value) > TEXT_MAX_CHARS:
            raise BadForm(
                say("El texto es más largo de lo que se puede guardar."),
                say("Deje lo más importante, en menos de {n} letras.", n=f"{TEXT_MAX_CHARS:,}"),
            )
