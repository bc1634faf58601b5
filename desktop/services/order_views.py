"""Reading court orders: the list, one with its computed lines, and what needs somebody soon."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass, replace
from datetime import date
from typing import TYPE_CHECKING, Any, NamedTuple

from desktop.programme.codes import day, known
from desktop.programme.compliance import CourtRule, Mark, Standing, Verdict, judge
from desktop.programme.presets import AS_ORDERED
from desktop.programme.text import collate
from desktop.programme.vocabulary import EnrolmentState, OrderState, Stream
from desktop.services.closeness import closed_to_me, require_open
from desktop.services.open_calls import dead
from desktop.services.order_marks import marks
from desktop.services.refusals import NotFound
from desktop.trouble import Message, say

if TYPE_CHECKING:
    from sqlalchemy import Connection

    from desktop.journal.open_vault import OpenVault

DEADLINE_NEAR_DAYS = 14
"""From so many days before its deadline an order is told of on Today."""


@dataclass(frozen=True, slots=True, kw_only=True)
class OrderForm:
    """What is copied from an order. Everything may stay empty until a letter is written."""

    court: str = ""
    addressee: str = ""
    city: str = ""
    case_number: str = ""
    oficio: str = ""
    preset: str = AS_ORDERED.code
    rule: CourtRule = AS_ORDERED.rule
    received_on: date | None = None
    note: str = ""


@dataclass(frozen=True, slots=True)
class OrderLine:
    """One order in the list. `stopped`: the person died; nothing is written or asked any more."""

    id: bytes
    participant: bytes
    folio: str
    nickname: str
    form: OrderForm
    state: OrderState
    verdict: Verdict
    stopped: bool


class LetterLine(NamedTuple):
    """A letter that was printed. `superseded_on` None: it stands."""

    id: bytes
    serial: int
    issued_on: date | None
    language: str
    oficio: str
    signatory: str
    statement: str
    superseded_on: date | None
    why: str


@dataclass(frozen=True, slots=True)
class OrderDetail:
    """An order with the letters written for it, the newest first."""

    line: OrderLine
    closed_on: date | None
    why: str
    letters: tuple[LetterLine, ...]


class OpenOrder(NamedTuple):
    """An order that somebody of a group still has to keep."""

    order: bytes
    participant: bytes
    folio: str
    nickname: str
    deadline: date | None


class Needing(NamedTuple):
    """An order that asks for somebody, and why. It starts nothing by itself."""

    order: bytes
    participant: bytes
    folio: str
    nickname: str
    standing: Standing
    deadline: date | None
    why: Message


_ORDERS = """
SELECT o.id, o.participant, coalesce(p.folio, ''), coalesce(p.nickname, ''),
       o.court, o.addressee, o.city, o.case_number, o.oficio, o.preset,
       o.required, o.max_consecutive, o.max_total, o.late_limit_min, o.early_limit_min,
       o.makeups, o.makeup_within_days, o.excused_counts, o.deadline,
       o.received_on, o.counts_from, o.note, coalesce(o.state, 0), o.closed_on, o.why
FROM court_order o
JOIN participant p ON p.id = o.participant AND NOT p.deleted
WHERE NOT o.deleted AND (?1 IS NULL OR o.id = ?1)
"""

_LETTERS = """
SELECT id, serial, issued_on, language, oficio, signatory, statement, superseded_on, why
FROM letter WHERE court_order = ? AND statement IS NOT NULL AND NOT deleted
"""

_OF_GROUP = """
SELECT o.id, p.id, coalesce(p.folio, ''), coalesce(p.nickname, ''), o.deadline
FROM court_order o
JOIN participant p ON p.id = o.participant AND NOT p.deleted
JOIN enrolment e ON e.participant = p.id AND e.grp = ? AND e.state IN (?, ?) AND NOT e.deleted
WHERE NOT o.deleted AND coalesce(o.state, 0) <> ?
ORDER BY o.deadline IS NULL, o.deadline, p.folio, o.id
"""


def list_orders(vault: OpenVault, today: date, person: bytes | None = None) -> list[OrderLine]:
    """Every order, or those of one person; open ones first, then by nickname.

    None outside the men's stream, where alone orders exist, and none of a record that is
    closed to whoever asks: another of the team sees it.
    """
    if vault.stream is not Stream.MEN:
        return []
    with vault.read() as connection:
        rows = connection.exec_driver_sql(_ORDERS, (None,)).fetchall()
        found = marks(connection, person)
        closed, gone = closed_to_me(connection, vault), dead(connection)
    lines = [
        _line(row, found.get(bytes(row[1]), []), today, gone)
        for row in rows
        if person in (None, bytes(row[1])) and bytes(row[1]) not in closed
    ]
    lines.sort(key=lambda line: (line.state, collate(line.nickname), line.folio, line.id))
    return lines


def get_order(vault: OpenVault, order: bytes, today: date) -> OrderDetail:
    """One order, its lines and its letters. Raises: NotFound, RecordClosed."""
    with vault.read() as connection:
        return detail_of(connection, vault, order, today)


def detail_of(connection: Connection, vault: OpenVault, order: bytes, today: date) -> OrderDetail:
    """As `get_order`, inside a transaction."""
    row = connection.exec_driver_sql(_ORDERS, (order,)).fetchone()
    if row is None:
        raise NotFound
    person = bytes(row[1])
    require_open(connection, vault, person)
    line = _line(row, marks(connection, person).get(person, []), today, dead(connection))
    letters = [_letter(each) for each in connection.exec_driver_sql(_LETTERS, (order,)).fetchall()]
    letters.sort(key=lambda each: (each.serial, each.issued_on or date.min, each.id), reverse=True)
    return OrderDetail(line, day(row[23]), row[24] or "", tuple(letters))


def open_in(vault: OpenVault, group: bytes) -> tuple[OpenOrder, ...]:
    """Open orders of the people of a group, the nearest deadline first.

    None of who died, nor of a record that is closed to whoever asks.
    """
    if vault.stream is not Stream.MEN:
        return ()
    with vault.read() as connection:
        rows = connection.exec_driver_sql(
            _OF_GROUP,
            (group, EnrolmentState.ACTIVE, EnrolmentState.PAUSED, OrderState.CLOSED),
        ).fetchall()
        gone = dead(connection) | closed_to_me(connection, vault)
    return tuple(
        OpenOrder(bytes(row[0]), bytes(row[1]), row[2], row[3], day(row[4]))
        for row in rows
        if bytes(row[1]) not in gone
    )


def needing(vault: OpenVault, today: date) -> tuple[Needing, ...]:
    """Open orders that ask for somebody: the limit of absences reached, or the deadline near.

    In order of gravity. Of who died nothing is asked.
    """
    found = [
        Needing(
            line.id,
            line.participant,
            line.folio,
            line.nickname,
            line.verdict.state,
            line.form.rule.deadline,
            why,
        )
        for line in list_orders(vault, today)
        if line.state is OrderState.OPEN and not line.stopped
        if (why := _why_needing(line, today)) is not None
    ]
    gravity = list(Standing)
    found.sort(key=lambda each: (gravity.index(each.standing), each.deadline or date.max))
    return tuple(found)


def _why_needing(line: OrderLine, today: date) -> Message | None:
    verdict, deadline = line.verdict, line.form.rule.deadline
    if verdict.state in (Standing.EXCEEDED, Standing.UNREACHABLE, Standing.AT_LIMIT):
        return verdict.reasons[0]
    if verdict.state is Standing.MET or deadline is None:
        return None
    days = (deadline - today).days
    if days < 0:
        return say("Ya pasó la fecha límite de la orden.")
    if days <= DEADLINE_NEAR_DAYS:
        return say("Días para la fecha límite de la orden: {n}.", n=days)
    return None


def _line(row: Any, found: list[Mark], today: date, gone: Collection[bytes]) -> OrderLine:
    form = _form(row)
    return OrderLine(
        id=bytes(row[0]),
        participant=bytes(row[1]),
        folio=row[2],
        nickname=row[3],
        form=form,
        state=known(OrderState, row[22]) or OrderState.OPEN,
        verdict=judge(form.rule, found, today),
        stopped=bytes(row[1]) in gone,
    )


def _form(row: Any) -> OrderForm:
    rule = CourtRule(
        required=row[10],
        max_consecutive=row[11],
        max_total=row[12],
        late_limit_min=row[13],
        early_limit_min=row[14],
        makeups=row[15],
        makeup_within_days=row[16],
        excused_allowed=row[17],
        deadline=day(row[18]),
    )
    return OrderForm(
        court=row[4] or "",
        addressee=row[5] or "",
        city=row[6] or "",
        case_number=row[7] or "",
        oficio=row[8] or "",
        preset=row[9] or AS_ORDERED.code,
        rule=replace(rule, counts_from=day(row[20])),
        received_on=day(row[19]),
        note=row[21] or "",
    )


def _letter(row: Any) -> LetterLine:
    return LetterLine(
        id=bytes(row[0]),
        serial=row[1] or 0,
        issued_on=day(row[2]),
        language=row[3] or "es",
        oficio=row[4] or "",
        signatory=row[5] or "",
        statement=row[6] or "",
        superseded_on=day(row[7]),
        why=row[8] or "",
    )
