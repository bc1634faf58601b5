"""Which groups of this stream work with a course, and giving one a newer version."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from desktop.programme.text import collate
from desktop.programme.vocabulary import CourseState
from desktop.services.course_edits import SharedDamaged
from desktop.services.course_views import CourseDetail, CourseLocked, get_course, list_courses
from desktop.services.refusals import Refusal
from desktop.trouble import say

if TYPE_CHECKING:
    from desktop.changes import Changes
    from desktop.services.entrance import Desk


class NotOffered(Refusal):
    """A draft, a course that is offered no more, or one for the other stream."""

    def __init__(self) -> None:
        super().__init__(
            say("Ese curso no se ofrece a este grupo."),
            say("Elija un curso que esté listo y que sea de este programa."),
        )


@dataclass(frozen=True, slots=True)
class GroupOfCourse:
    """A group that still meets and the version of a course that it works with."""

    id: bytes
    name: str
    course: bytes
    version: int


def groups_of(desk: Desk, course: bytes) -> tuple[GroupOfCourse, ...]:
    """The groups of this stream that work with any version of a course, by name.

    Raises: NotFound.
    """
    if desk.shared is None:
        raise SharedDamaged
    outline = get_course(desk.shared, course).line.outline
    versions = {
        line.id: line.version for line in list_courses(desk.shared) if line.outline == outline
    }
    with desk.work.read() as connection:
        rows = connection.exec_driver_sql(
            "SELECT id, name, course FROM grp "
            "WHERE course IS NOT NULL AND NOT deleted AND coalesce(closed, 0) = 0"
        ).fetchall()
    found = [
        GroupOfCourse(bytes(row[0]), row[1] or "", bytes(row[2]), versions[bytes(row[2])])
        for row in rows
        if bytes(row[2]) in versions
    ]
    return tuple(sorted(found, key=lambda group: (collate(group.name), group.id)))


def offered(desk: Desk, course: bytes) -> CourseDetail:
    """A course that groups of this stream may be given.

    Raises: NotFound, NotOffered, CourseLocked, SharedDamaged.
    """
    if desk.shared is None:
        raise SharedDamaged
    detail = get_course(desk.shared, course)
    if detail.line.state is not CourseState.READY or detail.line.stream is not desk.work.stream:
        raise NotOffered
    if detail.line.locked:
        raise CourseLocked
    return detail


def move_group(desk: Desk, group: bytes, course: bytes) -> Changes:
    """Give a group a course, or another version of it, from its next meeting on.

    Meetings that were held keep their theme. Raises: NotFound, NotOffered, CourseLocked.
    """
    from desktop.services.planning import change_course

    return change_course(desk, group, course)
