"""Records that are closed to somebody of the team, because of declared kinship or closeness.

Villages are small: whoever is family of a participant does not open her or his record. The
list still shows folio and nickname, so that a meeting can be held; everything else refuses.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date
from typing import TYPE_CHECKING, Any

from desktop.programme.codes import day, known
from desktop.programme.roles import Role
from desktop.programme.schema import CLOSENESS
from desktop.programme.text import collate
from desktop.programme.vocabulary import Nearness, ServiceSort
from desktop.services.home import own_member, require_known
from desktop.services.one_person import with_twins
from desktop.services.refusals import NotFound, Refusal
from desktop.trouble import say

if TYPE_CHECKING:
    from sqlalchemy import Connection

    from desktop.changes import Changes
    from desktop.journal.open_vault import OpenVault
    from desktop.services.entrance import Desk


class RecordClosed(Refusal):
    """Kinship was declared between whoever sits here and this person."""

    def __init__(self) -> None:
        super().__init__(
            say("Este registro no se abre con su cuenta."),
            say("Lo atiende otra persona del equipo. Si es un error, hable con su coordinación."),
        )


class OnlyCoordination(Refusal):
    """Somebody else than a coordinator would open a record again."""

    def __init__(self) -> None:
        super().__init__(
            say("Sólo la coordinación vuelve a abrir un registro."),
            say("Hable con ella; mientras tanto lo atiende otra persona del equipo."),
        )


@dataclass(frozen=True, slots=True)
class Helper:
    """Somebody to whom a record can be closed: of the team or, outside it, an interpreter.

    `me`: whoever sits here.
    """

    id: bytes
    name: str
    interprets: bool = False
    me: bool = False


@dataclass(frozen=True, slots=True)
class Closeness:
    """A record is closed to `who`. `relation` None: a later version's code."""

    who: Helper
    relation: Nearness | None
    on: date | None


# Two laptops may have named one account twice, and a name that was taken off the list may
# still be whom somebody meant: every member record of the account counts.
_CLOSED = """
SELECT c.participant FROM closeness c
WHERE c.who IN (SELECT id FROM member WHERE account = ?)
  AND c.declared_on IS NOT NULL AND NOT coalesce(c.ended, 0) AND NOT c.deleted
"""
_DECLARED = """
SELECT participant, who, relation, declared_on FROM closeness
WHERE declared_on IS NOT NULL AND NOT coalesce(ended, 0) AND NOT deleted
"""
_MEMBERS = "SELECT id, coalesce(nickname, '') FROM member WHERE NOT deleted"
_INTERPRETERS = """
SELECT id, coalesce(name, '') FROM service
WHERE sort = ? AND NOT coalesce(retired, 0) AND NOT deleted
"""


def closed_to_me(connection: Connection, vault: OpenVault) -> frozenset[bytes]:
    """People whose records whoever has this vault open does not read."""
    rows = connection.exec_driver_sql(_CLOSED, (vault.account.card.id.hex(),)).fetchall()
    return with_twins(connection, (bytes(row[0]) for row in rows))


def require_open(connection: Connection, vault: OpenVault, person: bytes) -> None:
    """Raises: RecordClosed."""
    if person in closed_to_me(connection, vault):
        raise RecordClosed


def unfit_interpreters(connection: Connection, person: bytes) -> frozenset[bytes]:
    """Services that interpret and are close to this person: not offered for her or him."""
    here = with_twins(connection, [person])
    return frozenset(
        bytes(row[1])
        for row in connection.exec_driver_sql(_DECLARED).fetchall()
        if bytes(row[0]) in here
    )


def close_to(connection: Connection, who: bytes) -> frozenset[bytes]:
    """People whose records are closed to a member of the team, e.g. who leads a group."""
    account = connection.exec_driver_sql(
        "SELECT account FROM member WHERE id = ?", (who,)
    ).scalar_one_or_none()
    if account is not None:
        rows = connection.exec_driver_sql(_CLOSED, (account,)).fetchall()
        return with_twins(connection, (bytes(row[0]) for row in rows))
    declared = connection.exec_driver_sql(_DECLARED).fetchall()
    return with_twins(connection, (bytes(row[0]) for row in declared if bytes(row[1]) == who))


def helpers(desk: Desk) -> tuple[Helper, ...]:
    """Everybody to whom a record can be closed: the team by nickname, then the interpreters."""
    with desk.work.read() as connection:
        me = own_member(connection, desk.work)
        rows = connection.exec_driver_sql(_MEMBERS).fetchall()
    team = [Helper(bytes(row[0]), row[1], me=bytes(row[0]) == me) for row in rows]
    team.sort(key=lambda each: (not each.me, collate(each.name), each.id))
    return (*team, *_interpreters(desk))


def of_person(desk: Desk, person: bytes) -> tuple[Closeness, ...]:
    """To whom this record is closed now. Raises: NotFound, RecordClosed."""
    with desk.work.read() as connection:
        require_known(connection, "participant", person)
        require_open(connection, desk.work, person)
        twins = with_twins(connection, [person])
        rows = connection.exec_driver_sql(_DECLARED).fetchall()
    names = {each.id: each for each in helpers(desk)}
    found = [_closeness(row, names) for row in rows if bytes(row[0]) in twins]
    return tuple(sorted(found, key=lambda each: (collate(each.who.name), each.who.id)))


def declare(vault: OpenVault, person: bytes, who: bytes, relation: Nearness, on: date) -> Changes:
    """Close a record to somebody. Nothing takes it back but `end`: there is nothing to undo.

    Whoever sits here may say it of herself or himself, and then reads the record no more.
    Raises: NotFound, RecordClosed.
    """
    with vault.write() as journal:
        connection = journal.connection
        require_known(connection, "participant", person)
        require_open(connection, vault, person)
        changes = journal.record(
            CLOSENESS.pair(person, who, relation=relation, declared_on=on.isoformat(), ended=False)
        )
    return replace(changes, undo=())


def end(desk: Desk, person: bytes, who: bytes) -> Changes:
    """It was a mistake, or is so no more: the record opens again to them.

    Raises: OnlyCoordination, NotFound, RecordClosed.
    """
    if desk.role is not Role.COORDINATOR:
        raise OnlyCoordination
    with desk.work.write() as journal:
        connection = journal.connection
        require_open(connection, desk.work, person)
        twins = with_twins(connection, [person])
        rows = [
            row
            for row in connection.exec_driver_sql(_DECLARED).fetchall()
            if bytes(row[0]) in twins and bytes(row[1]) == who
        ]
        if not rows:
            raise NotFound
        return journal.record(
            *(
                CLOSENESS.pair(bytes(row[0]), who, relation=row[2], declared_on=row[3], ended=True)
                for row in rows
            )
        )


def _interpreters(desk: Desk) -> list[Helper]:
    """Nobody where the shared records are damaged: the team can still be named."""
    if desk.shared is None:
        return []
    with desk.shared.read() as connection:
        rows = connection.exec_driver_sql(_INTERPRETERS, (int(ServiceSort.INTERPRETER),)).fetchall()
    found = [Helper(bytes(row[0]), row[1], interprets=True) for row in rows]
    return sorted(found, key=lambda each: (collate(each.name), each.id))


def _closeness(row: Any, names: dict[bytes, Helper]) -> Closeness:
    who = bytes(row[1])
    return Closeness(names.get(who, Helper(who, "")), known(Nearness, row[2]), day(row[3]))
