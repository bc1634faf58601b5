"""What is read of the courses in the shared vault: the list, one course, one session's plan."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING, Any

from desktop.curriculum.model import PLANS_MAX, CourseFile, Plan
from desktop.curriculum.shipped import LANGUAGES, SLUGS
from desktop.programme.codes import day, known
from desktop.programme.schema import COURSE
from desktop.programme.text import collate
from desktop.programme.vocabulary import SESSION_MINUTES, CourseState, Stream
from desktop.services import roster as rosters
from desktop.services.course_identity import outline_id, text_hash, version_of
from desktop.services.plan_rows import minutes_of, plan_of
from desktop.services.refusals import NotFound, Refusal
from desktop.services.signers import coordinates, signers
from desktop.trouble import say

if TYPE_CHECKING:
    from sqlalchemy import Connection

    from desktop.journal.open_vault import OpenVault
    from sync.batch.roster import Roster


class CourseLocked(Refusal):
    """An outline for men's groups whose text nobody has reviewed yet."""

    def __init__(self) -> None:
        super().__init__(
            say("Este guion todavía no tiene la revisión de su equipo de especialistas."),
            say("Quien coordina los grupos de hombres lo revisa y lo anota en Cursos."),
        )


@dataclass(frozen=True, slots=True)
class CourseLine:
    """One version of a course. `minutes` is a session's length; `locked`: not to be led from.

    `reviewed_by` is empty, and `reviewed_on` None, unless the review is of the text as it is.
    """

    id: bytes
    title: str
    stream: Stream
    language: str
    version: int
    sessions: int
    minutes: int
    state: CourseState
    is_outline: bool
    reviewed_by: str
    reviewed_on: date | None
    locked: bool
    slug: str = ""
    outline: bytes = b""
    """What its other versions share."""


@dataclass(frozen=True, slots=True)
class PlanLine:
    """One session in the list of a course. `minutes` is its length, `planned` its steps' sum."""

    ordinal: int
    title: str
    module: str
    minutes: int
    steps: int
    planned: int = 0


@dataclass(frozen=True, slots=True)
class CourseDetail:
    """One version of a course with its sessions in order."""

    line: CourseLine
    about: str
    plans: tuple[PlanLine, ...]
    review_note: str = ""


_COURSES = """
SELECT id, outline, ordinal, title, stream, language, slug, about, sessions, minutes, state,
       is_outline, reviewed_by, reviewed_on, review_note, reviewed_text, heads
FROM course WHERE NOT deleted AND title IS NOT NULL
"""
_PLANS = """
SELECT ordinal, title, aim, module, minutes, steps, bring, closing, homework, notes, materials
FROM session_plan WHERE course = ? AND ordinal BETWEEN 1 AND ? AND NOT deleted ORDER BY ordinal
"""
_STREAMS = frozenset(Stream)
_REVIEW = COURSE.register_of("reviewed_by").number
_SHIPPED = {
    outline_id(slug, language): stream for stream, slug in SLUGS.items() for language in LANGUAGES
}
_SHOWN_FIRST = (CourseState.READY, CourseState.DRAFT, CourseState.RETIRED)


def list_courses(shared: OpenVault, stream: Stream | None = None) -> list[CourseLine]:
    """Every version of every course, or of one stream's: offered ones first, newest first."""
    roster = rosters.known(shared).roster
    with shared.read() as connection:
        rows = connection.exec_driver_sql(_COURSES).fetchall()
        lines = [line_of(connection, row, roster) for row in rows]
    return sorted(
        (line for line in lines if stream is None or line.stream is stream),
        key=lambda line: (
            _SHOWN_FIRST.index(line.state),
            collate(line.title),
            line.outline,
            -line.version,
            line.id,
        ),
    )


def get_course(shared: OpenVault, course: bytes) -> CourseDetail:
    """One course and the headings of its sessions. Raises: NotFound."""
    roster = rosters.known(shared).roster
    with shared.read() as connection:
        row = course_row(connection, course)
        line = line_of(connection, row, roster)
        plans = plans_of(connection, course, line.sessions)
    return CourseDetail(
        line,
        row[7] or "",
        tuple(
            PlanLine(
                plan.ordinal,
                plan.title,
                plan.module,
                plan.minutes or line.minutes,
                len(plan.steps),
                plan.step_minutes,
            )
            for plan in plans
        ),
        (row[14] or "") if line.reviewed_by else "",
    )


def get_plan(
    shared: OpenVault, course: bytes, ordinal: int, *, may_read_locked: bool = False
) -> Plan:
    """What is done in one session; a make-up session's is that of the one it replaces.

    Raises: NotFound, also where the course has no such session; CourseLocked.
    """
    roster = rosters.known(shared).roster
    with shared.read() as connection:
        line = line_of(connection, course_row(connection, course), roster)
        if line.locked and not may_read_locked:
            raise CourseLocked
        plans = plans_of(connection, course, line.sessions)
    found = next((plan for plan in plans if plan.ordinal == ordinal), None)
    if found is None:
        raise NotFound
    return found


def get_file(shared: OpenVault, course: bytes) -> CourseFile:
    """A course as its folder says it, for writing it out. Raises: NotFound."""
    with shared.read() as connection:
        row = course_row(connection, course)
        line = line_of(connection, row)
        plans = plans_of(connection, course, line.sessions)
    return CourseFile(
        slug=line.slug,
        language=line.language,
        stream=line.stream.value,
        title=line.title,
        about=row[7] or "",
        minutes=line.minutes,
        version=line.version,
        is_outline=line.is_outline,
        plans=plans,
    )


def titles(shared: OpenVault, course: bytes) -> tuple[str, ...]:
    """The titles of a course's sessions, in order. Raises: NotFound."""
    return tuple(plan.title for plan in get_course(shared, course).plans)


def material_titles(shared: OpenVault) -> dict[str, str]:
    """What each material that is known here is called, by its SHA-256 in hex."""
    with shared.read() as connection:
        rows = connection.exec_driver_sql(
            "SELECT sha256, title FROM material "
            "WHERE sha256 IS NOT NULL AND NOT coalesce(retired, 0) AND NOT deleted"
        ).fetchall()
    return {row[0]: " ".join((row[1] or "").split()) for row in rows}


def course_row(connection: Connection, course: bytes) -> Any:
    """A row of `_COURSES`. Raises: NotFound."""
    row = connection.exec_driver_sql(_COURSES + " AND id = ?", (course,)).fetchone()
    if row is None:
        raise NotFound
    return row


def plans_of(connection: Connection, course: bytes, sessions: int) -> tuple[Plan, ...]:
    """The plans of a course; one that has not arrived yet is an empty one with its number."""
    rows = connection.exec_driver_sql(_PLANS, (course, sessions)).fetchall()
    found = {row[0]: plan_of(row) for row in rows}
    return tuple(found.get(number) or Plan(number, "") for number in range(1, sessions + 1))


def line_of(connection: Connection, row: Any, roster: Roster | None = None) -> CourseLine:
    """What a row of `_COURSES` says, with its review checked against the text and its signer.

    Without a roster no review counts. That an outline of ours is one, and whose, follows
    from the record's identity, which nobody can rewrite.
    """
    shipped = _SHIPPED.get(bytes(row[1]))
    stream = shipped or (Stream(row[4]) if row[4] in _STREAMS else Stream.SHARED)
    sessions = min(max(row[8] or 0, 0), PLANS_MAX)
    reviewed = (
        roster is not None
        and bool(row[15])
        and row[15] == text_hash(plans_of(connection, row[0], sessions))
        and all(coordinates(roster, one) for one in signers(connection, row[16], _REVIEW))
    )
    is_outline = bool(row[11]) or shipped is not None
    return CourseLine(
        id=bytes(row[0]),
        title=row[3] or "",
        stream=stream,
        language=row[5] or "",
        version=version_of(row[2]),
        sessions=sessions,
        minutes=minutes_of(row[9]) or SESSION_MINUTES,
        state=known(CourseState, row[10]) or CourseState.DRAFT,
        is_outline=is_outline,
        reviewed_by=(row[12] or "") if reviewed else "",
        reviewed_on=day(row[13]) if reviewed else None,
        locked=is_outline and stream is not Stream.WOMEN and not reviewed,
        slug=row[6] or "",
        outline=bytes(row[1]),
    )
