"""Meetings that fall on days off, and moving them on so that nobody loses one."""

from __future__ import annotations

from collections.abc import Collection
from datetime import date
from typing import TYPE_CHECKING

from desktop.changes import Changes
from desktop.programme.local_dates import Span
from desktop.programme.vocabulary import DayOffSort, SessionState, SkipReason
from desktop.services.bookings import CalendarDamaged, Meeting, meetings_from
from desktop.services.days_off import LocalDate, kept_in
from desktop.services.meeting_days import shift
from desktop.services.venues import venues
from desktop.services.whereabouts import Whereabouts, whereabouts

if TYPE_CHECKING:
    from desktop.services.entrance import Desk

REASONS = {
    DayOffSort.HOLIDAY: SkipReason.HOLIDAY,
    DayOffSort.FEAST: SkipReason.HOLIDAY,
    DayOffSort.HARVEST: SkipReason.HARVEST,
    DayOffSort.ROAD: SkipReason.ROAD,
    DayOffSort.OTHER: SkipReason.OTHER,
}


def fallen(desk: Desk, about: LocalDate, today: date) -> tuple[Meeting, ...]:
    """Planned meetings without a list, from today on, on days that their place keeps off.

    Raises: CalendarDamaged.
    """
    if desk.shared is None:
        raise CalendarDamaged
    ahead = meetings_from(desk.work, today)
    if not ahead:
        return ()
    span = Span(about.first, about.last, about.yearly)
    days = set(span.within(today, ahead[-1].date))
    begun = _begun(desk)
    municipality = {one.id: one.municipality for one in venues(desk.shared)}
    where: dict[bytes, Whereabouts] = {}
    found = []
    for meeting in ahead:
        if (
            meeting.date not in days
            or meeting.state is not SessionState.PLANNED
            or meeting.session in begun
        ):
            continue
        if meeting.group not in where:
            where[meeting.group] = whereabouts(desk, meeting.group)
        site = where[meeting.group]
        there = municipality.get(meeting.venue or b"", site.municipality)
        if kept_in(about, site.state_name, there):
            found.append(meeting)
    return tuple(found)


def make_way(desk: Desk, about: LocalDate, sessions: Collection[bytes], today: date) -> Changes:
    """Move those meetings on by weeks, each with what comes after it in its group.

    The first of a group takes the others along, so moving goes on until none of the
    groups chosen meets on a day off. Raises as `meeting_days.shift`.
    """
    changes = Changes()
    groups = {one.group for one in fallen(desk, about, today) if one.session in sessions}
    for group in sorted(groups):
        latest = date.min
        while True:
            first = next((m for m in fallen(desk, about, today) if m.group == group), None)
            if first is None or first.date <= latest:
                break
            latest = first.date
            changes |= shift(desk, first.session, REASONS[about.sort], about.name)
    return changes


def _begun(desk: Desk) -> set[bytes]:
    with desk.work.read() as connection:
        rows = connection.exec_driver_sql(
            "SELECT DISTINCT session FROM attendance WHERE state IS NOT NULL AND NOT deleted"
        ).fetchall()
    return {bytes(row[0]) for row in rows}
