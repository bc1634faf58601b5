"""What happens to meetings, held to the calendar of places: see `meetings` for the rules.

Each call asks whether the place is free that day and tells the calendar afterwards.
"""

from __future__ import annotations

from datetime import date, timedelta
from typing import TYPE_CHECKING

from desktop.programme.schedule import WEEK
from desktop.programme.vocabulary import SkipReason
from desktop.services import attendance, meetings
from desktop.services.days import off_between, require_free, settled, taken_by, venue_named
from desktop.services.group_views import SessionLine, get_group
from desktop.services.refusals import NotFound
from desktop.services.rooms import Taken

if TYPE_CHECKING:
    from desktop.changes import Changes
    from desktop.services.entrance import Desk

_LOOKED_AHEAD = 156 * WEEK
"""How far ahead days off are looked up for meetings that move on: a course and a year more."""


def move(desk: Desk, session: bytes, day: date, start_minute: int | None = None) -> Changes:
    """As `meetings.move_session`. Raises also: PlaceTaken, CalendarDamaged."""
    _require_free_for(desk, session, day)
    return settled(desk, meetings.move_session(desk.work, session, day, start_minute))


def skip(desk: Desk, session: bytes, reason: SkipReason, note: str = "") -> Changes:
    """As `meetings.skip_session`; the place is free again that day."""
    return settled(desk, meetings.skip_session(desk.work, session, reason, note))


def shift(desk: Desk, session: bytes, reason: SkipReason, note: str = "") -> Changes:
    """As `meetings.skip_and_shift`, over days off and days on which the place is taken.

    Raises also: CalendarDamaged.
    """
    group, line = _line(desk, session)
    days = min(_LOOKED_AHEAD, date.max - line.date).days
    ahead = {line.date + timedelta(days=n) for n in range(days + 1)}
    jumped = set(off_between(desk, group, line.date, max(ahead)))
    taken = taken_by(desk, line.venue, ahead, group)
    jumped |= {day for day, whose in taken.items() if whose is Taken.OTHERS}
    return settled(desk, meetings.skip_and_shift(desk.work, session, reason, note, jumped))


def unskip(desk: Desk, session: bytes) -> Changes:
    """As `meetings.unskip_session`. Raises also: PlaceTaken, CalendarDamaged."""
    _require_free_for(desk, session, None)
    return settled(desk, meetings.unskip_session(desk.work, session))


def make_up(desk: Desk, session: bytes, day: date, start_minute: int | None = None) -> Changes:
    """As `meetings.make_up`. Raises also: PlaceTaken, CalendarDamaged."""
    _require_free_for(desk, session, day)
    return settled(desk, meetings.make_up(desk.work, session, day, start_minute))


def change_place(desk: Desk, session: bytes, place: str, venue: bytes | None) -> Changes:
    """As `meetings.change_place`. Raises also: PlaceTaken, CalendarDamaged."""
    group, line = _line(desk, session)
    venue = venue or venue_named(desk, place)
    require_free(desk, venue, [line.date], but_group=group)
    return settled(desk, meetings.change_place(desk.work, session, place, venue))


def _require_free_for(desk: Desk, session: bytes, day: date | None) -> None:
    """For the day given, or the meeting's own."""
    group, line = _line(desk, session)
    require_free(desk, line.venue, [day or line.date], but_group=group)


def _line(desk: Desk, session: bytes) -> tuple[bytes, SessionLine]:
    group = attendance.sheet(desk.work, session).group
    line = next((one for one in get_group(desk.work, group).sessions if one.id == session), None)
    if line is None:
        raise NotFound
    return group, line
