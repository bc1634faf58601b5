"""How long nobody has used this window: the system's word, our own count, and a lid that closed."""

from __future__ import annotations

import math
from collections.abc import Callable
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from desktop.host.clock import Clock

MS_PER_S = 1000
ASLEEP_S = 60
"""Checks come every second; one that comes this late means that the laptop slept."""


class IdleWatch:
    """Counts from the last touch.

    Args:
        clock: its monotonic time goes on while the laptop sleeps.
        system_idle_s: seconds that the whole system was idle, None where unknown.
    """

    def __init__(self, clock: Clock, system_idle_s: Callable[[], float | None]) -> None:
        self._clock = clock
        self._system_idle_s = system_idle_s
        self._touched_ms = self._checked_ms = clock.monotonic_ms()

    def touch(self) -> None:
        """Somebody used the window."""
        self._touched_ms = self._clock.monotonic_ms()

    def check_s(self) -> float:
        """Seconds without use; infinite after a sleep, so that waking up needs the phrase."""
        now_ms = self._clock.monotonic_ms()
        asleep_ms, self._checked_ms = now_ms - self._checked_ms, now_ms
        if asleep_ms >= ASLEEP_S * MS_PER_S:
            return math.inf
        own_s = (now_ms - self._touched_ms) / MS_PER_S
        system_s = self._system_idle_s()
        return own_s if system_s is None else min(system_s, own_s)
