"""Plan a group with both vaults at hand: its course, the days of its meetings, who leads it.

The calls of `groups` and `meetings` know one stream's vault; those here also know the roles,
the courses, the calendar of places and the days off, and refuse what those do not allow.
"""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass, replace
from datetime import date
from typing import TYPE_CHECKING

from desktop.programme.schedule import WEEK
from desktop.programme.schema import GROUP, MAKE_UP_FROM, SESSION
from desktop.programme.vocabulary import COURSE_SESSIONS, CourseState, SessionState
from desktop.services import groups
from desktop.services.days import off_between, require_free, settled, taken_by, venue_named
from desktop.services.days_off import DayOff
from desktop.services.group_views import GroupDetail, MemberLine, SessionLine, get_group
from desktop.services.groups import GroupEdit, NewGroup, meetings_of
from desktop.services.leading import require_may_lead, who_may_lead
from desktop.services.meetings import beyond_calendar
from desktop.services.rooms import Taken
from desktop.services.venues import Venue, venues
from desktop.services.whereabouts import whereabouts

if TYPE_CHECKING:
    from desktop.changes import Changes
    from desktop.services.course_views import CourseLine
    from desktop.services.entrance import Desk

_MARGIN = 52 * WEEK
"""How far beyond the last meeting days off are looked up, as meetings jump over them."""


@dataclass(frozen=True, slots=True)
class Choices:
    """What a group can be given: who may lead it, courses of its stream, places."""

    members: tuple[MemberLine, ...]
    courses: tuple[CourseLine, ...]
    venues: tuple[Venue, ...]


@dataclass(frozen=True, slots=True)
class PreviewDay:
    """A week of the course to come. `ordinal` None: no meeting that day."""

    date: date
    ordinal: int | None
    off: DayOff | None
    taken: Taken | None

    @property
    def free(self) -> bool:
        """Whether the group may meet that day: the other programme is not in the place."""
        return self.taken is not Taken.OTHERS


def choices(desk: Desk) -> Choices:
    """For the forms of a group; no courses and no places while the shared vault is damaged.

    Places are those of the home municipality, or all where nobody said which it is.
    """
    from desktop.services.courses import list_courses

    members = tuple(who_may_lead(desk))
    if desk.shared is None:
        return Choices(members, (), ())
    found = list_courses(desk.shared, desk.work.stream)
    here = whereabouts(desk).municipality or None
    return Choices(
        members,
        tuple(one for one in found if one.state is CourseState.READY and not one.locked),
        tuple(venues(desk.shared, here)),
    )


def preview(
    desk: Desk, new: NewGroup, met: Collection[date] = (), language: str = "es"
) -> tuple[PreviewDay, ...]:
    """Every week from the first day to the last meeting, with what speaks against it.

    Days off are jumped over unless they are in `met`; days on which somebody else has the
    place and those of `new.skipped` always. Raises: BadForm, CalendarDamaged.
    """
    sessions = COURSE_SESSIONS[desk.work.stream] if new.sessions is None else new.sessions
    last = new.dates(sessions)[-1]
    horizon = last + min(_MARGIN, date.max - last)
    weeks = [new.start_date]
    while horizon - weeks[-1] >= WEEK:
        weeks.append(weeks[-1] + WEEK)
    off = off_between(desk, None, new.start_date, horizon, language)
    taken = taken_by(desk, new.venue, weeks)
    jumped = {
        day
        for day in weeks
        if day in new.skipped or (day in off and day not in met) or taken.get(day) is Taken.OTHERS
    }
    dates = replace(new, skipped=frozenset(jumped)).dates(sessions)
    number = {day: ordinal for ordinal, day in enumerate(dates, 1)}
    weeks += [day for day in dates if day > weeks[-1]]
    return tuple(
        PreviewDay(day, number.get(day), off.get(day), taken.get(day))
        for day in weeks
        if day <= dates[-1]
    )


def begin_group(desk: Desk, new: NewGroup) -> Changes:
    """Make a group whose dates were seen in a preview; `created[0]` is its id.

    With a course its sessions and their titles are taken from there. Raises: BadForm,
    MayNotLead, PlaceTaken, CalendarDamaged, NotFound, and what `offered` raises.
    """
    require_may_lead(desk, new.facilitator, new.cofacilitator)
    if new.course is not None:
        titles = _titles(desk, new.course)
        new = replace(new, themes=titles, sessions=len(titles))
    new = replace(new, venue=new.venue or venue_named(desk, new.place))
    sessions = COURSE_SESSIONS[desk.work.stream] if new.sessions is None else new.sessions
    require_free(desk, new.venue, new.dates(min(max(sessions, 0), groups.SESSIONS_MAX)))
    return settled(desk, groups.create_group(desk.work, new))


def edit_group(desk: Desk, group: bytes, edit: GroupEdit) -> Changes:
    """As `groups.edit_group`, with who leads and where it meets held to the rules.

    Who led already stays, also without access now: only newly named people are looked at.
    Raises: BadForm, MayNotLead, PlaceTaken, CalendarDamaged, NotFound.
    """
    now = get_group(desk.work, group)
    already = (now.facilitator, now.cofacilitator)
    require_may_lead(desk, edit.facilitator, edit.cofacilitator, already)
    edit = replace(edit, venue=edit.venue or venue_named(desk, edit.place))
    if edit.venue != now.venue:
        ahead = [line.date for line in now.sessions if line.state is SessionState.PLANNED]
        require_free(desk, edit.venue, ahead, but_group=group)
    return settled(desk, groups.edit_group(desk.work, group, edit))


def change_course(desk: Desk, group: bytes, course: bytes) -> Changes:
    """Go on with another course: only meetings to come without a list take its titles.

    A longer course adds meetings after the last one; of a shorter one those that are too
    many go. What was held keeps what it was called. Raises: PlaceTaken, CalendarDamaged,
    NotFound, BadForm, and what `offered` raises.
    """
    titles = _titles(desk, course)
    now = get_group(desk.work, group)
    planned = [line for line in now.sessions if _to_come(line)]
    drafts = [
        SESSION.of(line.id, theme=titles[line.number - 1] or None)
        if line.number <= len(titles)
        else SESSION.of(line.id, deleted=True)
        for line in planned
    ]
    added = _dates_after(desk, now, len(titles))
    require_free(desk, now.venue, list(added.values()), but_group=group)
    with desk.work.write() as journal:
        changes = journal.record(
            GROUP.of(
                group,
                course=course,
                start_date=now.start_date.isoformat() if now.start_date else None,
                sessions=len(titles),
            ),
            *drafts,
            *meetings_of(group, added.items(), titles),
        )
    return settled(desk, changes)


def reschedule(desk: Desk, group: bytes, first: date, start_minute: int, minutes: int) -> Changes:
    """From a day on the group meets on that weekday and hour: all meetings to come move.

    They keep their order and jump over days off. Make-ups and meetings with a list stay.
    Raises: BadForm, PlaceTaken, CalendarDamaged, NotFound.
    """
    groups.require_hours(start_minute, minutes)
    now = get_group(desk.work, group)
    moving = [line for line in now.sessions if _to_come(line) and not line.is_make_up]
    moving.sort(key=lambda line: (line.date, line.ordinal))
    days = _weeks(desk, group, first, len(moving))
    require_free(desk, now.venue, days, but_group=group)
    with desk.work.write() as journal:
        changes = journal.record(
            GROUP.of(group, weekday=first.weekday(), start_minute=start_minute, minutes=minutes),
            *(
                SESSION.of(line.id, date=day.isoformat(), start_minute=None, minutes=None)
                for line, day in zip(moving, days, strict=True)
            ),
        )
    return settled(desk, changes)


def _to_come(line: SessionLine) -> bool:
    return line.state is SessionState.PLANNED and not line.marked


def _titles(desk: Desk, course: bytes) -> list[str]:
    from desktop.services.course_groups import offered

    detail = offered(desk, course)
    titles = {plan.ordinal: plan.title for plan in detail.plans}
    return [titles.get(ordinal, "") for ordinal in range(1, detail.line.sessions + 1)]


def _dates_after(desk: Desk, now: GroupDetail, sessions: int) -> dict[int, date]:
    """Days for the meetings that a longer course adds, by their number."""
    there = {line.ordinal for line in now.sessions if line.ordinal < MAKE_UP_FROM}
    missing = [ordinal for ordinal in range(1, sessions + 1) if ordinal not in there]
    if not missing:
        return {}
    regular = [line.date for line in now.sessions if not line.is_make_up]
    first = max(regular) + WEEK if regular else now.start_date
    if first is None:
        raise beyond_calendar()
    return dict(zip(missing, _weeks(desk, now.id, first, len(missing)), strict=True))


def _weeks(desk: Desk, group: bytes, first: date, sessions: int) -> list[date]:
    """So many weekly days that are not off."""
    try:
        horizon = first + WEEK * sessions + _MARGIN
    except OverflowError:
        raise beyond_calendar() from None
    off = off_between(desk, group, first, horizon)
    return NewGroup("", first, 0, skipped=frozenset(off)).dates(sessions)
