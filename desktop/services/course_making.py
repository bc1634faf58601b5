"""Courses come into being: an outline that is shipped, a folder, a new one, a new version."""

from __future__ import annotations

import os
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from desktop.changes import Changes
from desktop.curriculum import shipped
from desktop.curriculum.model import CourseFile, Plan, tidy_course
from desktop.curriculum.rules import check_course
from desktop.programme.schema import COURSE
from desktop.programme.vocabulary import SESSION_MINUTES, CourseState, Stream
from desktop.services import course_identity as identity
from desktop.services.course_views import course_row, get_file, line_of
from desktop.services.course_writing import as_form, plan_draft, record_each
from desktop.services.refusals import BadForm, Refusal
from desktop.trouble import say

if TYPE_CHECKING:
    from sqlalchemy import Connection

    from desktop.journal.open_vault import OpenVault

Random = Callable[[int], bytes]


class AlreadyHere(Refusal):
    """That very course is in the list, perhaps changed since."""

    def __init__(self) -> None:
        super().__init__(
            say("Ese curso ya está en la lista."),
            say("Ábralo desde Cursos; si lo cambió, póngale otro título o hágalo como versión."),
        )


@dataclass(frozen=True, slots=True)
class NewCourse:
    """What is asked to make a course from nothing. `minutes` is the length of a session."""

    title: str
    stream: Stream
    sessions: int
    minutes: int = SESSION_MINUTES
    language: str = "es"
    session_word: str = "Sesión {number}"


def add_shipped(shared: OpenVault, slug: str, language: str) -> Changes:
    """Offer one of the outlines that come with Vereda; the course's id comes first.

    Again changes nothing, on any laptop. Raises: LookupError for an unknown slug.
    """
    course = shipped.load(slug, language)
    outline = identity.outline_id(course.slug, course.language)
    ordinal = identity.VERSIONS * identity.salt_of(course) + course.version
    made = identity.course_id(outline, ordinal)
    with shared.read() as connection:
        if any(known == ordinal for known in _ordinals(connection, outline)):
            return Changes(created=(made,))
    return _write(shared, course, outline, ordinal, CourseState.READY)


def import_course(shared: OpenVault, course: CourseFile) -> Changes:
    """Take in a course that came in a folder, as a draft; its id comes first.

    An outline stays one, whatever the folder says of it. Raises: AlreadyHere, BadForm.
    """
    course = tidy_course(course)
    with as_form():
        check_course(course)
    if course.slug in shipped.SLUGS.values():
        course = replace(course, is_outline=True)
    outline = identity.outline_id(course.slug, course.language)
    salt = identity.salt_of(course)
    with shared.read() as connection:
        ordinals = _ordinals(connection, outline)
    if any(ordinal // identity.VERSIONS == salt for ordinal in ordinals):
        raise AlreadyHere
    version = _free_version(ordinals, course.version)
    ordinal = identity.VERSIONS * salt + version
    return _write(shared, course, outline, ordinal, CourseState.DRAFT)


def new_course(shared: OpenVault, new: NewCourse, random: Random = os.urandom) -> Changes:
    """Make a draft of numbered sessions to be written here; its id comes first. Raises: BadForm."""
    salt = _salt(random)
    numbers = range(1, min(max(new.sessions, 0), 10_000) + 1)
    course = tidy_course(
        CourseFile(
            slug=identity.slug_from(new.title, salt),
            language=new.language,
            stream=new.stream.value,
            title=new.title,
            minutes=new.minutes,
            plans=tuple(Plan(n, new.session_word.format(number=n)) for n in numbers),
        )
    )
    with as_form():
        check_course(course)
    outline = identity.outline_id(course.slug, course.language)
    return _write(shared, course, outline, identity.VERSIONS * salt + 1, CourseState.DRAFT)


def new_version(shared: OpenVault, course: bytes, random: Random = os.urandom) -> Changes:
    """A draft with the same text and the next number, not reviewed; its id comes first.

    Raises: NotFound.
    """
    file = get_file(shared, course)
    with shared.read() as connection:
        outline = line_of(connection, course_row(connection, course)).outline
        version = _free_version(_ordinals(connection, outline), file.version + 1)
    ordinal = identity.VERSIONS * _salt(random) + version
    return _write(shared, file, outline, ordinal, CourseState.DRAFT)


def _write(
    shared: OpenVault, course: CourseFile, outline: bytes, ordinal: int, state: CourseState
) -> Changes:
    made = identity.course_id(outline, ordinal)
    with shared.write() as journal:
        changes = record_each(journal, (plan_draft(made, plan) for plan in course.plans))
        changes |= journal.record(
            COURSE.child(
                outline,
                ordinal,
                title=course.title,
                stream=str(course.stream),
                language=course.language,
                slug=course.slug,
                about=course.about or None,
                sessions=len(course.plans),
                minutes=course.minutes,
                state=state,
                is_outline=course.is_outline,
            )
        )
    return replace(changes, created=(made,))


def _ordinals(connection: Connection, outline: bytes) -> list[int]:
    rows = connection.exec_driver_sql(
        "SELECT ordinal FROM course WHERE outline = ? AND NOT deleted", (outline,)
    ).fetchall()
    return [row[0] for row in rows]


def _free_version(ordinals: Sequence[int], wanted: int) -> int:
    """The wanted number, or the next one after all that are taken, where it is taken too."""
    taken = {identity.version_of(ordinal) for ordinal in ordinals}
    free = wanted if wanted not in taken else max(taken) + 1
    if free >= identity.VERSIONS:
        raise BadForm(say("Este curso ya tiene demasiadas versiones."), say("Haga un curso nuevo."))
    return free


def _salt(random: Random) -> int:
    return int.from_bytes(random(4), "big") % identity.SALTS
