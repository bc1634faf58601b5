"""What needs somebody today, in order of danger, and where other parts add theirs.

People appear by folio alone. What is found in the work vault stands here; whoever else has
something for Today adds a `Provider` to PROVIDERS.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Iterator
from dataclasses import dataclass
from datetime import date
from enum import IntEnum
from typing import TYPE_CHECKING

from desktop.programme.absence import ABSENCES_TO_CALL
from desktop.programme.schema import MAKE_UP_FROM
from desktop.programme.vocabulary import Stream
from desktop.services import early_warning
from desktop.services.open_calls import OpenCall, find_open
from desktop.trouble import Message, say

if TYPE_CHECKING:
    from sqlalchemy import Connection

    from desktop.services.entrance import Desk


class AttentionKind(IntEnum):
    """What needs somebody, in order of danger."""

    NOTICE = 0
    DANGER = 1
    INCIDENT = 2
    PROTECTION = 3
    REFERRAL = 4
    ABSENT = 5
    REVIEW = 6
    ORDER = 7
    RIGHT = 8
    HANDOVER = 9
    CLASH = 10
    OPEN_MEETING = 11
    INTAKE = 12
    NO_GROUP = 13
    TWICE = 14
    MAY_HELP = 15


@dataclass(frozen=True, slots=True)
class Attention:
    """One thing to attend to, and what it leads to when opened.

    `page` and `argument` name the page of `ui/catalogue.py` that it opens; "" where the
    kind alone says what to do.
    """

    kind: AttentionKind
    what: Message
    hint: Message
    participant: bytes | None = None
    group: bytes | None = None
    session: bytes | None = None
    page: str = ""
    argument: bytes | None = None


Provider = Callable[["Desk", date], Iterable[Attention]]
"""What another part has for Today. It imports that part itself, when it is first asked."""


def _orders(desk: Desk, day: date) -> Iterator[Attention]:
    if desk.work.stream is not Stream.MEN:
        return
    from desktop.services import orders

    for each in orders.needing(desk.work, day):
        yield Attention(
            AttentionKind.ORDER,
            what=say("Folio {folio}: orden del juzgado", folio=each.folio),
            hint=each.why,
            participant=each.participant,
            page="orders",
            argument=each.participant,
        )


def _notices(desk: Desk, day: date) -> Iterable[Attention]:
    from desktop.services import notice_duty

    return notice_duty.on_today(desk, day)


def _clashes(desk: Desk, day: date) -> Iterator[Attention]:
    """One line a group, for the nearest day: the others show where it leads."""
    from desktop.services import rooms

    told: set[bytes] = set()
    for each in rooms.clashes(desk, day):
        if each.group in told:
            continue
        told.add(each.group)
        yield Attention(
            AttentionKind.CLASH,
            what=say(
                "{group}: el {day} el lugar ya está tomado",
                group=each.group_name,
                day=f"{each.date.day}/{each.date.month}",
            ),
            hint=say("Elija otro lugar u otro día"),
            group=each.group,
            session=each.session,
        )


def _incidents(desk: Desk, _day: date) -> Iterator[Attention]:
    """What happened at a meeting and nobody has written how it ended."""
    from desktop.programme.happenings import SORT_WORDS
    from desktop.services import incidents

    for each in incidents.mine(desk):
        if each.open:
            yield Attention(
                AttentionKind.INCIDENT,
                what=say(
                    "{group}: pasó algo en la reunión {ordinal}",
                    group=each.group_name,
                    ordinal=each.ordinal % MAKE_UP_FROM,
                ),
                hint=say("{what}. Falta anotar cómo quedó", what=SORT_WORDS[each.sort]),
                group=each.group,
                session=each.session,
                page="incidents",
                argument=each.id,
            )


def _handovers(desk: Desk, day: date) -> Iterable[Attention]:
    """Groups that are being handed over, by whoever must answer."""
    from desktop.services import handover_today

    return handover_today.on_today(desk, day)


def _twice(desk: Desk, _day: date) -> Iterator[Attention]:
    """Two laptops may have put one person into two groups; one may be a transfer half done."""
    from desktop.services import doubts

    for each in doubts.twice(desk.work):
        yield Attention(
            AttentionKind.TWICE,
            what=say("Folio {folio}: está en dos grupos a la vez", folio=each.folio),
            hint=say("{groups}: vea si va a seguir en los dos", groups=", ".join(each.group_names)),
            participant=each.participant,
            group=each.groups[-1],
        )


def _intakes(desk: Desk, day: date) -> Iterable[Attention]:
    """First interviews that wait for somebody."""
    from desktop.services import intake_today

    return intake_today.on_today(desk, day)


def _safety(desk: Desk, day: date) -> Iterable[Attention]:
    """Plans, protection orders and forbidden places whose day has come."""
    from desktop.services import safety_today

    return safety_today.on_today(desk, day)


def _risk(desk: Desk, day: date) -> Iterable[Attention]:
    """Results that wait for a plan, a day, or a medical referral."""
    from desktop.services import risk_needs

    return risk_needs.on_today(desk, day)


def _apart(desk: Desk, day: date) -> Iterable[Attention]:
    """Who is in one group and must not be."""
    from desktop.services import apart

    return apart.on_today(desk, day)


def _referrals(desk: Desk, day: date) -> Iterable[Attention]:
    """Referrals that somebody looks after today."""
    from desktop.services import referral_today

    return referral_today.on_today(desk, day)


def _rights(desk: Desk, day: date) -> Iterable[Attention]:
    """Requests about somebody's own data whose last day is near."""
    from desktop.services import rights_views

    return rights_views.on_today(desk, day)


def _consents(desk: Desk, day: date) -> Iterable[Attention]:
    """Answers that two laptops wrote apart, and who took part back and is still in a group."""
    from desktop.services import consent_today

    return consent_today.on_today(desk, day)


def _deaths(desk: Desk, day: date) -> Iterable[Attention]:
    """Who died and is still in a group of another laptop's list."""
    from desktop.services import passing

    return passing.on_today(desk, day)


PROVIDERS: tuple[Provider, ...] = (
    _apart,
    _notices,
    _incidents,
    _referrals,
    _risk,
    _orders,
    _handovers,
    _safety,
    _clashes,
    _intakes,
    _rights,
    _consents,
    _twice,
    _deaths,
)
"""Asked in this order; what they say is then put in order of danger."""

_NOT_READ = Attention(
    AttentionKind.DANGER,
    what=say("Una parte de los registros no se pudo leer"),
    hint=say("Puede faltar algo en esta lista: avise a su coordinación"),
)
_WITHOUT_GROUP = """
SELECT count(*) FROM participant p
WHERE NOT p.deleted AND NOT coalesce(p.died, 0) AND NOT EXISTS (
    SELECT 1 FROM enrolment e WHERE e.participant = p.id AND NOT e.deleted)
"""


_UNREADABLE = (ValueError, TypeError, ArithmeticError, LookupError, AttributeError)
"""What a value raises that no program of ours wrote. A refusal is told as ever.

A mistake of our own would raise the same: the demonstration's tests ask every provider bare.
"""


def of_others(desk: Desk, day: date) -> tuple[Attention, ...]:
    """Everything that the providers have.

    One that meets a value which nobody expected says so in a line: it must not hide the others.
    """
    found: list[Attention] = []
    for provide in PROVIDERS:
        try:
            found += provide(desk, day)
        except _UNREADABLE:
            found.append(_NOT_READ)
    return tuple(found)


def in_order(items: Iterable[Attention]) -> tuple[Attention, ...]:
    """By danger; among equals as they were found."""
    return tuple(sorted(items, key=lambda item: item.kind))


def calls(connection: Connection, groups: Collection[bytes], day: date) -> list[Attention]:
    """Who missed the last meetings and was not looked for since, most absences first."""
    return [
        Attention(
            AttentionKind.ABSENT,
            what=_not_seen(call),
            hint=say("Ver primero si es seguro llamar"),
            participant=call.participant,
            group=call.group,
        )
        for call in find_open(connection, day, groups)
    ]


def may_help(connection: Connection, groups: Collection[bytes], day: date) -> list[Attention]:
    """Soft lines, only where a coordinator turned them on."""
    if not early_warning.is_on_in(connection):
        return []
    return [
        Attention(
            AttentionKind.MAY_HELP,
            what=say("Folio {folio}: puede servir un mensaje en persona", folio=each.folio),
            hint=each.facts[0].told,
            participant=each.participant,
            group=each.group,
        )
        for each in early_warning.find(connection, groups, day)
    ]


def without_group(connection: Connection) -> list[Attention]:
    """How many people nobody has put into a group."""
    people = connection.exec_driver_sql(_WITHOUT_GROUP).scalar_one()
    if not people:
        return []
    what = (
        say("Una persona sin grupo")
        if people == 1
        else say("{people} personas sin grupo", people=people)
    )
    return [Attention(AttentionKind.NO_GROUP, what, say("Agréguela a un grupo cuando se decida"))]


def _not_seen(call: OpenCall) -> Message:
    if call.absences == ABSENCES_TO_CALL:
        return say("Folio {folio}: dos semanas sin venir", folio=call.folio)
    return say(
        "Folio {folio}: {run} reuniones seguidas sin venir", folio=call.folio, run=call.absences
    )
