"""Requests of people about their own data, and of authorities for lists: kept until answered.

Whoever is asked writes a request down; a coordinator answers it. Erasing is in erasing.py.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from typing import TYPE_CHECKING, Any

from desktop.programme import rights as rules
from desktop.programme.codes import day, known
from desktop.programme.rights import TERM_DAYS, TERM_MAX_DAYS, TERM_MIN_DAYS, Urgency
from desktop.programme.roles import Role
from desktop.programme.schema import RIGHT
from desktop.programme.vocabulary import RightOutcome, RightSort, SettingNumber
from desktop.services import choices
from desktop.services.closeness import closed_to_me, require_open
from desktop.services.home import own_member, require_known
from desktop.services.public_holidays import public_holidays
from desktop.services.refusals import BadForm, NotFound, Refusal
from desktop.trouble import say

if TYPE_CHECKING:
    from sqlalchemy import Connection

    from desktop.changes import Changes
    from desktop.journal.open_vault import OpenVault
    from desktop.services.entrance import Desk

WORDS_MAX = 2_000
"""Characters of what was asked, and of why it was answered so."""
AUTHORITY_MAX = 120


class OnlyCoordination(Refusal):
    """Somebody else than a coordinator would answer a request."""

    def __init__(self) -> None:
        super().__init__(
            say("Sólo la coordinación contesta estas solicitudes."),
            say("La solicitud queda anotada con su fecha; pídale que la conteste."),
        )


@dataclass(frozen=True, slots=True)
class Asking:
    """A request as it is written down. `authority` is a LIST's alone, `person` all others'."""

    sort: RightSort
    on: date
    asked: str = ""
    person: bytes | None = None
    authority: str = ""


@dataclass(frozen=True, slots=True)
class Request:
    """One request as it stands.

    `person` None: an authority's, or of somebody who was erased since. `closed_to_me`: kinship
    was declared, and neither words nor folio are told.
    """

    id: bytes
    sort: RightSort
    asked_on: date | None
    due_on: date | None
    asked: str
    person: bytes | None
    folio: str
    nickname: str
    authority: str
    taken_by: str
    outcome: RightOutcome | None
    outcome_on: date | None
    outcome_why: str
    closed_to_me: bool = False

    @property
    def open(self) -> bool:
        return self.outcome is None

    def urgency(self, today: date) -> Urgency:
        return rules.urgency(self.due_on, today) if self.open else Urgency.LATER


def ask(vault: OpenVault, asking: Asking) -> Changes:
    """Write a request down; `created[0]` is its id. An authority's for names is refused at once.

    Raises: BadForm, NotFound, RecordClosed.
    """
    _require_form(asking)
    listing = asking.sort is RightSort.LIST
    term = term_days(vault)
    with vault.write() as journal:
        connection = journal.connection
        if asking.person is not None and not listing:
            require_known(connection, "participant", asking.person)
            require_open(connection, vault, asking.person)
        me = own_member(connection, vault)
        draft = RIGHT.new(
            participant=None if listing else asking.person,
            sort=asking.sort,
            asked_on=asking.on.isoformat(),
            asked=asking.asked.strip() or None,
            due_on=None if listing else _due(connection, asking.on, term).isoformat(),
            taken_by=me,
            authority=asking.authority.strip() or None if listing else None,
        )
        if listing:
            draft = draft.set(
                outcome=RightOutcome.REFUSED,
                outcome_on=asking.on.isoformat(),
                confirmed_by=me,
                confirmed_on=asking.on.isoformat(),
            )
        return journal.record(draft)


def answer(desk: Desk, right: bytes, outcome: RightOutcome, on: date, why: str = "") -> Changes:
    """Say how a request ended. One to erase is done by erasing alone.

    Raises: OnlyCoordination, BadForm, NotFound, RecordClosed.
    """
    require_coordination(desk)
    why = why.strip()
    if len(why) > WORDS_MAX:
        raise _too_long()
    if outcome in (RightOutcome.REFUSED, RightOutcome.PARTLY) and not why:
        raise BadForm(
            say("Falta decir por qué."),
            say("La persona tiene derecho a saberlo: escríbalo en palabras sencillas."),
        )
    with desk.work.write() as journal:
        found = get_in(journal.connection, desk.work, right)
        if found.sort is RightSort.CANCELLATION and outcome is RightOutcome.DONE:
            raise BadForm(
                say("Los datos todavía no se han borrado."),
                say("Pida el borrado aquí mismo; al confirmarse, la solicitud queda cumplida."),
            )
        return journal.record(
            RIGHT.of(
                right,
                outcome=outcome,
                outcome_on=on.isoformat(),
                outcome_why=why or None,
                confirmed_by=own_member(journal.connection, desk.work),
                confirmed_on=on.isoformat(),
            )
        )


def reopen(desk: Desk, right: bytes) -> Changes:
    """It was answered by mistake. Raises: OnlyCoordination, NotFound, RecordClosed."""
    require_coordination(desk)
    with desk.work.write() as journal:
        get_in(journal.connection, desk.work, right)
        return journal.record(
            RIGHT.of(
                right,
                outcome=None,
                outcome_on=None,
                outcome_why=None,
                confirmed_by=None,
                confirmed_on=None,
            )
        )


def of_person(vault: OpenVault, person: bytes) -> tuple[Request, ...]:
    """Somebody's own, the newest first. Raises: NotFound, RecordClosed."""
    with vault.read() as connection:
        require_known(connection, "participant", person)
        require_open(connection, vault, person)
        return tuple(_requests(connection, vault, person=person))


def everything(vault: OpenVault) -> tuple[Request, ...]:
    """Every request: open ones first, by their last day; then what was answered, newest first."""
    with vault.read() as connection:
        found = list(_requests(connection, vault))
    waiting = sorted((r for r in found if r.open), key=lambda r: r.due_on or date.max)
    return (*waiting, *(r for r in found if not r.open))


def get_in(connection: Connection, vault: OpenVault, right: bytes) -> Request:
    """One request, inside somebody else's reading. Raises: NotFound, RecordClosed."""
    found = next(_requests(connection, vault, right=right), None)
    if found is None:
        raise NotFound
    if found.person is not None:
        require_open(connection, vault, found.person)
    return found


def require_coordination(desk: Desk) -> None:
    """Raises: OnlyCoordination."""
    if desk.role is not Role.COORDINATOR:
        raise OnlyCoordination


def term_days(vault: OpenVault) -> int:
    """Working days to answer, as chosen for this stream, or the default to confirm."""
    kept = choices.get(vault, SettingNumber.RIGHTS_TERM) or ""
    fits = len(kept) < 5 and kept.isdecimal() and TERM_MIN_DAYS <= int(kept) <= TERM_MAX_DAYS
    return int(kept) if fits else TERM_DAYS


def set_term_days(desk: Desk, days: int) -> Changes:
    """For requests written down from now on. Raises: OnlyCoordination, BadForm."""
    require_coordination(desk)
    if not TERM_MIN_DAYS <= days <= TERM_MAX_DAYS:
        raise BadForm(
            say("Ese plazo no puede ser."),
            say("Escriba de {low} a {high} días hábiles.", low=TERM_MIN_DAYS, high=TERM_MAX_DAYS),
        )
    return choices.put(desk.work, SettingNumber.RIGHTS_TERM, str(days))


_REQUESTS = """
SELECT r.id, r.sort, r.asked_on, r.due_on, r.asked, r.participant, p.folio, p.nickname,
       r.authority, m.nickname, r.outcome, r.outcome_on, r.outcome_why
FROM rights_request r
LEFT JOIN participant p ON p.id = r.participant
LEFT JOIN member m ON m.id = r.taken_by
WHERE NOT r.deleted AND (?1 IS NULL OR r.id = ?1) AND (?2 IS NULL OR r.participant = ?2)
ORDER BY coalesce(r.outcome_on, r.asked_on) DESC, r.id
"""


def _requests(
    connection: Connection,
    vault: OpenVault,
    *,
    right: bytes | None = None,
    person: bytes | None = None,
) -> Iterator[Request]:
    closed = closed_to_me(connection, vault)
    for row in connection.exec_driver_sql(_REQUESTS, (right, person)).fetchall():
        yield _request(row, closed=bytes(row[5] or b"") in closed)


def _request(row: Any, *, closed: bool) -> Request:
    return Request(
        id=bytes(row[0]),
        sort=known(RightSort, row[1]) or RightSort.ACCESS,
        asked_on=day(row[2]),
        due_on=day(row[3]),
        asked="" if closed else row[4] or "",
        person=bytes(row[5]) if row[5] else None,
        folio="" if closed else row[6] or "",
        nickname="" if closed else row[7] or "",
        authority=row[8] or "",
        taken_by=row[9] or "",
        outcome=known(RightOutcome, row[10]),
        outcome_on=day(row[11]),
        outcome_why="" if closed else row[12] or "",
        closed_to_me=closed,
    )


def _require_form(asking: Asking) -> None:
    if max(len(asking.asked.strip()), len(asking.authority.strip())) > WORDS_MAX:
        raise _too_long()
    if asking.sort is RightSort.LIST:
        if not 0 < len(asking.authority.strip()) <= AUTHORITY_MAX:
            raise BadForm(
                say("Falta quién pidió los nombres, o es demasiado largo."),
                say("Escriba la autoridad en {most} letras o menos.", most=AUTHORITY_MAX),
            )
    elif asking.person is None:
        raise BadForm(
            say("Falta de quién es la solicitud."), say("Elija a la persona por su folio.")
        )


def _too_long() -> BadForm:
    return BadForm(
        say("Es demasiado texto."),
        say("Anote sólo lo necesario, en {most} letras o menos.", most=WORDS_MAX),
    )


def _due(connection: Connection, asked: date, term: int) -> date:
    state = connection.exec_driver_sql(
        "SELECT state_name FROM site WHERE state_name IS NOT NULL AND NOT deleted LIMIT 1"
    ).scalar()
    last = asked + timedelta(days=3 * term + 30)
    off = {on for on, _name in public_holidays(state or "", asked, last)}
    return rules.due_on(asked, term, off)
