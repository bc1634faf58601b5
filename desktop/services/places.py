"""What the roster says of somebody's role and places, read with the wall's rules in hand.

Entries only add, so two coordinators may by mistake have entered one person for both
streams. Then the rule is what counts: such a person is given nothing more.
"""

from __future__ import annotations

from collections.abc import Sequence
from contextlib import suppress
from dataclasses import replace
from typing import TYPE_CHECKING

from desktop.programme.roles import SERVES, Place, Role, refusal
from desktop.programme.vocabulary import Stream
from sync.batch.roster import Roster
from sync.batch.roster_names import Details, Site

if TYPE_CHECKING:
    from desktop.journal.open_vault import OpenVault


def role_of(account: bytes, roster: Roster, told: Details) -> Role:
    """A coordinator by the root key's word alone; else what her or his coordinator wrote.

    Where nothing is written, as in an older programme, there were facilitators alone.
    """
    member = roster.member(account)
    if member is not None and member.coordinator:
        return Role.COORDINATOR
    person = told.people.get(account)
    written: Role | None = None
    if person is not None:
        with suppress(ValueError):
            written = Role(person.role)
    if written is not None and written is not Role.COORDINATOR:
        return written
    return Role.FACILITATOR


def places_of(account: bytes, roster: Roster, told: Details) -> tuple[Place, ...]:
    """Where somebody works, the shared space left out, by stream and name."""
    member = roster.member(account)
    spaces = member.spaces if member else frozenset()
    found = {place(told.spaces[space]) for space in spaces if space in told.spaces}
    return tuple(
        sorted(
            (one for one in found if one is not None and one.stream is not Stream.SHARED),
            key=lambda one: (one.stream, one.site, one.municipality),
        )
    )


def entitled(account: bytes, roster: Roster, told: Details) -> bool:
    """Whether the rules let this person hold all that the roster gives them."""
    role, places = role_of(account, roster, told), places_of(account, roster, told)
    if role in SERVES and not places:
        return True  # sites that nobody described, as in an older programme
    return refusal(role, places, both_allowed=roster.policy_both_streams) is None


def place(site: Site) -> Place | None:
    """None for a stream that a later version may know."""
    try:
        return Place(Stream(site.stream), site.name, site.municipality)
    except ValueError:
        return None


def as_kept(told: Details, vaults: Sequence[OpenVault]) -> Details:
    """`told`, but of each space that lies in one of these vaults the stream is the vault's.

    Any coordinator writes about any space; a false word must not move one that is here.
    """
    here = {
        space.id: replace(told.spaces[space.id], stream=vault.stream.value)
        for vault in reversed(vaults)  # the shared one comes last, and has the last word nowhere
        for space in vault.spaces
        if space.id in told.spaces
    }
    return told | Details(spaces=here)


def stream_of(space: bytes, told: Details) -> Stream | None:
    """Whose records travel in a space, as far as its coordinator said."""
    site = told.spaces.get(space)
    found = place(site) if site else None
    return found.stream if found else None
