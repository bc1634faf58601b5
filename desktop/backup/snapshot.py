"""One vault's files copied while others may write into them, so that they belong together.

No key, no lock, and nobody waits. Why the pair is whole is in docs/formats/backup.md.
A process that has a vault open must not call this: closing the file would drop its locks.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from desktop.backup.archive import CHUNK_BYTES, Changed, Writer
from desktop.vault import header_file
from desktop.vault.header_file import Header
from desktop.vault.places import Place
from desktop.vault.tagged import FILE_MAX_BYTES, Damaged, Newer
from desktop.vault.troubles import Busy, telling

TRIES_MAX = 8
WAL_SUFFIX = "-wal"
WAL_HEAD_BYTES = 32
"""Its salts among them, which change whenever the WAL is begun anew."""


@dataclass(frozen=True)
class Taken:
    """A vault's files went in. `header` None when there is no header or no database."""

    stem: str
    header: Header | None


@dataclass(frozen=True)
class _Moment:
    """What must be the same before and after the copying."""

    headers: tuple[tuple[str, bytes], ...]
    wal_head: bytes


def take(writer: Writer, place: Place) -> Taken:
    """Copy a vault as it is at one moment. Raises Busy when it never held still; DiskFailing."""
    begun = writer.mark()
    for _ in range(TRIES_MAX):
        with telling():
            before = _moment(place)
            try:
                copied = _copy(writer, place, before)
            except Changed:
                copied = None
            if (
                copied is not None
                and _moment(place) == before
                and (before.wal_head or copied == _hash(place.database))
            ):
                return Taken(place.stem, _header(before) if copied else None)
        writer.back_to(begun)
    raise Busy


def wal_of(database: Path) -> Path:
    return database.with_name(database.name + WAL_SUFFIX)


def size_of(place: Place) -> int:
    """Bytes that the vault's files take now."""
    files = (place.header.first, place.header.second, place.database, wal_of(place.database))
    return sum(path.stat().st_size for path in files if path.exists())


def _copy(writer: Writer, place: Place, moment: _Moment) -> bytes:
    """The hash of the database, b"" when there is none. Raises Changed."""
    for name, data in moment.headers:
        writer.add(_member(name), len(data), [data])
    digest = hashlib.sha256()
    if not _add_file(writer, place.database, digest):
        return b""
    # After the database: it then holds every page that a checkpoint moved meanwhile.
    _add_file(writer, wal_of(place.database))
    return digest.digest()


def _add_file(writer: Writer, path: Path, digest: Any = None) -> bool:
    try:
        file = open(path, "rb")  # noqa: SIM115
    except FileNotFoundError:
        return False
    with file:
        size = file.seek(0, 2)
        file.seek(0)
        if not size and path.name.endswith(WAL_SUFFIX):
            return False
        writer.add(_member(path.name), size, _parts(file, digest))
    return True


def _parts(file: Any, digest: Any) -> Iterator[bytes]:
    while data := file.read(CHUNK_BYTES):
        if digest is not None:
            digest.update(data)
        yield data


def _hash(path: Path) -> bytes:
    try:
        with open(path, "rb") as file:
            return hashlib.file_digest(file, "sha256").digest()
    except FileNotFoundError:
        return b""


def _moment(place: Place) -> _Moment:
    headers = (
        (path.name, _bytes_of(path, FILE_MAX_BYTES))
        for path in (place.header.first, place.header.second, place.next_header)
    )
    wal_head = _bytes_of(wal_of(place.database), WAL_HEAD_BYTES) or b""
    return _Moment(
        tuple((name, data) for name, data in headers if data is not None),
        wal_head if len(wal_head) == WAL_HEAD_BYTES else b"",
    )


def _bytes_of(path: Path, most: int) -> bytes | None:
    try:
        with open(path, "rb") as file:
            return file.read(most)
    except FileNotFoundError:
        return None


def _header(moment: _Moment) -> Header | None:
    """The newest sound header, as far as it can be told without its key."""
    found = []
    for name, data in moment.headers:
        if not name.endswith(".next"):
            try:
                copy = header_file.SHAPE.copy(data)
                found.append((copy.rank, header_file.interpret(copy.file)))
            except (Damaged, Newer):
                continue
    return max(found, key=lambda each: each[0])[1] if found else None


def _member(name: str) -> str:
    return f"vaults/{name}"
