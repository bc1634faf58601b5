"""Who stopped coming and has not been looked for yet: what Today and a handover show."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING

from desktop.journal.encoding import read_heads
from desktop.programme.absence import ABSENCES_TO_CALL, absences_in_a_row
from desktop.programme.codes import day, known
from desktop.programme.vocabulary import (
    STOPS_CALLS,
    AttendanceState,
    CallOutcome,
    EnrolmentState,
    SessionState,
)
from desktop.services.consent_reading import not_to_be_called
from desktop.services.one_person import with_twins
from desktop.services.standing import AFTER_JOINING, DIED

if TYPE_CHECKING:
    from sqlalchemy import Connection

    from desktop.journal.open_vault import OpenVault

Place = tuple[str, int]
"""Date and number of a meeting, which order the meetings of a group."""
_NOWHERE: Place = ("", 0)
_STATE_OF = {str(int(state)): state for state in AttendanceState}


@dataclass(frozen=True, slots=True)
class OpenCall:
    """Somebody to look for, once it is clear that calling is safe.

    `absences` is how many in a row; `due` since when: the last absence, or the day on
    which somebody wanted to try again.
    """

    participant: bytes
    group: bytes
    folio: str
    nickname: str
    absences: int
    last_outcome: CallOutcome | None
    due: date


@dataclass(frozen=True, slots=True)
class Attempt:
    """One recorded call. `answers` is the place of the last absence known at the time.

    `said_at` orders attempts by what their writers knew, whatever their clocks said.
    """

    id: bytes
    on: date | None
    outcome: CallOutcome | None
    note: str
    next_date: date | None
    answers: Place
    lifts: bytes | None
    said_at: tuple[int, bytes]


_RUNS = """
SELECT run.grp, run.participant, p.folio, p.nickname, run.states, run.last_missed
FROM (
    SELECT s.grp, a.participant,
           group_concat(a.state, ',' ORDER BY s.date DESC, s.ordinal DESC) AS states,
           max(printf('%s %09d', s.date, s.ordinal)) FILTER (WHERE a.state = ?2) AS last_missed
    FROM session s
    JOIN attendance a ON a.session = s.id AND NOT a.deleted
    JOIN enrolment e ON e.grp = s.grp AND e.participant = a.participant
        AND e.state = ?4 AND NOT e.deleted AND {since}
    WHERE s.state = ?1 AND s.grp IN ({groups}) AND NOT s.deleted AND a.state IS NOT NULL
    GROUP BY s.grp, a.participant
    HAVING count(*) FILTER (WHERE a.state = ?2) >= ?3
) run
JOIN participant p ON p.id = run.participant AND NOT p.deleted
"""

_ATTEMPTS = """
SELECT c.participant, c.id, c.on_date, c.outcome, c.note, c.next_date, s.date, s.ordinal,
       c.lifts, c.heads
FROM call c LEFT JOIN session s ON s.id = c.answers
WHERE c.participant IN ({people}) AND NOT c.deleted
"""

_OPEN_GROUPS = "SELECT id FROM grp WHERE NOT deleted AND NOT coalesce(closed, 0)"

_DIED = f"""
SELECT e.participant FROM enrolment e WHERE {DIED} AND NOT e.deleted
UNION SELECT p.id FROM participant p WHERE p.died AND NOT p.deleted
"""  # noqa: S608 - our own words


def open_calls(vault: OpenVault, today: date, group: bytes | None = None) -> tuple[OpenCall, ...]:
    """Of one group, or of every group that is not closed; most absences first.

    Two absences in a row since the person last came or joined, and no attempt after the
    last of them, or one whose day to try again has come. Nobody who does not want calls.
    """
    with vault.read() as connection:
        groups = (
            [row[0] for row in connection.exec_driver_sql(_OPEN_GROUPS).fetchall()]
            if group is None
            else [group]
        )
        return find_open(connection, today, groups)


def find_open(connection: Connection, today: date, groups: Iterable[bytes]) -> tuple[OpenCall, ...]:
    """The same inside somebody else's reading."""
    rows = connection.exec_driver_sql(
        _RUNS.format(groups=_listed(groups), since=AFTER_JOINING),
        (SessionState.HELD, AttendanceState.ABSENT, ABSENCES_TO_CALL, EnrolmentState.ACTIVE),
    ).fetchall()
    runs = {
        (row[0], row[1]): run
        for row in rows
        if (run := absences_in_a_row(map(_STATE_OF.get, row[4].split(",")))) >= ABSENCES_TO_CALL
    }
    people = {person for _group, person in runs}
    people -= dead(connection) | not_to_be_called(connection)
    tried = attempts(connection, people)
    found = []
    for group, person, folio, nickname, _states, last_missed in rows:
        if (group, person) not in runs or person not in people:
            continue
        mine = tried.get(person, [])
        due = _due(mine, _place(last_missed), today)
        if due is not None and not standing_stops(mine):
            last = mine[-1].outcome if mine else None
            run = runs[group, person]
            found.append(OpenCall(person, group, folio or "", nickname or "", run, last, due))
    return tuple(sorted(found, key=lambda each: (-each.absences, each.folio, each.participant)))


def attempts(connection: Connection, people: Iterable[bytes]) -> dict[bytes, list[Attempt]]:
    """What was tried with each of these people, oldest first."""
    found: dict[bytes, list[Attempt]] = {}
    for row in connection.exec_driver_sql(_ATTEMPTS.format(people=_listed(people))).fetchall():
        lamport = max(head[2] for heads in read_heads(row[9]).values() for head in heads)
        attempt = Attempt(
            id=row[1],
            on=day(row[2]),
            outcome=known(CallOutcome, row[3]),
            note=row[4] or "",
            next_date=day(row[5]),
            answers=(row[6], row[7]) if row[6] else _NOWHERE,
            lifts=row[8],
            said_at=(lamport, row[1]),
        )
        found.setdefault(row[0], []).append(attempt)
    for each in found.values():
        each.sort(key=lambda attempt: attempt.said_at)
    return found


def standing_stops(tried: Sequence[Attempt]) -> list[Attempt]:
    """Attempts whose outcome ends all others, and which no coordinator has lifted."""
    lifted = {attempt.lifts for attempt in tried}
    return [each for each in tried if each.outcome in STOPS_CALLS and each.id not in lifted]


def dead(connection: Connection) -> frozenset[bytes]:
    """Whoever died, whatever another list says: nobody calls, writes to or asks for them.

    Every part that looks for somebody asks this. Also who was written down twice.
    """
    rows = connection.exec_driver_sql(_DIED).fetchall()
    return with_twins(connection, (bytes(row[0]) for row in rows))


def _due(tried: Sequence[Attempt], last_missed: Place, today: date) -> date | None:
    """Since when somebody is to be looked for; None while there is nothing to do."""
    after = [attempt for attempt in tried if attempt.answers >= last_missed]
    if not after:
        return day(last_missed[0]) or today
    again = after[-1].next_date
    return again if again is not None and again <= today else None


def _place(text: str) -> Place:
    on, ordinal = text.rsplit(" ", 1)
    return on, int(ordinal)


def _listed(ids: Iterable[bytes]) -> str:
    return ", ".join(f"x'{each.hex()}'" for each in sorted(set(ids)))
