"""Putting a backup back where nothing would be covered by it: whole or not at all."""

from __future__ import annotations

import os
import secrets
from collections.abc import Callable, Iterable
from contextlib import AbstractContextManager, suppress
from pathlib import Path

from desktop.backup import copies, verify
from desktop.backup.archive import KNOWN
from desktop.backup.copies import Last
from desktop.backup.progress import Counting, Progress
from desktop.backup.snapshot import wal_of
from desktop.backup.troubles import NoRoom
from desktop.backup.verify import Report
from desktop.host.files import FILE_MODE, free_bytes, make_private, sync_folder, write_atomic
from desktop.journal import witness
from desktop.services import panic, staging
from desktop.vault import cards
from desktop.vault.account_file import AccountCard
from desktop.vault.cards import FOLDER as ACCOUNTS
from desktop.vault.places import DATABASE_SUFFIX, list_places
from desktop.vault.places import FOLDER as VAULTS
from desktop.vault.troubles import telling
from sync.batch.operation import ID_BYTES
from sync.carriers import boxes
from sync.carriers.trouble import BadFolder

Random = Callable[[int], bytes]
SPARE_BYTES = 16 << 20


def may_restore(folder: Path) -> bool:
    """Whether nothing here could be covered by a backup.

    So where nobody has an account; and where accounts lie beside no vault at all, as panic
    leaves them. Databases that it shut are in nobody's way. A first request to join is:
    it would keep everybody from the lock screen.
    """
    if not _has_accounts(folder):
        return True
    if (folder / boxes.REQUEST_FILE).exists() and not (folder / boxes.AGAIN_FILE).exists():
        return False
    return not list_places(folder) and not (folder / VAULTS / panic.BEGUN_FILE).exists()


def restore(
    path: Path,
    folder: Path,
    *,
    progress: Progress | None = None,
    cancelled: Callable[[], bool] = lambda: False,
    random: Random = secrets.token_bytes,
) -> Report:
    """Put a backup into a data folder; its accounts then open with their phrases.

    Each vault begins a new incarnation when it is first opened, and a notice says that
    what came after the copy is brought by sync. Into an empty folder: after a kill or an
    error it has no account and it can simply be done again. After a panic: the accounts
    that are here stay as they are, so do outbox, inbox and sent; after a kill nothing has
    come, or `staging.finish` brings the rest.
    Raises: AlreadyFounded where not `may_restore`, BadCopy, NewerVersion, NoCopyThere,
    NoRoom, Cancelled, DiskFull, ReadOnlyFolder.
    """
    with verify.opened(path) as (file, size):
        with telling():
            free = free_bytes(folder)
        if free < size + SPARE_BYTES:
            raise NoRoom(size + SPARE_BYTES, free)
        with _making(folder) as aside:
            for name in (ACCOUNTS, VAULTS):
                make_private(aside / name)
            boxes.prepare(aside)
            report = verify.check(
                file, Counting(progress, cancelled, size), lambda *each: _keep(aside, *each)
            )
            _settle(aside, report, random)
            _give_way(aside, folder, random)
            _sync(aside)
            # An empty folder in the way would let the accounts come in one by one.
            with suppress(OSError):
                (folder / ACCOUNTS).rmdir()
    with suppress(OSError):
        boxes.forget_request(folder)
    return report


def _making(folder: Path) -> AbstractContextManager[Path]:
    staging.finish(folder)
    if not may_restore(folder):
        raise staging.AlreadyFounded
    making = staging.made_at_once if _has_accounts(folder) else staging.made_aside
    return making(folder)


def _has_accounts(folder: Path) -> bool:
    return (folder / ACCOUNTS).is_dir() and any((folder / ACCOUNTS).iterdir())


def _keep(aside: Path, name: str, parts: Iterable[bytes]) -> None:
    if not KNOWN.fullmatch(name):
        return  # of a later version: checked, and not put back
    target = aside / name
    with telling(), open(target, "xb", opener=_private) as file:
        for part in parts:
            file.write(part)
        file.flush()
        os.fsync(file.fileno())


def _settle(aside: Path, report: Report, random: Random) -> None:
    """What the copy does not hold: a transport key for now, and marks that it was restored."""
    for database in (aside / VAULTS).glob(f"*{DATABASE_SUFFIX}"):
        # Also an empty WAL: one that another restore left here would be played into this.
        wal_of(database).touch(FILE_MODE)
        write_atomic(witness.path_of(database), witness.restored_mark(random(ID_BYTES)))
    write_atomic(boxes.transport_key_path(aside), random(boxes.SEED_BYTES))
    said = report.manifest
    copies.remember(aside, Last(said.counter, said.hash, said.made_ms))


def _give_way(aside: Path, folder: Path, random: Random) -> None:
    """What is here and newer stays: accounts with their phrases of today, key, count of copies."""
    here = {card.id for card in cards.list_accounts(folder)}
    for twin, card in [*cards.survey(aside)]:
        if isinstance(card, AccountCard) and card.id in here:
            twin.first.unlink(missing_ok=True)
            twin.second.unlink(missing_ok=True)
    if boxes.transport_key_path(folder).exists():
        boxes.transport_key_path(aside).unlink()
    if copies.last(folder).counter >= copies.last(aside).counter > 0:
        copies.forget(aside)
    # The courier has fetched once what came after the copy, and thinks that it is here.
    with suppress(BadFolder), telling():
        boxes.ask_again(folder, random(ID_BYTES).hex())


def _sync(aside: Path) -> None:
    for part in aside.iterdir():
        if part.is_dir():
            sync_folder(part)


def _private(path: str, flags: int) -> int:
    return os.open(path, flags, FILE_MODE)
