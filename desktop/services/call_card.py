"""The call card: whether, when and how somebody may be looked for, and what was tried.

The program calls nobody. It shows a number only where the person agreed to be called and said
that calling is safe.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from enum import IntEnum
from typing import TYPE_CHECKING

from desktop.programme.codes import day
from desktop.programme.schema import PARTICIPANT
from desktop.programme.vocabulary import CallOutcome, EnrolmentState, Purpose
from desktop.services.closeness import require_open
from desktop.services.consent_reading import may, not_to_be_called
from desktop.services.open_calls import attempts, dead, standing_stops
from desktop.services.refusals import NotFound

if TYPE_CHECKING:
    from collections.abc import Sequence

    from sqlalchemy import Connection

    from desktop.journal.open_vault import OpenVault
    from desktop.services.open_calls import Attempt


class Bar(IntEnum):
    """Why nobody is to be called. A coordinator lifts STOPPED; NOT_WANTED, the person."""

    DIED = 1
    COMPLETED = 2
    STOPPED = 3
    NOT_WANTED = 4


@dataclass(frozen=True, slots=True)
class CallLine:
    """One attempt. `outcome` None: a later version's code."""

    id: bytes
    on: date | None
    outcome: CallOutcome | None
    note: str
    next_date: date | None
    lifted: bool
    """It decided that attempts which had been stopped may go on."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Agreement:
    """How the person wants to be looked for: who may answer, when, saying what and what not."""

    who: str = ""
    hours: str = ""
    pretext: str = ""
    avoid: str = ""
    confirmed: date | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class CallCard(Agreement):
    """Everything to see before somebody is called.

    `phone` is "" unless the person agreed to calls, said that calling is safe and nothing bars
    it; `phone_safe` None: nobody has asked. `agreed` False while the person has not said yes to
    calls: nobody asked, since who said no is barred. `in_doubt`: two laptops noted different things
    about how or whether to call. `returned`: when somebody who had left came back.
    """

    participant: bytes
    folio: str
    nickname: str
    phone: str
    phone_safe: bool | None
    agreed: bool
    bar: Bar | None
    in_doubt: bool
    returned: date | None
    attempts: tuple[CallLine, ...]
    """Newest first."""

    @property
    def stopped(self) -> bool:
        """No attempt is made any more, whatever the reason."""
        return self.bar is not None


_STILL_HERE = {EnrolmentState.ACTIVE, EnrolmentState.PAUSED}

_CARD = """
SELECT p.folio, p.nickname, p.phone, p.phone_safe, p.contact_who, p.contact_hours,
       p.contact_pretext, p.contact_avoid, p.contact_confirmed,
       EXISTS (SELECT 1 FROM conflict c
               WHERE c.kind = ?2 AND c.record = p.id AND c.register IN (?3, ?4))
FROM participant p WHERE p.id = ?1 AND NOT p.deleted
"""

_RETURNED = """
SELECT max(e.since) FROM enrolment e
WHERE e.participant = ? AND e.state = ? AND NOT e.deleted AND EXISTS (
    SELECT 1 FROM session s JOIN attendance a ON a.session = s.id
    WHERE s.grp = e.grp AND s.date < e.since AND a.participant = e.participant
      AND a.state IS NOT NULL AND NOT a.deleted AND NOT s.deleted)
"""


def card(vault: OpenVault, person: bytes) -> CallCard:
    """The call card of one person. Raises: NotFound, RecordClosed."""
    with vault.read() as connection:
        require_open(connection, vault, person)
        row = connection.exec_driver_sql(
            _CARD,
            (
                person,
                PARTICIPANT.number,
                PARTICIPANT.register_of("phone_safe").number,
                PARTICIPANT.register_of("contact_who").number,
            ),
        ).fetchone()
        if row is None:
            raise NotFound
        returned = connection.exec_driver_sql(
            _RETURNED, (person, EnrolmentState.ACTIVE)
        ).scalar_one()
        tried = attempts(connection, [person]).get(person, [])
        bar = bar_of(connection, person, tried)
        agreed = may(connection, person, Purpose.FOLLOW_UP_CALL)
    safe = None if row[3] is None else bool(row[3])
    return CallCard(
        participant=person,
        folio=row[0] or "",
        nickname=row[1] or "",
        phone=row[2] or "" if safe and agreed and bar is None else "",
        phone_safe=safe,
        agreed=agreed,
        who=row[4] or "",
        hours=row[5] or "",
        pretext=row[6] or "",
        avoid=row[7] or "",
        confirmed=day(row[8]),
        bar=bar,
        in_doubt=bool(row[9]),
        returned=day(returned),
        attempts=tuple(_line(attempt) for attempt in reversed(tried)),
    )


def bar_of(connection: Connection, person: bytes, tried: Sequence[Attempt]) -> Bar | None:
    """Why nobody is to call this person, if there is a reason."""
    if person in dead(connection):
        return Bar.DIED
    rows = connection.exec_driver_sql(
        "SELECT state FROM enrolment WHERE participant = ? AND NOT deleted", (person,)
    ).fetchall()
    states = {row[0] for row in rows}
    if EnrolmentState.COMPLETED in states and not states & _STILL_HERE:
        return Bar.COMPLETED
    if person in not_to_be_called(connection):
        return Bar.NOT_WANTED
    return Bar.STOPPED if standing_stops(tried) else None


def _line(attempt: Attempt) -> CallLine:
    return CallLine(
        attempt.id,
        attempt.on,
        attempt.outcome,
        attempt.note,
        attempt.next_date,
        attempt.lifts is not None,
    )
