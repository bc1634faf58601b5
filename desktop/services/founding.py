"""Beginning a programme on one laptop: its root key, the first account, vaults and spaces."""

from __future__ import annotations

import secrets
from contextlib import ExitStack
from pathlib import Path

from desktop.host.clock import Clock, SystemClock
from desktop.host.files import write_atomic
from desktop.journal.spaces import KEY_BYTES, add_space
from desktop.programme.roles import Role
from desktop.programme.vocabulary import Stream
from desktop.services import roster
from desktop.services.authority import NotTheFounder
from desktop.services.entrance import Desk, enter
from desktop.services.new_vault import enter_member, enter_site, new_vault
from desktop.services.staging import AlreadyFounded, made_aside
from desktop.vault.accounts import create_account
from desktop.vault.familiar import make_familiar
from sync.batch.keys import ID_BYTES, device_id, programme_id, public_key
from sync.batch.roster_entries import DeviceEntry, MemberEntry
from sync.batch.roster_grants import FIRST_EPOCH
from sync.batch.roster_names import Details, Person, Site
from sync.carriers import boxes

__all__ = ["AlreadyFounded", "NotTheFounder", "found_programme"]


def found_programme(
    folder: Path,
    nickname: str,
    passphrase: str,
    stream: Stream,
    site_name: str,
    clock: Clock | None = None,
    *,
    municipality: str = "",
    demo: bool = False,
) -> Desk:
    """Begin a programme in an empty data folder and sit its founder down as its coordinator.

    After a power cut it can simply be done again. Raises: AlreadyFounded, DiskFull,
    ReadOnlyFolder; ValueError for an empty passphrase or a nickname that cannot be shown.
    """
    clock = clock or SystemClock()
    with made_aside(folder) as aside, ExitStack() as closing:
        boxes.prepare(aside)
        write_atomic(boxes.transport_key_path(aside), secrets.token_bytes(boxes.SEED_BYTES))
        root = secrets.token_bytes(boxes.SEED_BYTES)
        programme = programme_id(public_key(root))
        boxes.write_settings(aside, boxes.Settings(programme, demo=demo))
        account = create_account(aside, nickname, passphrase)
        account.keepsakes[roster.ROOT_KEEPSAKE] = root
        work, shared = (
            closing.enter_context(new_vault(aside, each, account, programme, clock, demo=demo))
            for each in (stream, Stream.SHARED)
        )
        for vault in (work, shared):
            space = secrets.token_bytes(ID_BYTES)
            add_space(vault, space, site_name, FIRST_EPOCH, secrets.token_bytes(KEY_BYTES))
            enter_site(vault, space, site_name)
            make_familiar(account, {vault.stream: vault.vault_id})
        card = account.card
        enter_member(work, card.id, nickname)
        spaces = frozenset({work.home, shared.home})
        transport = boxes.transport_key(aside).public_key().public_bytes_raw()
        roster.begin(
            shared,
            account,
            aside,
            (
                MemberEntry(card.sign_pub, card.box_pub, spaces),
                DeviceEntry(transport, spaces),
            ),
            Details(
                people={card.id: Person(nickname, Role.COORDINATOR)},
                spaces={
                    work.home: Site(stream, site_name, municipality),
                    shared.home: Site(Stream.SHARED, site_name, municipality),
                },
                devices={device_id(transport): nickname},
            ),
        )
    return enter(folder, card.id, passphrase, clock)
