"""The tar a backup lies in: written and read as a stream, with a hash of every 64 KiB.

Each byte of the file has exactly one value it may have: headers and fillings are
fixed, and what is between is hashed. So every change is found.
"""

from __future__ import annotations

import hashlib
import re
import tarfile
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from typing import Any, BinaryIO

from desktop.backup.troubles import BadCopy

BLOCK = tarfile.BLOCKSIZE
CHUNK_BYTES = 64 * 1024
END = bytes(2 * BLOCK)
NAME_MAX_BYTES = 100
MODE = 0o600
_NAME = re.compile(r"[a-z]+(/[0-9a-f]+(\.[a-z0-9-]+)?)?")

KNOWN = re.compile(
    r"accounts/[0-9a-f]{16}\.acct2?"
    r"|vaults/[0-9a-f]{16}\.(key2?|next|db|db-wal|age)"
    r"|outbox/[0-9a-f]{64}\.vrd"
    r"|inbox/[0-9a-f]{64}\.(vrd|rcpt)"
    r"|carried"
)
"""Members that this version writes and puts back. What else lies in a folder is not ours."""

Count = Callable[[int], None]
"""Hears how many bytes more were written or read; may raise to stop."""


class Changed(Exception):
    """A file became shorter while it was read."""


class Chunks:
    """SHA-256 of each 64 KiB of a stream."""

    def __init__(self) -> None:
        self._done: list[str] = []
        self._open: Any = hashlib.sha256()
        self.length = 0

    def add(self, data: bytes) -> None:
        view = memoryview(data)
        while view:
            room = CHUNK_BYTES - self.length % CHUNK_BYTES
            part, view = view[:room], view[room:]
            self._open.update(part)
            self.length += len(part)
            if self.length % CHUNK_BYTES == 0:
                self._done.append(self._open.hexdigest())
                self._open = hashlib.sha256()

    def digests(self) -> list[str]:
        """In hex, the last one of what remains."""
        rest = self.length % CHUNK_BYTES
        return [*self._done, *([self._open.hexdigest()] if rest else [])]

    def copy(self) -> Chunks:
        twin = Chunks()
        twin._done, twin._open, twin.length = [*self._done], self._open.copy(), self.length
        return twin


@dataclass(frozen=True)
class Mark:
    """A place between two members that `Writer.back_to` can return to."""

    chunks: Chunks


class Writer:
    """Members one after another into a file that can be cut back."""

    def __init__(self, file: BinaryIO, count: Count) -> None:
        self._file = file
        self._count = count
        self.chunks = Chunks()

    def add(self, name: str, size: int, parts: Iterable[bytes]) -> None:
        """One member of exactly `size` bytes. Raises Changed when the parts are fewer."""
        self._put(header(name, size))
        left = size
        for part in parts:
            part = part[:left]
            left -= len(part)
            self._put(part)
            self._count(len(part))
            if not left:
                break
        if left:
            raise Changed(name)
        self._put(bytes(-size % BLOCK))

    def mark(self) -> Mark:
        return Mark(self.chunks.copy())

    def back_to(self, mark: Mark) -> None:
        """Forget what was written since."""
        self.chunks = mark.chunks.copy()
        self._file.seek(mark.chunks.length)
        self._file.truncate()

    def close(self, manifest: bytes, signature: bytes) -> None:
        """What ends the file; not hashed, since it holds the hashes."""
        for name, data in ((MANIFEST, manifest), (SIGNATURE, signature)):
            self._file.write(header(name, len(data)) + data + bytes(-len(data) % BLOCK))
        self._file.write(END)

    def _put(self, data: bytes) -> None:
        self._file.write(data)
        self.chunks.add(data)


MANIFEST, SIGNATURE = "manifest", "signature"


class Reader:
    """Members one after another; whoever reads takes each one's content before the next.

    Nothing read is to be believed before manifest and chunks were compared.
    Raises BadCopy as soon as a byte cannot be right.
    """

    def __init__(self, file: BinaryIO, count: Count) -> None:
        self._file = file
        self._count = count
        self.chunks = Chunks()

    def members(self) -> Iterator[tuple[str, int, Iterator[bytes]]]:
        """Name, size and content of each member before the manifest."""
        seen: set[str] = set()
        while True:
            block = self._exactly(BLOCK)
            name, size = _read_header(block)
            if name == MANIFEST:
                self._manifest_size = size
                return
            if name in seen:
                raise BadCopy
            seen.add(name)
            self.chunks.add(block)
            parts = self._content(size)
            yield name, size, parts
            for _ in parts:  # what the caller did not want is hashed all the same
                pass
            self._filling(size, hashed=True)

    def end(self, manifest_max: int) -> tuple[bytes, bytes]:
        """Manifest and signature, once the members are through; the file ends there."""
        if self._manifest_size > manifest_max:
            raise BadCopy
        manifest = self._exactly(self._manifest_size)
        self._filling(len(manifest), hashed=False)
        name, size = _read_header(self._exactly(BLOCK))
        if name != SIGNATURE or size > BLOCK:
            raise BadCopy
        signature = self._exactly(size)
        self._filling(size, hashed=False)
        if self._exactly(len(END)) != END or self._file.read(1):
            raise BadCopy
        return manifest, signature

    def _content(self, size: int) -> Iterator[bytes]:
        while size:
            part = self._exactly(min(size, CHUNK_BYTES))
            self.chunks.add(part)
            self._count(len(part))
            size -= len(part)
            yield part

    def _filling(self, size: int, *, hashed: bool) -> None:
        filling = self._exactly(-size % BLOCK)
        if any(filling):
            raise BadCopy
        if hashed:
            self.chunks.add(filling)

    def _exactly(self, size: int) -> bytes:
        data = self._file.read(size)
        if len(data) != size:
            raise BadCopy
        return data


def header(name: str, size: int) -> bytes:
    """The only tar header that a member of this name and size may have."""
    info = tarfile.TarInfo(name)
    info.size, info.mode, info.mtime = size, MODE, 0
    return info.tobuf(tarfile.USTAR_FORMAT, "ascii")


def _read_header(block: bytes) -> tuple[str, int]:
    try:
        name = block[:NAME_MAX_BYTES].rstrip(b"\0").decode("ascii")
        size = int(block[124:135], 8)
    except ValueError:
        raise BadCopy from None
    if not _NAME.fullmatch(name) or header(name, size) != block:
        raise BadCopy
    return name, size
