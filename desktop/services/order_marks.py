"""Every meeting of a person's groups as a mark, for the rule of a court order."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator
from datetime import date
from typing import TYPE_CHECKING, Any

from desktop.programme.codes import day, known, session_state
from desktop.programme.court_rule import Mark
from desktop.programme.standing import belongs
from desktop.programme.vocabulary import AttendanceState, EnrolmentState

if TYPE_CHECKING:
    from sqlalchemy import Connection

_MARKS = """
SELECT e.participant, s.id, s.date, s.ordinal, s.state, s.replaces, a.state, a.detail,
       e.state, e.since
FROM enrolment e
JOIN session s ON s.grp = e.grp AND s.date IS NOT NULL AND NOT s.deleted
LEFT JOIN attendance a
    ON a.session = s.id AND a.participant = e.participant AND NOT a.deleted
WHERE NOT e.deleted AND e.participant IN (
    SELECT participant FROM court_order WHERE NOT deleted AND (?1 IS NULL OR participant = ?1))
"""


def marks(connection: Connection, person: bytes | None = None) -> dict[bytes, list[Mark]]:
    """By participant, of all who have an order or of one; meetings of every group there was.

    A meeting that was marked is there, whatever became of the enrolment since: coming back
    after a pause must not make absences disappear. One without a mark is there only while
    the person belonged to the group.
    """
    rows = connection.exec_driver_sql(_MARKS, (person,)).fetchall()
    found: dict[bytes, list[Mark]] = defaultdict(list)
    for participant, mark in _read(rows):
        found[participant].append(mark)
    return found


def _read(rows: Any) -> Iterator[tuple[bytes, Mark]]:
    for row in rows:
        on, state = day(row[2]), known(AttendanceState, row[6])
        if on is None:
            continue
        standing, since = known(EnrolmentState, row[8]), day(row[9])
        paused = _is_away(standing, since, on)
        if state is None and not paused and not belongs(standing, since, on):
            continue
        yield (
            bytes(row[0]),
            Mark(
                date=on,
                ordinal=row[3],
                state=state,
                detail=row[7],
                happened=session_state(row[4]),
                session=bytes(row[1]),
                replaces=None if row[5] is None else bytes(row[5]),
                paused=paused,
            ),
        )


def _is_away(standing: EnrolmentState | None, since: date | None, on: date) -> bool:
    return standing is EnrolmentState.PAUSED and since is not None and on >= since
