"""A court order as a rule, a meeting as a mark, and what judging them answers.

How one comes to the other is in compliance.py.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from desktop.programme.vocabulary import AttendanceState, SessionState
from desktop.trouble import Message


@dataclass(frozen=True, slots=True, kw_only=True)
class CourtRule:
    """What an order asks. `None` means that it says nothing of this and sets no such limit.

    Attributes:
        required: sessions to be attended.
        max_consecutive: unexcused absences in a row that are still allowed.
        max_total: unexcused absences in all that are still allowed.
        late_limit_min: minutes; who comes later than this was absent.
        early_limit_min: minutes; who leaves earlier than this before the end was absent.
        makeups: absences that may be made up.
        makeup_within_days: days from the absence in which that is accepted.
        excused_allowed: excused absences that do not count; 0: each one counts.
        deadline: the last day that counts.
        counts_from: the first day that counts.

    Source: the order itself; presets in presets.py name theirs.
    """

    required: int | None = None
    max_consecutive: int | None = None
    max_total: int | None = None
    late_limit_min: int | None = None
    early_limit_min: int | None = None
    makeups: int | None = None
    makeup_within_days: int | None = None
    excused_allowed: int | None = None
    deadline: date | None = None
    counts_from: date | None = None


@dataclass(frozen=True, slots=True)
class Mark:
    """One meeting as it concerns one person.

    Attributes:
        state: None when nobody marked.
        detail: minutes late or left early; None when nobody wrote them down.
        happened: SKIPPED for a cancelled meeting, PLANNED for one that was not ended.
        session: tells meetings of one day and of several groups apart.
        replaces: the session that a make-up stands for.
        paused: whether the person was away with the group's knowledge.
    """

    date: date
    ordinal: int
    state: AttendanceState | None = None
    detail: int | None = None
    happened: SessionState = SessionState.HELD
    session: bytes = b""
    replaces: bytes | None = None
    paused: bool = False


class Counted(StrEnum):
    """What a line counts as."""

    ATTENDED = "attended"
    ABSENT = "absent"
    NOT = "not"


@dataclass(frozen=True, slots=True)
class Line:
    """How one meeting counts, and why."""

    mark: Mark
    counted: Counted
    why: Message
    in_a_row: int = 0
    """The run of absences up to here; 0 unless this line counts in it."""

    @property
    def date(self) -> date:
        return self.mark.date

    @property
    def ordinal(self) -> int:
        return self.mark.ordinal

    @property
    def counts(self) -> bool:
        """Whether it is an absence in the sense of the order."""
        return self.counted is Counted.ABSENT


class Standing(StrEnum):
    """Where a person stands with an order, the gravest first."""

    EXCEEDED = "exceeded"
    MET = "met"
    UNREACHABLE = "unreachable"
    AT_LIMIT = "at limit"
    ON_TRACK = "on track"


@dataclass(frozen=True, slots=True)
class Verdict:
    """What the marks come to under a rule.

    Attributes:
        lines: every meeting that was or is to be, oldest first.
        attended: sessions that count towards what is required.
        unexcused: absences that count.
        consecutive: absences in a row up to now; `longest` is the longest run there was.
        ahead: planned meetings that can still count.
        reasons: why the standing is what it is, in plain words.
    """

    state: Standing
    lines: tuple[Line, ...] = ()
    attended: int = 0
    unexcused: int = 0
    consecutive: int = 0
    longest: int = 0
    ahead: int = 0
    reasons: tuple[Message, ...] = ()
