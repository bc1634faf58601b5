"""Hand a group over ("entrega de grupo"): its open points are accepted one by one.

The group changes hands in the commit that accepts the last of them, and not before.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING

from desktop.programme.schema import HANDOVER, HANDOVER_ITEM
from desktop.programme.vocabulary import HandoverState
from desktop.services import leading, passing_on
from desktop.services.group_views import MemberLine, get_group
from desktop.services.handover_views import (
    Handover,
    HandoverLine,
    HandoverPoint,
    get,
    may_hand_over,
    may_take_back,
    of_group,
    rows,
)
from desktop.services.home import own_member
from desktop.services.open_points import MAY_STAY_BEHIND, OpenPoint, at_desk
from desktop.services.passing_on import Passing, Seat
from desktop.services.refusals import BadForm, NotFound, Refusal
from desktop.trouble import say

if TYPE_CHECKING:
    from desktop.changes import Changes
    from desktop.journal.journal import Journal
    from desktop.services.entrance import Desk

__all__ = [
    "MAY_STAY_BEHIND",
    "Giving",
    "Handover",
    "HandoverLine",
    "HandoverOver",
    "HandoverPoint",
    "NotTheReceiver",
    "NotYoursToGive",
    "OpenPoint",
    "Preparation",
    "Seat",
    "accept",
    "ask_to_talk",
    "get",
    "give",
    "may_hand_over",
    "of_group",
    "prepare",
    "receive",
    "withdraw",
]

MORE_MAX = 20
"""Points that the giver adds in her or his own words."""
WORDS_MAX = 500
"""Letters of each, and of a note."""


class NotYoursToGive(Refusal):
    """Only who leads or assists a group, or coordinates, hands it over or takes it back."""

    def __init__(self) -> None:
        super().__init__(
            say("Este grupo lo entrega quien lo facilita o la coordinación."),
            say("Pídaselo a esa persona."),
        )


class NotTheReceiver(Refusal):
    """Points are accepted by the person who receives the group, nobody else."""

    def __init__(self) -> None:
        super().__init__(
            say("Los puntos los acepta quien recibe el grupo."),
            say("Esa persona los acepta con su propia cuenta."),
        )


class HandoverOver(Refusal):
    """It was accepted or withdrawn, or the group has closed meanwhile."""

    def __init__(self) -> None:
        super().__init__(
            say("Esta entrega ya no está abierta."), say("Vuelva a la lista y mire cómo quedó.")
        )


@dataclass(frozen=True, slots=True)
class Giving:
    """What is asked to hand a group over.

    `left_out`: meetings whose dates are not worth a point; everything else that is open
    goes along. `more`: points in the giver's own words.
    """

    group: bytes
    receiver: bytes
    seat: Seat
    on: date
    left_out: Collection[bytes] = ()
    more: Sequence[str] = ()
    note: str = ""


@dataclass(frozen=True, slots=True)
class Preparation:
    """What a giver chooses from, and what was handed over before.

    `seat`: her or his own place in the group, or the first that could be meant. `now`: who
    sits in the two places.
    """

    group: bytes
    group_name: str
    may_give: bool
    seat: Seat
    now: tuple[str, str]
    receivers: tuple[MemberLine, ...]
    points: tuple[OpenPoint, ...]
    before: tuple[HandoverLine, ...]


def prepare(desk: Desk, group: bytes, today: date) -> Preparation:
    """Everything that handing a group over shows first. Raises: NotFound."""
    about = get_group(desk.work, group)
    with desk.work.read() as connection:
        me = own_member(connection, desk.work)
    return Preparation(
        group=group,
        group_name=about.name,
        may_give=may_hand_over(desk, group) and not about.closed,
        seat=Seat.ASSISTS if me is not None and me == about.cofacilitator else Seat.LEADS,
        now=(about.lead, about.colead),
        receivers=tuple(_receivers(desk)),
        points=tuple(point for point in at_desk(desk, group, today) if point.offered),
        before=of_group(desk, group),
    )


def give(desk: Desk, giving: Giving) -> Changes:
    """Offer a group with all that is open in it; `created[0]` is the handover's id.

    What came up since the points were shown goes along too. Nothing changes hands yet.
    Raises: NotYoursToGive, MayNotLead, BadForm, HandoverOver, NotFound.
    """
    about = get_group(desk.work, giving.group)
    if about.closed:
        raise HandoverOver
    if not may_hand_over(desk, giving.group):
        raise NotYoursToGive
    more = [text.strip() for text in giving.more if text.strip()]
    _require_short(giving.note, *more)
    if len(more) > MORE_MAX:
        raise BadForm(
            say("Son demasiados puntos."), say("Deje {most} o menos: lo necesario.", most=MORE_MAX)
        )
    if giving.receiver == (about.facilitator, about.cofacilitator)[giving.seat]:
        raise BadForm(
            say("Esa persona ya tiene ese lugar en el grupo."), say("Elija a otra persona.")
        )
    leading.require_may_lead(desk, giving.receiver, None)
    if giving.receiver not in {one.id for one in _receivers(desk)}:
        raise BadForm(
            say("Esa persona no puede recibirlo con una cuenta suya."),
            say("Elija a alguien del equipo que tenga cuenta."),
        )
    left = {
        point.key
        for point in at_desk(desk, giving.group, giving.on)
        if point.sort in MAY_STAY_BEHIND and point.about in giving.left_out
    }
    points = [
        point
        for point in at_desk(desk, giving.group, giving.on)
        if point.offered and point.key not in left
    ]
    with desk.work.write() as journal:
        waiting = rows(journal.connection, group=giving.group)
        if any(
            row.line.state is HandoverState.OPEN and row.line.seat is giving.seat for row in waiting
        ):
            raise BadForm(
                say("Este lugar del grupo ya se está entregando."),
                say("Espere a que lo acepten, o retire antes esa entrega."),
            )
        me = own_member(journal.connection, desk.work)
        passing = Passing(giving.group, me, giving.receiver, giving.seat, giving.on, giving.note)
        return passing_on.begin(journal, passing, points, more)


def accept(desk: Desk, handover: bytes, ordinal: int, on: date, note: str = "") -> Changes:
    """Take one point on. With the last one the group changes hands, in the same commit.

    Raises: NotTheReceiver, HandoverOver, MayNotLead, BadForm, NotFound.
    """
    _require_short(note)
    found = _to_accept(desk, handover, on)
    point = next((each for each in found.points if each.ordinal == ordinal), None)
    if point is None:
        raise NotFound
    last = all(each.ordinal == ordinal for each in found.waiting)
    if last:
        _require_takes(desk, found)
    said = note.strip() or point.note or None
    with desk.work.write() as journal:
        changes = journal.record(
            HANDOVER_ITEM.child(handover, ordinal, accepted_on=on.isoformat(), accepted_note=said)
        )
        return changes | _take(journal, found) if last else changes


def ask_to_talk(desk: Desk, handover: bytes, ordinal: int, note: str, on: date) -> Changes:
    """Leave one point open, for the giver to hear of: "necesito hablarlo".

    Raises: NotTheReceiver, HandoverOver, BadForm, NotFound.
    """
    _require_short(note)
    found = _to_accept(desk, handover, on)
    if ordinal not in {point.ordinal for point in found.points}:
        raise NotFound
    with desk.work.write() as journal:
        return journal.record(
            HANDOVER_ITEM.child(handover, ordinal, accepted_on=None, accepted_note=note.strip())
        )


def receive(desk: Desk, handover: bytes, on: date) -> Changes:
    """Take the group where no point waits any more: there was none, or all are resolved.

    Raises: NotTheReceiver, HandoverOver, MayNotLead, BadForm while a point waits, NotFound.
    """
    found = _to_accept(desk, handover, on)
    if found.waiting:
        raise BadForm(say("Todavía hay puntos sin aceptar."), say("Acéptelos uno por uno."))
    _require_takes(desk, found)
    with desk.work.write() as journal:
        return _take(journal, found)


def withdraw(desk: Desk, handover: bytes) -> Changes:
    """Take an open handover back; the group stays whose it is, what was answered is kept.

    Raises: NotYoursToGive, HandoverOver, NotFound.
    """
    with desk.work.write() as journal:
        row = next(rows(journal.connection, handover=handover), None)
        if row is None:
            raise NotFound
        if row.line.state is not HandoverState.OPEN:
            raise HandoverOver
        if not may_take_back(desk, row):
            raise NotYoursToGive
        return journal.record(HANDOVER.of(handover, state=HandoverState.WITHDRAWN))


def _receivers(desk: Desk) -> Iterator[MemberLine]:
    """Who may lead here and has an account to accept with, but not oneself."""
    for member in leading.who_may_lead(desk):
        if member.account and member.account != desk.me.hex():
            yield member


def _to_accept(desk: Desk, handover: bytes, on: date) -> Handover:
    found = get(desk, handover, on)
    if found.line.state is not HandoverState.OPEN or get_group(desk.work, found.line.group).closed:
        raise HandoverOver
    if not found.to_accept:
        raise NotTheReceiver
    return found


def _require_takes(desk: Desk, found: Handover) -> None:
    """The wall's rules, as they stand on the day on which the group changes hands."""
    with desk.work.read() as connection:
        now = passing_on.seats(connection, found.line.group)
    lead, colead = passing_on.seated(now, found.line.seat, found.receiver)
    leading.require_may_lead(desk, lead, colead, set(now) - {found.receiver})


def _take(journal: Journal, found: Handover) -> Changes:
    changes = passing_on.take_seat(journal, found.line.group, found.line.seat, found.receiver)
    return changes | journal.record(HANDOVER.of(found.line.id, state=HandoverState.ACCEPTED))


def _require_short(*texts: str) -> None:
    if any(len(text) > WORDS_MAX for text in texts):
        raise BadForm(
            say("Es demasiado texto."),
            say("Anote sólo lo necesario, en {most} letras o menos.", most=WORDS_MAX),
        )
