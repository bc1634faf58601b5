"""Panic: no vault of this laptop opens any more, for anybody. Standard library only.

Accounts, outbox, sent batches and backups stay; docs/formats/vault.md, "What panic
does", says what that leaves. The supervisor finishes what a kill cut short.
"""

from __future__ import annotations

import contextlib
import os
from pathlib import Path

from desktop.host.files import STAGING, UNFINISHED, sync_folder, write_atomic

VAULTS = "vaults"
BEGUN_FILE = ".closing"
"""Beside the vaults from the first moment until every slot is gone."""
SLOT_SUFFIXES = (".key", ".key2", ".next", ".age")
"""Files that hold a vault's key for somebody: headers, the next epoch's, the recovery file."""
DATABASE_SUFFIX, SHUT_SUFFIX = ".db", ".shut"
JOINED_TO_DATABASE = ("", "-wal", "-shm")


def begin(folder: Path) -> None:
    """From now on the slots of this data folder go, even if everything is cut off right here.

    Durable when it returns. Raises OSError where nothing can be written.
    """
    if (folder / VAULTS).is_dir():
        write_atomic(folder / VAULTS / BEGUN_FILE, b"")


def finish(folder: Path) -> bool:
    """Destroy every slot if a panic was begun; whether nothing is left of one. Never raises."""
    return not (folder / VAULTS / BEGUN_FILE).exists() or destroy(folder)


def destroy(folder: Path) -> bool:
    """Destroy every slot of this data folder; whether all are gone. Never raises.

    What cannot be destroyed now (a read-only disk; on Windows a file in use) leaves the
    panic begun: `finish` goes on with it. At most some milliseconds a vault.
    """
    vaults = folder / VAULTS
    done = _emptied(folder / STAGING / VAULTS)
    if not vaults.is_dir():
        return done
    for path in sorted(vaults.iterdir()):
        if path.suffix in SLOT_SUFFIXES or path.name.startswith(UNFINISHED):
            done &= _destroyed(path)
    for path in sorted(vaults.glob(f"*{DATABASE_SUFFIX}")):
        done &= _set_aside(path)
    if done:
        with contextlib.suppress(OSError):
            sync_folder(vaults)
            (vaults / BEGUN_FILE).unlink(missing_ok=True)
            sync_folder(vaults)
    return done


def _emptied(staged: Path) -> bool:
    """A making that a cut left behind may hold a slot too; nothing in it was ever opened."""
    if not staged.is_dir():
        return True
    for path in sorted(staged.iterdir()):
        _destroyed(path)
    return not any(staged.iterdir())


def _destroyed(path: Path) -> bool:
    """Overwrite in place, flush, then remove: on a plain disk the old bytes are gone.

    One that cannot be overwritten is removed all the same; nothing is written through a link.
    """
    with contextlib.suppress(OSError):
        if not path.is_symlink():
            with open(path, "r+b") as file:
                file.write(bytes(path.stat().st_size))
                file.flush()
                os.fsync(file.fileno())
    with contextlib.suppress(OSError):
        path.unlink()
    return not os.path.lexists(path)


def _set_aside(database: Path) -> bool:
    """No longer a vault without its header, which would look like damage."""
    shut = _free_beside(database)
    for suffix in reversed(JOINED_TO_DATABASE):
        part = database.with_name(database.name + suffix)
        with contextlib.suppress(OSError):
            part.rename(shut.with_name(shut.name + suffix))
    return not database.exists()


def _free_beside(database: Path) -> Path:
    """Where no earlier panic has put one that came back from a backup meanwhile."""
    shut = database.with_suffix(SHUT_SUFFIX)
    again = 1
    while shut.exists():
        again += 1
        shut = database.with_suffix(f"{SHUT_SUFFIX}{again}")
    return shut
