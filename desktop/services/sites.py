"""Sites: a new one for the programme, and one more for somebody, wherever they work."""

from __future__ import annotations

import secrets
from collections.abc import Collection
from pathlib import Path

from desktop.journal.spaces import KEY_BYTES, space_keys
from desktop.programme.roles import refusal
from desktop.programme.vocabulary import Stream
from desktop.services import grants, places
from desktop.services.authority import (
    OTHERS_STREAM,
    Authority,
    NotAllowed,
    authority_of,
    others_stream,
)
from desktop.services.entrance import Desk
from desktop.services.grants import Keys
from desktop.services.holdings import (
    devices_of,
    keys_in,
    places_in,
    this_laptop,
    vaults_of,
    write,
)
from desktop.services.new_vault import enter_due_sites, note_site
from desktop.services.refusals import NotFound
from desktop.trouble import say
from desktop.vault.cards import list_accounts
from desktop.vault.store import add_slot, holders
from sync.batch.keys import ID_BYTES
from sync.batch.roster import Member
from sync.batch.roster_entries import DeviceEntry, Entry, MemberEntry
from sync.batch.roster_grants import FIRST_EPOCH
from sync.batch.roster_names import Details, Site

_ENDED = say("El acceso de esa cuenta ya terminó; quien vuelve recibe una cuenta nueva.")


def add_site(folder: Path, desk: Desk, name: str, municipality: str) -> bytes:
    """Another site of the stream that is open, for whoever opens its vault here; its space.

    Durable; whoever works on another laptop is given it by `grant`.
    Raises: NotTheFounder, NotAllowed, DiskFull, ReadOnlyFolder.
    """
    by = authority_of(desk)
    vault, name = desk.work, " ".join(name.split())
    if vault.stream is Stream.SHARED or not name:
        raise NotAllowed(say("Falta el nombre de la sede."))
    space = secrets.token_bytes(ID_BYTES)
    here = [by.roster.member(holder) for holder in holders(vault.unlocked)]
    members = [one for one in here if one is not None and not by.roster.revoked(one.id)]
    key = {(space, FIRST_EPOCH): secrets.token_bytes(KEY_BYTES)}
    only = frozenset({space})
    entries: list[Entry] = [MemberEntry(one.sign_pub, one.box_pub, only) for one in members]
    entries.append(this_laptop(folder, only))
    told = Details(spaces={space: Site(vault.stream, name, " ".join(municipality.split()))})
    kin = {space: next(iter(space_keys(vault, vault.home).values()))}
    given = grants.sealed_to(by.roster.programme, key, members, kin=kin)
    note_site(vault, space, name)
    roster = write(folder, desk, entries, given, told)
    grants.take_grants(desk.vaults, desk.account, roster)
    enter_due_sites(vault)
    return space


def grant(folder: Path, desk: Desk, account: bytes, spaces: Collection[bytes]) -> None:
    """Let somebody work at more sites, of spaces whose keys this desk holds. Durable.

    On another laptop it takes effect when that one learns. Raises: NotTheFounder,
    NotFound, NotAllowed, DiskFull, ReadOnlyFolder.
    """
    by = authority_of(desk)
    member = by.roster.member(account)
    if member is None:
        raise NotFound
    if by.roster.revoked(account):
        raise NotAllowed(_ENDED)
    mine = vaults_of(folder, desk)
    keys = keys_in(desk, mine.values(), desk.work.clock)
    held = {place: key for place, key in keys.items() if place[0] in spaces}
    if missing := set(spaces) - {space for space, _ in held}:
        raise others_stream(by, {places.stream_of(space, by.told) for space in missing})
    role = places.role_of(account, by.roster, by.told)
    wanted = [*places.places_of(account, by.roster, by.told), *places_in(by.told, held)]
    if why := refusal(role, wanted, both_allowed=by.roster.policy_both_streams):
        raise NotAllowed(why)
    added = frozenset(spaces)
    entries: list[Entry] = [MemberEntry(member.sign_pub, member.box_pub, added)]
    entries += [
        DeviceEntry(by.roster.devices[device].transport_pub, added)
        for device in devices_of(by.roster, by.told, account)
    ]
    card = next((card for card in list_accounts(folder) if card.id == account), None)
    if card is not None:
        entries.append(this_laptop(folder, added))
        # Before the roster says it: else a kill in between would begin another vault for them.
        for stream in {place.stream for place in places_in(by.told, held)}:
            if stream in mine and account not in holders(mine[stream]):
                add_slot(mine[stream], card)
    kin = _kin(by, member, keys, spaces)
    given = grants.sealed_to(by.roster.programme, held, [member], held, kin)
    write(folder, desk, entries, given, Details())


def _kin(
    by: Authority, member: Member, keys: Keys, spaces: Collection[bytes]
) -> dict[bytes, bytes]:
    """For each space a key of another one of its stream that this person has too.

    None for their first space of a stream. Raises: NotAllowed for who works in the stream
    at none of this desk's sites: nothing would tell them that its word is true.
    """
    found: dict[bytes, bytes] = {}
    for space in set(spaces) - member.spaces:
        stream = places.stream_of(space, by.told)
        theirs = {one for one in member.spaces if places.stream_of(one, by.told) is stream}
        shared = [key for (one, _), key in sorted(keys.items()) if one in theirs]
        if theirs and not shared:
            raise NotAllowed(OTHERS_STREAM)
        if shared:
            found[space] = shared[0]
    return found
