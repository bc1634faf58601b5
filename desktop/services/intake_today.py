"""What Today and a person's own history tell of first interviews. People appear by folio."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from typing import TYPE_CHECKING

from desktop.programme.roles import Role
from desktop.programme.vocabulary import Outcome
from desktop.services import intake_views
from desktop.services.intake_views import IntakeLine, Unfinished
from desktop.services.timeline import Event, EventSort
from desktop.services.today_attention import Attention, AttentionKind
from desktop.trouble import Message, say

if TYPE_CHECKING:
    from sqlalchemy import Connection

    from desktop.services.entrance import Desk

PAGE = "intake"

_ENDED: dict[Outcome, Message] = {
    Outcome.ELIGIBLE: say("Entrevista: puede estar en un grupo"),
    Outcome.DEFERRED: say("Entrevista: se le pregunta otra vez más adelante"),
    Outcome.REFERRED: say("Entrevista: se canalizó"),
}


def on_today(desk: Desk, today: date) -> Iterator[Attention]:
    """Interviews that wait, and people who were to be asked again by now.

    Whoever coordinates sees those of everybody, the others their own.
    """
    everybody = desk.role is Role.COORDINATOR
    for each in intake_views.unfinished(desk.work, everybody=everybody):
        yield Attention(
            AttentionKind.INTAKE,
            what=_waiting(each),
            hint=say("Desde el {day}. Siga donde se quedó", day=_short(each.on))
            if each.on
            else say("Siga donde se quedó"),
            participant=each.person,
            page=PAGE,
            argument=each.id,
        )
    for late in intake_views.deferred_until(desk.work, today):
        yield Attention(
            AttentionKind.INTAKE,
            what=say("Folio {folio}: toca volver a preguntar", folio=late.folio),
            hint=say("Se acordó para el {day}", day=_short(late.until)),
            participant=late.person,
            page=PAGE,
            argument=late.person,
        )


def of_person(connection: Connection, person: bytes) -> Iterator[Event]:
    """A `timeline.Source`."""
    for line in intake_views.lines(connection, person):
        yield Event(
            line.on,
            EventSort.INTAKE,
            _told(line),
            hint=say("Con {who}", who=line.held_by) if line.held_by else None,
            page=PAGE,
            argument=line.id,
        )


def _waiting(each: Unfinished) -> Message:
    if each.folio:
        return say("Folio {folio}: entrevista sin terminar", folio=each.folio)
    return say("Una entrevista sin terminar, todavía sin folio")


def _told(line: IntakeLine) -> Message:
    if line.decision is None:
        return say("Entrevista sin terminar")
    return _ENDED[line.decision.outcome]


def _short(day: date) -> str:
    return f"{day.day}/{day.month}"
