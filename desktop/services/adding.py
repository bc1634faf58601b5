"""Bringing people in on this laptop with no signal: account, slots, the roster's word, keys.

Nobody's passphrase is needed but the new one. Whoever gets a slot in a stream's vault
sees all the sites whose keys lie in it; who should see fewer works on another laptop.
"""

from __future__ import annotations

import secrets
from collections.abc import Collection
from contextlib import ExitStack
from pathlib import Path

from desktop.host.clock import Clock, SystemClock
from desktop.journal.spaces import KEY_BYTES, add_space
from desktop.programme.roles import Place, Role, may_lead, refusal
from desktop.programme.vocabulary import Stream
from desktop.services import grants
from desktop.services.authority import Authority, NotAllowed, authority_of, others_stream
from desktop.services.entrance import Desk
from desktop.services.holdings import (
    keys_in,
    keys_of,
    opened,
    places_in,
    this_laptop,
    vaults_of,
    write,
)
from desktop.services.new_vault import enter_member, enter_site, new_vault
from desktop.services.restoring import BadNickname
from desktop.services.staging import made_beside
from desktop.vault.accounts import UnlockedAccount, create_account, list_accounts
from desktop.vault.familiar import make_familiar
from desktop.vault.store import UnlockedVault, add_slot, remove_slot
from sync.batch.keys import ID_BYTES
from sync.batch.root_words import certify
from sync.batch.roster import Member
from sync.batch.roster_entries import Entry, MemberEntry
from sync.batch.roster_grants import FIRST_EPOCH
from sync.batch.roster_names import Details, Person, Site


def add_here(
    folder: Path,
    desk: Desk,
    nickname: str,
    passphrase: str,
    role: Role,
    streams: Collection[Stream],
    clock: Clock | None = None,
) -> bytes:
    """Make an account on this laptop for somebody of the team; its id. Durable.

    `streams` are those to be opened, none for an evaluator or a steward. A stream that
    nobody of the programme works in yet begins here, with a vault that the new account
    alone opens. `desk` stays open. A kill leaves no account, or a whole one.
    Raises: NotTheFounder, NotTheRoot for a new coordinator, NotAllowed,
    BadNickname, DiskFull, ReadOnlyFolder, Busy; ValueError for an empty passphrase.
    """
    clock = clock or SystemClock()
    by = authority_of(desk)
    mine = vaults_of(folder, desk)
    begun = _begun_here(by, mine, streams)
    theirs = [mine[stream] for stream in streams if stream in mine]
    held = keys_in(desk, theirs, clock)
    where = [Place(stream) for stream in begun] + places_in(by.told, held)
    if why := refusal(role, where, both_allowed=by.roster.policy_both_streams):
        raise NotAllowed(why)
    root = by.as_root() if role is Role.COORDINATOR else None
    if any(card.nickname.casefold() == nickname.casefold() for card in list_accounts(folder)):
        raise BadNickname
    with made_beside(folder) as aside, ExitStack() as undoing:
        try:
            account = create_account(aside, nickname, passphrase)
        except ValueError:
            if not passphrase:
                raise
            raise BadNickname from None
        card = account.card
        started = [_begin(aside, stream, account, desk, by, clock) for stream in begun]
        for unlocked in (*theirs, by.shared.unlocked):
            add_slot(unlocked, card)
            undoing.callback(remove_slot, unlocked, card.id)
            make_familiar(account, {unlocked.stream: unlocked.vault_id})
        keys = held | keys_of(by.shared)
        spaces = frozenset([space for space, _ in keys] + [space for space, _ in started])
        entries: list[Entry] = [
            MemberEntry(card.sign_pub, card.box_pub, spaces),
            this_laptop(folder, spaces),
        ]
        if root is not None:
            entries.insert(0, certify(*root, card.sign_pub, card.box_pub))
        member = Member(card.id, card.sign_pub, card.box_pub, spaces)
        known = {place: key for place, key in keys.items() if place in by.roster.grants}
        told = Details(people={card.id: Person(nickname, role)}, spaces=dict(started))
        write(folder, desk, entries, grants.sealed_to(by.roster.programme, known, [member]), told)
        undoing.pop_all()
    if may_lead(role, where):
        for unlocked in theirs:
            with opened(desk, unlocked, clock) as vault:
                enter_member(vault, card.id, nickname)
    return card.id


def _begun_here(
    by: Authority, mine: dict[Stream, UnlockedVault], streams: Collection[Stream]
) -> list[Stream]:
    """Streams that this desk does not open and nobody has begun. Raises: NotAllowed."""
    begun = [stream for stream in streams if stream not in mine]
    if any(site.stream in begun for site in by.told.spaces.values()):
        raise others_stream(by, begun)
    return begun


def _begin(
    aside: Path,
    stream: Stream,
    account: UnlockedAccount,
    desk: Desk,
    by: Authority,
    clock: Clock,
) -> tuple[bytes, Site]:
    """The first vault of a stream: made aside, opened by its first person alone."""
    home = by.told.spaces.get(by.shared.home)
    municipality = home.municipality if home else ""
    space, site = secrets.token_bytes(ID_BYTES), Site(stream, desk.site_name, municipality)
    programme = by.roster.programme
    with new_vault(aside, stream, account, programme, clock, demo=desk.is_demo) as vault:
        add_space(vault, space, site.name, FIRST_EPOCH, secrets.token_bytes(KEY_BYTES))
        enter_site(vault, space, site.name)
        enter_member(vault, account.card.id, account.card.nickname)
        make_familiar(account, {stream: vault.vault_id})
    return space, site
