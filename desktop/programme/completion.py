"""When somebody has completed a course: a count of sessions attended, and nothing more.

It says nothing of change or of safety. Source of the standard: adherence medium to high is
13 sessions or more of the pilot's 25 and 24 (Valdez-Santiago and others, Salud Pública de
México 57(6), 2015).
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

ADHERENT_SESSIONS = 13
"""Adherence medium to high begins here. Source: see above."""
PILOT_SESSIONS = 25
"""Of so many; the men's 24 come to the same 13."""
SESSIONS_MAX = 104


@dataclass(frozen=True, slots=True)
class CompletionRule:
    """So many sessions attended in a course of so many; other lengths in proportion."""

    attended: int = ADHERENT_SESSIONS
    of: int = PILOT_SESSIONS

    def needed(self, sessions: int) -> int:
        """Sessions to attend in a course of that length, rounded up; 1 at least."""
        return max(-(-self.attended * sessions // self.of), 1)

    def text(self) -> str:
        """As it is kept: "13/25"."""
        return f"{self.attended}/{self.of}"


STANDARD = CompletionRule()


def read_rule(text: str | None) -> CompletionRule:
    """A rule as it was kept; the standard where there is none, or none that makes sense."""
    first, _, second = (text or "").partition("/")
    if not all(part.isascii() and part.isdigit() and len(part) < 4 for part in (first, second)):
        return STANDARD
    rule = CompletionRule(int(first), int(second) or 1)
    return rule if is_sensible(rule) else STANDARD


def is_sensible(rule: CompletionRule) -> bool:
    """Whether somebody can keep it: one session at least, and no more than there are."""
    return 1 <= rule.attended <= rule.of <= SESSIONS_MAX


def sessions_attended(numbers: Iterable[int]) -> int:
    """How many sessions of the course these are: a make-up is the one that it replaces.

    Args:
        numbers: of the plan of each meeting attended (`ordinal % MAKE_UP_FROM`), also those
            of the group from which somebody was transferred.
    """
    return len(set(numbers))
