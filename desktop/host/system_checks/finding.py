"""A finding: what was looked at, how it is, what that means, and what to do about it."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from desktop.trouble import Exit, Message


class State(StrEnum):
    """How it is. UNKNOWN is a fact of its own: nobody is told that all is well."""

    GOOD = "good"
    WARN = "warn"
    BAD = "bad"
    UNKNOWN = "unknown"


_WORST_FIRST = (State.BAD, State.WARN, State.UNKNOWN, State.GOOD)


@dataclass(frozen=True)
class Finding:
    """One answer of the check-up.

    Attributes:
        name: the same in every language, for scripts.
        what: the subject, a few words.
        means: how it is, and what that means, in a sentence.
        safe: what is not lost; None unless something is.
        to_do: what a person can do; None when nothing is needed.
        status: what `vereda doctor` ends with because of it; only damage to records is a failure.
        details: for who repairs it: tables, ids and columns, never a value.
    """

    name: str
    what: Message
    state: State
    means: Message
    to_do: Message | None = None
    safe: Message | None = None
    status: Exit = Exit.OK
    details: tuple[str, ...] = ()


def worst_first(findings: list[Finding]) -> list[Finding]:
    """Bad before warnings, unknown before good; otherwise as they were found."""
    return sorted(findings, key=lambda finding: _WORST_FIRST.index(finding.state))
