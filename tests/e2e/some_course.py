"""Courses to look at: the outline as it is offered, a draft of its next version, a short one."""

from __future__ import annotations

from desktop.curriculum import shipped
from desktop.curriculum.model import Plan, Step
from desktop.programme.vocabulary import CourseState
from desktop.services import courses
from desktop.services.courses import NewCourse
from desktop.services.entrance import Desk


def offered_and_draft(desk: Desk) -> tuple[bytes, bytes]:
    """The ids of both; those that are there already stay as they are."""
    assert desk.shared is not None
    stream = desk.work.stream
    courses.add_shipped(desk.shared, shipped.SLUGS[stream], "es")
    found = {line.state: line.id for line in courses.list_courses(desk.shared, stream)}
    if CourseState.DRAFT not in found:
        offered = found[CourseState.READY]
        found[CourseState.DRAFT] = courses.new_version(desk.shared, offered).created[0]
    return found[CourseState.READY], found[CourseState.DRAFT]


def short_draft(desk: Desk) -> bytes:
    """A draft of one session with one step: every field there is, and few of each."""
    assert desk.shared is not None
    new = NewCourse("Curso breve", desk.work.stream, 1)
    course = courses.new_course(desk.shared, new).created[0]
    courses.edit_plan(desk.shared, course, Plan(1, "Llegar", steps=(Step("Llegada", 20),)))
    return course
