from __future__ import annotations

from collections.abc import Callable
from datetime import date, timedelta

import pytest

from desktop.programme.indicators import FEW, Told
from desktop.programme.roles import Role
from desktop.programme.schema import COUNTS, ENROLMENT, GROUP, PARTICIPANT, SESSION, SITE
from desktop.programme.vocabulary import AttendanceState, SkipReason, Stream
from desktop.records.tables import TABLES
from desktop.services import attendance, counts, groups, people
from desktop.services.counting import tallies
from desktop.services.entrance import Desk
from desktop.services.groups import NewGroup
from desktop.services.people import PersonForm
from tests.desktop.services.conftest import FIRST_MEETING, Course, StillClock

MONTH = date(2026, 10, 1)
NEXT = date(2026, 11, 1)
TODAY = date(2026, 11, 18)
PRESENT, LATE, ABSENT, EXCUSED = [*AttendanceState][:4]


@pytest.fixture
def met(desk: Desk, course: Course) -> Course:
    """The first two meetings were held; the third was cancelled."""
    for place, session in enumerate(course.sessions[:2]):
        for number, person in enumerate(course.people):
            state = ABSENT if number == 7 or (number == 6 and place) else PRESENT
            attendance.mark(desk.work, session, person, state)
        attendance.finish(desk.work, session)
    groups.skip_session(desk.work, course.sessions[2], SkipReason.ROAD)
    return course


def only(desk: Desk, month: date = MONTH) -> Told:
    (line,) = counts.preview(desk.work, month, TODAY)
    return line.told


def rows(desk: Desk) -> list[tuple[object, ...]]:
    assert desk.shared is not None
    with desk.shared.read() as connection:
        return [tuple(row) for row in connection.exec_driver_sql("SELECT * FROM counts")]


def test_a_month_is_counted_by_site(desk: Desk, met: Course) -> None:
    ((site, tally),) = tallies(desk.work, MONTH).items()
    assert site.name == "San Isidro"
    assert (tally.enrolled, tally.active, tally.completed) == (8, 7, 0)
    assert (tally.held, tally.cancelled) == (2, 1)
    assert (tally.came, tally.marked) == (13, 16)
    assert only(desk) == Told(enrolled=8, active=7, completed=0, held=2, cancelled=1, rate=81)


def test_fewer_than_five_people_are_told_as_few(desk: Desk, course: Course) -> None:
    for number, person in enumerate(course.people):
        attendance.mark(desk.work, course.sessions[0], person, LATE if number < 4 else EXCUSED)
    attendance.finish(desk.work, course.sessions[0])
    told = only(desk)
    assert (told.enrolled, told.active, told.rate) == (8, FEW, None)


def test_who_left_before_the_month_is_not_counted_in_it(desk: Desk, met: Course) -> None:
    groups.leave_group(desk.work, met.group, met.people[0], since=date(2026, 9, 30))
    groups.leave_group(desk.work, met.group, met.people[7], since=date(2026, 10, 20))
    ((_site, tally),) = tallies(desk.work, MONTH).items()
    # The first one was marked in October all the same: what was marked counts.
    assert tally.enrolled == 8
    attendance.mark(desk.work, met.sessions[4], met.people[1], PRESENT)
    attendance.finish(desk.work, met.sessions[4])
    ((_site, later),) = tallies(desk.work, NEXT).items()
    assert later.enrolled == 6


def test_who_came_to_more_than_half_completes_when_the_course_ends(desk: Desk) -> None:
    group = groups.create_group(
        desk.work, NewGroup("Cuatro", start_date=FIRST_MEETING, start_minute=600, sessions=3)
    ).created[0]
    persons = [people.add_person(desk.work, PersonForm()).created[0] for _ in range(6)]
    groups.add_to_group(desk.work, group, persons)
    for place, line in enumerate(groups.get_group(desk.work, group).sessions):
        for number, person in enumerate(persons):
            came = number < 5 and place != 1
            attendance.mark(desk.work, line.id, person, PRESENT if came else ABSENT)
        if place == 2:
            assert only(desk).completed == 0
        attendance.finish(desk.work, line.id)
    assert only(desk).completed == 5
    assert counts.preview(desk.work, NEXT, TODAY) == ()


def test_a_make_up_counts_once_with_the_meeting_that_it_makes_good(desk: Desk) -> None:
    new = NewGroup("Tres", start_date=FIRST_MEETING, start_minute=600, sessions=3)
    group = groups.create_group(desk.work, new).created[0]
    luna = people.add_person(desk.work, PersonForm(), group=group).created[0]
    first, *rest = (line.id for line in groups.get_group(desk.work, group).sessions)
    attendance.mark(desk.work, first, luna, PRESENT)
    attendance.finish(desk.work, first)
    again = groups.make_up(desk.work, first, FIRST_MEETING).created[0]
    attendance.mark(desk.work, again, luna, PRESENT)
    for session in (again, *rest):
        attendance.finish(desk.work, session)
    (tally,) = tallies(desk.work, MONTH).values()
    assert (tally.held, tally.came, tally.completed) == (4, 2, 0)


def test_who_joined_late_is_enrolled_from_then_on_and_marked_absent_before_by_nobody(
    desk: Desk, met: Course
) -> None:
    late = people.add_person(desk.work, PersonForm()).created[0]
    ((_site, before),) = tallies(desk.work, MONTH).items()
    groups.add_to_group(desk.work, met.group, [late], since=NEXT)
    ((_site, tally),) = tallies(desk.work, MONTH).items()
    assert tally == before


def test_months_are_those_in_which_something_was_held_or_cancelled(desk: Desk, met: Course) -> None:
    assert counts.months(desk.work, TODAY) == (MONTH,)
    groups.skip_session(desk.work, met.sessions[-1], SkipReason.HARVEST)
    assert counts.months(desk.work, TODAY) == (MONTH,)


def test_what_is_told_is_what_was_shown_and_telling_again_replaces(
    desk: Desk, met: Course, clock: StillClock
) -> None:
    clock.ms += 30 * 24 * 3600 * 1000
    shown = counts.preview(desk.work, MONTH, TODAY)
    changes = counts.publish(desk, MONTH)
    assert changes.touches(COUNTS.number)
    assert desk.shared is not None
    told = counts.published(desk.shared)
    assert [line.told for line in told] == [line.told for line in shown]
    assert [line.place for line in told] == [line.place for line in shown]
    attendance.reopen(desk.work, met.sessions[0])
    counts.publish(desk, MONTH)
    (again,) = counts.published(desk.shared)
    assert again.told.held == 1
    assert len(rows(desk)) == 1
    assert not counts.publish(desk, MONTH).touches(COUNTS.number)


def test_no_told_row_holds_an_id_or_a_name_of_a_person_a_group_or_a_meeting(
    desk: Desk, met: Course
) -> None:
    secrets: set[object] = {met.group, *met.people, *met.sessions}
    with desk.work.read() as connection:
        for kind in (SITE, GROUP, PARTICIPANT, SESSION, ENROLMENT):
            ids = connection.execute(TABLES[kind.number].select()).fetchall()
            secrets |= {row.id for row in ids}
        secrets |= {
            text
            for row in connection.exec_driver_sql(
                "SELECT folio, nickname FROM participant UNION ALL SELECT name, place FROM grp"
            )
            for text in row
            if text
        }
    counts.publish(desk, MONTH)
    told = repr(rows(desk))
    for secret in secrets:
        assert (
            repr(secret)[2:-1] not in told if isinstance(secret, bytes) else str(secret) not in told
        )
    assert desk.shared is not None
    with desk.shared.read() as connection:
        journal = b"".join(
            bytes(part)
            for row in connection.exec_driver_sql("SELECT record, origin, fields FROM op")
            for part in row
            if part is not None
        )
    for secret in secrets:
        assert (secret if isinstance(secret, bytes) else str(secret).encode()) not in journal


def test_only_who_coordinates_tells(
    desk: Desk, met: Course, monkeypatch: pytest.MonkeyPatch
) -> None:
    for role in set(Role) - {Role.COORDINATOR}:
        desk.role = role
        with pytest.raises(counts.NotYoursToTell):
            counts.publish(desk, MONTH)
    assert rows(desk) == []


def test_a_line_says_its_programme_its_month_and_the_day_it_was_counted(
    desk: Desk, met: Course, seat: Callable[..., Desk], programme: object
) -> None:
    counts.publish(desk, MONTH)
    assert desk.shared is not None
    (line,) = counts.published(desk.shared)
    assert line.stream is Stream.WOMEN
    assert line.month == MONTH
    assert timedelta(0) <= TODAY - (line.as_of or TODAY) < timedelta(400)
