"""Where two laptops answered a handover differently: both stay visible until somebody decides."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from desktop.programme.roles import Role
from desktop.programme.schema import GROUP, HANDOVER
from desktop.programme.vocabulary import HandoverState
from desktop.services import leading, passing_on
from desktop.services.handover import NotYoursToGive
from desktop.services.handover_views import Row, rows
from desktop.services.home import own_member
from desktop.services.passing_on import Seat
from desktop.services.refusals import NotFound

if TYPE_CHECKING:
    from sqlalchemy import Connection

    from desktop.changes import Changes
    from desktop.services.entrance import Desk


class Contender(NamedTuple):
    """Somebody who holds that the group, or a place in it, is hers or his."""

    member: bytes
    nickname: str


class Dispute(NamedTuple):
    """Two people received one place of a group, or one did while it was taken back."""

    group: bytes
    group_name: str
    seat: Seat
    contenders: tuple[Contender, ...]


def disputes(desk: Desk) -> tuple[Dispute, ...]:
    """Places that two people hold to be theirs, by group."""
    found: dict[tuple[bytes, Seat], Dispute] = {}
    with desk.work.read() as connection:
        every = [row for row in rows(connection) if row.line.state is not HandoverState.OPEN]
        for row in every:
            key = row.line.group, row.line.seat
            if key in found or not (row.disputed or _seat_disputed(connection, *key)):
                continue
            found[key] = Dispute(
                row.line.group,
                row.line.group_name,
                row.line.seat,
                _contenders(connection, every, *key),
            )
    return tuple(found.values())


def settle(desk: Desk, group: bytes, seat: Seat, member: bytes) -> Changes:
    """Decide whose place it is, after two laptops had said different things.

    Raises: NotFound where nothing is disputed or nobody of that name contends,
    NotYoursToGive for somebody whom it does not concern, MayNotLead.
    """
    about = next(
        (each for each in disputes(desk) if (each.group, each.seat) == (group, seat)), None
    )
    if about is None or member not in {each.member for each in about.contenders}:
        raise NotFound
    if not concerns(desk, about):
        raise NotYoursToGive
    leading.require_may_lead(desk, member, None)
    with desk.work.write() as journal:
        changes = passing_on.take_seat(journal, group, seat, member)
        for row in list(rows(journal.connection, group=group)):
            if row.line.seat is seat and row.disputed:
                won = row.receiver == member
                state = HandoverState.ACCEPTED if won else HandoverState.WITHDRAWN
                changes |= journal.record(HANDOVER.of(row.line.id, state=state))
        return changes


def concerns(desk: Desk, about: Dispute) -> bool:
    """Whether whoever sits here may decide: a coordinator, or one of those who contend."""
    with desk.work.read() as connection:
        me = own_member(connection, desk.work)
    return desk.role is Role.COORDINATOR or me in {each.member for each in about.contenders}


def _seat_disputed(connection: Connection, group: bytes, seat: Seat) -> bool:
    register = GROUP.register_of(seat.column).number
    return bool(
        connection.exec_driver_sql(
            "SELECT 1 FROM conflict WHERE kind = ? AND record = ? AND register = ?",
            (GROUP.number, group, register),
        ).fetchone()
    )


def _contenders(
    connection: Connection, every: list[Row], group: bytes, seat: Seat
) -> tuple[Contender, ...]:
    """Who received it or sits there; and who gave it where another laptop took it back."""
    found: dict[bytes, str] = {}
    for row in every:
        if (row.line.group, row.line.seat) != (group, seat):
            continue
        if row.receiver and (row.disputed or row.line.state is HandoverState.ACCEPTED):
            found[bytes(row.receiver)] = row.line.receiver
        if row.giver and row.disputed:
            found[bytes(row.giver)] = row.line.giver
    sits = passing_on.seats(connection, group)[seat]
    if sits is not None and sits not in found:
        nickname = connection.exec_driver_sql(
            "SELECT nickname FROM member WHERE id = ?", (sits,)
        ).scalar()
        found[bytes(sits)] = nickname or ""
    return tuple(Contender(member, name) for member, name in found.items())
