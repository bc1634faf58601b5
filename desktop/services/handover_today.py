"""What Today tells of handovers, to whom each concerns."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from typing import TYPE_CHECKING

from desktop.programme.vocabulary import HandoverState
from desktop.services.handover_disputes import concerns, disputes
from desktop.services.handover_views import Handover, get, rows
from desktop.services.today_attention import Attention, AttentionKind
from desktop.trouble import Message, say

if TYPE_CHECKING:
    from desktop.services.entrance import Desk


def on_today(desk: Desk, day: date) -> Iterator[Attention]:
    """What waits for whoever sits here: to accept, to talk about, to decide."""
    for about in disputes(desk):
        if concerns(desk, about):
            yield _line(
                say("{group}: hay dos respuestas de una entrega", group=about.group_name),
                say("Decidan quién se queda con el grupo"),
                about.group,
            )
    with desk.work.read() as connection:
        waiting = [row.line.id for row in rows(connection) if row.line.state is HandoverState.OPEN]
    for handover in waiting:
        found = get(desk, handover, day)
        if found.to_accept:
            yield _line(_offered(found), _by_whom(found), handover)
        elif found.may_withdraw and found.receiver_gone:
            yield _line(
                say("{group}: quien lo recibía ya no tiene acceso", group=found.line.group_name),
                say("Retire la entrega y elija a otra persona"),
                handover,
            )
        elif found.may_withdraw and (talk := sum(point.to_talk for point in found.points)):
            yield _line(
                say("{name} necesita hablar de la entrega", name=found.line.receiver),
                say("{group}: puntos por hablar: {n}", group=found.line.group_name, n=talk),
                handover,
            )


def _offered(found: Handover) -> Message:
    count = len(found.waiting)
    if count == 0:
        return say("Le entregan un grupo: {group}", group=found.line.group_name)
    if count == 1:
        return say("Le entregan un grupo: un punto por aceptar")
    return say("Le entregan un grupo: {n} puntos por aceptar", n=count)


def _by_whom(found: Handover) -> Message:
    if not found.line.giver:
        return say("Véalo con calma, sin el grupo delante")
    if not found.waiting:
        return say("Lo entrega {giver}", giver=found.line.giver)
    return say("{group}, de parte de {giver}", group=found.line.group_name, giver=found.line.giver)


def _line(what: Message, hint: Message, argument: bytes) -> Attention:
    return Attention(
        AttentionKind.HANDOVER, what=what, hint=hint, page="handover", argument=argument
    )
