"""Results of risk instruments: entered from a paper or asked here, corrected, reviewed.

Of one person, in her or his own stream. Nothing here names anybody else.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from typing import TYPE_CHECKING, Any

from desktop.programme.instruments import REVIEW_DAYS, for_stream, named
from desktop.programme.schema import RISK
from desktop.programme.scoring import Given, score
from desktop.programme.vocabulary import Answer, RiskBand
from desktop.services.closeness import require_open
from desktop.services.home import own_member, require_known
from desktop.services.instruments import UNREADABLE, NotToBeHeld
from desktop.services.instruments import line_of as instrument_of
from desktop.services.open_calls import dead
from desktop.services.refusals import BadForm, Refusal
from desktop.services.risk_needs import Need, Needing, needing
from desktop.services.risk_views import SOME_CRITICAL, RiskLine, latest, line_of, of_person
from desktop.services.typed import a_line, a_text
from desktop.trouble import say

if TYPE_CHECKING:
    from sqlalchemy import Connection

    from desktop.changes import Changes
    from desktop.journal.open_vault import OpenVault

__all__ = [
    "Need",
    "Needing",
    "Result",
    "RiskLine",
    "correct",
    "enter",
    "hold",
    "latest",
    "needing",
    "of_person",
    "proposed_review",
    "remove",
    "review",
    "set_review",
]

SCORE_MAX = 100_000
NAME_MAX = 80
NOTE_MAX = 4_000


class Stopped(Refusal):
    """The person died; nothing more is asked or written."""

    def __init__(self) -> None:
        super().__init__(
            say("Esta persona murió; ya no se anotan resultados."),
            say("Lo anotado antes se queda. Hable con su coordinación."),
        )


@dataclass(frozen=True, slots=True, kw_only=True)
class Result:
    """What a paper says. `instrument` is the slug of a named one, or a name as typed.

    `score` and `band` None: the paper does not say. `critical`: a grave question was answered
    yes. `strangled` None: it was not asked.
    """

    instrument: str
    on: date
    score: int | None = None
    band: RiskBand | None = None
    critical: bool = False
    strangled: Answer | None = None
    note: str = ""


def enter(vault: OpenVault, person: bytes, result: Result, today: date) -> Changes:
    """Keep a result that was held elsewhere or on paper. The id is in `created`.

    Raises: BadForm, NotFound, RecordClosed, Stopped.
    """
    values = _values(vault, result, today)
    with vault.write() as journal:
        _require_asked(journal.connection, vault, person)
        return journal.record(
            RISK.new(
                participant=person,
                instrument=values.pop("instrument"),
                on_date=result.on.isoformat(),
                held_by=None,
                **values,
            )
        )


def correct(vault: OpenVault, risk: bytes, result: Result, today: date) -> Changes:
    """What was copied wrongly from a paper; a result that was asked here keeps its answers.

    Raises: BadForm, NotFound, RecordClosed.
    """
    values = _values(vault, result, today)
    with vault.write() as journal:
        line = _require_line(journal.connection, vault, risk)
        if line.held:
            raise BadForm(
                say("Ese resultado viene de respuestas dadas aquí y no se corrige a mano."),
                say("Quítelo y pregunte de nuevo, o escriba lo que cambió en la nota."),
            )
        return journal.record(
            RISK.of(
                risk,
                participant=line.participant,
                instrument=values.pop("instrument"),
                on_date=result.on.isoformat(),
                held_by=None,
                **values,
            )
        )


def hold(
    vault: OpenVault,
    person: bytes,
    instrument: bytes,
    answers: Mapping[str, Given],
    on: date,
    note: str = "",
) -> Changes:
    """Score answers that were given here and keep them. The id is in `created`.

    Missing answers are kept as missing. Raises: BadForm, NotToBeHeld, NotFound, RecordClosed,
    Stopped.
    """
    with vault.write() as journal:
        connection = journal.connection
        _require_asked(connection, vault, person)
        line = instrument_of(connection, instrument)
        if line.shut is not None or line.instrument is None:
            raise NotToBeHeld(line.shut or UNREADABLE)
        whole = line.instrument
        try:
            scored = score(whole, answers)
        except ValueError:
            raise BadForm(
                say("Una respuesta no es de las que tiene la pregunta."),
                say("Revise las respuestas y guarde de nuevo."),
            ) from None
        if not scored.counted:
            raise BadForm(
                say("No se contestó ninguna pregunta."),
                say("Si no quiso contestar, no hay resultado que guardar."),
            )
        counted = {each.item.id: each.answer for each in scored.counted}
        kept = {**counted, **{item.id: None for item in scored.missing}}
        return journal.record(
            RISK.new(
                participant=person,
                instrument=whole.slug,
                version=whole.version,
                on_date=on.isoformat(),
                held_by=own_member(connection, vault),
                answers=json.dumps(kept, ensure_ascii=True, separators=(",", ":")),
                score=scored.score,
                band=scored.band,
                critical=",".join(item.id for item in scored.critical) or None,
                strangled=scored.strangled,
                **_note(note),
            )
        )


def remove(vault: OpenVault, risk: bytes) -> Changes:
    """It was a mistake, or of somebody else. Raises: NotFound, RecordClosed."""
    with vault.write() as journal:
        _require_line(journal.connection, vault, risk)
        return journal.record(RISK.of(risk, deleted=True))


def set_review(vault: OpenVault, risk: bytes, on: date | None) -> Changes:
    """When to look at it again; None takes the day back. Raises: NotFound, RecordClosed."""
    with vault.write() as journal:
        _require_line(journal.connection, vault, risk)
        return journal.record(
            RISK.of(risk, review_on=on.isoformat() if on else None, reviewed_by=None)
        )


def review(vault: OpenVault, risk: bytes, today: date) -> Changes:
    """Somebody looked at it again today. Raises: NotFound, RecordClosed."""
    with vault.write() as journal:
        line = _require_line(journal.connection, vault, risk)
        on = line.review_on or today
        me = own_member(journal.connection, vault)
        by = me.hex() if me else ""
        return journal.record(RISK.of(risk, review_on=on.isoformat(), reviewed_by=by))


def proposed_review(today: date) -> date:
    """The day that is proposed for looking at a high result again."""
    return today + timedelta(days=REVIEW_DAYS)


def _require_asked(connection: Connection, vault: OpenVault, person: bytes) -> None:
    require_known(connection, "participant", person)
    require_open(connection, vault, person)
    if person in dead(connection):
        raise Stopped


def _require_line(connection: Connection, vault: OpenVault, risk: bytes) -> RiskLine:
    line = line_of(connection, risk)
    require_open(connection, vault, line.participant)
    return line


def _values(vault: OpenVault, result: Result, today: date) -> dict[str, Any]:
    """The columns that a paper's result sets. Raises: BadForm."""
    instrument = a_line(result.instrument, NAME_MAX)
    if not instrument:
        raise BadForm(say("Falta decir qué instrumento fue."), say("Elíjalo, o escriba su nombre."))
    about = named(instrument)
    if about is not None and about not in for_stream(vault.stream):
        raise BadForm(
            say("Ese instrumento no es para este programa."),
            say("Elija otro de la lista."),
        )
    if result.on > today:
        raise BadForm(
            say("Ese día todavía no llega."), say("Escriba el día en que se hizo la valoración.")
        )
    if result.score is None and result.band is None and not result.critical:
        raise BadForm(
            say("Falta el resultado: ni puntos ni nivel."),
            say("Escriba lo que diga la hoja; lo que no diga, déjelo vacío."),
        )
    least, most = (about.least, about.most) if about else (None, None)
    if result.score is not None and not (
        -SCORE_MAX <= result.score <= SCORE_MAX
        and (least is None or least <= result.score)
        and (most is None or result.score <= most)
    ):
        raise BadForm(
            say("Esos puntos no son posibles en ese instrumento."), say("Revise la hoja.")
        )
    return {
        "instrument": instrument,
        "answers": "{}",
        "score": result.score,
        "band": result.band,
        "critical": SOME_CRITICAL if result.critical else None,
        "strangled": result.strangled,
        **_note(result.note),
    }


def _note(note: str) -> dict[str, str | None]:
    return {"note": a_text(note, NOTE_MAX)}
