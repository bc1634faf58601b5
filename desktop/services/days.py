"""Days of meetings against the two shared calendars: days off, and places that are taken."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from datetime import date
from typing import TYPE_CHECKING

from desktop.changes import Changes
from desktop.services import rooms
from desktop.services.bookings import local_today
from desktop.services.days_off import DayOff, days_off
from desktop.services.refusals import Refusal
from desktop.services.rooms import CalendarDamaged, Taken
from desktop.services.whereabouts import whereabouts
from desktop.trouble import say

if TYPE_CHECKING:
    from desktop.services.entrance import Desk


class PlaceTaken(Refusal):
    """Somebody who does not share a place with this group is there that day."""

    def __init__(self, days: Sequence[date]) -> None:
        first = days[0]
        told = f"{first.day}/{first.month}/{first.year}"
        super().__init__(
            say("El lugar ya está ocupado el {day}.", day=told)
            if len(days) == 1
            else say(
                "El lugar ya está ocupado {n} de esos días; el primero es el {day}.",
                n=len(days),
                day=told,
            ),
            say("Elija otro día u otro lugar."),
        )


def off_between(
    desk: Desk, group: bytes | None, first: date, last: date, language: str = "es"
) -> dict[date, DayOff]:
    """Days off where the group is; none are known while the shared vault is damaged."""
    if desk.shared is None:
        return {}
    return days_off(desk.shared, *whereabouts(desk, group), first, last, language)


def taken_by(
    desk: Desk, venue: bytes | None, days: Collection[date], but_group: bytes | None = None
) -> dict[date, Taken]:
    """Whose the place is on each of the days on which it is not free. Raises: CalendarDamaged."""
    return rooms.taken(desk, venue, days, but_group=but_group) if venue is not None else {}


def require_free(
    desk: Desk, venue: bytes | None, days: Collection[date], *, but_group: bytes | None = None
) -> None:
    """Raises: PlaceTaken for a day from today on that somebody else has, CalendarDamaged.

    Groups of one stream may share a place on a day, at different hours.
    """
    today = local_today(desk.work.clock)
    ahead = {day for day in days if day >= today}
    taken = taken_by(desk, venue, ahead, but_group)
    if others := sorted(day for day, whose in taken.items() if whose is Taken.OTHERS):
        raise PlaceTaken(others)


def places_alike(desk: Desk, place: str) -> tuple[str, ...]:
    """Known places that a typed name may mean: under two names one place would be free twice."""
    municipality = whereabouts(desk).municipality
    if desk.shared is None or not place.strip():
        return ()
    return tuple(one.name for one in rooms.alike(desk.shared, place, municipality))


def venue_named(desk: Desk, place: str) -> bytes | None:
    """The record of a place that somebody typed, written down when it is new.

    None for no place, and where nobody said in which municipality this is: then the place
    is a name alone, and no calendar keeps it.
    """
    municipality = whereabouts(desk).municipality
    if desk.shared is None or not municipality or not place.strip():
        return None
    return rooms.add_venue(desk.shared, place, municipality).created[0]


def settled(desk: Desk, changes: Changes) -> Changes:
    """The same, after the calendar of places was told; undo takes back the changes alone.

    The calendar follows by itself: whatever is undone, the next `settle` makes it fit.
    """
    told = rooms.settle(desk)
    return Changes(changes.touched | told.touched, changes.undo, changes.created)


__all__ = [
    "CalendarDamaged",
    "PlaceTaken",
    "off_between",
    "places_alike",
    "require_free",
    "settled",
    "taken_by",
    "venue_named",
]
