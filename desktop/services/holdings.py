"""What a coordinator at a desk holds: vaults, keys of spaces, and the pen of the roster."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path

from desktop.host.clock import Clock
from desktop.journal.open_vault import OpenVault
from desktop.journal.spaces import space_keys
from desktop.programme.roles import Place
from desktop.programme.vocabulary import Stream
from desktop.services import places
from desktop.services import roster as rosters
from desktop.services.entrance import Desk
from desktop.vault.store import UnlockedVault, open_vaults
from sync.batch.roster import Roster
from sync.batch.roster_entries import DeviceEntry, Entry, GrantEntry
from sync.batch.roster_grants import grant_entries
from sync.batch.roster_names import Details
from sync.carriers import boxes


def vaults_of(folder: Path, desk: Desk) -> dict[Stream, UnlockedVault]:
    """The vaults of the streams that this desk may open, the closed one of two as well."""
    found = {vault.stream: vault.unlocked for vault in desk.vaults}
    if desk.both:
        for unlocked in open_vaults(folder, desk.account):
            if unlocked.stream in desk.streams:
                found.setdefault(unlocked.stream, unlocked)
    found.pop(Stream.SHARED, None)
    return found


@contextmanager
def opened(desk: Desk, unlocked: UnlockedVault, clock: Clock) -> Iterator[OpenVault]:
    """A vault of this desk, which is opened for the moment when it is the closed one of two."""
    for vault in desk.vaults:
        if vault.vault_id == unlocked.vault_id:
            yield vault
            return
    vault = OpenVault.open(unlocked, desk.account, clock)
    try:
        yield vault
    finally:
        vault.close()


def keys_in(
    desk: Desk, vaults: Iterable[UnlockedVault], clock: Clock
) -> dict[tuple[bytes, int], bytes]:
    """The keys of every space in these vaults, by space and epoch."""
    found: dict[tuple[bytes, int], bytes] = {}
    for unlocked in vaults:
        with opened(desk, unlocked, clock) as vault:
            found |= keys_of(vault)
    return found


def keys_of(vault: OpenVault) -> dict[tuple[bytes, int], bytes]:
    """By space and epoch, everything that lies in an open vault."""
    return {
        (space.id, epoch): key
        for space in vault.spaces
        for epoch, key in space_keys(vault, space.id).items()
    }


def places_in(told: Details, keys: Iterable[tuple[bytes, int]]) -> list[Place]:
    """Where these keys are of, as far as the roster says it."""
    sites = [told.spaces[space] for space, _ in keys if space in told.spaces]
    return [place for site in sites if (place := places.place(site)) is not None]


def devices_of(roster: Roster, told: Details, account: bytes) -> tuple[bytes, ...]:
    """The laptops that came in with this person and go on reading, by id."""
    person = told.people.get(account)
    return tuple(
        sorted(
            device
            for device, nickname in told.devices.items()
            if person is not None
            and nickname == person.nickname
            and device in roster.devices
            and not roster.device_ended(device)
        )
    )


def this_laptop(folder: Path, spaces: frozenset[bytes]) -> DeviceEntry:
    """This laptop, which may pull what lives on it."""
    return DeviceEntry(boxes.transport_key(folder).public_key().public_bytes_raw(), spaces)


def write(
    folder: Path, desk: Desk, entries: Sequence[Entry], given: Sequence[GrantEntry], told: Details
) -> Roster:
    """Append to the roster: one batch when it fits, and those that the grants need beyond.

    Raises as `roster.append`.
    """
    if desk.shared is None:
        raise LookupError("nobody without the shared vault changes the team")
    first, *rest = grant_entries(given) or [()]
    roster = rosters.append(desk.shared, desk.account, folder, (*entries, *first), told)
    for part in rest:
        roster = rosters.append(desk.shared, desk.account, folder, part)
    return roster
