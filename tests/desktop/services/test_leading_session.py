"""The plan of a meeting is the one of its course and number; its steps are ticked one by one."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest

from desktop.curriculum import shipped
from desktop.programme.roles import Role
from desktop.programme.schema import GROUP, SESSION
from desktop.programme.vocabulary import CourseState, SkipReason, Stream
from desktop.services import courses, groups, history, leading_session, meetings, planning
from desktop.services.entrance import Desk
from desktop.services.groups import NewGroup
from desktop.services.leading_session import SessionPlan, Standing
from desktop.services.refusals import NotFound, SessionSkipped
from tests.desktop.services.conftest import FIRST_MEETING, Course
from tests.e2e import some_materials


def plan(desk: Desk, folder: Path, session: bytes) -> SessionPlan:
    return leading_session.plan_for(desk, folder, session)


def with_course(desk: Desk, group: bytes) -> bytes:
    """The group works with the outline that ships."""
    assert desk.shared is not None
    courses.add_shipped(desk.shared, shipped.SLUGS[desk.work.stream], "es")
    (line,) = courses.list_courses(desk.shared, desk.work.stream)
    planning.change_course(desk, group, line.id)
    return line.id


def test_a_meeting_has_the_plan_of_its_number(desk: Desk, course: Course, laptop: Path) -> None:
    with_course(desk, course.group)
    found = plan(desk, laptop, course.sessions[6])
    assert found.standing is Standing.READY
    assert found.plan is not None
    assert (found.plan.ordinal, found.plan.title) == (7, "Autonomía y toma de decisiones")
    assert found.group == course.group
    assert found.unreviewed


def test_a_make_up_has_the_plan_of_the_one_that_it_replaces(
    desk: Desk, course: Course, laptop: Path
) -> None:
    with_course(desk, course.group)
    meetings.skip_session(desk.work, course.sessions[3], SkipReason.ROAD, "")
    made = meetings.make_up(desk.work, course.sessions[3], date(2026, 11, 7), 600).created[0]
    assert plan(desk, laptop, made).plan == plan(desk, laptop, course.sessions[3]).plan
    leading_session.tick(desk.work, made, 1)
    assert plan(desk, laptop, course.sessions[3]).done == frozenset()


def test_without_a_course_it_says_so(desk: Desk, course: Course, laptop: Path) -> None:
    found = plan(desk, laptop, course.sessions[0])
    assert (found.standing, found.plan) == (Standing.NO_COURSE, None)
    with pytest.raises(NotFound):
        plan(desk, laptop, bytes(16))


def test_a_course_that_has_not_come_yet_is_told_apart(
    desk: Desk, course: Course, laptop: Path
) -> None:
    with desk.work.write() as journal:
        journal.record(GROUP.of(course.group, course=bytes(range(16))))
    assert plan(desk, laptop, course.sessions[0]).standing is Standing.NOT_HERE


def test_a_damaged_shared_vault_does_not_stop_the_meeting(
    desk: Desk, course: Course, laptop: Path
) -> None:
    with_course(desk, course.group)
    damaged = replace(desk, shared=None)
    assert plan(damaged, laptop, course.sessions[0]).standing is Standing.DAMAGED


def test_a_session_that_nobody_wrote_is_told_apart(
    desk: Desk, course: Course, laptop: Path
) -> None:
    assert desk.shared is not None
    new = courses.NewCourse("Curso nuevo", Stream.WOMEN, 25)
    own = courses.new_course(desk.shared, new).created[0]
    courses.set_state(desk.shared, own, CourseState.READY)
    planning.change_course(desk, course.group, own)
    assert plan(desk, laptop, course.sessions[0]).standing is Standing.NOT_WRITTEN


def test_a_mens_outline_stays_closed_until_its_review_is_noted(
    mens_desk: Desk, laptop: Path
) -> None:
    assert mens_desk.shared is not None
    assert mens_desk.role is Role.FACILITATOR
    courses.add_shipped(mens_desk.shared, shipped.SLUGS[Stream.MEN], "es")
    (line,) = courses.list_courses(mens_desk.shared, Stream.MEN)
    new = NewGroup("Grupo Encino", start_date=FIRST_MEETING, start_minute=960)
    group = groups.create_group(mens_desk.work, new).created[0]
    session = groups.get_group(mens_desk.work, group).sessions[0].id
    with mens_desk.work.write() as journal:
        journal.record(GROUP.of(group, course=line.id))
    found = plan(mens_desk, laptop, session)
    assert (found.standing, found.plan) == (Standing.LOCKED, None)


def test_steps_are_ticked_and_unticked_and_taken_back(
    desk: Desk, course: Course, laptop: Path
) -> None:
    with_course(desk, course.group)
    session = course.sessions[0]
    assert plan(desk, laptop, session).next_step == 1
    leading_session.tick(desk.work, session, 2)
    second = leading_session.tick(desk.work, session, 1)
    assert plan(desk, laptop, session).done == {1, 2}
    assert plan(desk, laptop, session).next_step == 3
    leading_session.untick(desk.work, session, 2)
    assert plan(desk, laptop, session).done == {1}
    assert not leading_session.untick(desk.work, session, 2)
    assert not leading_session.tick(desk.work, session, 1)
    assert second
    everything = plan(desk, laptop, session).plan
    assert everything is not None
    for step in range(1, len(everything.steps) + 1):
        last = leading_session.tick(desk.work, session, step)
    assert plan(desk, laptop, session).next_step is None
    history.undo(desk.work, last)
    assert plan(desk, laptop, session).next_step == len(everything.steps)


def test_a_meeting_that_did_not_take_place_has_no_steps_done(desk: Desk, course: Course) -> None:
    meetings.skip_session(desk.work, course.sessions[0], SkipReason.ROAD, "")
    with pytest.raises(SessionSkipped):
        leading_session.tick(desk.work, course.sessions[0], 1)
    with pytest.raises(NotFound):
        leading_session.untick(desk.work, bytes(16), 1)


def test_what_other_versions_wrote_does_no_harm(desk: Desk, course: Course, laptop: Path) -> None:
    with_course(desk, course.group)
    with desk.work.write() as journal:
        journal.record(SESSION.of(course.sessions[0], done_steps="2,x,,-4,12345,²"))
    assert plan(desk, laptop, course.sessions[0]).done == {2}


def test_materials_say_whether_they_are_here(desk: Desk, course: Course, laptop: Path) -> None:
    from desktop.services.materials.catalogue import list_materials

    assert desk.shared is not None
    some_materials.bring(desk, laptop)
    known = {line.title: line for line in list_materials(desk, laptop) if line.of is None}
    outline = with_course(desk, course.group)
    draft = courses.new_version(desk.shared, outline).created[0]
    first = courses.get_plan(desk.shared, draft, 1)
    wanted = ("Respirar despacio", "Canción para empezar")
    hashes = (*(known[title].sha256 for title in wanted), "ab" * 32)
    courses.edit_plan(desk.shared, draft, replace(first, materials=hashes))
    courses.set_state(desk.shared, draft, CourseState.READY)
    planning.change_course(desk, course.group, draft)
    chips = plan(desk, laptop, course.sessions[0]).chips
    assert [(chip.title, chip.here) for chip in chips] == [
        ("Respirar despacio", False),
        ("Canción para empezar", True),
        ("", False),
    ]
    assert chips[1].id == known["Canción para empezar"].id
    assert plan(desk, laptop, course.sessions[1]).chips == ()
