"""One calendar of places for both programmes: who meets where on a day never meets the other.

The calendar lies in the shared vault and says "taken", never by which kind of group. Each
stream's vault knows what its groups ask for; `settle` makes the calendar say it.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING

from desktop.changes import Changes
from desktop.journal import meta
from desktop.programme.schema import BOOKING, Draft
from desktop.services.bookings import (
    Booking,
    CalendarDamaged,
    Meeting,
    Recogniser,
    Taken,
    bookings,
    holder,
    local_today,
    meetings_from,
    taken,
)
from desktop.services.venues import (
    Venue,
    VenueTaken,
    add_venue,
    alike,
    retire_venue,
    venues,
)

if TYPE_CHECKING:
    from desktop.journal.open_vault import OpenVault
    from desktop.services.entrance import Desk

__all__ = [
    "CalendarDamaged",
    "Clash",
    "Taken",
    "Venue",
    "VenueTaken",
    "add_venue",
    "alike",
    "clashes",
    "retire_venue",
    "settle",
    "taken",
    "venues",
]

_ASKED = "places asked for"
"""In the stream's vault of this laptop: the holders that its groups last asked for."""
_DRAFTS_MAX = 500
_Day = tuple[bytes, date]
"""A venue on a day."""


@dataclass(frozen=True, slots=True)
class Clash:
    """A meeting on a day on which somebody else has its place."""

    group: bytes
    group_name: str
    session: bytes
    date: date
    venue_name: str
    ordinal: int


def settle(desk: Desk, today: date | None = None) -> Changes:
    """Make the calendar say what this stream's groups ask for, from today on.

    Takes days that are free, gives back days that this laptop asked for and no longer
    does; leaves the past, what somebody else holds, and what a colleague's laptop took for
    a group whose news have not come here. Again, it changes nothing. A kill at any moment
    is made good by the next call. Nothing while the shared vault is damaged.

    Raises: DiskFull, ReadOnlyFolder, Busy.
    """
    work, shared = desk.work, desk.shared
    if shared is None or shared is work:
        return Changes()
    today = today or local_today(work.clock)
    asked = _asked(meetings_from(work, today))
    mine = {holder(group, *day) for day, groups in asked.items() for group in groups}
    before = _remembered(work)
    ours = bookings(shared, date.min, holders=before)
    wanted = bookings(shared, today, _last(asked)) if asked else []
    stand = {(row.venue, row.date): row for row in (*ours, *wanted) if row.date >= today}
    # What is past stays known, too: a clock that was far ahead once must not make it forgotten.
    mine |= before & {row.holder for row in ours if row.holder and row.date < today}
    drafts = [*_takes(asked, stand, before), *_gives_back(asked, stand, before)]
    if not drafts and mine == before:
        return Changes()
    # Before the calendar: a day that is taken and then forgotten would never be given back.
    _remember(work, before | mine)
    changes = Changes()
    if drafts:
        with shared.write() as journal:
            for at in range(0, len(drafts), _DRAFTS_MAX):
                changes |= journal.record(*drafts[at : at + _DRAFTS_MAX])
    _remember(work, mine)
    return changes


def clashes(desk: Desk, today: date) -> tuple[Clash, ...]:
    """Meetings from today on whose place somebody else has that day, by date.

    Two laptops may take one day unawares; once they have met, both show the same holder,
    so one side reads this and moves, and the other reads nothing.
    """
    if desk.shared is None or desk.shared is desk.work:
        return ()
    ahead = [meeting for meeting in meetings_from(desk.work, today) if meeting.venue]
    if not ahead:
        return ()
    names = _names(desk.shared)
    asked = _asked(ahead)
    known = Recogniser(desk.work)
    others = {
        (row.venue, row.date)
        for row in bookings(desk.shared, today, _last(asked))
        if row.holder is not None
        and (groups := asked.get((row.venue, row.date)))
        and known.whose(row, groups) is None
    }
    return tuple(
        Clash(
            group=meeting.group,
            group_name=meeting.group_name,
            session=meeting.session,
            date=meeting.date,
            venue_name=names.get(meeting.venue, meeting.place),
            ordinal=meeting.ordinal,
        )
        for meeting in ahead
        if meeting.venue is not None and (meeting.venue, meeting.date) in others
    )


def _asked(meetings: Iterable[Meeting]) -> dict[_Day, set[bytes]]:
    """The groups that ask for each place and day."""
    found: defaultdict[_Day, set[bytes]] = defaultdict(set)
    for meeting in meetings:
        if meeting.venue is not None:
            found[meeting.venue, meeting.date].add(meeting.group)
    return dict(found)


def _last(asked: dict[_Day, set[bytes]]) -> date:
    return max((on for _venue, on in asked), default=date.min)


def _takes(
    asked: dict[_Day, set[bytes]], stand: dict[_Day, Booking], before: set[str]
) -> Iterable[Draft]:
    for (venue, on), groups in sorted(asked.items()):
        row = stand.get((venue, on))
        holders = sorted(holder(group, venue, on) for group in groups)
        if row is None or row.holder is None:
            chosen = holders[0]
        elif row.holder in holders:
            if not row.disputed:
                continue
            chosen = row.holder  # said again by who keeps the day, it ends the dispute
        elif row.holder in before:
            chosen = holders[0]  # two of our groups shared the day, and the one moved away
        else:
            continue
        yield BOOKING.child(venue, on.toordinal(), holder=chosen)


def _gives_back(
    asked: dict[_Day, set[bytes]], stand: dict[_Day, Booking], before: set[str]
) -> Iterable[Draft]:
    for (venue, on), row in sorted(stand.items()):
        if row.holder in before and (venue, on) not in asked:
            yield BOOKING.child(venue, on.toordinal(), holder=None)


def _remembered(work: OpenVault) -> set[str]:
    with work.read() as connection:
        kept = (meta.get(connection, _ASKED) or b"").hex()
    return {kept[at : at + 32] for at in range(0, len(kept), 32)}


def _remember(work: OpenVault, holders: set[str]) -> None:
    if holders == _remembered(work):
        return
    with work.transaction() as connection:
        meta.put(connection, _ASKED, bytes.fromhex("".join(sorted(holders))))


def _names(shared: OpenVault) -> dict[bytes | None, str]:
    """Every place ever written down, retired ones too."""
    with shared.read() as connection:
        rows = connection.exec_driver_sql("SELECT id, coalesce(name, '') FROM venue").fetchall()
    return {bytes(row[0]): row[1] for row in rows}
