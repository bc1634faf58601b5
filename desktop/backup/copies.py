"""Which backup of a data folder was the last. Plain, since who holds no key writes it."""

from __future__ import annotations

import json
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from pathlib import Path

from desktop.backup.manifest import FIRST, can_be
from desktop.backup.troubles import CopyUnderWay
from desktop.host import small_json
from desktop.host.files import make_private, write_atomic
from desktop.host.instance import AlreadyOpen, InstanceLock

FOLDER = "copies"
_FILE = "last.json"
_HASH_BYTES = 32


@dataclass(frozen=True, slots=True)
class Last:
    """The last backup: its number from 1, its manifest's hash, and the clock's claim then."""

    counter: int = 0
    hash: bytes = FIRST
    at_ms: int | None = None


def last(folder: Path) -> Last:
    """A missing or damaged file counts as no backup yet."""
    with suppress(OSError, ValueError, KeyError, TypeError):
        found = small_json.read_file(folder / FOLDER / _FILE)
        read = Last(int(found["counter"]), bytes.fromhex(found["hash"]), int(found["at_ms"]))
        if len(read.hash) == _HASH_BYTES and can_be(read.counter, read.at_ms):
            return read
    return Last()


def remember(folder: Path, made: Last) -> None:
    """Durable when it returns. Raises OSError."""
    make_private(folder / FOLDER)
    found = {"counter": made.counter, "hash": made.hash.hex(), "at_ms": made.at_ms}
    write_atomic(folder / FOLDER / _FILE, json.dumps(found).encode())


def forget(folder: Path) -> None:
    """Raises OSError."""
    (folder / FOLDER / _FILE).unlink(missing_ok=True)


@contextmanager
def held(folder: Path) -> Iterator[None]:
    """One backup at a time. Raises: CopyUnderWay, FolderClosed, FolderFull."""
    lock = InstanceLock(folder / FOLDER)
    try:
        lock.acquire()
    except AlreadyOpen:
        raise CopyUnderWay from None
    try:
        yield
    finally:
        lock.release()
