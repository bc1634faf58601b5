"""Courses in the shared vault: drafts change, offered ones do not, and a review is of one text."""

from __future__ import annotations

import json
from collections.abc import Callable
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest

from desktop.curriculum import shipped
from desktop.curriculum.model import (
    LINE_MAX,
    STEPS_MAX,
    TEXT_MAX,
    CourseFile,
    Plan,
    Step,
    tidy_course,
)
from desktop.journal.open_vault import OpenVault
from desktop.programme.roles import Role
from desktop.programme.schema import COURSE, SESSION_PLAN
from desktop.programme.vocabulary import CourseState, Stream
from desktop.services import attendance, courses, groups, team
from desktop.services.course_groups import NotOffered
from desktop.services.courses import (
    AlreadyHere,
    CourseEdit,
    CourseLine,
    CourseLocked,
    CourseSettled,
    NewCourse,
    NotTheirCoordinator,
)
from desktop.services.entrance import Desk, sit_down
from desktop.services.history import undo, undo_all
from desktop.services.refusals import BadForm, NotFound
from desktop.vault.accounts import UnlockedAccount
from tests.desktop.services.conftest import Course, Crew, Programme, StillClock

TODAY = date(2026, 10, 8)
SHORT = NewCourse("Curso breve", Stream.WOMEN, 16)


def random(size: int) -> bytes:
    return b"\x07" * size


@pytest.fixture
def shared(desk: Desk) -> OpenVault:
    assert desk.shared is not None
    return desk.shared


@pytest.fixture
def mens_lead(laptop: Path, seat: Callable[[UnlockedAccount], Desk], programme: Programme) -> Desk:
    """Barro, whom the founder named to coordinate the men's groups."""
    founder = seat(programme.women)
    team.make_coordinator(laptop, founder, programme.men.card.id)
    founder.close()
    return seat(programme.men)


@pytest.fixture
def draft(shared: OpenVault) -> bytes:
    return courses.new_course(shared, SHORT).created[0]


def outline_of(stream: Stream, slug: str = "prueba") -> CourseFile:
    plans = tuple(
        Plan(
            n, f"Sesión {n}", aim="Saber algo.", module="Uno", steps=(Step("Llegada", 20, "Hola"),)
        )
        for n in range(1, 4)
    )
    return CourseFile(slug, "es", stream.value, "Guion", "Por completar", 150, 1, True, plans)


def only(shared: OpenVault) -> CourseLine:
    (line,) = courses.list_courses(shared)
    return line


def test_a_new_course_has_its_sessions_and_is_a_draft(shared: OpenVault, draft: bytes) -> None:
    detail = courses.get_course(shared, draft)
    assert detail.line.state is CourseState.DRAFT
    assert [plan.title for plan in detail.plans][:2] == ["Sesión 1", "Sesión 2"]
    assert len(detail.plans) == 16
    assert {plan.minutes for plan in detail.plans} == {150}
    assert courses.list_courses(shared, Stream.MEN) == []


@pytest.mark.parametrize("sessions", [0, 105, -3, 10**9])
def test_a_course_has_between_one_and_104_sessions(shared: OpenVault, sessions: int) -> None:
    with pytest.raises(BadForm):
        courses.new_course(shared, replace(SHORT, sessions=sessions))
    assert courses.list_courses(shared) == []


def test_a_course_of_52_weeks_and_more_may_be_made(shared: OpenVault) -> None:
    for weeks in (52, 104):
        made = courses.new_course(shared, replace(SHORT, sessions=weeks)).created[0]
        assert len(courses.titles(shared, made)) == weeks


def test_what_was_written_of_a_session_is_read_again(shared: OpenVault, draft: bytes) -> None:
    plan = Plan(
        3, "Nombrar", "Saber", "Módulo A", 120, (Step("Uno", 20, "a\n\n- b"), Step("Dos", 0)),
        "Hojas", "Adiós", "Nada", "Cuidado", ("ab" * 32, "cd" * 32),
    )  # fmt: skip
    courses.edit_plan(shared, draft, plan)
    assert courses.get_plan(shared, draft, 3) == plan
    assert courses.get_plan(shared, draft, courses.plan_ordinal(2003)) == plan
    courses.edit_plan(shared, draft, Plan(3, "Nombrar"))
    assert courses.get_plan(shared, draft, 3) == Plan(3, "Nombrar")


def test_a_plan_that_could_not_travel_is_not_kept(shared: OpenVault, draft: bytes) -> None:
    with pytest.raises(BadForm):
        courses.edit_plan(shared, draft, Plan(1, "Uno", notes="x" * 6_001))
    with pytest.raises(BadForm):
        courses.edit_plan(shared, draft, Plan(1, " "))
    with pytest.raises(NotFound):
        courses.get_plan(shared, draft, 17)


def test_sessions_are_added_moved_and_removed_and_it_can_be_taken_back(
    shared: OpenVault, draft: bytes
) -> None:
    plans = [courses.get_plan(shared, draft, n) for n in range(1, 17)]
    changes = courses.arrange(shared, draft, [plans[4], Plan(1, "Nueva"), plans[0]])
    assert courses.titles(shared, draft) == ("Sesión 5", "Nueva", "Sesión 1")
    assert only(shared).sessions == 3
    undo(shared, changes)
    assert courses.titles(shared, draft) == tuple(plan.title for plan in plans)
    courses.arrange(shared, draft, plans[:2])
    courses.arrange(shared, draft, plans)
    assert courses.titles(shared, draft) == tuple(plan.title for plan in plans)


def test_what_groups_work_with_is_not_changed_but_gets_a_version(
    shared: OpenVault, draft: bytes
) -> None:
    courses.set_state(shared, draft, CourseState.READY)
    for change in (
        lambda: courses.edit_plan(shared, draft, Plan(1, "Otra")),
        lambda: courses.arrange(shared, draft, [Plan(1, "Otra")]),
        lambda: courses.edit_course(shared, draft, CourseEdit("Otro", "", 150)),
        lambda: courses.set_state(shared, draft, CourseState.DRAFT),
    ):
        with pytest.raises(CourseSettled):
            change()
    second = courses.new_version(shared, draft).created[0]
    courses.edit_plan(shared, second, Plan(1, "Otra"))
    assert courses.titles(shared, draft)[0] == "Sesión 1"
    first, newest = courses.list_courses(shared)
    assert (first.id, first.state) == (draft, CourseState.READY)
    assert (newest.id, newest.version, newest.state) == (second, 2, CourseState.DRAFT)
    courses.set_state(shared, second, CourseState.READY)
    assert [line.version for line in courses.list_courses(shared)] == [2, 1]


def test_two_laptops_that_write_a_version_two_each_keep_their_own(
    shared: OpenVault, draft: bytes
) -> None:
    one = courses.new_version(shared, draft, random)
    undo(shared, one)
    other = courses.new_version(shared, draft)
    assert one.created != other.created
    assert only_version(shared, other.created[0]) == 2


def only_version(shared: OpenVault, course: bytes) -> int:
    return courses.get_course(shared, course).line.version


def test_an_outline_for_men_is_locked_until_its_review_is_recorded(
    mens_lead: Desk,
) -> None:
    desk, shared, today = mens_lead, mens_lead.shared, TODAY
    desk.role = Role.FACILITATOR
    assert shared is not None
    course = courses.import_course(shared, outline_of(Stream.MEN)).created[0]
    with pytest.raises(CourseLocked):
        courses.get_plan(shared, course, 1)
    assert courses.get_plan(shared, course, 1, may_read_locked=True).title == "Sesión 1"
    with pytest.raises(NotTheirCoordinator):
        courses.record_review(desk, course, "Lo leímos", today)
    desk.role = Role.COORDINATOR
    with pytest.raises(BadForm):
        courses.record_review(desk, course, "  ", today)
    courses.record_review(desk, course, "Lo leímos las tres", today)
    line = only(shared)
    assert (line.reviewed_by, line.reviewed_on, line.locked) == ("Barro", today, False)
    assert courses.get_course(shared, course).review_note == "Lo leímos las tres"
    assert courses.get_plan(shared, course, 1).title == "Sesión 1"


def test_a_review_that_no_coordinator_signed_unlocks_nothing(mens_desk: Desk) -> None:
    """An altered program of a facilitator says that she coordinates."""
    desk, shared = mens_desk, mens_desk.shared
    assert shared is not None
    course = courses.import_course(shared, outline_of(Stream.MEN)).created[0]
    desk.role = Role.COORDINATOR
    courses.record_review(desk, course, "Lo leímos", TODAY)
    assert only(shared).locked
    assert not only(shared).reviewed_by
    with pytest.raises(CourseLocked):
        courses.get_plan(shared, course, 1)


def test_an_outline_that_comes_with_vereda_stays_one_whatever_is_written_about_it(
    shared: OpenVault,
) -> None:
    course = courses.add_shipped(shared, "men-24", "es").created[0]
    with shared.write() as journal:
        journal.record(
            COURSE.of(course, is_outline=False),
            COURSE.of(course, stream="women", language="es", slug="otro"),
        )
    line = only(shared)
    assert (line.is_outline, line.stream, line.locked) == (True, Stream.MEN, True)


def test_a_plan_that_no_page_would_write_is_cut_to_what_one_could_hold(
    shared: OpenVault, draft: bytes
) -> None:
    step = {"title": "x" * 900, "minutes": 10**40, "text": "\ud800" * 3}
    long = json.dumps([step] * 50 + [7, {"title": ["no"], "minutes": -3}])
    for values in (
        {"steps": long},
        {"materials": "no,," + "ab" * 32, "minutes": -5},
        {"notes": "n" * 50_000},
    ):
        with shared.write() as journal:
            journal.record(SESSION_PLAN.child(draft, 1, **values))
    plan = courses.get_plan(shared, draft, 1)
    assert len(plan.steps) == STEPS_MAX
    assert {(len(each.title), each.minutes, each.text) for each in plan.steps} == {
        (LINE_MAX, 0, "???")
    }
    assert (plan.minutes, plan.materials, len(plan.notes)) == (0, ("ab" * 32,), TEXT_MAX)
    assert courses.list_courses(shared)


def test_a_review_is_of_one_text_and_no_other(mens_lead: Desk) -> None:
    desk, shared = mens_lead, mens_lead.shared
    assert shared is not None
    course = courses.import_course(shared, outline_of(Stream.MEN)).created[0]
    courses.record_review(desk, course, "Lo leímos", TODAY)
    before = courses.get_plan(shared, course, 2)
    courses.edit_plan(shared, course, replace(before, notes="Otra cosa"))
    assert only(shared).locked
    assert not only(shared).reviewed_by
    courses.edit_plan(shared, course, before)
    assert not only(shared).locked
    courses.set_state(shared, course, CourseState.READY)
    version = courses.new_version(shared, course).created[0]
    assert courses.get_course(shared, version).line.locked


def test_the_womens_coordinator_does_not_review_the_mens_outline(
    desk: Desk, shared: OpenVault
) -> None:
    course = courses.import_course(shared, outline_of(Stream.MEN)).created[0]
    with pytest.raises(NotTheirCoordinator):
        courses.record_review(desk, course, "Lo leímos", TODAY)


def test_an_outline_for_women_may_be_led_from_at_once(shared: OpenVault) -> None:
    course = courses.import_course(shared, outline_of(Stream.WOMEN)).created[0]
    assert courses.get_plan(shared, course, 1).steps[0].title == "Llegada"


def test_a_folder_cannot_say_that_a_shipped_outline_is_none(shared: OpenVault) -> None:
    disguised = replace(outline_of(Stream.MEN, "men-24"), is_outline=False)
    courses.import_course(shared, disguised)
    assert only(shared).is_outline
    assert only(shared).locked


def test_one_folder_is_taken_in_once_and_a_changed_one_as_another_version(
    shared: OpenVault,
) -> None:
    first = courses.import_course(shared, outline_of(Stream.WOMEN)).created[0]
    with pytest.raises(AlreadyHere):
        courses.import_course(shared, outline_of(Stream.WOMEN))
    changed = replace(outline_of(Stream.WOMEN), about="Otro")
    second = courses.import_course(shared, changed).created[0]
    assert first != second
    assert sorted(line.version for line in courses.list_courses(shared)) == [1, 2]


def test_a_course_goes_into_a_folder_and_is_read_from_it_again(
    shared: OpenVault, tmp_path: Path
) -> None:
    made = courses.import_course(shared, outline_of(Stream.WOMEN)).created[0]
    courses.edit_plan(shared, made, Plan(2, "Con película", materials=("ab" * 32,)))
    courses.export_course(shared, made)(tmp_path / "out")
    read = courses.read_course(tmp_path / "out")
    assert read == courses.get_file(shared, made)
    assert read.plans[1].materials == ("ab" * 32,)


def test_groups_keep_their_version_until_somebody_moves_them_on(
    desk: Desk, shared: OpenVault, course: Course
) -> None:
    vault = desk.work
    first = courses.new_course(shared, SHORT).created[0]
    with pytest.raises(NotOffered):
        courses.move_group(desk, course.group, first)
    courses.set_state(shared, first, CourseState.READY)
    courses.move_group(desk, course.group, first)
    attendance.finish(vault, course.sessions[0])
    second = courses.new_version(shared, first).created[0]
    courses.edit_plan(shared, second, Plan(1, "Uno nuevo"))
    courses.edit_plan(shared, second, Plan(2, "Dos nuevo"))
    courses.set_state(shared, second, CourseState.READY)
    (kept,) = courses.groups_of(desk, second)
    assert (kept.id, kept.course, kept.version) == (course.group, first, 1)
    courses.move_group(desk, course.group, second)
    (moved,) = courses.groups_of(desk, first)
    assert (moved.course, moved.version) == (second, 2)
    themes = [line.theme for line in groups.get_group(vault, course.group).sessions]
    assert themes[:3] == ["Sesión 1", "Dos nuevo", "Sesión 3"]
    assert len(themes) == 16, "as many as the course has"


def test_two_laptops_that_add_one_outline_add_one_course(crew: Crew, twin: Crew) -> None:
    made = []
    for laptop in (crew, twin):
        desk = sit_down(laptop.folder, laptop.colibri, StillClock())
        assert desk.shared is not None
        first = courses.add_shipped(desk.shared, "women-25", "es")
        again = courses.add_shipped(desk.shared, "women-25", "es")
        assert again.created == first.created
        assert not again
        assert only(desk.shared).state is CourseState.READY
        made.append((first.created, courses.get_file(desk.shared, first.created[0])))
        desk.close()
    assert made[0] == made[1]
    assert made[0][1] == shipped.load("women-25", "es")


def test_the_longest_course_that_may_be_kept_is_written_whole(shared: OpenVault) -> None:
    steps = tuple(Step(f"Paso {n}", 5, "ñ\n" * 300) for n in range(1, 20))
    plans = tuple(Plan(n, f"Sesión {n}", steps=steps) for n in range(1, 105))
    course = replace(outline_of(Stream.WOMEN), plans=plans)
    made = courses.import_course(shared, course).created[0]
    assert courses.get_file(shared, made) == tidy_course(course)


def test_a_change_is_taken_back_in_the_vault_that_holds_it(desk: Desk, draft: bytes) -> None:
    shared = desk.shared
    assert shared is not None
    changes = courses.edit_plan(shared, draft, Plan(1, "Otra"))
    assert undo_all(desk.vaults, changes)
    assert courses.titles(shared, draft)[0] == "Sesión 1"


def test_a_number_of_sessions_from_elsewhere_makes_nobody_wait(
    shared: OpenVault, draft: bytes
) -> None:
    with shared.write() as journal:
        journal.record(COURSE.of(draft, sessions=2_000_000_000, minutes=150))
        journal.record(SESSION_PLAN.child(draft, 1, title="Uno", steps='[{"title": 3}, 4]'))
        journal.record(SESSION_PLAN.child(draft, 2, title="Dos", steps="[" * 1000))
    assert len(courses.get_course(shared, draft).plans) == 104
    assert courses.get_plan(shared, draft, 1).steps == (Step("3", 0, ""),)
    assert courses.get_plan(shared, draft, 2).steps == ()
