"""The team as one page shows it: who may do what, where, and what whoever looks may change.

Changing it is in adding.py, sites.py, laptops.py, revocation.py and root.py; their verbs are named
here too, so that an interface has one door.
"""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from desktop.programme.roles import Place, Role, refusal
from desktop.programme.text import collate
from desktop.programme.vocabulary import Stream
from desktop.services import places
from desktop.services import roster as rosters
from desktop.services.adding import add_here
from desktop.services.authority import NotAllowed, NotTheFounder, NotTheRoot
from desktop.services.entrance import Desk
from desktop.services.holdings import devices_of
from desktop.services.laptops import NotThisLaptop, end_devices, this_device
from desktop.services.refusals import NotFound
from desktop.services.revocation import (
    LastOfAll,
    Late,
    NotYourself,
    accept_late,
    list_late,
    replace,
    revoke,
)
from desktop.services.root import make_coordinator, set_policy
from desktop.services.sites import add_site, grant
from desktop.trouble import Message
from desktop.vault.cards import list_accounts
from sync.batch.roster import Member, Roster
from sync.batch.roster_names import Details

__all__ = [
    "LastOfAll",
    "Late",
    "NotAllowed",
    "NotTheFounder",
    "NotTheRoot",
    "NotThisLaptop",
    "NotYourself",
    "Person",
    "Powers",
    "Site",
    "Team",
    "accept_late",
    "add_here",
    "add_site",
    "end_devices",
    "grant",
    "list_late",
    "make_coordinator",
    "replace",
    "revoke",
    "set_policy",
    "team",
]


@dataclass(frozen=True, slots=True)
class Person:
    """Somebody of the team.

    Attributes:
        places: where they work, sites of the shared space left out.
        spaces: the ids of all their spaces.
        here: their account lies on this laptop.
        me: it is who looks.
        ended: their access has ended.
        devices: laptops that came in with them and go on reading.
        closable: those of them that may end with them: not this one.
        refusal: the rule that what they were given breaks, and so is not given.
    """

    account: bytes
    nickname: str
    role: Role
    places: tuple[Place, ...]
    spaces: frozenset[bytes]
    here: bool
    me: bool
    ended: bool
    coordinator: bool
    devices: tuple[bytes, ...] = ()
    closable: tuple[bytes, ...] = ()
    refusal: Message | None = None


@dataclass(frozen=True, slots=True)
class Site:
    """A stream at a site. `home`: new records of this desk go there."""

    space: bytes
    stream: Stream
    name: str
    municipality: str
    home: bool = False


@dataclass(frozen=True, slots=True)
class Powers:
    """What this desk may do: nothing, a coordinator's things, the root key's too."""

    coordinate: bool = False
    root: bool = False
    add_sites: bool = False

    @property
    def grant(self) -> bool:
        return self.coordinate

    @property
    def name_coordinators(self) -> bool:
        return self.root

    @property
    def set_policy(self) -> bool:
        return self.root

    def revoke(self, person: Person) -> bool:
        """Whether this desk may end that person's access; a coordinator's the root alone."""
        if person.me or person.ended or not self.coordinate:
            return False
        return self.root or not person.coordinator


@dataclass(frozen=True, slots=True)
class Team:
    """The programme's people and sites as they are known here, by nickname and by name.

    `policy_both`: a coordinator may hold both streams. `has_recovery`: sheets were made.
    """

    people: tuple[Person, ...]
    sites: tuple[Site, ...]
    policy_both: bool
    has_recovery: bool
    can: Powers


def team(desk: Desk, folder: Path) -> Team:
    """Read the roster anew. A desk whose shared vault is damaged sees nobody."""
    if desk.shared is None:
        return Team((), (), policy_both=False, has_recovery=False, can=Powers())
    roster = rosters.known(desk.shared).roster
    told = rosters.details(desk.shared, roster)
    here = {card.id for card in list_accounts(folder)}
    device = this_device(folder)
    people = [
        _person(desk, member, roster, told, here, device)
        for member in roster.members.values()
        if member.spaces
    ]
    people.sort(key=lambda one: (one.ended, collate(one.nickname), one.account))
    homes = {space.id for vault in desk.vaults for space in vault.spaces if space.home}
    sites = [
        Site(space, place.stream, place.site, place.municipality, space in homes)
        for space, site in told.spaces.items()
        if (place := places.place(site)) is not None
    ]
    sites.sort(key=lambda one: (one.stream, collate(one.name), one.space))
    return Team(
        tuple(people),
        tuple(sites),
        policy_both=roster.policy_both_streams,
        has_recovery=roster.recovery is not None,
        can=_powers(desk, roster),
    )


def require_person(desk: Desk, folder: Path, nickname: str) -> Person:
    """The one person of this nickname who has access. Raises: NotFound for none or several."""
    named = [one for one in team(desk, folder).people if one.nickname == nickname]
    named = [one for one in named if not one.ended]
    if len(named) != 1:
        raise NotFound
    return named[0]


def _person(
    desk: Desk,
    member: Member,
    roster: Roster,
    told: Details,
    here: set[bytes],
    device: bytes,
) -> Person:
    written = told.people.get(member.id)
    role = places.role_of(member.id, roster, told)
    held = places.places_of(member.id, roster, told)
    devices = devices_of(roster, told, member.id)
    entitled = places.entitled(member.id, roster, told)
    return Person(
        account=member.id,
        nickname=written.nickname if written else "",
        role=role,
        places=held,
        spaces=member.spaces,
        here=member.id in here,
        me=member.id == desk.me,
        ended=roster.revoked(member.id),
        coordinator=member.coordinator,
        devices=devices,
        closable=tuple(one for one in devices if one != device),
        refusal=None if entitled else refusal(role, held, both_allowed=roster.policy_both_streams),
    )


def _powers(desk: Desk, roster: Roster) -> Powers:
    if not rosters.is_coordinator(roster, desk.account):
        return Powers()
    return Powers(
        coordinate=True,
        root=rosters.ROOT_KEEPSAKE in desk.account.keepsakes,
        add_sites=desk.work.stream is not Stream.SHARED,
    )
