"""A laptop joins: it writes a request, a coordinator answers with an invitation (inviting.py).

Needs no signal. Keys of people are never copied: the request carries public
keys only, the invitation is sealed to them, and six words compared on the two
screens tell that nobody exchanged the request on the way.
"""

from __future__ import annotations

import secrets
from collections.abc import Mapping, Sequence
from contextlib import suppress
from pathlib import Path

from desktop.host.clock import Clock, SystemClock
from desktop.host.files import write_atomic
from desktop.journal import meta
from desktop.journal.open_vault import OpenVault
from desktop.journal.spaces import add_space
from desktop.programme.vocabulary import Stream
from desktop.services import allegiance
from desktop.services import roster as rosters
from desktop.services.entrance import AccountGone
from desktop.services.refusals import Refusal
from desktop.services.staging import made_aside, made_beside
from desktop.trouble import say
from desktop.vault.accounts import UnlockedAccount, create_account, list_accounts, unlock_account
from desktop.vault.familiar import make_familiar
from desktop.vault.store import UnlockedVault, create_vault, open_vaults
from desktop.vault.troubles import telling
from sync.batch.keys import batch_hash
from sync.carriers import boxes
from sync.carriers.trouble import BadFolder
from sync.client.invitation import (
    BadInvitation,
    Invitation,
    InvitedSpace,
    decode_invitation,
    decode_request,
    encode_request,
    read_file,
)
from sync.client.inviting import invite, read_request
from sync.client.server_choice import KnownServer, know

__all__ = [
    "BadInvitation",
    "OpensAlready",
    "accept",
    "accept_file",
    "ask_again",
    "decode_request",
    "invite",
    "read_invitation",
    "read_request",
    "waiting_request",
    "write_request",
]

REQUEST_FILE = boxes.REQUEST_FILE
AGAIN_FILE = boxes.AGAIN_FILE

_OTHERS = say("Esta computadora ya tiene los registros de otra invitación.")


class OpensAlready(Refusal):
    """The account opens records here, so it has nothing to ask for."""

    def __init__(self) -> None:
        super().__init__(
            say("Esa cuenta ya abre sus registros en esta computadora."),
            say("Entre con su frase; para otro lugar de trabajo, avise a su coordinación."),
        )


def write_request(folder: Path, nickname: str, passphrase: str, path: Path | None = None) -> bytes:
    """Make an account and this laptop's transport key, and write the request for them.

    `path` is where to put a copy, e.g. on a stick. Asked again, the account that
    waits is kept. Raises: AlreadyFounded where somebody works already, DiskFull,
    ReadOnlyFolder; ValueError as `create_account`.
    """
    request = waiting_request(folder)
    if request is None:
        with made_aside(folder) as aside:
            boxes.prepare(aside)
            account = create_account(aside, nickname, passphrase)
            write_atomic(boxes.transport_key_path(aside), secrets.token_bytes(boxes.SEED_BYTES))
            request = encode_request(account, _transport_pub(aside))
            write_atomic(aside / REQUEST_FILE, request)
    if path is not None:
        with telling():
            write_atomic(path, request)
    return request


def ask_again(
    folder: Path,
    account_id: bytes,
    passphrase: str,
    path: Path | None = None,
    clock: Clock | None = None,
) -> bytes:
    """A request for an account that is here and opens nothing: after panic, or where it moved.

    Raises: AccountGone, WrongPassphrase, TooSoon, OpensAlready, DamagedHeader, StrangeVault,
    DiskFull, ReadOnlyFolder.
    """
    try:
        account = unlock_account(folder, account_id, passphrase, clock)
    except KeyError:
        raise AccountGone from None
    if _vaults(folder, account):
        raise OpensAlready
    with telling():
        boxes.prepare(folder)
        if not boxes.transport_key_path(folder).exists():
            write_atomic(boxes.transport_key_path(folder), secrets.token_bytes(boxes.SEED_BYTES))
        request = encode_request(account, _transport_pub(folder))
        write_atomic(folder / AGAIN_FILE, b"")
        write_atomic(folder / REQUEST_FILE, request)
        if path is not None:
            write_atomic(path, request)
    return request


def waiting_request(folder: Path) -> bytes | None:
    """The request that no invitation has answered yet, and whose account is here."""
    try:
        data = (folder / REQUEST_FILE).read_bytes()
        account = decode_request(data).account
    except (OSError, BadInvitation):
        return None
    return data if any(card.id == account for card in list_accounts(folder)) else None


def read_invitation(path: Path) -> bytes:
    """The bytes of an invitation's file, to compare its six words first. Raises: BadInvitation."""
    return read_file(path)


def accept_file(folder: Path, passphrase: str, path: Path) -> None:
    """Take in the invitation that lies in a file. Raises as `accept`, and BadInvitation."""
    accept(folder, passphrase, read_file(path))


def accept(folder: Path, passphrase: str, invitation: bytes, clock: Clock | None = None) -> None:
    """Make a vault for each stream of an invitation; afterwards the account opens them.

    Checked whole before anything is made; after a power cut it can simply be done again.
    Raises: WrongPassphrase, BadInvitation, DamagedHeader, DiskFull, ReadOnlyFolder.
    """
    request = waiting_request(folder)
    if request is None:
        raise BadInvitation(say("Esta computadora no ha pedido unirse."))
    account = unlock_account(folder, decode_request(request).account, passphrase)
    told = decode_invitation(account, invitation)
    told.require_for(account.card.id, _transport_pub(folder))
    before = _settings(folder)
    if before is not None and before.programme != told.programme:
        raise BadInvitation(_OTHERS)
    here = _vaults(folder, account)
    if not here.keys() <= told.by_stream().keys():
        raise BadInvitation(_OTHERS)
    clock = clock or SystemClock()
    for stream, unlocked in here.items():
        # The last accepting was cut short just before its end.
        _fill(unlocked, account, told, told.by_stream()[stream], clock)
    _make_vaults(folder, account, told, here, clock)
    with telling():
        if before is None:
            boxes.write_settings(
                folder, boxes.Settings(told.programme, told.server, told.server_key, told.demo)
            )
        else:
            # What was pulled once may have gone with vaults that open no more.
            boxes.ask_again(folder, batch_hash(invitation).hex())
            if told.server:
                boxes.change_server(folder, told.server, told.server_key)
        boxes.forget_request(folder)


def _make_vaults(
    folder: Path,
    account: UnlockedAccount,
    told: Invitation,
    here: Mapping[Stream, UnlockedVault],
    clock: Clock,
) -> None:
    """Aside, then in. What a vault of the same stream held before belongs to the past."""
    missing = {s: spaces for s, spaces in told.by_stream().items() if s not in here}
    if not missing:
        return
    with made_beside(folder) as aside:
        made = {}
        for stream, spaces in missing.items():
            unlocked = create_vault(aside, stream, [account.card], clock=clock)
            _fill(unlocked, account, told, spaces, clock)
            made[stream] = unlocked.vault_id
        make_familiar(account, made)
        allegiance.swear(account, told.programme)


def _fill(
    unlocked: UnlockedVault,
    account: UnlockedAccount,
    told: Invitation,
    spaces: Sequence[InvitedSpace],
    clock: Clock,
) -> None:
    vault = OpenVault.open(unlocked, account, clock)
    try:
        with vault.transaction() as connection:
            meta.put(connection, meta.PROGRAMME, told.programme)
            if told.demo:
                meta.put(connection, meta.DEMONSTRATION, b"1")
            if unlocked.stream is Stream.SHARED and told.server_key is not None:
                know(connection, KnownServer(told.server, told.server_key))
        for space in spaces:
            for epoch, key in sorted(space.keys.items()):
                add_space(vault, space.id, space.name, epoch, key)
        if unlocked.stream is Stream.SHARED:
            for data in told.rosters_in_order():
                rosters.keep(vault, data)
    except ValueError:
        raise BadInvitation(_OTHERS) from None
    finally:
        vault.close()


def _vaults(folder: Path, account: UnlockedAccount) -> dict[Stream, UnlockedVault]:
    """What opens for the account here: nothing, or what an accepting left that was cut short."""
    return {unlocked.stream: unlocked for unlocked in open_vaults(folder, account)}


def _settings(folder: Path) -> boxes.Settings | None:
    with suppress(BadFolder):
        return boxes.read_settings(folder)
    return None


def _transport_pub(folder: Path) -> bytes:
    return boxes.transport_key(folder).public_key().public_bytes_raw()
