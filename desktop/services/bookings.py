"""A place taken for a day: who asks for it, and who holds it as far as this laptop can tell.

The shared vault keeps no stream and no group: a day's `holder` is a hash that only who
knows the group can recognise, and another one on each day.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Collection, Iterable
from dataclasses import dataclass
from datetime import UTC, date, datetime
from enum import Enum
from typing import TYPE_CHECKING

from desktop.programme.codes import day
from desktop.programme.schema import BOOKING, MAKE_UP_FROM
from desktop.programme.vocabulary import SESSION_MINUTES, SessionState
from desktop.services.refusals import Refusal
from desktop.trouble import say
from sync.batch.operation import ID_BYTES

if TYPE_CHECKING:
    from desktop.host.clock import Clock
    from desktop.journal.open_vault import OpenVault
    from desktop.services.entrance import Desk

_DOMAIN = b"vereda booking\0"
_ORDINAL_BYTES = 4


class CalendarDamaged(Refusal):
    """The vault that both programmes share does not open, so nobody can tell what is free."""

    def __init__(self) -> None:
        super().__init__(
            say("El calendario de lugares no se puede leer en esta computadora."),
            say("Avise a su coordinación antes de apartar un lugar; Ajustes, Revisión dice más."),
        )


class Taken(Enum):
    """Whose a taken day is. OURS: a group known here; it may share at another hour."""

    OURS = "ours"
    OTHERS = "others"


@dataclass(frozen=True, slots=True, kw_only=True)
class Meeting:
    """A meeting that stands: planned or held. `venue` None where no place was chosen."""

    session: bytes
    group: bytes
    group_name: str
    ordinal: int
    date: date
    state: SessionState
    start_minute: int
    minutes: int
    venue: bytes | None
    place: str

    @property
    def number(self) -> int:
        """The session's number in the course; a make-up has that of the one it makes good."""
        return self.ordinal % MAKE_UP_FROM


_MEETINGS = """
SELECT s.id, s.grp, g.name, s.ordinal, s.date, coalesce(s.state, 0),
       coalesce(s.start_minute, g.start_minute, 0), coalesce(s.minutes, g.minutes, ?),
       iif(s.place IS NULL AND s.venue IS NULL, g.venue, s.venue), coalesce(s.place, g.place, '')
FROM session s JOIN grp g ON g.id = s.grp
WHERE s.date >= ? AND s.date <= ? AND coalesce(s.state, 0) IN (?, ?)
  AND NOT s.deleted AND NOT g.deleted AND NOT coalesce(g.closed, 0)
ORDER BY s.date, 7, g.name, s.id
"""


def meetings_from(work: OpenVault, first: date, last: date = date.max) -> list[Meeting]:
    """What stands from a day to a day, both included, of groups that are not closed."""
    with work.read() as connection:
        rows = connection.exec_driver_sql(
            _MEETINGS,
            (
                SESSION_MINUTES,
                first.isoformat(),
                last.isoformat(),
                SessionState.PLANNED,
                SessionState.HELD,
            ),
        ).fetchall()
    return [
        Meeting(
            session=bytes(row[0]),
            group=bytes(row[1]),
            group_name=row[2] or "",
            ordinal=row[3],
            date=on,
            state=SessionState(row[5]),
            start_minute=row[6],
            minutes=row[7],
            venue=bytes(row[8]) if row[8] else None,
            place=row[9],
        )
        for row in rows
        if (on := day(row[4])) is not None
    ]


def holder(group: bytes, venue: bytes, on: date) -> str:
    """What stands in the calendar for a group on one day in one place, 32 hex digits."""
    number = on.toordinal().to_bytes(_ORDINAL_BYTES, "big")
    return hashlib.sha256(_DOMAIN + group + venue + number).digest()[:ID_BYTES].hex()


@dataclass(frozen=True, slots=True)
class Booking:
    """A row of the calendar. `holder` None: free again. `disputed`: two took it unawares."""

    venue: bytes
    date: date
    holder: str | None
    disputed: bool


def bookings(
    shared: OpenVault,
    first: date,
    last: date = date.max,
    venue: bytes | None = None,
    holders: Collection[str] | None = None,
) -> list[Booking]:
    """What the calendar says of the days from first to last, both included.

    Anybody may have taken every day of a thousand years: ask for few days, or few holders.
    """
    told = None if holders is None else json.dumps(sorted(holders))
    with shared.read() as connection:
        rows = connection.exec_driver_sql(
            "SELECT b.venue, b.ordinal, b.holder, c.record IS NOT NULL FROM booking b"
            " LEFT JOIN conflict c ON c.kind = ? AND c.record = b.id AND c.register = 1"
            " WHERE b.ordinal >= ? AND b.ordinal <= ? AND coalesce(?, b.venue) = b.venue"
            "   AND (? IS NULL OR b.holder IN (SELECT value FROM json_each(?))) AND NOT b.deleted",
            (BOOKING.number, first.toordinal(), last.toordinal(), venue, told, told),
        ).fetchall()
    return [
        Booking(bytes(row[0]), date.fromordinal(row[1]), row[2], bool(row[3]))
        for row in rows
        if 1 <= row[1] <= date.max.toordinal()
    ]


class Recogniser:
    """Tells whether a day is held by a group that this vault knows, closed or deleted too."""

    def __init__(self, work: OpenVault) -> None:
        with work.read() as connection:
            rows = connection.exec_driver_sql("SELECT id FROM grp").fetchall()
        self._groups = [bytes(row[0]) for row in rows]

    def whose(self, booking: Booking, likely: Iterable[bytes] = ()) -> bytes | None:
        """The group; None for a free day and for a holder that nobody here knows."""
        if booking.holder is None:
            return None
        for group in (*likely, *self._groups):
            if holder(group, booking.venue, booking.date) == booking.holder:
                return group
        return None


def taken(
    desk: Desk, venue: bytes, days: Collection[date], *, but_group: bytes | None = None
) -> dict[date, Taken]:
    """Which of these days a place is taken; days that are free, or `but_group`'s own, are left out.

    Raises: CalendarDamaged.
    """
    if desk.shared is None:
        raise CalendarDamaged
    days = frozenset(days)
    if not days:
        return {}
    first, last = min(days), max(days)
    found = {
        meeting.date: Taken.OURS
        for meeting in meetings_from(desk.work, first, last)
        if meeting.venue == venue and meeting.group != but_group and meeting.date in days
    }
    known = Recogniser(desk.work)
    for booking in bookings(desk.shared, first, last, venue):
        if booking.holder is None or booking.date not in days:
            continue
        whose = known.whose(booking, [but_group] if but_group else ())
        if whose is None:
            found[booking.date] = Taken.OTHERS
        elif whose != but_group:
            found[booking.date] = Taken.OURS
    return found


def local_today(clock: Clock) -> date:
    """The day that a laptop's clock claims, where it stands."""
    return datetime.fromtimestamp(clock.now_ms() / 1000, UTC).astimezone().date()
