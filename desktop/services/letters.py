"""Letters to a court: what one says, its signed code, and which of them still stands.

A letter is written down before it goes to the printer, so that none is out that could not
be superseded; only when it was printed does it take the place of the earlier ones.
"""

from __future__ import annotations

import secrets
from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import date
from typing import TYPE_CHECKING

from desktop.programme.compliance import Counted
from desktop.programme.court_letter import LetterFacts, Letterhead
from desktop.programme.letter_code import ID_BYTES, Statement
from desktop.programme.schema import LETTER
from desktop.services import letterhead
from desktop.services.closeness import require_open
from desktop.services.order_views import OrderDetail, detail_of
from desktop.services.orders import require_men
from desktop.services.refusals import NotFound, Refusal
from desktop.trouble import Message, say

if TYPE_CHECKING:
    from sqlalchemy import Connection

    from desktop.changes import Changes
    from desktop.journal.open_vault import OpenVault

Random = Callable[[int], bytes]
REPLACED, UNPRINTED = "replaced", "unprinted"
"""Why a letter stands no more, where the program itself says it; else somebody's words."""
_ORDINAL_BITS = 48


class LettersStopped(Refusal):
    """The person died: nothing is written any more."""

    def __init__(self) -> None:
        super().__init__(
            say("De esta persona ya no se escribe ningún oficio."),
            say("Hable con su coordinación antes de avisar al juzgado."),
        )


class LetterIncomplete(Refusal):
    """Something that must stand on a letter is not known yet."""

    def __init__(self, lacks: Message) -> None:
        super().__init__(say("Al oficio le falta: {what}.", what=lacks), say("Anótelo primero."))


@dataclass(frozen=True, slots=True)
class Issued:
    """A letter that was written down, ready to be printed."""

    letter: bytes
    facts: LetterFacts
    head: Letterhead
    language: str
    code: str
    changes: Changes


def issue(
    vault: OpenVault,
    order: bytes,
    today: date,
    *,
    language: str,
    oficio: str,
    city: str = "",
    random: Random = secrets.token_bytes,
) -> Issued:
    """Write a letter down and sign its code with the account that prints it.

    `city` empty takes the order's. It supersedes nothing yet: see `printed`.
    Raises: NoOrdersHere, LettersStopped, LetterIncomplete, NotFound, RecordClosed.
    """
    require_men(vault)
    head = letterhead.read(vault)
    with vault.write() as journal:
        detail = detail_of(journal.connection, vault, order, today)
        name = _name(journal.connection, detail.line.participant)
        facts = _facts(detail, name, today, oficio.strip(), city.strip())
        _require_whole(detail, facts, head)
        statement = Statement(random(ID_BYTES), today, vault.account.card.id)
        statement = replace(statement, signature=vault.account.sign(statement.message()))
        # Not counted up: two laptops that each write the second letter must not write one.
        ordinal = int.from_bytes(random(_ORDINAL_BITS // 8), "big")
        draft = LETTER.child(
            order,
            ordinal,
            serial=1 + max((each.serial for each in detail.letters), default=0),
            issued_on=today.isoformat(),
            language=language,
            oficio=facts.oficio or None,
            statement=statement.packed().hex(),
            signatory=f"{head.signatory}, {head.post}",
        )
        changes = journal.record(draft)
        letter = next(
            record
            for number, record in changes.touched
            if number == LETTER.number and record != order
        )
    return Issued(letter, facts, head, language, statement.text(), changes)


def printed(vault: OpenVault, letter: bytes, today: date) -> Changes:
    """It is on paper: the earlier ones of its order stand no more.

    Raises: NotFound, RecordClosed.
    """
    with vault.write() as journal:
        rows = journal.connection.exec_driver_sql(
            "SELECT o.id FROM letter l JOIN letter o ON o.court_order = l.court_order"
            " WHERE l.id = ?1 AND o.id <> ?1 AND o.superseded_on IS NULL"
            " AND NOT l.deleted AND NOT o.deleted ORDER BY o.id",
            (letter,),
        ).fetchall()
        _require_letter(journal.connection, vault, letter)
        return journal.record(
            *(
                LETTER.of(bytes(row[0]), superseded_on=today.isoformat(), why=REPLACED)
                for row in rows
            )
        )


def not_printed(vault: OpenVault, letter: bytes, today: date) -> Changes:
    """Nothing came out of the printer: the code of this letter must never read as valid."""
    return withdraw(vault, letter, today, UNPRINTED)


def withdraw(vault: OpenVault, letter: bytes, today: date, why: str) -> Changes:
    """A letter stands no more, and no other takes its place. Raises: NotFound, RecordClosed."""
    with vault.write() as journal:
        _require_letter(journal.connection, vault, letter)
        return journal.record(
            LETTER.of(letter, superseded_on=today.isoformat(), why=why.strip() or None)
        )


def _require_letter(connection: Connection, vault: OpenVault, letter: bytes) -> None:
    found = connection.exec_driver_sql(
        "SELECT o.participant FROM letter l LEFT JOIN court_order o ON o.id = l.court_order"
        " WHERE l.id = ? AND NOT l.deleted",
        (letter,),
    ).fetchone()
    if found is None:
        raise NotFound
    require_open(connection, vault, found[0])


def _name(connection: Connection, person: bytes) -> str:
    row = connection.exec_driver_sql(
        "SELECT name FROM participant WHERE id = ? AND NOT deleted", (person,)
    ).fetchone()
    return (row[0] or "").strip() if row else ""


def _facts(detail: OrderDetail, name: str, today: date, oficio: str, city: str) -> LetterFacts:
    form, lines = detail.line.form, detail.line.verdict.lines

    def days(counted: Counted) -> tuple[date, ...]:
        return tuple(line.date for line in lines if line.counted is counted)

    return LetterFacts(
        day=today,
        city=city or form.city,
        oficio=oficio,
        case_number=form.case_number,
        their_oficio=form.oficio,
        addressee=form.addressee,
        court=form.court,
        name=name,
        required=form.rule.required,
        attended=days(Counted.ATTENDED),
        absent=days(Counted.ABSENT),
        max_total=form.rule.max_total,
        max_consecutive=form.rule.max_consecutive,
        replaces=any(each.why != UNPRINTED for each in detail.letters),
    )


def _require_whole(detail: OrderDetail, facts: LetterFacts, head: Letterhead) -> None:
    if detail.line.stopped:
        raise LettersStopped
    for there, lacks in (
        (facts.name, say("el nombre de la persona, en sus datos")),
        (facts.court, say("el juzgado, en la orden")),
        (facts.case_number, say("el número de expediente, en la orden")),
        (facts.city, say("el lugar donde se escribe")),
        (not letterhead.missing(head), say("el membrete y quien firma, que pone la coordinación")),
    ):
        if not there:
            raise LetterIncomplete(lacks)
