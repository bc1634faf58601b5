"""The clock of invented weeks: it shows the day on which something would have been written."""

from __future__ import annotations

from datetime import UTC, date, datetime, time, timedelta

_BOOT = b"invented"
_MORNING = time(8)
_RUNNING_SINCE_DAYS = 5 * 365
"""Long enough before the demonstration's day for its oldest group."""


class DemoClock:
    """A clock that somebody sets. Wall and monotonic time move together."""

    def __init__(self, today: date) -> None:
        self._started_ms = _ms(today - timedelta(days=_RUNNING_SINCE_DAYS), 0)
        self.set(today)

    def set(self, day: date, minute: int = _MORNING.hour * 60) -> None:
        """Show a day, at `minute` minutes after midnight."""
        self._now_ms = _ms(day, minute)

    def now_ms(self) -> int:
        return self._now_ms

    def monotonic_ms(self) -> int:
        return self._now_ms - self._started_ms

    def boot(self) -> bytes:
        return _BOOT


def _ms(day: date, minute: int) -> int:
    midnight = datetime.combine(day, time(), UTC)
    return int((midnight + timedelta(minutes=minute)).timestamp() * 1_000)
