"""What plans, protection orders and forbidden places tell elsewhere: Today, handovers, timeline.

On Today and in a handover people appear by folio, and no line says what danger there is.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from typing import TYPE_CHECKING

from desktop.programme.codes import day, known
from desktop.programme.vocabulary import HandoverSort, ProtectionState
from desktop.services import forbidden, protections, safety_plans
from desktop.services.open_points import OpenPoint, short
from desktop.services.protections import Need
from desktop.services.timeline import Event, EventSort
from desktop.services.today_attention import Attention, AttentionKind
from desktop.trouble import Message, say

if TYPE_CHECKING:
    from sqlalchemy import Connection

    from desktop.journal.open_vault import OpenVault
    from desktop.services.entrance import Desk


def on_today(desk: Desk, today: date) -> Iterator[Attention]:
    """Each stream has only its own: plans and orders of women, forbidden places of men."""
    for order in protections.needing(desk.work, today):
        what, hint = _need(order, today)
        yield Attention(
            AttentionKind.PROTECTION,
            what,
            hint,
            participant=order.participant,
            page="protection",
            argument=order.participant,
        )
    for passed in forbidden.needing(desk.work, today):
        yield Attention(
            AttentionKind.PROTECTION,
            say("Folio {folio}: pasó el día de sus lugares prohibidos", folio=passed.folio),
            say("Hasta que alguien diga que terminó, siguen prohibidos"),
            participant=passed.participant,
            page="forbidden",
            argument=passed.participant,
        )
    for plan in safety_plans.needing(desk.work, today):
        yield Attention(
            AttentionKind.REVIEW,
            say("Folio {folio}: ver de nuevo lo que acordaron", folio=plan.folio),
            say("Se acordó para el {day}", day=short(plan.review_on)),
            participant=plan.participant,
            page="plan",
            argument=plan.participant,
        )


def open_points(vault: OpenVault, group: bytes, today: date) -> Iterator[OpenPoint]:
    """What whoever takes a group over has to know; a point a woman or man of each sort."""
    for plan in safety_plans.open_in(vault, group):
        hint = (
            say("Se ve de nuevo el {day}", day=short(plan.review_on))
            if plan.review_on
            else say("Sin fecha para verlo de nuevo")
        )
        yield OpenPoint(
            HandoverSort.PLAN,
            plan.participant,
            what=say("Folio {folio}: plan de seguridad", folio=plan.folio),
            hint=hint,
            due=plan.review_on,
        )
    for order in protections.open_in(vault, group, today):
        yield _until(
            order.participant,
            order.expires_on,
            say("Folio {folio}: orden de protección", folio=order.folio),
        )
    for each in forbidden.open_in(vault, group):
        yield _until(
            each.participant,
            each.until_on,
            say("Folio {folio}: lugares y horas prohibidos", folio=each.folio),
        )


def of_person(connection: Connection, person: bytes) -> Iterator[Event]:
    """Days of a plan, of orders and of breaches, and of forbidden places; no words of them."""
    for agreed, declined, printed in connection.exec_driver_sql(_PLAN, (person,)).fetchall():
        for on, what in (
            (agreed, say("Plan de seguridad acordado")),
            (declined, say("No quiso plan de seguridad")),
            (printed, say("Plan de seguridad impreso")),
        ):
            if on:
                yield Event(day(on), EventSort.PLAN, what, page="plan", argument=person)
    for issued, state, state_on in connection.exec_driver_sql(_ORDERS, (person,)).fetchall():
        yield _order(person, issued, say("Orden de protección"))
        words = _SETTLED.get(known(ProtectionState, state) or ProtectionState.IN_FORCE)
        if words is not None and state_on:
            yield _order(person, state_on, words)
    for (on,) in connection.exec_driver_sql(_BREACHES, (person,)).fetchall():
        yield _order(person, on, say("No se respetó la orden de protección"))
    for (ended,) in connection.exec_driver_sql(_FORBIDDEN, (person,)).fetchall():
        what = (
            say("Terminaron lugares y horas prohibidos")
            if ended
            else say("Tiene lugares y horas prohibidos")
        )
        yield Event(day(ended), EventSort.PROTECTION, what, page="forbidden", argument=person)


_PLAN = """
SELECT agreed_on, CASE WHEN declined THEN declined_on END, paper_on
FROM safety_plan WHERE participant = ? AND NOT deleted
"""
_ORDERS = "SELECT issued_on, state, state_on FROM protection WHERE participant = ? AND NOT deleted"
_BREACHES = """
SELECT b.on_date FROM breach b JOIN protection o ON o.id = b.protection AND NOT o.deleted
WHERE o.participant = ? AND NOT b.deleted
"""
_FORBIDDEN = "SELECT ended_on FROM forbidden WHERE participant = ? AND NOT deleted"

_SETTLED = {
    ProtectionState.EXTENDED: say("La orden de protección se extendió"),
    ProtectionState.ENDED: say("La orden de protección terminó"),
}


def _order(person: bytes, on: str | None, what: Message) -> Event:
    return Event(day(on), EventSort.PROTECTION, what, page="protection", argument=person)


def _until(person: bytes, until: date | None, what: Message) -> OpenPoint:
    hint = say("Hasta el {day}", day=short(until)) if until else say("Sin fecha en que termine")
    return OpenPoint(HandoverSort.ORDER, person, what=what, hint=hint, due=until)


def _need(order: protections.Needing, today: date) -> tuple[Message, Message]:
    folio = order.folio
    if order.need is Need.BREACH:
        return (
            say("Folio {folio}: falta anotar a quién se avisó", folio=folio),
            say("De una orden. También si ella decidió no avisar"),
        )
    on = short(order.on) if order.on else ""
    if order.need is Need.EXPIRED:
        return (
            say("Folio {folio}: una orden pasó su fecha", folio=folio),
            say("Venció el {day}. Anote si se extendió o terminó", day=on),
        )
    hint = say("Hay tiempo de pedir que se extienda, si ella quiere")
    if order.on == today:
        return say("Folio {folio}: hoy vence una orden", folio=folio), hint
    return say("Folio {folio}: una orden vence el {day}", folio=folio, day=on), hint
