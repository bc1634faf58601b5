"""What is still open in a group: what whoever takes it over has to know, found in the records.

People appear by folio. Other parts add what they have as a `Source`.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import date, timedelta
from typing import TYPE_CHECKING

from desktop.programme.codes import day as read_day
from desktop.programme.happenings import SORT_WORDS
from desktop.programme.schema import MAKE_UP_FROM
from desktop.programme.vocabulary import HandoverSort, SessionState
from desktop.services import incidents
from desktop.services.bookings import Meeting, meetings_from
from desktop.services.days import off_between
from desktop.services.open_calls import open_calls
from desktop.services.order_views import needing, open_in
from desktop.services.rooms import clashes
from desktop.trouble import Message, say

if TYPE_CHECKING:
    from desktop.journal.open_vault import OpenVault
    from desktop.services.entrance import Desk

OVERDUE_DAYS = 21
"""How long a meeting that nobody ended is called to mind; as on Today."""
LOOKED_AHEAD_DAYS = 56
"""How far ahead troubled dates are told: eight meetings."""

MAY_STAY_BEHIND = frozenset({HandoverSort.DATE})
"""What the giver may leave out. Everything else goes along, so that no danger is dropped."""


@dataclass(frozen=True, slots=True)
class OpenPoint:
    """One open thing. `about` is the record that it is about; `due` may be None.

    `offered`: worth a point of its own; the others only tell that what was handed over
    before still stands.
    """

    sort: HandoverSort
    about: bytes
    what: Message
    hint: Message
    due: date | None = None
    offered: bool = True

    @property
    def key(self) -> tuple[HandoverSort, bytes]:
        return self.sort, self.about


Source = Callable[["OpenVault", bytes, date], Iterable[OpenPoint]]
"""What one part knows to be open in a group on a day."""


def in_group(vault: OpenVault, group: bytes, today: date) -> tuple[OpenPoint, ...]:
    """Everything that is open in a group, in order of danger, as far as its vault tells."""
    found = [point for source in SOURCES for point in source(vault, group, today)]
    return tuple(sorted(found, key=lambda point: point.sort))


def at_desk(desk: Desk, group: bytes, today: date) -> tuple[OpenPoint, ...]:
    """The same, with the dates ahead on which the calendar says that it cannot meet."""
    troubled = _troubled(desk, group, today)
    return tuple(
        replace(point, hint=troubled[point.about], offered=True)
        if point.sort is HandoverSort.DATE and point.about in troubled
        else point
        for point in in_group(desk.work, group, today)
    )


def call_of(folio: str) -> Message:
    return say("Folio {folio}: una llamada pendiente", folio=folio)


def order_of(folio: str) -> Message:
    return say("Folio {folio}: orden del juzgado", folio=folio)


def again_of(folio: str) -> Message:
    """Says no more than that; what it is about shows on a page of its own."""
    return say("Folio {folio}: algo que volver a ver con calma", folio=folio)


def referral_of(folio: str) -> Message:
    return say("Folio {folio}: canalización", folio=folio)


def meeting_of(ordinal: int, on: date | None) -> Message:
    """A meeting by its number and day, in the words of every point."""
    number = ordinal % MAKE_UP_FROM
    if on is None:
        return say("Reunión {ordinal}", ordinal=number)
    return say("Reunión {ordinal}, el {day}", ordinal=number, day=short(on))


def short(on: date) -> str:
    return f"{on.day}/{on.month}/{on.year}"


def _calls(vault: OpenVault, group: bytes, _today: date) -> Iterator[OpenPoint]:
    """Also those that somebody put off: on no day would they be forgotten."""
    for call in open_calls(vault, date.max, group):
        yield OpenPoint(
            HandoverSort.CALL,
            call.participant,
            what=call_of(call.folio),
            hint=say("Ver primero si es seguro llamar"),
            due=call.due,
        )


def _incidents(vault: OpenVault, group: bytes, _today: date) -> Iterator[OpenPoint]:
    for each in incidents.open_in(vault, group):
        yield OpenPoint(
            HandoverSort.INCIDENT,
            each.id,
            what=say("{what}. Falta anotar cómo quedó", what=SORT_WORDS[each.sort]),
            hint=meeting_of(each.ordinal, each.on),
        )


def _orders(vault: OpenVault, group: bytes, today: date) -> Iterator[OpenPoint]:
    soon = {each.order: each.why for each in needing(vault, today)}
    for each in open_in(vault, group):
        told = (
            say("Fecha límite: {day}", day=short(each.deadline))
            if each.deadline
            else say("Sin fecha límite anotada")
        )
        yield OpenPoint(
            HandoverSort.ORDER,
            each.order,
            what=order_of(each.folio),
            hint=soon.get(each.order, told),
            due=each.deadline,
        )


_WORRIES = """
SELECT id, ordinal, date, worry FROM session
WHERE grp = ? AND coalesce(worry, '') <> '' AND NOT deleted
ORDER BY date DESC, ordinal DESC
"""


def _worries(vault: OpenVault, group: bytes, _today: date) -> Iterator[OpenPoint]:
    """The last one is offered; one that was handed over stands until somebody removes it."""
    with vault.read() as connection:
        rows = connection.exec_driver_sql(_WORRIES, (group,)).fetchall()
    for place, (session, ordinal, on, worry) in enumerate(rows):
        yield OpenPoint(
            HandoverSort.WORRY,
            bytes(session),
            what=say("Preocupa: {worry}", worry=worry),
            hint=meeting_of(ordinal, read_day(on)),
            offered=place == 0,
        )


def _dates(vault: OpenVault, group: bytes, today: date) -> Iterator[OpenPoint]:
    """The next meeting, and those that nobody ended."""
    following = True
    for meeting in meetings_from(vault, today - timedelta(days=OVERDUE_DAYS)):
        if meeting.group != group or meeting.state is not SessionState.PLANNED:
            continue
        overdue = meeting.date < today
        yield OpenPoint(
            HandoverSort.DATE,
            meeting.session,
            what=meeting_of(meeting.ordinal, meeting.date),
            hint=say("Falta terminar esa reunión") if overdue else _where(meeting),
            due=meeting.date,
            offered=overdue or following,
        )
        following = following and overdue


def _where(meeting: Meeting) -> Message:
    hour = f"{meeting.start_minute // 60 % 24:02d}:{meeting.start_minute % 60:02d}"
    if not meeting.place:
        return say("A las {hour}", hour=hour)
    return say("A las {hour} en {place}", hour=hour, place=meeting.place)


def _troubled(desk: Desk, group: bytes, today: date) -> Mapping[bytes, Message]:
    """Meetings ahead that fall on a day off or whose place somebody else has."""
    last = today + timedelta(days=LOOKED_AHEAD_DAYS)
    off = off_between(desk, group, today, last)
    found = {
        meeting.session: say("Cae en un día que no se reúnen: {name}", name=off[meeting.date].name)
        for meeting in meetings_from(desk.work, today, last)
        if meeting.group == group and meeting.date in off
    }
    for each in clashes(desk, today):
        if each.group == group and each.date <= last:
            found[each.session] = say("El lugar ya está tomado ese día")
    return found


def _safety(vault: OpenVault, group: bytes, today: date) -> Iterable[OpenPoint]:
    """Plans, protection orders and forbidden places."""
    from desktop.services import safety_today

    return safety_today.open_points(vault, group, today)


def _risk(vault: OpenVault, group: bytes, today: date) -> Iterable[OpenPoint]:
    """Results that wait for a plan, a day, or a medical referral."""
    from desktop.services import risk_needs

    return risk_needs.open_points(vault, group, today)


def _referrals(vault: OpenVault, group: bytes, today: date) -> Iterable[OpenPoint]:
    from desktop.services import referral_today

    return referral_today.open_points(vault, group, today)


SOURCES: tuple[Source, ...] = (
    _calls,
    _incidents,
    _referrals,
    _safety,
    _orders,
    _worries,
    _dates,
    _risk,
)
"""Other parts add theirs here."""

TOLD = frozenset(
    {
        HandoverSort.CALL,
        HandoverSort.REFERRAL,
        HandoverSort.INCIDENT,
        HandoverSort.PLAN,
        HandoverSort.ORDER,
        HandoverSort.WORRY,
        HandoverSort.DATE,
        HandoverSort.OTHER,
    }
)
"""What the sources here know: only of these does their silence mean that it is resolved."""
