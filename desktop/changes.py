"""What a service call changed, so that only the pages that show it refresh."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any


@dataclass(frozen=True, slots=True)
class Step:
    """One record's values before a change: enough to take the change back."""

    kind: int
    record: bytes
    before: tuple[tuple[int, Any], ...]
    """(field number, value before) pairs; `None` where there was none."""
    after: tuple[tuple[str, int], ...] = ()
    """The operations that made the change, as (chain in hex, seq)."""


@dataclass(frozen=True, slots=True)
class Changes:
    """Kinds and ids touched by one call, and how to undo it.

    `touched` holds (kind number, id) pairs. A record whose identity is a pair
    (an attendance mark) also lists both halves under its own kind, so a page
    can ask "attendance of this session?" without knowing the mark's id.
    """

    touched: frozenset[tuple[int, bytes]] = frozenset()
    undo: tuple[Step, ...] = ()
    created: tuple[bytes, ...] = ()
    """Ids of the records born in this call, in order."""

    def touches(self, kind: int, record: bytes | None = None) -> bool:
        if record is None:
            return any(k == kind for k, _ in self.touched)
        return (kind, record) in self.touched

    def __or__(self, other: Changes) -> Changes:
        return Changes(
            self.touched | other.touched, self.undo + other.undo, self.created + other.created
        )

    def __bool__(self) -> bool:
        return bool(self.touched)
