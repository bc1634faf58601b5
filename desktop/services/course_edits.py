"""Change a course that is still a draft, offer it to groups, and note that it was reviewed.

What groups work with stays as it is: a change to it begins with `new_version`, which is a
draft of its own.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date
from typing import TYPE_CHECKING

from desktop.changes import Changes
from desktop.curriculum.model import CourseFile, Plan, tidy_course
from desktop.curriculum.rules import check_head
from desktop.programme.roles import Role
from desktop.programme.schema import COURSE, SESSION_PLAN
from desktop.programme.vocabulary import CourseState
from desktop.services.course_identity import text_hash
from desktop.services.course_views import CourseLine, course_row, line_of, plans_of
from desktop.services.course_writing import as_form, checked, plan_draft, record_each
from desktop.services.refusals import BadForm, Refusal
from desktop.trouble import say

if TYPE_CHECKING:
    from sqlalchemy import Connection

    from desktop.journal.open_vault import OpenVault
    from desktop.services.entrance import Desk


class CourseSettled(Refusal):
    """Groups may be working with it."""

    def __init__(self) -> None:
        super().__init__(
            say("Este curso ya se ofrece a los grupos y no se cambia."),
            say("Haga una versión nueva: los grupos que ya empezaron siguen con la suya."),
        )


class NotTheirCoordinator(Refusal):
    """A review is recorded by who coordinates the groups that the course is for."""

    def __init__(self) -> None:
        super().__init__(
            say("La revisión la anota quien coordina los grupos de ese programa."),
            say("Pídasela, o entre con la cuenta que los coordina."),
        )


class SharedDamaged(Refusal):
    """The shared records do not open on this laptop."""

    def __init__(self) -> None:
        super().__init__(
            say("Los registros comunes de esta computadora no se pueden abrir."),
            say("Revise la computadora en Ajustes, o use otra."),
        )


@dataclass(frozen=True, slots=True)
class CourseEdit:
    """What can be corrected about a draft as a whole; everything is said, also what stays."""

    title: str
    about: str
    minutes: int


def edit_course(shared: OpenVault, course: bytes, edit: CourseEdit) -> Changes:
    """Correct a draft's title, what it says of itself, and how long sessions are.

    Raises: NotFound, CourseSettled, BadForm.
    """
    with shared.write() as journal:
        line = _draft(journal.connection, course)
        file = _headed(line, edit, line.sessions)
        return journal.record(
            COURSE.of(
                course,
                title=file.title,
                about=file.about or None,
                sessions=line.sessions,
                minutes=file.minutes,
            )
        )


def edit_plan(shared: OpenVault, course: bytes, plan: Plan) -> Changes:
    """Write one session of a draft; only what differs. Raises: NotFound, CourseSettled, BadForm."""
    with shared.write() as journal:
        _draft(journal.connection, course)
        return journal.record(plan_draft(course, checked(plan)))


def arrange(shared: OpenVault, course: bytes, plans: Sequence[Plan]) -> Changes:
    """The sessions of a draft anew, in this order: added, removed, moved. Numbers follow.

    Raises: NotFound, CourseSettled, BadForm.
    """
    arranged = [checked(replace(plan, ordinal=n)) for n, plan in enumerate(plans, start=1)]
    with shared.write() as journal:
        line = _draft(journal.connection, course)
        about = course_row(journal.connection, course)[7] or ""
        _headed(line, CourseEdit(line.title, about, line.minutes), len(arranged))
        gone = range(len(arranged) + 1, line.sessions + 1)
        changes = record_each(journal, (plan_draft(course, plan) for plan in arranged))
        return changes | journal.record(
            COURSE.of(course, sessions=len(arranged), minutes=line.minutes),
            *(SESSION_PLAN.child(course, ordinal, deleted=True) for ordinal in gone),
        )


def set_state(shared: OpenVault, course: bytes, state: CourseState) -> Changes:
    """Offer a draft to groups, offer it no more, or offer it again. Nothing becomes a draft again.

    Raises: NotFound, CourseSettled, BadForm for a draft whose text cannot be kept.
    """
    with shared.write() as journal:
        line = line_of(journal.connection, course_row(journal.connection, course))
        if state is CourseState.DRAFT and line.state is not state:
            raise CourseSettled
        if state is CourseState.READY:
            for plan in plans_of(journal.connection, course, line.sessions):
                checked(plan)
        return journal.record(COURSE.of(course, state=state))


def record_review(desk: Desk, course: bytes, note: str, today: date) -> Changes:
    """Note that the team's specialists read this text as it stands now, and who says so.

    A change to the text makes the review void. Raises: NotFound, NotTheirCoordinator, BadForm.
    """
    if desk.shared is None:
        raise SharedDamaged
    if not note.strip():
        raise BadForm(
            say("Falta decir quién revisó el guion."),
            say("Escriba quiénes lo revisaron y qué cambiaron."),
        )
    with desk.shared.write() as journal:
        line = line_of(journal.connection, course_row(journal.connection, course))
        if desk.role is not Role.COORDINATOR or desk.work.stream is not line.stream:
            raise NotTheirCoordinator
        plans = plans_of(journal.connection, course, line.sessions)
        return journal.record(
            COURSE.of(
                course,
                reviewed_by=desk.nickname,
                reviewed_on=today.isoformat(),
                review_note=note.strip(),
                reviewed_text=text_hash(plans),
            )
        )


def _draft(connection: Connection, course: bytes) -> CourseLine:
    line = line_of(connection, course_row(connection, course))
    if line.state is not CourseState.DRAFT:
        raise CourseSettled
    return line


def _headed(line: CourseLine, edit: CourseEdit, sessions: int) -> CourseFile:
    """The course as it would be, tidied. Raises: BadForm."""
    course = tidy_course(
        CourseFile(
            line.slug,
            line.language,
            line.stream.value,
            edit.title,
            edit.about,
            edit.minutes,
            plans=tuple(Plan(ordinal, "") for ordinal in range(1, sessions + 1)),
        )
    )
    with as_form():
        check_head(course)
    return course
