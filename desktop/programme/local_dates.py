"""Days on which a place does not meet: once, or every year. Pure; what is kept is DAY_OFF."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta

DAYS_MAX = 183
"""Half a year: a longer rest is a group that pauses, and a mistyped year more often."""

_DAY = timedelta(days=1)


@dataclass(frozen=True, slots=True)
class Span:
    """From a day to a day, both included. `yearly`: the same days of every year.

    A yearly span may go over New Year. 29 February is kept on the 28th of a common year.
    Raises: ValueError where the last day comes before the first, or after more than DAYS_MAX.
    """

    first: date
    last: date
    yearly: bool = False

    def __post_init__(self) -> None:
        if not 0 <= (self.last - self.first).days < DAYS_MAX:
            raise ValueError(f"{self.first} to {self.last}")

    def within(self, first: date, last: date) -> Iterator[date]:
        """Its days from `first` to `last`, both included, in order and each once."""
        for start, end in self._turns(first, last):
            day, end = max(start, first), min(end, last)
            while day <= end:
                yield day
                if day == date.max:
                    return
                day += _DAY

    def _turns(self, first: date, last: date) -> Iterator[tuple[date, date]]:
        if not self.yearly:
            yield self.first, self.last
            return
        years_long = self.last.year - self.first.year
        for year in range(max(first.year - years_long, date.min.year), last.year + 1):
            if year + years_long <= date.max.year:
                yield _in_year(self.first, year), _in_year(self.last, year + years_long)


def _in_year(day: date, year: int) -> date:
    try:
        return day.replace(year=year)
    except ValueError:
        return date(year, 2, 28)
