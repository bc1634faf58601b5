"""What to ask before somebody joins a group, and what two laptops may have done unasked."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from enum import Enum
from typing import TYPE_CHECKING, NamedTuple

from desktop.programme.vocabulary import EnrolmentState, Intake
from desktop.services.enrolments import HERE, has_begun, standings
from desktop.services.home import require_known

if TYPE_CHECKING:
    from desktop.journal.open_vault import OpenVault


class DoubtSort(Enum):
    """Why to ask. CLOSED is more than a question: see `enrolments.admit`."""

    FULL = "full"
    ELSEWHERE = "elsewhere"
    CLOSED = "closed"


@dataclass(frozen=True, slots=True)
class Doubt:
    """FULL: `people` in the group with those who would join, of `capacity`.

    ELSEWHERE: somebody called `nickname` is active in the group `group_name`.
    """

    sort: DoubtSort
    people: int = 0
    capacity: int = 0
    nickname: str = ""
    group_name: str = ""


class Elsewhere(NamedTuple):
    """Another group that somebody is active in."""

    nickname: str
    group: bytes
    group_name: str


@dataclass(frozen=True, slots=True)
class Door:
    """What speaks against joining a group, read once.

    Attributes:
        begun: it has met, so whoever joins now joins late.
        closed: it takes nobody new any more.
        people: how many are in it, those who are away too.
        known: everybody who ever was in it, and as what.
        elsewhere: by person, the groups that still meet and have her or him active.
    """

    begun: bool
    closed: bool
    people: int
    capacity: int | None
    known: Mapping[bytes, EnrolmentState | None]
    elsewhere: Mapping[bytes, tuple[Elsewhere, ...]]

    def doubts(
        self,
        people: Collection[bytes],
        newcomers: int = 0,
        *,
        leaving: bytes | None = None,
    ) -> tuple[Doubt, ...]:
        """What to ask before these people and so many unknown ones join; empty when nothing.

        Who comes back is never asked whether there is room. `leaving` is the group that
        they leave for this one.
        """
        new = len(set(people) - self.known.keys()) + newcomers
        found = []
        if self.closed and new:
            found.append(Doubt(DoubtSort.CLOSED))
        if self.capacity is not None and new and self.people + new > self.capacity:
            found.append(Doubt(DoubtSort.FULL, people=self.people + new, capacity=self.capacity))
        for person in people:
            if self.known.get(person) is EnrolmentState.ACTIVE:
                continue
            found += [
                Doubt(DoubtSort.ELSEWHERE, nickname=other.nickname, group_name=other.group_name)
                for other in self.elsewhere.get(person, ())
                if other.group != leaving
            ]
        return tuple(found)


class Twice(NamedTuple):
    """Somebody active in two groups that both still meet: two laptops may have done it."""

    participant: bytes
    folio: str
    groups: tuple[bytes, ...]
    group_names: tuple[str, ...]


_ACTIVE = """
SELECT p.id, p.folio, p.nickname, g.id, g.name
FROM enrolment e
JOIN participant p ON p.id = e.participant AND NOT p.deleted
JOIN grp g ON g.id = e.grp AND NOT g.deleted AND NOT coalesce(g.closed, 0)
WHERE e.state = ? AND NOT e.deleted
ORDER BY p.folio, p.id, g.name, g.id
"""


def door(vault: OpenVault, group: bytes) -> Door:
    """Of one group. Raises: NotFound."""
    with vault.read() as connection:
        require_known(connection, "grp", group)
        known = standings(connection, group)
        begun = has_begun(connection, group)
        capacity, intake = connection.exec_driver_sql(
            "SELECT capacity, intake FROM grp WHERE id = ?", (group,)
        ).one()
        rows = connection.exec_driver_sql(_ACTIVE, (EnrolmentState.ACTIVE,)).fetchall()
    elsewhere: dict[bytes, tuple[Elsewhere, ...]] = {}
    for person, _folio, nickname, other, name in rows:
        if other != group:
            here = Elsewhere(nickname or "", bytes(other), name or "")
            elsewhere[bytes(person)] = (*elsewhere.get(bytes(person), ()), here)
    return Door(
        begun=begun,
        closed=begun and intake == Intake.CLOSED,
        people=sum(state in HERE for state in known.values()),
        capacity=capacity,
        known=known,
        elsewhere=elsewhere,
    )


def twice(vault: OpenVault) -> tuple[Twice, ...]:
    """Who is active in more than one group that still meets, by folio."""
    with vault.read() as connection:
        rows = connection.exec_driver_sql(_ACTIVE, (EnrolmentState.ACTIVE,)).fetchall()
    people: dict[bytes, list[tuple[str, bytes, str]]] = {}
    for person, folio, _nickname, group, name in rows:
        people.setdefault(bytes(person), []).append((folio or "", bytes(group), name or ""))
    return tuple(
        Twice(person, in_[0][0], tuple(each[1] for each in in_), tuple(each[2] for each in in_))
        for person, in_ in people.items()
        if len(in_) > 1
    )
