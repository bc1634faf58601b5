"""One large content in an encrypted file of its own, in rows of 1 MiB.

It may be half there: rows that stand survive a kill, and what follows is appended
later. Whoever asks for a byte that the disk has changed is told, not served.
"""

from __future__ import annotations

import stat
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from types import TracebackType
from typing import Any

import sqlcipher3.dbapi2 as sqlcipher

from desktop.vault.cipher import connect, of_driver_error
from desktop.vault.troubles import DamagedDatabase
from sync.batch.padding import padded_length

CHUNK_BYTES = 1 << 20
CACHE_KIB = 2 * 1024
"""Of decrypted pages: a film is read once from front to back."""
PAD_LEAST_BYTES = 64 << 10
COMPANIONS = ("", "-wal", "-shm", "-journal")
"""What the driver may have beside the file, by its ending."""

_TABLES = """
CREATE TABLE IF NOT EXISTS chunk (no INTEGER PRIMARY KEY, bytes BLOB NOT NULL);
CREATE TABLE IF NOT EXISTS pad (no INTEGER PRIMARY KEY, bytes BLOB NOT NULL);
CREATE TABLE IF NOT EXISTS whole (bytes INTEGER NOT NULL);
"""


class BlobFile:
    """An open one. Any thread may call; calls wait for each other.

    Attributes:
        bytes: how many stand. Every row but the last holds 1 MiB.
        whole: nothing is missing, said by whoever wrote the last row.
    """

    def __init__(self, path: Path, key: bytes, *, create: bool = False) -> None:
        """Open it, or with `create` begin it where it is not there yet.

        Raises: DamagedDatabase, ReadOnlyFolder, DiskFull, DiskFailing, Busy.
        """
        self._lock = threading.Lock()
        self._connection: Any = connect(path, key, create=create and not _there(path))
        self._last: tuple[int, bytes] = (-1, b"")
        try:
            with self._told() as connection:
                connection.execute(f"PRAGMA cache_size = -{CACHE_KIB}").fetchall()
                # A row may be lost in a power cut, but never half there; `finish` waits for the
                # disk. With FULL every MiB would.
                connection.execute("PRAGMA synchronous = NORMAL").fetchall()
                if create:
                    connection.executescript(_TABLES)
                rows, last = connection.execute(
                    "SELECT count(*), coalesce(max(no), -1) FROM chunk"
                ).fetchone()
                ended = connection.execute("SELECT bytes FROM whole").fetchone()
                tail = connection.execute(
                    "SELECT length(bytes) FROM chunk WHERE no = ?", (last,)
                ).fetchone()
            if rows != last + 1:
                raise DamagedDatabase
        except BaseException:
            self._connection.close()
            raise
        self.bytes: int = 0 if tail is None else last * CHUNK_BYTES + tail[0]
        self.whole = ended is not None
        if ended is not None and ended[0] != self.bytes:
            self.close()
            raise DamagedDatabase

    def append(self, data: bytes) -> None:
        """One more row; 1 MiB, or less for the last one. Raises as the constructor.

        Raises also: ValueError when a short row stands or the file is whole.
        """
        if self.whole or self.bytes % CHUNK_BYTES or not 0 < len(data) <= CHUNK_BYTES:
            raise ValueError("rows of 1 MiB, and a shorter one only at the end")
        with self._told() as connection:
            row = (self.bytes // CHUNK_BYTES, data)
            connection.execute("INSERT INTO chunk (no, bytes) VALUES (?, ?)", row)
        self.bytes += len(data)

    def finish(self) -> None:
        """Say that nothing is missing; on the disk when it returns. Raises as the constructor.

        The file is filled up to one of few sizes, so that its length tells no film.
        """
        with self._told() as connection:
            connection.execute("BEGIN IMMEDIATE")
            left = padded_length(max(self.bytes, PAD_LEAST_BYTES)) - self.bytes
            while left > 0:
                row = (min(left, CHUNK_BYTES),)
                connection.execute("INSERT INTO pad (bytes) VALUES (zeroblob(?))", row)
                left -= CHUNK_BYTES
            connection.execute("INSERT INTO whole (bytes) VALUES (?)", (self.bytes,))
            connection.execute("COMMIT")
            connection.execute("PRAGMA synchronous = FULL").fetchall()
            connection.execute("PRAGMA wal_checkpoint(TRUNCATE)").fetchall()
        self.whole = True

    def read(self, offset: int, size: int) -> bytes:
        """At most `size` bytes from `offset` on; b"" at the end. Raises as the constructor."""
        parts = []
        end = min(offset + size, self.bytes)
        while offset < end:
            number, within = divmod(offset, CHUNK_BYTES)
            part = self._row(number)[within : within + end - offset]
            if not part:
                raise DamagedDatabase
            parts.append(part)
            offset += len(part)
        return b"".join(parts)

    def rows(self) -> Iterator[bytes]:
        """Everything that stands, row by row. Raises as the constructor."""
        for number in range(-(-self.bytes // CHUNK_BYTES)):
            yield self._row(number)

    def close(self) -> None:
        """Also while another thread reads: that one is told that the file is damaged."""
        with self._lock:
            self._connection.close()
            self._last = (-1, b"")

    def __enter__(self) -> BlobFile:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self.close()

    def _row(self, number: int) -> bytes:
        kept, data = self._last
        if kept == number:
            return data
        with self._told() as connection:
            found = connection.execute("SELECT bytes FROM chunk WHERE no = ?", (number,)).fetchone()
        if found is None:
            raise DamagedDatabase
        data = bytes(found[0])
        self._last = (number, data)
        return data

    @contextmanager
    def _told(self) -> Iterator[Any]:
        with self._lock:
            try:
                yield self._connection
            except sqlcipher.ProgrammingError:
                raise DamagedDatabase from None  # closed meanwhile
            except sqlcipher.Error as exc:
                if self._connection.in_transaction:
                    self._connection.execute("ROLLBACK")
                raise of_driver_error(exc) or exc from None


def remove(path: Path) -> None:
    """The file and what the driver has beside it; its room is free. Raises: OSError."""
    for ending in COMPANIONS:
        path.with_name(path.name + ending).unlink(missing_ok=True)


def size_on_disk(path: Path) -> int:
    """Bytes that the file takes, with what lies beside it."""
    places = (path.with_name(path.name + ending) for ending in COMPANIONS)
    return sum(map(_size, places))


def _size(place: Path) -> int:
    """0 where nothing lies: another thread may finish a copy, and rename it, at any moment."""
    try:
        found = place.stat()
    except FileNotFoundError:
        return 0
    return found.st_size if stat.S_ISREG(found.st_mode) else 0


def _there(path: Path) -> bool:
    return _size(path) > 0
