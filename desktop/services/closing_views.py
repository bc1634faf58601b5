"""What the end of a group shows: who came how often, and what is still open.

Nothing that is open ever holds a group back from closing: it is listed, and stays open.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING

from desktop.programme.codes import day, known
from desktop.programme.completion import CompletionRule, read_rule, sessions_attended
from desktop.programme.group_papers import Completing, GroupSummary
from desktop.programme.schema import MAKE_UP_FROM
from desktop.programme.text import collate
from desktop.programme.vocabulary import (
    CAME,
    ConsentState,
    EnrolmentState,
    Evaluation,
    LeaveReason,
    Purpose,
    SessionState,
    SettingNumber,
    SkipReason,
)
from desktop.services import choices, incidents, orders
from desktop.services.group_views import GroupDetail, get_group
from desktop.services.open_calls import dead, open_calls

if TYPE_CHECKING:
    from sqlalchemy import Connection

    from desktop.journal.open_vault import OpenVault


@dataclass(frozen=True, slots=True)
class StillOpen:
    """What a group leaves behind, in counts: calls, incidents, orders, meetings, paper lists."""

    calls: int
    incidents: int
    orders: int
    meetings: int
    sheets: int

    @property
    def nothing(self) -> bool:
        return not (self.calls or self.incidents or self.orders or self.meetings or self.sheets)


@dataclass(frozen=True, slots=True)
class ClosingFacts:
    """Everything that the page shows. `rule` is the stream's; `closed` the group's state."""

    group: bytes
    summary: GroupSummary
    rule: CompletionRule
    still_open: StillOpen
    closed: bool

    @property
    def will_complete(self) -> tuple[Completing, ...]:
        """Who is in the group, came often enough, and is not yet said to have completed."""
        return tuple(
            person
            for person in self.summary.people
            if person.state is EnrolmentState.ACTIVE and person.reached and not person.died
        )


_PEOPLE = """
SELECT p.id, p.folio, p.nickname, e.state, e.leave_reason, e.evaluation, c.state
FROM enrolment e JOIN participant p ON p.id = e.participant AND NOT p.deleted
LEFT JOIN consent c ON c.participant = p.id AND c.ordinal = ?2 AND NOT c.deleted
WHERE e.grp = ?1 AND NOT e.deleted
"""

_ATTENDED = """
WITH RECURSIVE came_from (participant, grp) AS (
    SELECT e.participant, e.grp FROM enrolment e WHERE e.grp = ?1 AND NOT e.deleted
    UNION
    SELECT o.participant, o.grp FROM came_from c
    JOIN enrolment o ON o.participant = c.participant AND o.moved_to = c.grp
        AND o.state = ?2 AND NOT o.deleted
)
SELECT c.participant, s.ordinal FROM came_from c
JOIN session s ON s.grp = c.grp AND s.state = ?3 AND NOT s.deleted
JOIN attendance a ON a.session = s.id AND a.participant = c.participant AND NOT a.deleted
WHERE a.state IN (?4, ?5, ?6)
"""

_SHEETS = """
SELECT count(*) FROM paper_sheet p JOIN session s ON s.id = p.session
WHERE s.grp = ? AND p.taken_in IS NULL AND NOT p.deleted AND NOT s.deleted
"""

_CLOSED = "SELECT closed_on, closing_note FROM grp WHERE id = ?"


def facts(vault: OpenVault, group: bytes, today: date) -> ClosingFacts:
    """The group as its end shows it. Raises: NotFound."""
    detail = get_group(vault, group)
    with vault.read() as connection:
        rule = rule_in(connection)
        needed = rule.needed(detail.course_sessions)
        people = people_of(connection, group, needed)
        closed_on, note = connection.exec_driver_sql(_CLOSED, (group,)).one()
        sheets = connection.exec_driver_sql(_SHEETS, (group,)).scalar_one()
    summary = _summary(detail, people, needed, day(closed_on), note or "")
    still_open = StillOpen(
        calls=len(open_calls(vault, today, group)),
        incidents=len(incidents.open_in(vault, group)),
        orders=len(orders.open_in(vault, group)),
        meetings=summary.planned,
        sheets=sheets,
    )
    return ClosingFacts(group, summary, rule, still_open, detail.closed)


def completing(vault: OpenVault, group: bytes) -> tuple[Completing, ...]:
    """Everybody who was ever in the group, by nickname. Raises: NotFound."""
    detail = get_group(vault, group)
    with vault.read() as connection:
        return people_of(connection, group, rule_in(connection).needed(detail.course_sessions))


def rule_in(connection: Connection) -> CompletionRule:
    """What completing a course takes in this stream."""
    return read_rule(choices.find(connection, SettingNumber.COMPLETION_RULE))


def people_of(connection: Connection, group: bytes, needed: int) -> tuple[Completing, ...]:
    """Everybody who was ever in the group, by nickname."""
    numbers: dict[bytes, list[int]] = {}
    for person, ordinal in connection.exec_driver_sql(
        _ATTENDED, (group, EnrolmentState.LEFT, SessionState.HELD, *CAME)
    ):
        numbers.setdefault(person, []).append(ordinal % MAKE_UP_FROM)
    gone = dead(connection)
    found = []
    for person, folio, nickname, code, reason, evaluation, said in connection.exec_driver_sql(
        _PEOPLE, (group, Purpose.EVALUATION)
    ):
        state = known(EnrolmentState, code)
        if state is None:
            continue
        attended = sessions_attended(numbers.get(person, ()))
        found.append(
            Completing(
                participant=person,
                folio=folio or "",
                nickname=nickname or "",
                state=state,
                leave_reason=known(LeaveReason, reason) if state is EnrolmentState.LEFT else None,
                attended=attended,
                reached=attended >= needed,
                evaluation=known(Evaluation, evaluation),
                died=person in gone,
                agreed=None if said is None else said == ConsentState.GIVEN,
            )
        )
    return tuple(sorted(found, key=lambda each: (collate(each.nickname), each.folio)))


def _summary(
    detail: GroupDetail,
    people: tuple[Completing, ...],
    needed: int,
    closed_on: date | None,
    note: str,
) -> GroupSummary:
    held = [line.date for line in detail.sessions if line.state is SessionState.HELD]
    skipped: dict[SkipReason, int] = {}
    for line in detail.sessions:
        if line.state is SessionState.SKIPPED:
            reason = line.skip_reason or SkipReason.OTHER
            skipped[reason] = skipped.get(reason, 0) + 1
    return GroupSummary(
        name=detail.name,
        place=detail.place,
        first=min(held, default=None),
        last=max(held, default=None),
        sessions=detail.course_sessions,
        held=detail.held,
        planned=sum(line.state is SessionState.PLANNED for line in detail.sessions),
        skipped=skipped,
        needed=needed,
        people=people,
        closed_on=closed_on,
        note=note,
    )
