"""The programme's totals counted back from the vaults, each vault giving only counts."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from fractions import Fraction
from typing import TYPE_CHECKING

from desktop.demo.published import ADHERENT_SESSIONS
from desktop.programme.vocabulary import CAME, Reason, SessionState, Stream

if TYPE_CHECKING:
    from desktop.journal.open_vault import OpenVault

_CAME = """
SELECT coalesce(site.state_name, ''), count(*), sum(coalesce(c.times, 0)),
       count(*) FILTER (WHERE c.times >= ?)
FROM participant p
LEFT JOIN site ON site.id = p.site
LEFT JOIN (
    SELECT a.participant, count(*) AS times
    FROM attendance a JOIN session s ON s.id = a.session
    WHERE a.state IN (?, ?, ?) AND s.state = ?
      AND NOT coalesce(a.deleted, 0) AND NOT coalesce(s.deleted, 0)
    GROUP BY a.participant) c ON c.participant = p.id
WHERE NOT coalesce(p.deleted, 0)
GROUP BY 1
"""

_REASONS = """
SELECT main_reason, count(*) FROM participant
WHERE main_reason IS NOT NULL AND NOT coalesce(deleted, 0) GROUP BY 1
"""


@dataclass(frozen=True)
class Figures:
    """What the pilot published, counted here. Averages are sessions attended a person."""

    people: dict[Stream, int]
    adherent: int
    average_by_state: dict[str, Fraction]
    reasons: dict[Stream, dict[Reason, int]]

    @property
    def everyone(self) -> int:
        return sum(self.people.values())

    def percent(self, part: int, whole: int | None = None) -> int:
        """A whole percentage, halves up; of everybody unless a whole is given."""
        return int(Fraction(100 * part, whole or self.everyone) + Fraction(1, 2))


def figures(vaults: Iterable[OpenVault]) -> Figures:
    """Count each vault and add up. Attendance says nothing about change or safety."""
    people: Counter[Stream] = Counter()
    came: Counter[str] = Counter()
    by_state: Counter[str] = Counter()
    reasons: dict[Stream, dict[Reason, int]] = {}
    adherent = 0
    for vault in vaults:
        with vault.read() as connection:
            states = connection.exec_driver_sql(
                _CAME,
                (ADHERENT_SESSIONS, *CAME, SessionState.HELD),
            ).fetchall()
            named = connection.exec_driver_sql(_REASONS).fetchall()
        for state, persons, times, often in states:
            people[vault.stream] += persons
            by_state[state] += persons
            came[state] += times
            adherent += often
        reasons[vault.stream] = {Reason(code): count for code, count in named}
    averages = {state: Fraction(came[state], by_state[state]) for state in by_state}
    return Figures(dict(people), adherent, averages, reasons)
