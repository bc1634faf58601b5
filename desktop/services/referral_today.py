"""What referrals have for Today, for a handover and for the time line of a person."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from typing import TYPE_CHECKING

from desktop.programme.codes import day as read_day
from desktop.programme.codes import known
from desktop.programme.referrals import STATE_WORDS
from desktop.programme.vocabulary import HandoverSort, ReferralState
from desktop.services import referral_views
from desktop.services.open_points import OpenPoint, referral_of
from desktop.services.referral_views import ReferralLine
from desktop.services.timeline import Event, EventSort
from desktop.services.today_attention import Attention, AttentionKind
from desktop.trouble import Message, say

if TYPE_CHECKING:
    from sqlalchemy import Connection

    from desktop.journal.open_vault import OpenVault
    from desktop.services.entrance import Desk


def on_today(desk: Desk, today: date) -> Iterator[Attention]:
    """Those whose day has come, by folio: neither where to nor why shows across a room."""
    for line in referral_views.waiting(desk):
        if line.is_due(today):
            what, hint = _asks(line, today)
            yield Attention(
                AttentionKind.REFERRAL,
                what=what,
                hint=hint,
                participant=line.participant,
                page="referrals",
                argument=line.participant,
            )


def open_points(vault: OpenVault, group: bytes, today: date) -> Iterator[OpenPoint]:
    """Also those that somebody put off: on no day would they be forgotten."""
    for line in referral_views.open_in(vault, group):
        yield OpenPoint(
            HandoverSort.REFERRAL,
            line.id,
            what=referral_of(line.folio),
            hint=_asks(line, today)[1],
            due=line.follow_up,
        )


_OF_PERSON = """
SELECT service_name, state, state_on, sent_on FROM referral
WHERE participant = ? AND state IS NOT NULL AND NOT deleted
"""


def of_person(connection: Connection, person: bytes) -> Iterator[Event]:
    """When somebody was sent where, and what is known of it since."""
    for name, code, state_on, sent_on in connection.exec_driver_sql(_OF_PERSON, (person,)):
        state = known(ReferralState, code)
        where = say("{words}", words=name) if name else say("Sin nombre del servicio")
        if sent_on:
            yield _event(read_day(sent_on), say("Canalización a un servicio"), where, person)
        if state is not None and (state is not ReferralState.SENT or not sent_on):
            what = say("Canalización: {state}", state=STATE_WORDS[state])
            yield _event(read_day(state_on), what, where, person)


def _event(on: date | None, what: Message, where: Message, person: bytes) -> Event:
    return Event(on, EventSort.REFERRAL, what, where, page="referrals", argument=person)


def _asks(line: ReferralLine, today: date) -> tuple[Message, Message]:
    """What is asked of whoever looks, and a word on why."""
    if line.state is ReferralState.UNREACHABLE:
        return (
            say("Folio {folio}: falta otro servicio", folio=line.folio),
            say("Con el anterior no se pudo: ofrezca otro"),
        )
    if line.is_unanswered(today):
        return (
            say("Folio {folio}: ¿hubo respuesta?", folio=line.folio),
            say("Nadie ha anotado qué contestó el servicio"),
        )
    return referral_of(line.folio), say("Es día de ver cómo va")
