"""Who needs somebody because of a result: what Today, a handover and the timeline are told.

People appear by folio, and no line outside the timeline says what the result was.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from datetime import date
from enum import Enum
from typing import TYPE_CHECKING, NamedTuple

from desktop.programme.risk_words import band_word
from desktop.programme.vocabulary import Answer, HandoverSort, ReferralCause, Stream
from desktop.services.keeping_safe import not_asked_about, of_group
from desktop.services.open_points import OpenPoint, again_of, short
from desktop.services.risk_views import COLUMNS, RiskLine, in_order, lines_of
from desktop.services.timeline import Event, EventSort
from desktop.services.today_attention import Attention, AttentionKind
from desktop.trouble import Message, say

if TYPE_CHECKING:
    from sqlalchemy import Connection

    from desktop.journal.open_vault import OpenVault
    from desktop.services.entrance import Desk


class Need(Enum):
    """Why somebody is called to mind, in order of haste.

    MEDICAL: a woman's yes to strangulation and no referral for it. DUE: the day to look again has
    come. PLAN: no plan was agreed or declined. NO_DAY: nobody said when to look again.
    """

    MEDICAL = "medical"
    DUE = "due"
    PLAN = "plan"
    NO_DAY = "no_day"


class Needing(NamedTuple):
    """Somebody because of a result. `on`: the day to look again, where there is one."""

    risk: bytes
    participant: bytes
    folio: str
    need: Need
    on: date | None


_ALL = COLUMNS + (
    "JOIN participant p ON p.id = r.participant AND NOT p.deleted WHERE NOT r.deleted"
)
_FOLIOS = "SELECT id, coalesce(folio, '') FROM participant WHERE NOT deleted"
_PLANNED = """
SELECT participant FROM safety_plan
WHERE (agreed_on IS NOT NULL OR coalesce(declined, 0)) AND NOT deleted
"""
_BEGUN = "SELECT participant FROM safety_plan WHERE NOT deleted"
_REFERRED = (
    "SELECT participant FROM referral WHERE cause = ? AND participant IS NOT NULL AND NOT deleted"
)


class _Standing(NamedTuple):
    """What is known of one person. `newest` holds the newest result of each instrument.

    `strangled`: a result that said so and that no referral answers.
    """

    participant: bytes
    folio: str
    newest: tuple[RiskLine, ...]
    strangled: RiskLine | None
    unplanned: bool


def needing(vault: OpenVault, today: date) -> tuple[Needing, ...]:
    """Everybody in order of haste: at most a medical line and one more for each person."""
    with vault.read() as connection:
        found = [each for who in _standings(connection, vault) for each in _needs(who, today)]
    found.sort(key=lambda each: (_HASTE[each.need], each.on or date.max, each.folio))
    return tuple(found)


def on_today(desk: Desk, today: date) -> Iterator[Attention]:
    """Discreet lines: whoever looks over a shoulder learns that something is to be done."""
    for each in needing(desk.work, today):
        medical = each.need is Need.MEDICAL
        yield Attention(
            AttentionKind.REFERRAL if medical else AttentionKind.REVIEW,
            _TODAY_WORDS[each.need](each.folio),
            say("Ábralo cuando nadie más vea la pantalla"),
            participant=each.participant,
            page="risk",
            argument=each.participant,
        )


def open_points(vault: OpenVault, group: bytes, _today: date) -> Iterator[OpenPoint]:
    """What whoever takes the group over has to know of its people."""
    with vault.read() as connection:
        here = {each.participant for each in of_group(connection, vault, group)}
        begun = _people(connection, _BEGUN)
        found = [who for who in _standings(connection, vault) if who.participant in here]
    for who in found:
        if who.strangled is not None:
            yield OpenPoint(
                HandoverSort.REFERRAL,
                who.participant,
                what=say("Folio {folio}: falta una canalización médica", folio=who.folio),
                hint=say("Ofrézcala, o anote que no quiso"),
            )
        alarming = [line for line in who.newest if line.alarming]
        if alarming and who.unplanned and who.participant not in begun:
            # Once a plan is begun, its own part tells of it under the same key.
            yield OpenPoint(
                HandoverSort.PLAN,
                who.participant,
                what=say("Folio {folio}: falta acordar un plan de seguridad", folio=who.folio),
                hint=say("Véalo con ella a solas"),
            )
        days = [line.review_on for line in who.newest if line.review_on and not line.reviewed]
        if days or any(line.review_on is None for line in alarming):
            due = min(days, default=None)
            yield OpenPoint(
                HandoverSort.OTHER, who.participant, again_of(who.folio), _when(due), due
            )


def of_person(connection: Connection, person: bytes) -> Iterator[Event]:
    """Each result on its day."""
    for line in lines_of(connection, person):
        yield Event(
            line.on,
            EventSort.RISK,
            say("Valoración: {title}", title=line.title),
            hint=say("Nivel: {band}", band=band_word(line.band)),
            page="risk",
            argument=person,
        )


_TODAY_WORDS: dict[Need, Callable[[str], Message]] = {
    Need.MEDICAL: lambda folio: say("Folio {folio}: falta una canalización", folio=folio),
    Need.DUE: lambda folio: say("Folio {folio}: llegó el día de volver a ver", folio=folio),
    Need.PLAN: lambda folio: say("Folio {folio}: algo que acordar a solas", folio=folio),
    Need.NO_DAY: lambda folio: say("Folio {folio}: falta un día para volver a ver", folio=folio),
}


def _when(on: date | None) -> Message:
    return say("Se acordó para el {day}", day=short(on)) if on else say("Sin día acordado")


_HASTE = {need: place for place, need in enumerate(Need)}


def _standings(connection: Connection, vault: OpenVault) -> Iterator[_Standing]:
    """Everybody with a result whose record is open to whoever sits here, and who lives."""
    without = not_asked_about(connection, vault)
    planned = _people(connection, _PLANNED)
    cause = (ReferralCause.STRANGULATION,)
    referred = {bytes(r[0]) for r in connection.exec_driver_sql(_REFERRED, cause).fetchall()}
    folios = {bytes(r[0]): str(r[1]) for r in connection.exec_driver_sql(_FOLIOS).fetchall()}
    women = vault.stream is Stream.WOMEN
    by_person: dict[bytes, list[RiskLine]] = {}
    for line in in_order(connection, connection.exec_driver_sql(_ALL).fetchall()):
        by_person.setdefault(line.participant, []).append(line)
    for person, lines in by_person.items():
        if person not in without:
            said = (line for line in lines if line.strangled is Answer.YES)
            yield _Standing(
                person,
                folios[person],
                newest_of_each(lines),
                next(said, None) if women and person not in referred else None,
                women and person not in planned,
            )


def _needs(who: _Standing, today: date) -> Iterator[Needing]:
    if who.strangled is not None:
        yield Needing(who.strangled.id, who.participant, who.folio, Need.MEDICAL, None)
    needs = [(need, line) for line in who.newest if (need := _need(line, today, who.unplanned))]
    if needs:
        need, line = min(needs, key=lambda each: _HASTE[each[0]])
        yield Needing(line.id, who.participant, who.folio, need, line.review_on)


def newest_of_each(lines: Iterable[RiskLine]) -> tuple[RiskLine, ...]:
    """Of each instrument the newest result: a low one never hides another's high one."""
    newest: dict[str, RiskLine] = {}
    for line in lines:
        newest.setdefault(line.instrument, line)
    return tuple(newest.values())


def _need(line: RiskLine, today: date, unplanned: bool) -> Need | None:
    if line.review_on is not None and line.review_on <= today and not line.reviewed:
        return Need.DUE
    if line.alarming and unplanned:
        return Need.PLAN
    if line.alarming and line.review_on is None:
        return Need.NO_DAY
    return None


def _people(connection: Connection, query: str) -> set[bytes]:
    return {bytes(row[0]) for row in connection.exec_driver_sql(query).fetchall()}
