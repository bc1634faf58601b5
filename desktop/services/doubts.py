"""What to ask before somebody joins a group, and what two laptops may have done unasked."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass, field
from enum import Enum
from typing import TYPE_CHECKING, NamedTuple

from desktop.programme.vocabulary import EnrolmentState, Intake
from desktop.services import closeness, forbidden
from desktop.services.enrolments import HERE, has_begun, standings
from desktop.services.home import require_known
from desktop.services.open_calls import dead
from desktop.services.whereabouts import whereabouts

if TYPE_CHECKING:
    from desktop.journal.open_vault import OpenVault
    from desktop.services.entrance import Desk


class DoubtSort(Enum):
    """Why to ask. CLOSED is more than a question: see `enrolments.admit`."""

    FULL = "full"
    ELSEWHERE = "elsewhere"
    CLOSED = "closed"
    FORBIDDEN = "forbidden"
    NOT_HERS_TO_LEAD = "not hers to lead"


@dataclass(frozen=True, slots=True)
class Doubt:
    """FULL: `people` in the group with those who would join, of `capacity`.

    ELSEWHERE: somebody called `nickname` is active in the group `group_name`.
    FORBIDDEN: the places forbidden to `nickname` name the group's `place`.
    NOT_HERS_TO_LEAD: the record of `nickname` is closed to who leads the group.
    """

    sort: DoubtSort
    people: int = 0
    capacity: int = 0
    nickname: str = ""
    group_name: str = ""
    place: str = ""


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
        kept_away: by person, what of the group's place is forbidden to him.
        near_leaders: by person whose record is closed to who leads the group, the nickname.
    """

    begun: bool
    closed: bool
    people: int
    capacity: int | None
    known: Mapping[bytes, EnrolmentState | None]
    elsewhere: Mapping[bytes, tuple[Elsewhere, ...]]
    kept_away: Mapping[bytes, Kept] = field(default_factory=dict)
    near_leaders: Mapping[bytes, str] = field(default_factory=dict)

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
            if (away := self.kept_away.get(person)) is not None:
                named = ", ".join(away.places)
                found.append(Doubt(DoubtSort.FORBIDDEN, nickname=away.nickname, place=named))
            if (nickname := self.near_leaders.get(person)) is not None:
                found.append(Doubt(DoubtSort.NOT_HERS_TO_LEAD, nickname=nickname))
        return tuple(found)


class Kept(NamedTuple):
    """Somebody whose forbidden places name where the group meets."""

    nickname: str
    places: tuple[str, ...]


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

_NICKNAMES = "SELECT id, nickname FROM participant WHERE NOT deleted"


def at_desk(desk: Desk, group: bytes) -> Door:
    """As `door`, where the group's municipality is known as well. Raises: NotFound."""
    return door(desk.work, group, near=_municipality(desk, group))


def door(vault: OpenVault, group: bytes, *, near: str = "") -> Door:
    """Of one group; `near` is the municipality where it meets. Raises: NotFound."""
    with vault.read() as connection:
        require_known(connection, "grp", group)
        known = standings(connection, group)
        begun = has_begun(connection, group)
        capacity, intake, place, *leaders = connection.exec_driver_sql(
            "SELECT capacity, intake, place, facilitator, cofacilitator FROM grp WHERE id = ?",
            (group,),
        ).one()
        near_them = {each for who in leaders if who for each in closeness.close_to(connection, who)}
        named = forbidden.at_places(connection, (place or "", near))
        rows_named = connection.exec_driver_sql(_NICKNAMES).fetchall() if named or near_them else []
        nicknames = {bytes(row[0]): row[1] for row in rows_named}
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
        kept_away={
            person: Kept(nicknames.get(person) or "", places) for person, places in named.items()
        },
        near_leaders={person: nicknames.get(person) or "" for person in near_them},
    )


def _municipality(desk: Desk, group: bytes) -> str:
    """Of the place where it meets, or else of its site."""
    with desk.work.read() as connection:
        venue = connection.exec_driver_sql("SELECT venue FROM grp WHERE id = ?", (group,)).scalar()
    if desk.shared is not None and venue is not None:
        with desk.shared.read() as connection:
            told = connection.exec_driver_sql(
                "SELECT municipality FROM venue WHERE id = ? AND NOT deleted", (venue,)
            ).scalar()
        if told:
            return str(told)
    return whereabouts(desk, group).municipality


def twice(vault: OpenVault) -> tuple[Twice, ...]:
    """Who is active in more than one group that still meets, by folio; nobody who died."""
    with vault.read() as connection:
        rows = connection.exec_driver_sql(_ACTIVE, (EnrolmentState.ACTIVE,)).fetchall()
        gone = dead(connection)
    people: dict[bytes, list[tuple[str, bytes, str]]] = {}
    for person, folio, _nickname, group, name in rows:
        people.setdefault(bytes(person), []).append((folio or "", bytes(group), name or ""))
    return tuple(
        Twice(person, in_[0][0], tuple(each[1] for each in in_), tuple(each[2] for each in in_))
        for person, in_ in people.items()
        if len(in_) > 1 and person not in gone
    )
