"""Copying a material into the store: checked, resumed, stopped; in a thread of its own.

Nothing here touches a vault, so that a tap never waits for a film.
"""

from __future__ import annotations

import hashlib
from collections.abc import Callable
from dataclasses import replace
from typing import TYPE_CHECKING, BinaryIO

from desktop.services.materials.entry import Entry
from desktop.services.materials.store import Store
from desktop.services.materials.troubles import NotAsAnnounced, NotReadable
from desktop.vault.blob_file import CHUNK_BYTES, BlobFile
from desktop.vault.troubles import DamagedDatabase

if TYPE_CHECKING:
    from hashlib import _Hash

Moved = Callable[[int], None]
"""Told how many more bytes have been dealt with; `work_of` says how many there are in all."""
Stopped = Callable[[], bool]


class Halted(Exception):
    """Somebody asked to stop. What stands goes on next time."""


def work_of(entry: Entry) -> int:
    """Bytes to be read for it: a file that nobody announced is read twice."""
    return entry.size if entry.sha256 else 2 * entry.size


def identified(entry: Entry, moved: Moved, stopped: Stopped) -> Entry:
    """The entry with its hash, read from the file where nobody announced it.

    Raises: Halted, NotReadable.
    """
    if entry.sha256:
        return entry
    digest = hashlib.sha256()
    with _reading(entry) as file:
        while data := _next(file, entry):
            _heed(stopped)
            digest.update(data)
            moved(len(data))
    return replace(entry, sha256=digest.hexdigest())


def copy_in(store: Store, entry: Entry, moved: Moved, stopped: Stopped) -> None:
    """Bring in a file whose hash is known; all of it is on the disk when it returns.

    Raises: Halted, NotAsAnnounced, NotReadable, NoRoom, DiskFull, ReadOnlyFolder, DiskFailing.
    """
    if store.has(entry.sha256):
        moved(entry.size)
        return
    store.require_room(entry.path.name, entry.size, store.half(entry.sha256))
    try:
        with store.begin(entry.sha256) as blob:
            _fill(blob, entry, moved, stopped)
    except (NotAsAnnounced, DamagedDatabase):
        store.remove(entry.sha256)
        raise
    store.keep(entry.sha256)


def _fill(blob: BlobFile, entry: Entry, moved: Moved, stopped: Stopped) -> None:
    if blob.whole:
        moved(entry.size)
        return
    digest = hashlib.sha256()
    for row in blob.rows():
        _heed(stopped)
        digest.update(row)
        moved(len(row))
    if blob.bytes < entry.size:
        if blob.bytes % CHUNK_BYTES:
            raise NotAsAnnounced(entry.path.name)  # it has grown since it was begun
        _append(blob, entry, digest, moved, stopped)
    if digest.hexdigest() != entry.sha256:
        raise NotAsAnnounced(entry.path.name)
    blob.finish()


def _append(blob: BlobFile, entry: Entry, digest: _Hash, moved: Moved, stopped: Stopped) -> None:
    with _reading(entry) as file:
        file.seek(blob.bytes)
        while data := _next(file, entry):
            _heed(stopped)
            if blob.bytes + len(data) > entry.size:
                raise NotAsAnnounced(entry.path.name)
            digest.update(data)
            blob.append(data)
            moved(len(data))


def _reading(entry: Entry) -> BinaryIO:
    try:
        return entry.path.open("rb")
    except OSError:
        raise NotReadable(entry.path.name) from None


def _next(file: BinaryIO, entry: Entry) -> bytes:
    """The next MiB; less only at the end. A stick that is pulled out says so here."""
    try:
        return file.read(CHUNK_BYTES)
    except OSError:
        raise NotReadable(entry.path.name) from None


def _heed(stopped: Stopped) -> None:
    if stopped():
        raise Halted
