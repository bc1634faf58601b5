"""Beginning a programme on one laptop: its root key, the first account, vaults and spaces."""

from __future__ import annotations

import secrets
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from desktop.host.clock import Clock, SystemClock
from desktop.host.files import write_atomic
from desktop.journal import meta
from desktop.journal.open_vault import OpenVault
from desktop.journal.spaces import KEY_BYTES, add_space
from desktop.programme.schema import MEMBER, SITE
from desktop.programme.vocabulary import Stream
from desktop.services import roster
from desktop.services.entrance import Desk, enter, sit_down
from desktop.services.refusals import Refusal
from desktop.services.staging import AlreadyFounded, made_aside
from desktop.trouble import say
from desktop.vault.accounts import AccountCard, UnlockedAccount, create_account
from desktop.vault.store import add_slot, create_vault
from sync.batch.keys import ID_BYTES, programme_id, public_key
from sync.batch.roster_entries import DeviceEntry, MemberEntry
from sync.carriers import boxes
from sync.carriers.trouble import BadFolder

__all__ = ["AlreadyFounded", "NotTheFounder", "add_stream", "found_programme"]

FIRST_EPOCH = 1


class NotTheFounder(Refusal):
    """Only who holds the programme's root key may bring somebody in, for now."""

    def __init__(self) -> None:
        super().__init__(
            say("Esta cuenta no puede agregar a otras personas del equipo."),
            say("Pídalo a quien inició el programa."),
        )


def found_programme(
    folder: Path,
    nickname: str,
    passphrase: str,
    stream: Stream,
    site_name: str,
    clock: Clock | None = None,
    *,
    demo: bool = False,
) -> Desk:
    """Begin a programme in an empty data folder and sit its founder down.

    After a power cut it can simply be done again. Raises: AlreadyFounded, DiskFull,
    ReadOnlyFolder; ValueError for an empty passphrase or a nickname that cannot be shown.
    """
    clock = clock or SystemClock()
    with made_aside(folder) as aside:
        boxes.prepare(aside)
        write_atomic(boxes.transport_key_path(aside), secrets.token_bytes(boxes.SEED_BYTES))
        root = secrets.token_bytes(boxes.SEED_BYTES)
        programme = Programme(programme_id(public_key(root)), demo)
        boxes.write_settings(aside, boxes.Settings(programme.id, demo=demo))
        account = create_account(aside, nickname, passphrase)
        account.keepsakes[roster.ROOT_KEEPSAKE] = root
        with (
            _new_vault(aside, stream, account, site_name, programme, clock) as work,
            _new_vault(aside, Stream.SHARED, account, site_name, programme, clock) as shared,
        ):
            spaces = frozenset({work.home, shared.home})
            roster.begin(
                shared,
                account,
                aside,
                _entries(aside, account.card, spaces),
                {account.card.id: nickname},
                demo=demo,
            )
    return enter(folder, account.card.id, passphrase, clock)


def add_stream(
    folder: Path,
    desk: Desk,
    nickname: str,
    passphrase: str,
    stream: Stream,
    site_name: str | None = None,
    clock: Clock | None = None,
) -> Desk:
    """Bring in somebody for the other stream, with a vault that only she or he opens.

    `desk` is the founder's, and stays unable to open the new vault; the shared
    vault opens for both. One process must not write into the shared vault from
    two desks: close one first. Raises: NotTheFounder, DiskFull, ReadOnlyFolder;
    ValueError for the founder's own stream.
    """
    clock = clock or SystemClock()
    if stream in (desk.work.stream, Stream.SHARED):
        raise ValueError("a stream has one vault on a laptop")
    if desk.shared is None or roster.CHAIN_KEEPSAKE not in desk.account.keepsakes:
        raise NotTheFounder
    settings = boxes.read_settings(folder)
    if settings is None:
        raise BadFolder
    account = create_account(folder, nickname, passphrase)
    site = desk.site_name if site_name is None else site_name
    programme = Programme(settings.programme, settings.demo)
    with _new_vault(folder, stream, account, site, programme, clock) as work:
        spaces = frozenset({work.home, desk.shared.home})
    add_slot(desk.shared.unlocked, account.card)
    roster.append(
        desk.shared,
        desk.account,
        folder,
        _entries(folder, account.card, spaces),
        {account.card.id: nickname},
    )
    return sit_down(folder, account, clock)


@dataclass(frozen=True, slots=True)
class Programme:
    """What every vault of a programme knows about it."""

    id: bytes
    demo: bool


@contextmanager
def _new_vault(
    folder: Path,
    stream: Stream,
    account: UnlockedAccount,
    site_name: str,
    programme: Programme,
    clock: Clock,
) -> Iterator[OpenVault]:
    """A vault that opens for one account, at home in a space of its own; closed at the end."""
    space = secrets.token_bytes(ID_BYTES)
    unlocked = create_vault(folder, stream, [account.card], clock=clock)
    vault = OpenVault.open(unlocked, account, clock)
    try:
        with vault.transaction() as connection:
            meta.put(connection, meta.PROGRAMME, programme.id)
            if programme.demo:
                meta.put(connection, meta.DEMONSTRATION, b"1")
        add_space(vault, space, site_name, FIRST_EPOCH, secrets.token_bytes(KEY_BYTES))
        card = account.card
        with vault.write() as journal:
            journal.record(SITE.new(name=site_name, space=space.hex()))
            if stream is not Stream.SHARED:
                journal.record(MEMBER.new(nickname=card.nickname, account=card.id.hex()))
        yield vault
    finally:
        vault.close()


def _entries(
    folder: Path, card: AccountCard, spaces: frozenset[bytes]
) -> tuple[MemberEntry, DeviceEntry]:
    """This person may write to these spaces, and this laptop may pull them."""
    transport = boxes.transport_key(folder).public_key().public_bytes_raw()
    return MemberEntry(card.sign_pub, card.box_pub, spaces), DeviceEntry(transport, spaces)
