"""Two copies of one small file: the newest sound copy is used, the other is mended from it."""

from __future__ import annotations

import contextlib
from collections.abc import Callable
from dataclasses import dataclass
from enum import Enum
from pathlib import Path
from typing import Generic, TypeVar

from desktop.host.files import write_atomic
from desktop.vault import tagged
from desktop.vault.tagged import FILE_MAX_BYTES, Damaged, Layout, Tagged

T = TypeVar("T")


class Condition(Enum):
    """How the two copies were found."""

    WHOLE = "both the same"
    STALE = "one was older and was brought up to date"
    REPAIRED = "one was damaged or missing and was mended"
    UNREPAIRED = "one is damaged, missing or older and could not be mended"


@dataclass(frozen=True)
class Shape:
    """How copies of one kind of file are read and which of two is newer."""

    layout: Layout
    rank_tags: tuple[int, ...]
    """Fields of one u32 each; compared in this order, the higher is newer."""

    def copy(self, data: bytes) -> Copy:
        """Raises Damaged, Newer."""
        file = tagged.read(self.layout, data)
        return Copy(tuple(file.number(tag) for tag in self.rank_tags), data, file)


@dataclass(frozen=True)
class Copy:
    """A copy whose checksum holds."""

    rank: tuple[int, ...]
    data: bytes
    file: Tagged


@dataclass(frozen=True)
class Reading(Generic[T]):
    """What the copies say, and how they were found."""

    value: T
    condition: Condition


@dataclass(frozen=True)
class Twin:
    """The two places of one file."""

    first: Path
    second: Path
    shape: Shape

    @classmethod
    def at(cls, path: Path, shape: Shape) -> Twin:
        """`path` and, beside it, the same name with a 2 at its end."""
        return cls(path, path.with_name(path.name + "2"), shape)

    def write(self, data: bytes) -> None:
        """Durable in the first copy when it returns. Raises OSError, and then nothing changed.

        A second copy that cannot be written is mended when the file is next read.
        """
        write_atomic(self.first, data)
        with contextlib.suppress(OSError):
            write_atomic(self.second, data)

    def sound_copies(self) -> list[Copy]:
        """Copies whose checksum holds, newest first; two equal ones once. Raises Newer."""
        copies = []
        for data in {_bytes_of(self.first): None, _bytes_of(self.second): None}:
            with contextlib.suppress(Damaged):
                copies.append(self.shape.copy(data))
        return sorted(copies, key=lambda copy: copy.rank, reverse=True)

    def read(self, accept: Callable[[Tagged], T]) -> Reading[T]:
        """The newest copy that `accept` trusts; the other copy is mended from it.

        `accept` raises Damaged for a copy whose seal does not hold, and the next
        one is tried. Anything else it raises ends the reading, with nothing mended.
        Raises Damaged when no copy is left, Newer.
        """
        for copy in self.sound_copies():
            try:
                value = accept(copy.file)
            except Damaged:
                continue
            return Reading(value, self._mend(copy))
        raise Damaged(self.first.name)

    def _mend(self, good: Copy) -> Condition:
        found = Condition.WHOLE
        for path in (self.first, self.second):
            other = _bytes_of(path)
            if other == good.data:
                continue
            found = Condition.STALE if self._is_older(other, good) else Condition.REPAIRED
            try:
                write_atomic(path, good.data)
            except OSError:
                return Condition.UNREPAIRED
        return found

    def _is_older(self, data: bytes, than: Copy) -> bool:
        try:
            return self.shape.copy(data).rank < than.rank
        except Damaged:
            return False


def _bytes_of(path: Path) -> bytes:
    """A copy's bytes; none when it is missing or its sectors cannot be read."""
    try:
        with open(path, "rb") as file:
            return file.read(FILE_MAX_BYTES + 1)
    except OSError:
        return b""
