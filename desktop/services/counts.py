"""Counts for evaluators: what of a stream's month leaves it, and what has been told.

Counting reads one stream's vault, telling writes into the shared one. What passes between
is `Line`: it names a site and holds numbers, no id and no name of a person or a group.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, date, datetime
from typing import TYPE_CHECKING, Any

from desktop.changes import Changes
from desktop.programme.codes import day
from desktop.programme.indicators import Told, month_number, month_of, tell
from desktop.programme.roles import Role
from desktop.programme.schema import COUNTS, Draft
from desktop.programme.text import collate
from desktop.programme.vocabulary import SessionState, Stream
from desktop.services import roster as rosters
from desktop.services.counting import tallies
from desktop.services.refusals import Refusal
from desktop.services.signers import coordinates, signers
from desktop.trouble import say

if TYPE_CHECKING:
    from desktop.journal.open_vault import OpenVault
    from desktop.services.entrance import Desk


class NotYoursToTell(Refusal):
    """Only a coordinator tells counts, and only of the stream that is open."""

    def __init__(self) -> None:
        super().__init__(
            say("Publicar cifras le toca a la coordinación."),
            say("Pídalo a quien coordina este programa."),
        )


@dataclass(frozen=True, slots=True, kw_only=True)
class Line:
    """One site of one stream in one month, as it is told. `as_of` is the day it was counted."""

    place: bytes
    stream: Stream
    site_name: str
    state_name: str
    month: date
    as_of: date | None
    told: Told


_MONTHS = """
SELECT DISTINCT substr(date, 1, 7) FROM session
WHERE state IN (?, ?) AND date <= ? AND NOT deleted
ORDER BY 1 DESC
"""

_TOLD = """
SELECT place, ordinal, stream, site_name, state_name, as_of,
       enrolled, active, completed, held, cancelled, rate, heads
FROM counts WHERE NOT deleted
"""


def months(work: OpenVault, today: date) -> tuple[date, ...]:
    """First days of the months with a meeting held or cancelled, newest first; none ahead."""
    with work.read() as connection:
        rows = connection.exec_driver_sql(
            _MONTHS, (SessionState.HELD, SessionState.SKIPPED, today.isoformat())
        ).fetchall()
    return tuple(on for (month,) in rows if (on := day(f"{month}-01")) is not None)


def preview(work: OpenVault, month: date, today: date) -> tuple[Line, ...]:
    """Exactly what `publish` would tell of a month, by site."""
    first = month.replace(day=1)
    lines = [
        Line(
            place=site.place,
            stream=work.stream,
            site_name=site.name,
            state_name=site.state_name,
            month=first,
            as_of=today,
            told=tell(tally),
        )
        for site, tally in tallies(work, first).items()
    ]
    return tuple(sorted(lines, key=_order))


def publish(desk: Desk, month: date) -> Changes:
    """Tell the counts of a month of the stream that is open, in the shared vault. Durable.

    Again, they replace what was told of the same sites and month.
    Raises: NotYoursToTell, DiskFull, ReadOnlyFolder, Busy, DamagedDatabase.
    """
    shared = desk.shared
    if desk.role is not Role.COORDINATOR or shared is None or desk.work.stream is Stream.SHARED:
        raise NotYoursToTell
    today = datetime.fromtimestamp(shared.clock.now_ms() / 1000, UTC).astimezone().date()
    lines = preview(desk.work, month, today)
    changes = Changes()
    with shared.write() as journal:
        for line in lines:
            changes |= journal.record(_draft(line))
    return changes


def published(shared: OpenVault) -> tuple[Line, ...]:
    """All counts that coordinators told and that have come here, the newest month first.

    Everybody writes into the shared vault; figures that anybody else signed are not shown.
    """
    roster = rosters.known(shared).roster
    with shared.read() as connection:
        rows = connection.exec_driver_sql(_TOLD).fetchall()
        signed = {row.heads: signers(connection, row.heads) for row in rows}
    lines = [
        line
        for *told, heads in rows
        if all(coordinates(roster, account) for account in signed[heads])
        and (line := _line(told)) is not None
    ]
    return tuple(sorted(lines, key=_order))


def _draft(line: Line) -> Draft:
    told = line.told
    return COUNTS.child(
        line.place,
        month_number(line.month),
        stream=line.stream.value,
        site_name=line.site_name,
        state_name=line.state_name or None,
        as_of=line.as_of.isoformat() if line.as_of else None,
        enrolled=told.enrolled,
        active=told.active,
        completed=told.completed,
        held=told.held,
        cancelled=told.cancelled,
        rate=told.rate,
    )


def _line(row: Any) -> Line | None:
    """None for what a later version may have told: a stream or a month unknown here."""
    site, number, stream, site_name, state_name, as_of, *figures, rate = row
    month = month_of(number)
    if month is None or stream not in (Stream.WOMEN, Stream.MEN):
        return None
    enrolled, active, completed, held, cancelled = (figure or 0 for figure in figures)
    return Line(
        place=bytes(site),
        stream=Stream(stream),
        site_name=site_name or "",
        state_name=state_name or "",
        month=month,
        as_of=day(as_of),
        told=Told(
            enrolled=enrolled,
            active=active,
            completed=completed,
            held=held,
            cancelled=cancelled,
            rate=rate,
        ),
    )


def _order(line: Line) -> tuple[int, str, str, str, bytes]:
    return (
        -month_number(line.month),
        collate(line.state_name),
        collate(line.site_name),
        line.stream,
        line.place,
    )
