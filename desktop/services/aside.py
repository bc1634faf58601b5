"""A place kept free for something that is no group of ours: an assembly, a clinic, a wedding.

It also keeps "taken" from meaning that a group meets.
"""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

from desktop.programme.schema import BOOKING
from desktop.services.bookings import CalendarDamaged, holder
from desktop.services.home import home_site
from desktop.services.refusals import Refusal
from desktop.trouble import say

if TYPE_CHECKING:
    from desktop.changes import Changes
    from desktop.journal.open_vault import OpenVault
    from desktop.services.entrance import Desk


class DayTaken(Refusal):
    """Somebody has the place that day."""

    def __init__(self) -> None:
        super().__init__(
            say("Ese día el lugar ya está ocupado."), say("Elija otro día u otro lugar.")
        )


def own_site(work: OpenVault) -> bytes:
    """Stands for this site in the holder of a day that is put aside: nobody outside knows it."""
    with work.read() as connection:
        return home_site(connection, work) or work.home


def put_aside(desk: Desk, venue: bytes, on: date) -> Changes:
    """Take a place for a day on which something else is there: an assembly, a clinic.

    Its holder reads like every other one, so that "taken" need not mean that a group meets.
    Raises: CalendarDamaged, DayTaken.
    """
    return _set_aside(desk, venue, on, None, holder(own_site(desk.work), venue, on))


def give_back(desk: Desk, venue: bytes, on: date) -> Changes:
    """Free a day that was put aside at this site. Raises: CalendarDamaged, DayTaken."""
    return _set_aside(desk, venue, on, holder(own_site(desk.work), venue, on), None)


def _set_aside(
    desk: Desk, venue: bytes, on: date, before: str | None, after: str | None
) -> Changes:
    if desk.shared is None:
        raise CalendarDamaged
    with desk.shared.write() as journal:
        stands = journal.connection.exec_driver_sql(
            "SELECT holder FROM booking WHERE venue = ? AND ordinal = ? AND NOT deleted",
            (venue, on.toordinal()),
        ).scalar()
        if stands not in (before, after):
            raise DayTaken
        return journal.record(BOOKING.child(venue, on.toordinal(), holder=after))
