"""Bytes cut into parts that each fit one QR code, and put together again in any order.

Layout: docs/formats/invitation.md, "As QR codes". Drawing and reading codes is `ui.qr`.
"""

from __future__ import annotations

import hashlib
import struct
from dataclasses import dataclass, field
from enum import Enum, auto

from desktop.services.refusals import Refusal
from desktop.trouble import say

MAGIC = b"VrP1"
FAMILY = MAGIC[:3]
"""What every version begins with."""
HASH_BYTES = 8
_HEADER = struct.Struct(f">4s{HASH_BYTES}sHH")
CODE_MAX_BYTES = 504
"""Of one part with its header: a QR code of version 17 at level M, 85 modules, holds no more.

Larger codes were read less often at 640x480, where a laptop's camera is at its worst.
"""
PART_BYTES = CODE_MAX_BYTES - _HEADER.size
PARTS_MAX = 200
"""97,600 bytes: two minutes to show once at the rate of `ui.qr.showing`."""
FILES_MAX = 8
"""Different files that are gathered at once: strange codes cannot fill the memory."""


class TooLongForCodes(Refusal):
    """More bytes than anybody would want to hold before a camera."""

    def __init__(self) -> None:
        super().__init__(
            say("Es demasiado grande para mostrarse como códigos."),
            say("Llévelo en una memoria."),
        )


class Seen(Enum):
    """What a code was."""

    NEW = auto()
    AGAIN = auto()
    FOREIGN = auto()
    """A code of something else, or a part that no version writes."""
    NEWER = auto()
    """Parts as a later version of the program writes them."""
    BROKEN = auto()
    """It was the last part, and all together are not what was cut: they were let go."""


@dataclass(frozen=True, slots=True)
class Progress:
    """How much of one file is here. Parts count from 1."""

    parts: int
    missing: tuple[int, ...]

    @property
    def here(self) -> int:
        return self.parts - len(self.missing)


@dataclass(slots=True)
class _File:
    parts: int
    here: dict[int, bytes] = field(default_factory=dict)


class Gathering:
    """Takes codes as they come and keeps apart which file each belongs to."""

    def __init__(self) -> None:
        self._files: dict[bytes, _File] = {}
        self._last: bytes | None = None
        self.whole: list[bytes] = []
        """Every file that is complete, as it was before it was cut."""

    @property
    def progress(self) -> Progress | None:
        """Of the file whose part was taken last; None before any was."""
        if self._last is None:
            return None
        file = self._files[self._last]
        numbers = range(1, file.parts + 1)
        return Progress(file.parts, tuple(k for k in numbers if k not in file.here))

    @property
    def mixed(self) -> bool:
        """Whether parts of more than one file came."""
        return len(self._files) > 1

    def take(self, code: bytes) -> Seen:
        """Look at what one QR code holds."""
        if not code.startswith(MAGIC):
            newer = code.startswith(FAMILY) and code[len(FAMILY) : len(MAGIC)].isalnum()
            return Seen.NEWER if newer else Seen.FOREIGN
        if len(code) <= _HEADER.size:
            return Seen.FOREIGN
        _, told, number, parts = _HEADER.unpack_from(code)
        if not 1 <= number <= parts <= PARTS_MAX:
            return Seen.FOREIGN
        # Who lies about the number of parts has made another file.
        key = code[len(MAGIC) : len(MAGIC) + HASH_BYTES] + code[_HEADER.size - 2 : _HEADER.size]
        if key not in self._files and len(self._files) >= FILES_MAX:
            return Seen.FOREIGN
        file = self._files.setdefault(key, _File(parts))
        self._last = key
        if number in file.here:
            return Seen.AGAIN
        file.here[number] = code[_HEADER.size :]
        if len(file.here) == parts:
            whole = b"".join(file.here[k] for k in range(1, parts + 1))
            if _name(whole) != told:
                del self._files[key]
                self._last = None
                return Seen.BROKEN
            self.whole.append(whole)
        return Seen.NEW


def split(data: bytes) -> list[bytes]:
    """What each code holds, in order; one code is enough for a request.

    Raises: TooLongForCodes; ValueError for no bytes at all.
    """
    if not data:
        raise ValueError("there is nothing to show")
    pieces = [data[at : at + PART_BYTES] for at in range(0, len(data), PART_BYTES)]
    if len(pieces) > PARTS_MAX:
        raise TooLongForCodes
    name = _name(data)
    return [
        _HEADER.pack(MAGIC, name, number, len(pieces)) + piece
        for number, piece in enumerate(pieces, start=1)
    ]


def _name(data: bytes) -> bytes:
    """Tells one file from another and finds damage. It proves nothing: the six words do."""
    return hashlib.sha256(data).digest()[:HASH_BYTES]
