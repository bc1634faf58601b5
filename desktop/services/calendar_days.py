"""What the calendar shows of its days: own meetings by name, others' only as taken, days off."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING

from desktop.changes import Changes
from desktop.programme.schema import SITE
from desktop.services.aside import own_site
from desktop.services.bookings import (
    CalendarDamaged,
    Meeting,
    Recogniser,
    bookings,
    holder,
    meetings_from,
)
from desktop.services.days_off import DayOff, every_day_off
from desktop.services.home import home_site
from desktop.services.refusals import NotFound
from desktop.services.rooms import clashes, settle
from desktop.services.venues import Venue, venues
from desktop.services.whereabouts import Whereabouts, whereabouts

if TYPE_CHECKING:
    from desktop.journal.open_vault import OpenVault
    from desktop.services.entrance import Desk


@dataclass(frozen=True, slots=True)
class CalendarDay:
    """One day: why it is off, who of ours meets, and where somebody else is.

    `clashing` are sessions of ours whose place somebody else has. `taken` are places that
    somebody not known here has; `aside` those that we keep free for another use.
    """

    date: date
    off: tuple[DayOff, ...] = ()
    meetings: tuple[Meeting, ...] = ()
    clashing: frozenset[bytes] = frozenset()
    taken: tuple[Venue, ...] = ()
    aside: tuple[Venue, ...] = ()


@dataclass(frozen=True, slots=True)
class CalendarView:
    """Some days and what there is to choose from. `here` is the home site's place."""

    days: dict[date, CalendarDay]
    venues: tuple[Venue, ...]
    here: Whereabouts
    clashes: int
    groups: int
    settled: Changes


def calendar_days(
    desk: Desk,
    first: date,
    last: date,
    today: date,
    venue: bytes | None = None,
    language: str = "es",
) -> CalendarView:
    """The days from first to last, both included, of one place or of all; settles first.

    Without a place the local dates of every municipality of the state are shown.
    Raises: CalendarDamaged.
    """
    if desk.shared is None:
        raise CalendarDamaged
    told = settle(desk, today)
    places = {one.id: one for one in venues(desk.shared)}
    here = whereabouts(desk)
    municipality = places[venue].municipality if venue in places else ""
    off = every_day_off(desk.shared, here.state_name, municipality, first, last, language)
    meetings: defaultdict[date, list[Meeting]] = defaultdict(list)
    for meeting in meetings_from(desk.work, first, last):
        if venue is None or meeting.venue == venue:
            meetings[meeting.date].append(meeting)
    taken, kept = _others(desk, desk.shared, first, last, venue, places)
    clashing = clashes(desk, today)
    sessions = frozenset(clash.session for clash in clashing)
    days = {
        on: CalendarDay(
            on,
            off.get(on, ()),
            tuple(meetings[on]),
            sessions & {meeting.session for meeting in meetings[on]},
            tuple(taken.get(on, ())),
            tuple(kept.get(on, ())),
        )
        for on in {*off, *meetings, *taken, *kept}
    }
    return CalendarView(days, tuple(places.values()), here, len(clashing), _groups(desk.work), told)


def set_home_state(work: OpenVault, state_name: str) -> Changes:
    """Say in which state the home site is, once for all its laptops. Raises: NotFound."""
    with work.write() as journal:
        site = home_site(journal.connection, work)
        if site is None:
            raise NotFound
        return journal.record(SITE.of(site, state_name=state_name.strip() or None))


_Places = dict[date, list[Venue]]


def _others(
    desk: Desk,
    shared: OpenVault,
    first: date,
    last: date,
    venue: bytes | None,
    places: dict[bytes, Venue],
) -> tuple[_Places, _Places]:
    """Places that somebody not known here has on a day, and those that were put aside here."""
    known, site = Recogniser(desk.work), own_site(desk.work)
    taken: defaultdict[date, list[Venue]] = defaultdict(list)
    kept: defaultdict[date, list[Venue]] = defaultdict(list)
    for row in bookings(shared, first, last, venue):
        place = places.get(row.venue)
        if row.holder is None or place is None:
            continue
        if row.holder == holder(site, row.venue, row.date):
            kept[row.date].append(place)
        elif known.whose(row) is None:
            taken[row.date].append(place)
    return taken, kept


def _groups(work: OpenVault) -> int:
    with work.read() as connection:
        found = connection.exec_driver_sql(
            "SELECT count(*) FROM grp WHERE NOT deleted AND NOT coalesce(closed, 0)"
        ).scalar()
    return int(found or 0)
