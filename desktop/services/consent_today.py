"""What Today and a person's own history tell of consents. People appear by folio."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import groupby
from typing import TYPE_CHECKING

from desktop.programme.consent import NECESSARY, PURPOSE_WORDS
from desktop.programme.schema import CONSENT
from desktop.programme.vocabulary import ConsentState, Purpose
from desktop.services.consents import Said, said_of
from desktop.services.enrolments import HERE
from desktop.services.keeping_safe import not_asked_about
from desktop.services.timeline import Event, EventSort
from desktop.services.today_attention import Attention, AttentionKind
from desktop.trouble import Message, say

if TYPE_CHECKING:
    from datetime import date

    from sqlalchemy import Connection

    from desktop.services.entrance import Desk

_TOLD: dict[ConsentState, Message] = {
    ConsentState.GIVEN: say("Dijo que sí: {purposes}"),
    ConsentState.REFUSED: say("Dijo que no: {purposes}"),
    ConsentState.WITHDRAWN: say("Retiró su consentimiento: {purposes}"),
}


_STILL_IN_GROUP = f"""
SELECT DISTINCT p.folio, p.id
FROM consent c
JOIN participant p ON p.id = c.participant AND NOT p.deleted
JOIN enrolment e ON e.participant = p.id AND e.state IN (?1, ?2) AND NOT e.deleted
JOIN grp g ON g.id = e.grp AND NOT g.deleted AND NOT coalesce(g.closed, 0)
WHERE c.ordinal IN ({", ".join(str(int(each)) for each in NECESSARY)})
  AND c.state IS NOT NULL AND c.state <> ?3 AND NOT c.deleted
ORDER BY p.folio, p.id
"""  # noqa: S608 - our own codes

_IN_DOUBT = """
SELECT DISTINCT p.folio, p.id
FROM conflict x
JOIN consent c ON c.id = x.record AND NOT c.deleted
JOIN participant p ON p.id = c.participant AND NOT p.deleted
WHERE x.kind = ? AND x.register = ?
ORDER BY p.folio, p.id
"""


def on_today(desk: Desk, _day: date) -> Iterator[Attention]:
    """What two laptops did without knowing of each other, until somebody asks the person."""
    register = CONSENT.register_of("state").number
    with desk.work.read() as connection:
        without = not_asked_about(connection, desk.work)
        staying = connection.exec_driver_sql(_STILL_IN_GROUP, (*HERE, ConsentState.GIVEN)).all()
        doubtful = connection.exec_driver_sql(_IN_DOUBT, (CONSENT.number, register)).all()
    for rows, what, hint in (
        (
            staying,
            say("Folio {folio}: retiró su consentimiento y sigue en un grupo"),
            say("Otra computadora no lo sabía. Anótelo otra vez y saldrá de sus grupos"),
        ),
        (
            doubtful,
            say("Folio {folio}: hay dos respuestas distintas de consentimiento"),
            say("Vale la más cuidadosa hasta que le pregunte otra vez"),
        ),
    ):
        for folio, person in rows:
            if bytes(person) not in without:
                yield Attention(
                    AttentionKind.RIGHT,
                    what=Message(what.text, {"folio": folio or "—"}),
                    hint=hint,
                    participant=person,
                    page="consents",
                    argument=person,
                )


def of_person(connection: Connection, person: bytes) -> Iterator[Event]:
    """A `timeline.Source`: one event for each day and answer, however many purposes."""
    known = (said for said in said_of(connection, person) if said.state is not None)
    ordered = sorted(known, key=_day_and_state)
    for (_on, state), answers in groupby(ordered, key=_day_and_state):
        told = list(answers)
        purposes = sorted({each.purpose for each in told})
        yield Event(
            told[0].on,
            EventSort.CONSENT,
            Message(_TOLD[ConsentState(state)].text, {"purposes": _listed(purposes)}),
            page="consents",
            argument=person,
        )


def _listed(purposes: Sequence[Purpose]) -> Message:
    first, *others = (PURPOSE_WORDS[each] for each in purposes)
    for other in others:
        first = say("{first}, {other}", first=first, other=other)
    return first


def _day_and_state(said: Said) -> tuple[str, int]:
    return said.on.isoformat() if said.on else "", int(said.state or 0)
