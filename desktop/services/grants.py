"""Keys of spaces, sealed to people in the roster: taking one's own, giving every member theirs.

A grant needs nobody else's passphrase. Whoever could write to a space and was
revoked may hold its key, so a coordinator who sees that makes the next one.
"""

from __future__ import annotations

import os
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from contextlib import suppress
from pathlib import Path

from desktop.journal.open_vault import OpenVault
from desktop.journal.spaces import KEY_BYTES, add_space, latest_epoch, space_keys
from desktop.programme.vocabulary import Stream
from desktop.services import places
from desktop.services import roster as rosters
from desktop.services.holdings import keys_of
from desktop.vault.accounts import UnlockedAccount
from desktop.vault.sealing import NotSealedToMe, seal_to
from sync.batch.roster import Member, Roster
from sync.batch.roster_entries import GrantEntry
from sync.batch.roster_grants import grant_entries, grant_info, leaps, next_epoch
from sync.batch.roster_names import Details

Random = Callable[[int], bytes]
Keys = Mapping[tuple[bytes, int], bytes]
"""Keys of spaces by space and epoch."""


def sealed_to(
    programme: bytes,
    keys: Keys,
    members: Iterable[Member],
    held: Keys | None = None,
    kin: Mapping[bytes, bytes] | None = None,
) -> list[GrantEntry]:
    """Every key sealed to every member, an entry for each space and epoch.

    `held` are the keys of these spaces: for whoever has one already the latest earlier one
    proves that who seals had it too (`grant_info`). None for people who had no key of them.
    `kin` proves the first key of a space, by it, to people who work in its stream already:
    a key of another space of that stream that they have too.
    """
    people = list(members)
    entries = []
    for (space, epoch), key in sorted(keys.items()):
        before = {e: k for (s, e), k in (held or {}).items() if s == space and e < epoch}
        proof = before[max(before)] if before else (kin or {}).get(space)
        info = grant_info(programme, space, epoch, proof)
        sealed = {one.id: seal_to(one.box_pub, key, info) for one in people}
        entries.append(GrantEntry(space, epoch, sealed))
    return entries


def granted(
    account: UnlockedAccount,
    roster: Roster,
    held: Keys | None = None,
    kin: Callable[[bytes], Sequence[bytes]] = lambda _space: (),
) -> Iterator[tuple[bytes, int, bytes]]:
    """Space, epoch and key of whatever the roster grants this account beyond what it has.

    `held` are the keys that it has, `kin` those of a new space's stream among them. Of a
    space that it has a key of, only what another holder of an earlier key sealed is
    believed; of a new one in a stream that it works in, only what a holder of a key of
    that stream did. Else a coordinator of the other stream could open a site in this one.
    """
    known = dict(held or {})
    reached = dict(known)
    for (space, epoch), grant in sorted(roster.grants.items()):
        latest = max((e for s, e in reached if s == space), default=0)
        if leaps(latest, epoch):
            continue
        reached[space, epoch] = b""
        sealed = grant.sealed.get(account.card.id)
        if sealed is None or (space, epoch) in known:
            continue
        before = {e: k for (s, e), k in known.items() if s == space and e < epoch}
        proofs: list[bytes | None] = [before[e] for e in sorted(before, reverse=True)]
        for proof in proofs or [*kin(space)] or [None]:
            with suppress(NotSealedToMe):
                info = grant_info(roster.programme, space, epoch, proof)
                key = account.open_sealed(sealed, info)
                if len(key) == KEY_BYTES:
                    known[space, epoch] = key
                    yield space, epoch, key
                break


def take_grants(vaults: Sequence[OpenVault], account: UnlockedAccount, roster: Roster) -> bool:
    """Put into these vaults whatever key is granted and not here yet; whether there was one.

    A space that is new here goes to the vault of its stream, when its site is known
    and the account's role may hold it. Raises: DiskFull, ReadOnlyFolder, Busy.
    """
    shared = next((vault for vault in vaults if vault.stream is Stream.SHARED), None)
    if shared is None or not roster.grants:
        return False
    told = places.as_kept(rosters.details(shared, roster), vaults)

    def kin(space: bytes) -> Sequence[bytes]:
        vault = _vault_of(vaults, space, places.stream_of(space, told))
        return () if vault is None else [*_held([vault]).values()]

    took = False
    new = list(granted(account, roster, _held(vaults), kin))
    for space, epoch, key in new:
        vault = _vault_of(vaults, space, places.stream_of(space, told))
        if vault is None or not _may_take(account, space, vault, roster, told):
            continue
        known = {one.id: one.name for one in vault.spaces}
        name = told.spaces[space].name if space in told.spaces else known.get(space, "")
        try:
            add_space(vault, space, name, epoch, key)
        except ValueError:
            continue  # this epoch has another key here, under which batches were sealed
        took = True
    return took


def give_due(
    vaults: Sequence[OpenVault],
    account: UnlockedAccount,
    folder: Path,
    roster: Roster,
    random: Random = os.urandom,
) -> Roster:
    """What a coordinator owes the members of the spaces that are open here.

    Another key for a space whose latest one somebody revoked may hold; and every
    later key for members whom no grant of it names, such as those that another
    coordinator entered meanwhile. Each opens only with an earlier key of the space. The
    roster is written first, so a kill leaves the key to be taken by its own grant.
    Raises: KeyError for who has no roster chain; DiskFull, ReadOnlyFolder, Busy.
    """
    shared = next(vault for vault in vaults if vault.stream is Stream.SHARED)
    told = places.as_kept(rosters.details(shared, roster), vaults)
    due: list[GrantEntry] = []
    me = account.card.id
    for vault in vaults:
        for space in vault.spaces:
            # I hold it already: that somebody entered me elsewhere must not stop a new key.
            members = [
                member
                for member in roster.members_of(space.id)
                if member.id == me or places.entitled(member.id, roster, told)
            ]
            if me in {member.id for member in members}:
                due += _due(vault, space.id, members, roster, random)
    for part in grant_entries(due):
        roster = rosters.append(shared, account, folder, part)
    if due:
        take_grants(vaults, account, roster)
    return roster


def _due(
    vault: OpenVault, space: bytes, members: Sequence[Member], roster: Roster, random: Random
) -> list[GrantEntry]:
    keys = space_keys(vault, space)
    held = {(space, epoch): key for epoch, key in keys.items()}
    latest = latest_epoch(vault, space)
    due: list[GrantEntry] = []
    for epoch, key in keys.items():
        grant = roster.grants.get((space, epoch))
        # Never the first one, which nothing can prove: a coordinator without keys of this
        # space may have entered an invented member here, and would be handed it.
        if grant is not None and any(earlier < epoch for earlier in keys):
            lacking = [member for member in members if member.id not in grant.sealed]
            if lacking:
                due += sealed_to(roster.programme, {(space, epoch): key}, lacking, held)
    if roster.tainted(space, latest):
        following = {(space, next_epoch(latest, random)): random(KEY_BYTES)}
        due += sealed_to(roster.programme, following, members, held)
    return due


def _may_take(
    account: UnlockedAccount, space: bytes, vault: OpenVault, roster: Roster, told: Details
) -> bool:
    if any(one.id == space for one in vault.spaces):
        return True
    return roster.may_write(account.card.id, space) and places.entitled(
        account.card.id, roster, told
    )


def _vault_of(vaults: Sequence[OpenVault], space: bytes, stream: Stream | None) -> OpenVault | None:
    for vault in vaults:
        if any(one.id == space for one in vault.spaces):
            return vault
    return next((vault for vault in vaults if vault.stream is stream), None)


def _held(vaults: Iterable[OpenVault]) -> Keys:
    return {place: key for vault in vaults for place, key in keys_of(vault).items()}
