"""What papers about a group and a meeting say, as facts: folios and counts, nobody's name."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from desktop.programme.vocabulary import (
    AttendanceState,
    EnrolmentState,
    Evaluation,
    IncidentSort,
    LeaveReason,
    SessionState,
    SkipReason,
)


@dataclass(frozen=True, slots=True)
class Completing:
    """One person of a group that ends.

    Attributes:
        attended: sessions of the course, also in a group from which she or he came over.
        reached: whether that is as many as the rule asks for.
        died: nothing is asked or written any more.
        agreed: to be evaluated; None: nobody has asked.
    """

    participant: bytes
    folio: str
    nickname: str
    state: EnrolmentState
    leave_reason: LeaveReason | None
    attended: int
    reached: bool
    evaluation: Evaluation | None
    died: bool
    agreed: bool | None = None

    @property
    def here(self) -> bool:
        """In the group to its end."""
        return self.state in (EnrolmentState.ACTIVE, EnrolmentState.COMPLETED)

    @property
    def evaluation_pending(self) -> bool:
        """Somebody is still to be evaluated, or to be asked whether she or he wants it."""
        wanted = not self.died and self.agreed is not False
        return self.here and wanted and self.evaluation in (None, Evaluation.PENDING)


@dataclass(frozen=True, slots=True, kw_only=True)
class GroupSummary:
    """A group's course in counts. `needed` is how many sessions completing it takes."""

    name: str
    place: str
    first: date | None
    last: date | None
    sessions: int
    held: int
    planned: int
    skipped: Mapping[SkipReason, int]
    needed: int
    people: tuple[Completing, ...]
    closed_on: date | None
    note: str

    def standing(self, state: EnrolmentState) -> int:
        """How many people stand so."""
        return sum(person.state is state for person in self.people)

    def left(self) -> dict[LeaveReason, int]:
        """How many left, by reason."""
        found: dict[LeaveReason, int] = {}
        for person in self.people:
            if person.state is EnrolmentState.LEFT:
                reason = person.leave_reason or LeaveReason.UNKNOWN
                found[reason] = found.get(reason, 0) + 1
        return dict(sorted(found.items()))


@dataclass(frozen=True, slots=True, kw_only=True)
class SessionNote:
    """One meeting for the file. Counts of people; incidents are counts too.

    `steps` are the titles of the plan with whether each was done; empty without a plan.
    None of `visitors`, `interpreters`, `children` means that nobody counted.
    """

    group_name: str
    ordinal: int
    replaces: int | None
    date: date
    start_minute: int
    minutes: int
    place: str
    state: SessionState
    theme: str
    facilitators: str
    steps: tuple[tuple[str, bool], ...]
    marks: Mapping[AttendanceState, int]
    unmarked: int
    folios: Mapping[AttendanceState, tuple[str, ...]]
    visitors: int | None
    interpreters: int | None
    children: int | None
    shown: int
    incidents: Mapping[IncidentSort, int]
