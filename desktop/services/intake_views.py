"""What is read of first interviews: one as it stands, those of a person, those not finished."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING, Any

from desktop.programme.codes import day, known
from desktop.programme.schema import INTAKE, PARTICIPANT, Kind
from desktop.programme.vocabulary import Outcome
from desktop.services.closeness import require_open
from desktop.services.consent_reading import standings_of
from desktop.services.home import own_member
from desktop.services.intake_drafts import Decision, Interview, Shelf, Value
from desktop.services.keeping_safe import not_asked_about
from desktop.services.refusals import NotFound

if TYPE_CHECKING:
    from sqlalchemy import Connection

    from desktop.journal.open_vault import OpenVault

_NOT_ANSWERS = {1, 2, 20}
"""Registers of INTAKE that say who, when, and how it ended."""
ANSWERS = tuple(
    column
    for register in INTAKE.registers
    if register.number not in _NOT_ANSWERS
    for column, _type in register.columns
)
"""Columns of INTAKE that an interview fills."""
DETAILS = (
    "nickname",
    "name",
    "birth",
    "phone",
    "phone_safe",
    "reasons",
    "main_reason",
    "contact_who",
    "contact_hours",
    "contact_pretext",
    "contact_avoid",
    "contact_confirmed",
    "language",
    "interpreter",
    "came_by",
)
"""Columns of PARTICIPANT that an interview fills."""


@dataclass(frozen=True, slots=True)
class IntakeLine:
    """One interview of a person. `decision` None: it is not finished."""

    id: bytes
    on: date | None
    held_by: str
    decision: Decision | None


@dataclass(frozen=True, slots=True)
class Unfinished:
    """An interview that waits. `folio` and `person` are empty while it is a draft."""

    id: bytes
    person: bytes | None
    folio: str
    on: date | None


@dataclass(frozen=True, slots=True)
class Deferred:
    """Somebody who was asked to come later, and the day has come."""

    person: bytes
    folio: str
    until: date


_INTAKE = "SELECT participant, on_date FROM intake WHERE id = ? AND NOT deleted"
_DECISION = """
SELECT outcome, recommended, rule, until, referral, why, decided_on FROM intake WHERE id = ?
"""
_OF_PERSON = """
SELECT i.id, i.on_date, coalesce(m.nickname, ''), i.outcome, i.recommended, i.rule, i.until,
       i.referral, i.why, i.decided_on
FROM intake i LEFT JOIN member m ON m.id = i.held_by
WHERE i.participant = ? AND NOT i.deleted ORDER BY i.on_date DESC, i.id
"""
_UNFINISHED = """
SELECT i.id, i.participant, coalesce(p.folio, ''), i.on_date, i.held_by
FROM intake i JOIN participant p ON p.id = i.participant AND NOT p.deleted
WHERE i.outcome IS NULL AND NOT i.deleted ORDER BY i.on_date, i.id
"""
_DUE = """
SELECT p.id, p.folio, i.until FROM intake i
JOIN participant p ON p.id = i.participant AND NOT p.deleted
WHERE i.outcome = ? AND i.until <= ? AND NOT i.deleted AND NOT EXISTS (
    SELECT 1 FROM intake later WHERE later.participant = i.participant AND later.id <> i.id
      AND NOT later.deleted AND later.on_date >= i.until)
AND NOT EXISTS (
    SELECT 1 FROM enrolment e WHERE e.participant = i.participant AND NOT e.deleted
      AND e.since >= i.until)
ORDER BY i.until, p.folio
"""
_COUNTED = "SELECT count(*) FROM intake WHERE participant IS NULL AND NOT deleted"


def read(vault: OpenVault, interview: bytes) -> Interview:
    """One interview, by its id or by that of a person who has one that is not finished.

    Raises: NotFound, RecordClosed.
    """
    with vault.read() as connection:
        shelf = Shelf(connection, vault)
        draft = shelf.find(interview)
        if draft is not None:
            return draft
        intake = shelf.became(interview)
        found = record(connection, vault, intake)
        if found is None:
            waiting = unfinished_of(connection, interview)
            found = record(connection, vault, waiting) if waiting else None
        if found is None:
            raise NotFound
        return found


def record(connection: Connection, vault: OpenVault, intake: bytes) -> Interview | None:
    """An interview that is a record. Raises: RecordClosed."""
    row = connection.exec_driver_sql(_INTAKE, (intake,)).fetchone()
    if row is None or row[0] is None:
        return None
    person = bytes(row[0])
    require_open(connection, vault, person)
    details = columns(connection, PARTICIPANT, person, (*DETAILS, "folio"))
    if details.get("phone_safe") is not None:
        details["phone_safe"] = bool(details["phone_safe"])
    answers = columns(connection, INTAKE, intake, ANSWERS)
    step = Shelf(connection, vault).step(intake)
    return Interview(
        id=intake,
        person=person,
        folio=str(details.pop("folio", "")),
        on=day(row[1]),
        answers=answers,
        details=details,
        consents=standings_of(connection, person),
        step=step or 0,
        decision=_decision(connection.exec_driver_sql(_DECISION, (intake,)).one()),
    )


def columns(
    connection: Connection, kind: Kind, record_id: bytes, names: tuple[str, ...]
) -> dict[str, Value]:
    """What stands in these columns of a record, without those that are empty."""
    table = "participant" if kind is PARTICIPANT else "intake"
    row = connection.exec_driver_sql(
        f"SELECT {', '.join(names)} FROM {table} WHERE id = ?",  # noqa: S608 - our own names
        (record_id,),
    ).fetchone()
    told = zip(names, row or (), strict=False)
    return {name: value for name, value in told if value is not None}


def unfinished_of(connection: Connection, person: bytes) -> bytes | None:
    """The interview of a person that nobody has decided yet."""
    row = connection.exec_driver_sql(
        "SELECT id FROM intake WHERE participant = ? AND outcome IS NULL AND NOT deleted "
        "ORDER BY on_date DESC, id LIMIT 1",
        (person,),
    ).fetchone()
    return bytes(row[0]) if row else None


def of_person(vault: OpenVault, person: bytes) -> tuple[IntakeLine, ...]:
    """Every interview of a person, the newest first. Raises: RecordClosed."""
    with vault.read() as connection:
        require_open(connection, vault, person)
        return lines(connection, person)


def lines(connection: Connection, person: bytes) -> tuple[IntakeLine, ...]:
    """The same inside somebody else's reading, who has asked whether the record is open."""
    rows = connection.exec_driver_sql(_OF_PERSON, (person,)).fetchall()
    return tuple(IntakeLine(bytes(r[0]), day(r[1]), r[2], _decision(r[3:])) for r in rows)


def unfinished(vault: OpenVault, *, everybody: bool = True) -> tuple[Unfinished, ...]:
    """Interviews that wait, own drafts first; `everybody`: also those that others hold.

    Who died is left out, and whose record is closed to whoever sits here.
    """
    with vault.read() as connection:
        without = not_asked_about(connection, vault)
        me = own_member(connection, vault)
        rows = connection.exec_driver_sql(_UNFINISHED).fetchall()
        drafts = Shelf(connection, vault).drafts()
    return (
        *(Unfinished(draft.id, None, "", draft.on) for draft in drafts),
        *(
            Unfinished(bytes(intake), bytes(person), folio, day(on))
            for intake, person, folio, on, holder in rows
            if bytes(person) not in without
            and (everybody or holder is None or me is None or bytes(holder) == me)
        ),
    )


def deferred_until(vault: OpenVault, today: date) -> tuple[Deferred, ...]:
    """Whoever was to be asked again by now, and nobody has."""
    with vault.read() as connection:
        without = not_asked_about(connection, vault)
        rows = connection.exec_driver_sql(
            _DUE, (int(Outcome.DEFERRED), today.isoformat())
        ).fetchall()
    return tuple(
        Deferred(bytes(person), folio or "", until)
        for person, folio, text in rows
        if (until := day(text)) is not None and bytes(person) not in without
    )


def kept_nothing(vault: OpenVault) -> int:
    """How many people did not want their data kept; nothing else is known of them."""
    with vault.read() as connection:
        return int(connection.exec_driver_sql(_COUNTED).scalar_one())


def _decision(row: Any) -> Decision | None:
    outcome = known(Outcome, row[0])
    if outcome is None:
        return None
    return Decision(
        outcome=outcome,
        recommended=known(Outcome, row[1]),
        rule=row[2] or "",
        until=day(row[3]),
        referral=None if row[4] is None else bytes(row[4]),
        why=row[5] or "",
        on=day(row[6]),
    )
