"""How often one address may knock, and with how many hands. Counts in memory only."""

from __future__ import annotations

from collections import Counter, OrderedDict
from collections.abc import Callable, Iterator
from contextlib import contextmanager

ADDRESSES_MAX = 4_096
"""Remembered at once; the one not seen for longest is forgotten first."""


class Gate:
    """A bucket of tokens for each address, refilled steadily."""

    def __init__(self, per_minute: int, monotonic: Callable[[], float]) -> None:
        self._size = float(per_minute)
        self._per_second = per_minute / 60
        self._monotonic = monotonic
        self._buckets: OrderedDict[str, tuple[float, float]] = OrderedDict()

    def lets_in(self, address: str) -> bool:
        now = self._monotonic()
        tokens, seen = self._buckets.pop(address, (self._size, now))
        tokens = min(self._size, tokens + (now - seen) * self._per_second)
        welcome = tokens >= 1
        self._buckets[address] = (tokens - 1 if welcome else tokens, now)
        if len(self._buckets) > ADDRESSES_MAX:
            self._buckets.popitem(last=False)
        return welcome


class CrowdedError(Exception):
    """One address has too many requests under way."""


class Room:
    """How many requests of one address may be under way at once."""

    def __init__(self, most: int) -> None:
        self._most = most
        self._inside: Counter[str] = Counter()

    @contextmanager
    def place(self, address: str) -> Iterator[None]:
        """Raises: CrowdedError."""
        if self._inside[address] >= self._most:
            raise CrowdedError
        self._inside[address] += 1
        try:
            yield
        finally:
            self._inside[address] -= 1
            if not self._inside[address]:
                del self._inside[address]
