"""Keep what came of looking for somebody, how it was agreed, and who may try again."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

from desktop.programme.roles import Role
from desktop.programme.schema import CALL, PARTICIPANT
from desktop.programme.vocabulary import (
    STOPS_CALLS,
    AttendanceState,
    CallOutcome,
    SessionState,
)
from desktop.services.call_card import Agreement, Bar, CallCard, CallLine, bar_of, card
from desktop.services.closeness import require_open
from desktop.services.home import require_known
from desktop.services.open_calls import OpenCall, attempts, open_calls, standing_stops
from desktop.services.refusals import BadForm, Refusal
from desktop.trouble import Message, say

if TYPE_CHECKING:
    from sqlalchemy import Connection

    from desktop.changes import Changes
    from desktop.journal.open_vault import OpenVault
    from desktop.services.entrance import Desk

__all__ = [
    "Agreement",
    "Bar",
    "CallCard",
    "CallLine",
    "CallsEnded",
    "OpenCall",
    "agree",
    "card",
    "lift",
    "open_calls",
    "record",
]


class CallsEnded(Refusal):
    """Somebody is not to be looked for any more."""

    def __init__(self, bar: Bar) -> None:
        happened, next_step = _ENDED[bar]
        super().__init__(happened, next_step)


_ENDED: dict[Bar, tuple[Message, Message]] = {
    Bar.DIED: (
        say("A esta persona ya no se le llama."),
        say(
            "Está anotado su fallecimiento. Si fue un error, la coordinación lo corrige en su "
            "registro."
        ),
    ),
    Bar.COMPLETED: (
        say("A esta persona ya no se le llama: terminó su grupo."),
        say("Si vuelve a un grupo, se podrá anotar otra vez."),
    ),
    Bar.NOT_WANTED: (
        say("A esta persona ya no se le llama: no está de acuerdo."),
        say("Si cambió de opinión, anote su respuesta en sus consentimientos."),
    ),
    Bar.STOPPED: (
        say("Con esta persona ya no se intenta más."),
        say("Si la vio en persona, anótelo así. Sólo la coordinación decide volver a intentar."),
    ),
}

_MET_AT_MOST = (Bar.STOPPED, Bar.NOT_WANTED)
"""Nobody calls, but who comes by in person is spoken with."""

_LAST_MISSED = """
SELECT s.id FROM attendance a JOIN session s ON s.id = a.session AND NOT s.deleted
WHERE a.participant = ?1 AND a.state = ?2 AND s.state = ?3 AND NOT a.deleted
  AND s.grp = coalesce(?4, s.grp)
ORDER BY s.date DESC, s.ordinal DESC LIMIT 1
"""


def record(
    vault: OpenVault,
    person: bytes,
    group: bytes | None,
    outcome: CallOutcome,
    note: str,
    on: date,
    next_date: date | None = None,
) -> Changes:
    """Keep what came of an attempt. An outcome that stops them all keeps no next day.

    Where attempts were stopped or are not wanted only a meeting in person is kept; it lifts
    nothing.
    Raises: CallsEnded, RecordClosed, NotFound, BadForm for a next day before the attempt itself.
    """
    if next_date is not None and next_date < on:
        raise BadForm(
            say("El día para volver a intentar ya pasó."), say("Elija un día de hoy en adelante.")
        )
    again = None if outcome in STOPS_CALLS else next_date
    with vault.write() as journal:
        connection = journal.connection
        require_known(connection, "participant", person)
        require_open(connection, vault, person)
        bar = bar_of(connection, person, attempts(connection, [person]).get(person, []))
        if bar is not None and not (bar in _MET_AT_MOST and outcome is CallOutcome.MET):
            raise CallsEnded(bar)
        return journal.record(
            CALL.new(
                participant=person,
                grp=group,
                on_date=on.isoformat(),
                outcome=outcome,
                note=note.strip() or None,
                next_date=again.isoformat() if again else None,
                answers=_last_missed(connection, person, group),
            )
        )


def lift(desk: Desk, person: bytes, why: str, on: date) -> Changes:
    """Decide that attempts which had been stopped may go on: today's list shows it again.

    Raises: Refusal for whoever does not coordinate, BadForm without a reason, RecordClosed,
    NotFound.
    """
    if desk.role is not Role.COORDINATOR:
        raise Refusal(
            say("Volver a intentar lo decide la coordinación."),
            say("Hable con ella y cuéntele qué cambió."),
        )
    if not why.strip():
        raise BadForm(say("Falta el motivo."), say("Escriba qué cambió y con quién lo habló."))
    with desk.work.write() as journal:
        connection = journal.connection
        require_known(connection, "participant", person)
        require_open(connection, desk.work, person)
        tried = attempts(connection, [person]).get(person, [])
        missed = _last_missed(connection, person, None)
        return journal.record(
            *(
                CALL.new(
                    participant=person,
                    on_date=on.isoformat(),
                    outcome=CallOutcome.MET,
                    note=why.strip(),
                    next_date=on.isoformat(),
                    answers=missed,
                    lifts=stop.id,
                )
                for stop in standing_stops(tried)
            )
        )


def agree(vault: OpenVault, person: bytes, agreed: Agreement) -> Changes:
    """Keep how the person wants to be looked for. Settles what two laptops noted differently.

    Raises: NotFound.
    """
    with vault.write() as journal:
        require_known(journal.connection, "participant", person)
        require_open(journal.connection, vault, person)
        return journal.record(
            PARTICIPANT.of(
                person,
                contact_who=agreed.who.strip() or None,
                contact_hours=agreed.hours.strip() or None,
                contact_pretext=agreed.pretext.strip() or None,
                contact_avoid=agreed.avoid.strip() or None,
                contact_confirmed=agreed.confirmed.isoformat() if agreed.confirmed else None,
            )
        )


def _last_missed(connection: Connection, person: bytes, group: bytes | None) -> bytes | None:
    row = connection.exec_driver_sql(
        _LAST_MISSED, (person, AttendanceState.ABSENT, SessionState.HELD, group)
    ).fetchone()
    return bytes(row[0]) if row else None
