"""A second laptop joins: it writes a request, a coordinator answers with an invitation.

Needs no signal. Keys of people are never copied: the request carries public
keys only, the invitation is sealed to them, and six words compared on the two
screens tell that nobody exchanged the request on the way.
"""

from __future__ import annotations

import os
import secrets
import shutil
from contextlib import suppress
from dataclasses import replace
from pathlib import Path

from sqlalchemy import select

from desktop.host.clock import Clock, SystemClock
from desktop.host.files import make_private, sync_folder, write_atomic
from desktop.journal import meta
from desktop.journal.open_vault import OpenVault
from desktop.journal.spaces import add_space, latest_epoch, space_key
from desktop.programme.schema import MEMBER
from desktop.programme.vocabulary import Stream
from desktop.records.tables import TABLES
from desktop.services import roster as rosters
from desktop.services.entrance import Desk
from desktop.services.founding import NotTheFounder
from desktop.services.staging import made_aside
from desktop.trouble import say
from desktop.vault.accounts import UnlockedAccount, create_account, list_accounts, unlock_account
from desktop.vault.store import UnlockedVault, create_vault, open_vaults
from desktop.vault.troubles import telling
from sync.batch.keys import device_id
from sync.batch.roster_entries import DeviceEntry, MemberEntry
from sync.carriers import boxes
from sync.client.invitation import (
    FILE_MAX_BYTES,
    BadInvitation,
    Invitation,
    InvitedSpace,
    Request,
    decode_invitation,
    decode_request,
    encode_invitation,
    encode_request,
)
from sync.client.server_choice import KnownServer, know, known_server, met_server

__all__ = [
    "BadInvitation",
    "accept",
    "accept_file",
    "decode_request",
    "invite",
    "read_request",
    "waiting_request",
    "write_request",
]

REQUEST_FILE = boxes.REQUEST_FILE
_STAGING = ".joining"
_VAULTS = "vaults"


# --- the laptop that joins ------------------------------------------------------


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
    return _read(path)


def accept_file(folder: Path, passphrase: str, path: Path) -> None:
    """Take in the invitation that lies in a file. Raises as `accept`, and BadInvitation."""
    accept(folder, passphrase, _read(path))


def accept(folder: Path, passphrase: str, invitation: bytes, clock: Clock | None = None) -> None:
    """Make the vaults of an invitation; afterwards the account opens them.

    Checked whole before anything is made; after a power cut it can simply be done again.
    Raises: WrongPassphrase, BadInvitation, DiskFull, ReadOnlyFolder.
    """
    request = waiting_request(folder)
    if request is None:
        raise BadInvitation(say("Esta computadora no ha pedido unirse."))
    account = unlock_account(folder, decode_request(request).account, passphrase)
    told = decode_invitation(account, invitation)
    told.require_for(account.card.id, _transport_pub(folder))
    clock = clock or SystemClock()
    if any((folder / _VAULTS).glob("*")):
        _fill_again(folder, account, told, clock)
    else:
        _make_vaults(folder, account, told, clock)
    with telling():
        boxes.write_settings(
            folder, boxes.Settings(told.programme, told.server, told.server_key, told.demo)
        )
        (folder / REQUEST_FILE).unlink(missing_ok=True)
        sync_folder(folder)


def _make_vaults(folder: Path, account: UnlockedAccount, told: Invitation, clock: Clock) -> None:
    """All of them aside, then in by one rename: there are whole vaults or none."""
    aside = folder / _STAGING
    with telling():
        shutil.rmtree(aside, ignore_errors=True)
        make_private(aside)
        try:
            for space in told.spaces:
                unlocked = create_vault(aside, space.stream, [account.card], clock=clock)
                _fill(unlocked, account, told, space, clock)
            with suppress(FileNotFoundError):
                (folder / _VAULTS).rmdir()
            os.replace(aside / _VAULTS, folder / _VAULTS)
            sync_folder(folder)
        finally:
            shutil.rmtree(aside, ignore_errors=True)


def _fill_again(folder: Path, account: UnlockedAccount, told: Invitation, clock: Clock) -> None:
    """The vaults are here: the last accepting was cut short just before its end."""
    found = {unlocked.stream: unlocked for unlocked in open_vaults(folder, account)}
    for space in told.spaces:
        if space.stream not in found:
            raise BadInvitation(say("Esta computadora ya tiene los registros de otra invitación."))
        _fill(found[space.stream], account, told, space, clock)


def _fill(
    unlocked: UnlockedVault,
    account: UnlockedAccount,
    told: Invitation,
    space: InvitedSpace,
    clock: Clock,
) -> None:
    vault = OpenVault.open(unlocked, account, clock)
    try:
        with vault.transaction() as connection:
            meta.put(connection, meta.PROGRAMME, told.programme)
            if told.demo:
                meta.put(connection, meta.DEMONSTRATION, b"1")
            if space.stream is Stream.SHARED and told.server_key is not None:
                know(connection, KnownServer(told.server, told.server_key))
        for epoch, key in sorted(space.keys.items()):
            add_space(vault, space.id, space.name, epoch, key)
        if space.stream is Stream.SHARED:
            for data in told.rosters:
                rosters.keep(vault, data)
    except ValueError:
        raise BadInvitation(
            say("Esta computadora ya tiene los registros de otra invitación.")
        ) from None
    finally:
        vault.close()


# --- the coordinator's laptop -----------------------------------------------------


def read_request(path: Path) -> bytes:
    """The bytes of a request file, checked. Raises: BadInvitation."""
    data = _read(path)
    decode_request(data)
    return data


def invite(desk: Desk, folder: Path, data: bytes) -> bytes:
    """Enter who asks into the roster, and seal to them what this desk's spaces need.

    They get the desk's stream and the shared one, with all epochs: history too.
    Asked again, nobody is entered twice.
    Raises: BadInvitation, NotTheFounder for who is no coordinator.
    """
    request = decode_request(data)
    settings = boxes.read_settings(folder)
    if desk.shared is None or settings is None:
        raise NotTheFounder
    server = known_server(desk.shared) or met_server(folder)
    invitation = Invitation(
        settings.programme,
        settings.demo,
        server.address if server else settings.server,
        server.key if server else None,
        (),
        tuple(_space(vault) for vault in desk.vaults),
    )
    encode_invitation(invitation, request.box_pub)  # a key that seals nothing is told before
    _enter_into_roster(desk, desk.shared, folder, request, invitation)
    _enter_as_member(desk.work, request)
    return encode_invitation(
        replace(invitation, rosters=tuple(rosters.batches(desk.shared))), request.box_pub
    )


def _enter_into_roster(
    desk: Desk, shared: OpenVault, folder: Path, request: Request, invitation: Invitation
) -> None:
    if rosters.CHAIN_KEEPSAKE not in desk.account.keepsakes:
        raise NotTheFounder
    spaces = frozenset(space.id for space in invitation.spaces)
    roster = rosters.known(shared).roster
    device = device_id(request.transport_pub)
    if all(
        roster.may_write(request.account, space) and roster.may_pull(device, space)
        for space in spaces
    ):
        return
    rosters.append(
        shared,
        desk.account,
        folder,
        (
            MemberEntry(request.sign_pub, request.box_pub, spaces),
            DeviceEntry(request.transport_pub, spaces),
        ),
        {request.account: request.nickname},
    )


def _enter_as_member(vault: OpenVault, request: Request) -> None:
    member = TABLES[MEMBER.number].c
    account = request.account.hex()
    with vault.write() as journal:
        known = journal.connection.execute(
            select(member.id).where(member.account == account)
        ).first()
        if known is None:
            journal.record(MEMBER.new(nickname=request.nickname, account=account))


def _space(vault: OpenVault) -> InvitedSpace:
    home = next(space for space in vault.spaces if space.home)
    epochs = range(1, latest_epoch(vault, home.id) + 1)
    keys = {epoch: space_key(vault, home.id, epoch) for epoch in epochs}
    return InvitedSpace(vault.stream, home.id, home.name, keys)


def _transport_pub(folder: Path) -> bytes:
    return boxes.transport_key(folder).public_key().public_bytes_raw()


def _read(path: Path) -> bytes:
    try:
        with path.open("rb") as file:
            data = file.read(FILE_MAX_BYTES + 1)
    except OSError:
        raise BadInvitation(say("El archivo no se puede leer.")) from None
    if len(data) > FILE_MAX_BYTES:
        raise BadInvitation(say("El archivo es demasiado grande."))
    return data
