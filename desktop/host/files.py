"""Small files that are either wholly written or not at all, and folders only their owner reads.

Standard library only: the supervisor imports this before anything else. Errors
are plain `OSError`; the rooms above turn them into sentences.
"""

from __future__ import annotations

import contextlib
import os
import secrets
import shutil
from collections.abc import Iterator
from pathlib import Path

PRIVATE_UMASK = 0o077
FOLDER_MODE = 0o700
FILE_MODE = 0o600
UNFINISHED = ".unfinished-"
STAGING = ".founding"
"""A folder in a data folder where its next parts are made before they are moved in."""


def private_umask() -> None:
    """From now on this process makes files that only their owner can read."""
    os.umask(PRIVATE_UMASK)


def make_private(folder: Path) -> None:
    """Make `folder` and its missing parents; only their owner may enter them.

    Windows keeps what a profile's folder grants, which is the same by default.
    """
    if not folder.parent.exists():
        make_private(folder.parent)
    folder.mkdir(mode=FOLDER_MODE, exist_ok=True)
    if os.name == "posix" and folder.stat().st_mode & PRIVATE_UMASK:
        folder.chmod(FOLDER_MODE)


def write_atomic(path: Path, data: bytes) -> None:
    """Write a whole file so that a power cut leaves the old one or the new one.

    Durable when it returns. Raises OSError (no room, read-only), and then the
    old file stands and nothing else is left behind.
    """
    unfinished = path.with_name(f"{UNFINISHED}{secrets.token_hex(8)}")
    try:
        with open(unfinished, "xb", opener=_private_opener) as file:
            file.write(data)
            file.flush()
            os.fsync(file.fileno())
        os.replace(unfinished, path)
    except BaseException:
        with contextlib.suppress(OSError):
            unfinished.unlink(missing_ok=True)
        raise
    sync_folder(path.parent)


def sync_folder(folder: Path) -> None:
    """Make renames and removals in `folder` durable, where the system can.

    Windows has no such call; NTFS journals its names.
    """
    if os.name != "posix":
        return
    descriptor = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)


def remove_unfinished(folder: Path) -> None:
    """Remove what a power cut left half written. Only under the instance lock."""
    for path in _unfinished(folder):
        path.unlink(missing_ok=True)


def _unfinished(folder: Path) -> Iterator[Path]:
    if folder.is_dir():
        yield from folder.glob(f"{UNFINISHED}*")


def free_bytes(path: Path) -> int:
    """Bytes that this user may still write where `path` is or will be."""
    existing = path.absolute()
    while not existing.exists():
        existing = existing.parent
    return shutil.disk_usage(existing).free


def _private_opener(path: str, flags: int) -> int:
    return os.open(path, flags, FILE_MODE)
