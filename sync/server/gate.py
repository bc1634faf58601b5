"""How often one address may knock. Counts in memory only; nothing is written down."""

from __future__ import annotations

from collections import OrderedDict
from collections.abc import Callable

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
