"""Requests as others show them: their own page, Today, and a person's timeline."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING

from desktop.programme import rights as rules
from desktop.programme.codes import day, known
from desktop.programme.rights import Urgency
from desktop.programme.roles import Role
from desktop.programme.vocabulary import RightOutcome, RightSort
from desktop.services import erasing, retention, rights
from desktop.services.closeness import require_open
from desktop.services.home import require_known
from desktop.services.retention import Old
from desktop.services.rights import Request
from desktop.services.timeline import Event, EventSort
from desktop.services.today_attention import Attention, AttentionKind
from desktop.trouble import say

if TYPE_CHECKING:
    from sqlalchemy import Connection

    from desktop.services.entrance import Desk


@dataclass(frozen=True, slots=True)
class Shown:
    """What the page shows of one person, or of everybody where `person` is None.

    `proposed` is the people whose erasure waits for a second word.
    """

    person: bytes | None
    folio: str
    nickname: str
    requests: tuple[Request, ...]
    proposed: frozenset[bytes]
    old: tuple[Old, ...]
    months: int | None
    term_days: int


def shown(desk: Desk, person: bytes | None, today: date) -> Shown:
    """Raises: NotFound, RecordClosed for that person's."""
    folio = nickname = ""
    with desk.work.read() as connection:
        if person is not None:
            require_known(connection, "participant", person)
            require_open(connection, desk.work, person)
            folio, nickname = connection.exec_driver_sql(
                "SELECT coalesce(folio, ''), coalesce(nickname, '') FROM participant WHERE id = ?",
                (person,),
            ).one()
        proposed = frozenset(
            bytes(each)
            for (each,) in connection.exec_driver_sql(
                "SELECT erased FROM erasure WHERE ordinal = 0 AND asked_by IS NOT NULL "
                "AND confirmed_by IS NULL AND NOT deleted"
            ).fetchall()
        )
    work = desk.work
    found = rights.everything(work) if person is None else rights.of_person(work, person)
    return Shown(
        person=person,
        folio=folio,
        nickname=nickname,
        requests=found,
        proposed=proposed,
        old=retention.to_review(desk, today) if person is None else (),
        months=retention.months(work),
        term_days=rights.term_days(work),
    )


def on_today(desk: Desk, today: date) -> Iterator[Attention]:
    """What coordinators are asked about: answers whose last day is near or past, and erasures."""
    if desk.role is not Role.COORDINATOR:
        return
    for each in rights.everything(desk.work):
        near = each.urgency(today)
        waits = each.open and each.person is not None and erasing.waits_for_me(desk, each.person)
        if near is Urgency.LATER and not waits:
            continue
        if waits:
            hint = say("Otra coordinación pidió borrar sus datos: revíselo y confírmelo")
        elif near is Urgency.OVERDUE:
            hint = say("El plazo para contestar ya pasó")
        else:
            hint = say("Se contesta a más tardar el {day}", day=_short(each.due_on or today))
        what = say("Folio {folio}: una solicitud sobre sus datos", folio=each.folio)
        if each.closed_to_me:
            what = say("Una solicitud sobre datos que atiende otra coordinación")
        yield Attention(
            AttentionKind.RIGHT,
            what=what,
            hint=hint,
            participant=None if each.closed_to_me else each.person,
            page="rights",
            argument=None if each.closed_to_me else each.person,
        )


def events(connection: Connection, person: bytes) -> Iterator[Event]:
    """For a person's timeline."""
    for sort, asked_on, outcome, outcome_on in connection.exec_driver_sql(
        "SELECT sort, asked_on, outcome, outcome_on FROM rights_request "
        "WHERE participant = ? AND NOT deleted",
        (person,),
    ).fetchall():
        what = rules.SORT_WORDS.get(known(RightSort, sort) or RightSort.ACCESS)
        ended = known(RightOutcome, outcome)
        if what is not None:
            hint = say("Sin contestar") if ended is None else rules.OUTCOME_WORDS[ended]
            on = day(outcome_on) or day(asked_on)
            yield Event(on, EventSort.RIGHT, what, hint, page="rights", argument=person)


def _short(on: date) -> str:
    return f"{on.day}/{on.month}/{on.year}"
