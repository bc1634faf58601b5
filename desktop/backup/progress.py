"""How far a copy has come, and the one place where cancelling stops it."""

from __future__ import annotations

from collections.abc import Callable

from desktop.backup.troubles import Cancelled

Progress = Callable[[int, int], None]
"""Bytes done and bytes in all; called for every part, so it must be quick."""


class Counting:
    """Hears of each part and tells the whole; stops when the person cancelled."""

    def __init__(
        self, progress: Progress | None, cancelled: Callable[[], bool], total: int
    ) -> None:
        self.total = total
        self._progress = progress
        self._cancelled = cancelled
        self._done = 0

    def __call__(self, more: int) -> None:
        """Raises: Cancelled."""
        if self._cancelled():
            raise Cancelled
        self._done += more
        if self._progress is not None:
            self._progress(min(self._done, self.total), self.total)
