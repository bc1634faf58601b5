"""The shape that account files and vault headers share: tagged fields, a seal, a checksum.

    magic 4 | major u8 | minor u8 | count u16 | count x (tag u16 | length u32 | value)
    | seal | first 8 bytes of SHA-256 over everything before

Numbers are big-endian. The checksum tells damage apart without any key; the
seal (a signature or a MAC) is what is trusted, and its owner checks it.
"""

from __future__ import annotations

import hashlib
import struct
from collections.abc import Mapping
from dataclasses import dataclass

FILE_MAX_BYTES = 1 << 20
CHECKSUM_BYTES = 8
_HEAD = struct.Struct(">4sBBH")
_FIELD = struct.Struct(">HI")


class Damaged(Exception):
    """The bytes are not what their writer wrote."""


class Newer(Exception):
    """Whole, and written by a later major version."""


@dataclass(frozen=True)
class Layout:
    """What tells one kind of file from another."""

    magic: bytes
    major: int
    minor: int
    seal_bytes: int


@dataclass(frozen=True)
class Tagged:
    """A file whose checksum holds. `body` is what `seal` must cover."""

    minor: int
    fields: Mapping[int, bytes]
    body: bytes
    seal: bytes

    def field(self, tag: int, length: int | None = None) -> bytes:
        """A field that must be there, of this many bytes. Raises Damaged."""
        value = self.fields.get(tag)
        if value is None or (length is not None and len(value) != length):
            raise Damaged(f"field {tag}")
        return value

    def number(self, tag: int) -> int:
        """A field that holds one u32. Raises Damaged."""
        return int.from_bytes(self.field(tag, 4), "big")


def u32(number: int) -> bytes:
    return number.to_bytes(4, "big")


def lay_out(layout: Layout, fields: Mapping[int, bytes], minor: int = 0) -> bytes:
    """The body of a file. A later minor version that was read is kept, as are its fields."""
    parts = [_HEAD.pack(layout.magic, layout.major, max(minor, layout.minor), len(fields))]
    for tag in sorted(fields):
        parts += (_FIELD.pack(tag, len(fields[tag])), fields[tag])
    return b"".join(parts)


def close(body: bytes, seal: bytes) -> bytes:
    """The whole file: body, seal and checksum."""
    return body + seal + _checksum(body + seal)


def read(layout: Layout, data: bytes) -> Tagged:
    """Take a file apart. The seal is not checked here. Raises Damaged, Newer."""
    if not _HEAD.size + CHECKSUM_BYTES <= len(data) <= FILE_MAX_BYTES:
        raise Damaged("length")
    sealed, checksum = data[:-CHECKSUM_BYTES], data[-CHECKSUM_BYTES:]
    magic, major, minor, count = _HEAD.unpack_from(data)
    if checksum != _checksum(sealed) or magic != layout.magic:
        raise Damaged("checksum or magic")
    if major > layout.major:
        raise Newer
    if major < layout.major or len(sealed) < _HEAD.size + layout.seal_bytes:
        raise Damaged("version or length")
    body, seal = sealed[: -layout.seal_bytes], sealed[-layout.seal_bytes :]
    return Tagged(minor, _fields(body, count), body, seal)


def _fields(body: bytes, count: int) -> dict[int, bytes]:
    fields: dict[int, bytes] = {}
    at, last = _HEAD.size, -1
    for _ in range(count):
        if at + _FIELD.size > len(body):
            raise Damaged("cut short")
        tag, length = _FIELD.unpack_from(body, at)
        at += _FIELD.size
        if tag <= last or at + length > len(body):
            raise Damaged("order or length of fields")
        fields[tag] = body[at : at + length]
        at, last = at + length, tag
    if at != len(body):
        raise Damaged("bytes after the last field")
    return fields


def _checksum(data: bytes) -> bytes:
    return hashlib.sha256(data).digest()[:CHECKSUM_BYTES]
