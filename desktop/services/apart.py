"""Two people who are not to be in one group. Why is not kept, and nobody is named in a refusal.

Both are of this stream: nothing here, or anywhere, relates people of different streams.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING, Any

from desktop.programme.codes import day
from desktop.programme.roles import Role
from desktop.programme.schema import APART
from desktop.programme.text import collate
from desktop.programme.vocabulary import EnrolmentState
from desktop.services.closeness import require_open
from desktop.services.home import require_known
from desktop.services.one_person import with_twins
from desktop.services.open_calls import dead
from desktop.services.refusals import BadForm, NotFound, Refusal
from desktop.trouble import say

if TYPE_CHECKING:
    from sqlalchemy import Connection

    from desktop.changes import Changes
    from desktop.journal.open_vault import OpenVault
    from desktop.services.entrance import Desk
    from desktop.services.today_attention import Attention


class KeptApart(Refusal):
    """Somebody would come into the group of a person whom she or he is kept apart from."""

    def __init__(self) -> None:
        super().__init__(
            say("No van en el mismo grupo."),
            say("Hable con su coordinación, o elija otro grupo."),
        )


class OnlyCoordination(Refusal):
    """Somebody else than a coordinator would let two people into one group again."""

    def __init__(self) -> None:
        super().__init__(
            say("Sólo la coordinación quita esto."),
            say("Hable con ella; mientras tanto no van en el mismo grupo."),
        )


@dataclass(frozen=True, slots=True)
class Other:
    """Whom somebody is kept apart from. `together`: they are in one group all the same."""

    participant: bytes
    folio: str
    nickname: str
    since: date | None
    together: bool


_PAIRS = """
SELECT participant, other, since FROM apart
WHERE NOT coalesce(ended, 0) AND since IS NOT NULL AND NOT deleted
"""
_HERE = """
SELECT e.participant, e.state FROM enrolment e WHERE e.grp = ? AND e.state IN (?, ?)
  AND NOT e.deleted
"""
_OPEN_GROUPS = (
    "SELECT id, coalesce(name, '') FROM grp WHERE NOT deleted AND NOT coalesce(closed, 0)"
)
_NAMED = "SELECT coalesce(folio, ''), coalesce(nickname, '') FROM participant WHERE id = ?"
_STATES = (int(EnrolmentState.ACTIVE), int(EnrolmentState.PAUSED))


def keep(vault: OpenVault, one: bytes, other: bytes, on: date) -> Changes:
    """From now on these two are not put into one group. Durable when it returns.

    Who is in one already stays: a coordinator hears of it. Raises: BadForm for one and the
    same person, NotFound, RecordClosed.
    """
    with vault.write() as journal:
        connection = journal.connection
        for person in (one, other):
            require_known(connection, "participant", person)
            require_open(connection, vault, person)
        if other in with_twins(connection, [one]):
            raise BadForm(say("Es la misma persona."), say("Elija a otra persona."))
        return journal.record(APART.pair(*sorted((one, other)), ended=False, since=on.isoformat()))


def end(desk: Desk, one: bytes, other: bytes) -> Changes:
    """They may be in one group again.

    Raises: OnlyCoordination, NotFound, RecordClosed.
    """
    if desk.role is not Role.COORDINATOR:
        raise OnlyCoordination
    with desk.work.write() as journal:
        connection = journal.connection
        for person in (one, other):
            require_open(connection, desk.work, person)
        ones, others = with_twins(connection, [one]), with_twins(connection, [other])
        rows = [
            row
            for row in connection.exec_driver_sql(_PAIRS).fetchall()
            if _is_of(row, ones, others) or _is_of(row, others, ones)
        ]
        if not rows:
            raise NotFound
        return journal.record(
            *(APART.pair(bytes(row[0]), bytes(row[1]), ended=True, since=row[2]) for row in rows)
        )


def of_person(vault: OpenVault, person: bytes) -> tuple[Other, ...]:
    """Whom this person is kept apart from, by nickname. Raises: NotFound, RecordClosed."""
    with vault.read() as connection:
        require_known(connection, "participant", person)
        require_open(connection, vault, person)
        mine = with_twins(connection, [person])
        groups = [_members(connection, group) for group, _name in _open_groups(connection)]
        found = []
        for row in connection.exec_driver_sql(_PAIRS).fetchall():
            pair = {bytes(row[0]), bytes(row[1])}
            for other in sorted(pair - mine) if pair & mine else ():
                theirs = with_twins(connection, [other])
                together = any(mine & set(here) and theirs & set(here) for here in groups)
                found.append(Other(other, *_named(connection, other), day(row[2]), together))
    return tuple(sorted(found, key=lambda each: (collate(each.nickname), each.folio)))


def refuses(connection: Connection, group: bytes, people: Iterable[bytes]) -> bool:
    """Whether one of them would come into a group together with somebody kept apart.

    Who is active in it already does not come into it.
    """
    rows = connection.exec_driver_sql(_PAIRS).fetchall()
    if not rows:
        return False
    here = _members(connection, group)
    coming = {person for person in people if here.get(person) != EnrolmentState.ACTIVE}
    everybody = with_twins(connection, coming | set(here))
    coming_too = with_twins(connection, coming)
    return any(
        {bytes(row[0]), bytes(row[1])} <= everybody and coming_too & {bytes(row[0]), bytes(row[1])}
        for row in rows
    )


def require_none_apart(connection: Connection, group: bytes, people: Iterable[bytes]) -> None:
    """Raises: KeptApart."""
    if refuses(connection, group, people):
        raise KeptApart


def on_today(desk: Desk, _day: date) -> Iterator[Attention]:
    """For coordinators: who is in one group all the same, e.g. after a merge of two laptops."""
    from desktop.services.today_attention import Attention, AttentionKind

    if desk.role is not Role.COORDINATOR:
        return
    with desk.work.read() as connection:
        rows = connection.exec_driver_sql(_PAIRS).fetchall()
        gone = dead(connection) if rows else frozenset()
        for group, name in _open_groups(connection) if rows else ():
            here = with_twins(connection, _members(connection, group)) - gone
            for row in rows:
                pair = (bytes(row[0]), bytes(row[1]))
                if not here.issuperset(pair):
                    continue
                folios = sorted(_named(connection, each)[0] for each in pair)
                yield Attention(
                    AttentionKind.PROTECTION,
                    what=say(
                        "Folios {one} y {other}: no van en el mismo grupo",
                        one=folios[0],
                        other=folios[1],
                    ),
                    hint=say("{group}: decida quién va a otro grupo", group=name),
                    group=group,
                    page="group",
                    argument=group,
                )


def _is_of(row: Any, ones: frozenset[bytes], others: frozenset[bytes]) -> bool:
    return bytes(row[0]) in ones and bytes(row[1]) in others


def _members(connection: Connection, group: bytes) -> dict[bytes, int]:
    rows = connection.exec_driver_sql(_HERE, (group, *_STATES)).fetchall()
    return {bytes(row[0]): row[1] for row in rows}


def _open_groups(connection: Connection) -> list[tuple[bytes, str]]:
    rows = connection.exec_driver_sql(_OPEN_GROUPS).fetchall()
    return [(bytes(row[0]), row[1]) for row in rows]


def _named(connection: Connection, person: bytes) -> tuple[str, str]:
    row = connection.exec_driver_sql(_NAMED, (person,)).fetchone()
    return (row[0], row[1]) if row else ("", "")
