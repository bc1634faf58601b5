"""The three-minute close of a meeting: who did not come, a worry, money by folio, what is next."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING, Any

from desktop.programme.codes import day, known, session_state
from desktop.programme.schema import ALLOWANCE, SESSION
from desktop.programme.text import collate
from desktop.programme.vocabulary import (
    CAME,
    AllowanceFor,
    AttendanceState,
    SessionState,
)
from desktop.services.open_calls import find_open
from desktop.services.refusals import BadForm, NotEnrolled, NotFound
from desktop.trouble import say

if TYPE_CHECKING:
    from sqlalchemy import Connection

    from desktop.changes import Changes
    from desktop.journal.open_vault import OpenVault

ALLOWANCE_MAX_CENTS = 1_000_000
"""Ten thousand pesos: more is a slip of the finger."""
PAID = frozenset({*CAME, AttendanceState.NOT_ADMITTED})
"""Who was at the door needs the way home paid too."""


@dataclass(frozen=True, slots=True)
class Missed:
    """Somebody who did not take part. `to_call`: the second absence in a row, or a later one."""

    participant: bytes
    folio: str
    nickname: str
    state: AttendanceState
    to_call: bool


@dataclass(frozen=True, slots=True)
class Paid:
    """Somebody who was there. `cents` None: nothing was given; hundredths of a peso."""

    participant: bytes
    folio: str
    nickname: str
    cents: int | None
    what: AllowanceFor | None


@dataclass(frozen=True, slots=True)
class Upcoming:
    """The group's next meeting."""

    session: bytes
    ordinal: int
    date: date
    start_minute: int
    place: str


@dataclass(frozen=True, slots=True)
class CloseFacts:
    """What closing a meeting needs to know.

    `usual_cents` and `usual_what`: what most people of this group were given last time.
    """

    session: bytes
    group: bytes
    group_name: str
    ordinal: int
    date: date
    state: SessionState
    missed: tuple[Missed, ...]
    people: tuple[Paid, ...]
    unmarked: int
    worry: str
    usual_cents: int | None
    usual_what: AllowanceFor
    next: Upcoming | None

    @property
    def total_cents(self) -> int:
        """Given at this meeting in all."""
        return sum(each.cents or 0 for each in self.people)


_HEADING = """
SELECT s.grp, g.name, s.ordinal, s.date, s.state, s.worry
FROM session s JOIN grp g ON g.id = s.grp
WHERE s.id = ? AND NOT s.deleted
"""

_LINES = """
SELECT p.id, p.folio, p.nickname, a.state, w.cents, w.what
FROM participant p
JOIN enrolment e ON e.participant = p.id AND e.grp = ?2 AND NOT e.deleted
LEFT JOIN attendance a ON a.session = ?1 AND a.participant = p.id AND NOT a.deleted
LEFT JOIN allowance w ON w.session = ?1 AND w.participant = p.id AND NOT w.deleted
WHERE NOT p.deleted AND (a.state IS NOT NULL OR w.cents IS NOT NULL
    OR (e.state = 1 AND NOT coalesce(p.died, 0)))
"""

_USUAL = """
SELECT w.cents, w.what FROM session s
JOIN allowance w ON w.session = s.id AND w.cents IS NOT NULL AND NOT w.deleted
WHERE s.grp = ? AND NOT s.deleted
GROUP BY s.id, w.cents, w.what
ORDER BY s.date DESC, s.ordinal DESC, count(*) DESC, w.cents LIMIT 1
"""

_NEXT = """
SELECT s.id, s.ordinal, s.date, coalesce(s.start_minute, g.start_minute, 0),
       coalesce(s.place, g.place, '')
FROM session s JOIN grp g ON g.id = s.grp
WHERE s.grp = ?1 AND s.id <> ?2 AND coalesce(s.state, 0) = 0 AND s.date >= ?3 AND NOT s.deleted
ORDER BY s.date, 4, s.ordinal LIMIT 1
"""


def facts(vault: OpenVault, session: bytes) -> CloseFacts:
    """Everything that the close of one meeting shows. Raises: NotFound."""
    with vault.read() as connection:
        heading = connection.exec_driver_sql(_HEADING, (session,)).fetchone()
        on = day(heading[3]) if heading else None
        if heading is None or on is None:
            raise NotFound
        group = bytes(heading[0])
        rows = connection.exec_driver_sql(_LINES, (session, group)).fetchall()
        usual = connection.exec_driver_sql(_USUAL, (group,)).fetchone()
        to_call = {each.participant for each in find_open(connection, on, [group])}
        following = _next(connection, group, session, heading[3])
    lines = sorted(rows, key=lambda row: (collate(row[2] or ""), row[1] or "", row[0]))
    states = [known(AttendanceState, row[3]) for row in lines]
    return CloseFacts(
        session=session,
        group=group,
        group_name=heading[1] or "",
        ordinal=heading[2],
        date=on,
        state=session_state(heading[4]),
        missed=tuple(
            Missed(row[0], row[1] or "", row[2] or "", state, row[0] in to_call)
            for row, state in zip(lines, states, strict=True)
            if state is not None and state not in CAME
        ),
        people=tuple(
            Paid(row[0], row[1] or "", row[2] or "", row[4], known(AllowanceFor, row[5]))
            for row, state in zip(lines, states, strict=True)
            if state in PAID or row[4] is not None
        ),
        unmarked=sum(row[3] is None for row in lines),
        worry=heading[5] or "",
        usual_cents=usual[0] if usual else None,
        usual_what=(known(AllowanceFor, usual[1]) if usual else None) or AllowanceFor.TRANSPORT,
        next=following,
    )


def set_worry(vault: OpenVault, session: bytes, text: str) -> Changes:
    """Keep what worries whoever facilitated; "" removes it. Raises: NotFound."""
    with vault.write() as journal:
        _require_session(journal.connection, session)
        return journal.record(SESSION.of(session, worry=text.strip() or None))


def give_allowance(
    vault: OpenVault,
    session: bytes,
    people: tuple[bytes, ...],
    cents: int | None,
    what: AllowanceFor = AllowanceFor.TRANSPORT,
) -> Changes:
    """Note money given to these people at a meeting, in one commit; None takes the note back.

    Raises: BadForm for an amount that is none, NotEnrolled, NotFound.
    """
    if cents is not None and not 0 < cents <= ALLOWANCE_MAX_CENTS:
        raise BadForm(
            say("Esa cantidad no es posible."), say("Escriba una cantidad mayor que cero.")
        )
    with vault.write() as journal:
        group = _require_session(journal.connection, session)
        listed = {
            row[0]
            for row in journal.connection.exec_driver_sql(
                "SELECT participant FROM enrolment WHERE grp = ? AND NOT deleted", (group,)
            ).fetchall()
        }
        if not listed.issuperset(people):
            raise NotEnrolled
        given: dict[str, Any] = {"cents": cents, "what": None if cents is None else what}
        return journal.record(*(ALLOWANCE.pair(session, person, **given) for person in people))


def _next(connection: Connection, group: bytes, session: bytes, after: str) -> Upcoming | None:
    row = connection.exec_driver_sql(_NEXT, (group, session, after)).fetchone()
    on = day(row[2]) if row else None
    return Upcoming(row[0], row[1], on, row[3], row[4]) if row and on else None


def _require_session(connection: Connection, session: bytes) -> bytes:
    """The group of a meeting that is here. Raises: NotFound."""
    row = connection.exec_driver_sql(
        "SELECT grp FROM session WHERE id = ? AND NOT deleted", (session,)
    ).fetchone()
    if row is None:
        raise NotFound
    return bytes(row[0])
