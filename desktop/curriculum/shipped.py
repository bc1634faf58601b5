"""The outlines that come with Vereda: which there are, and each as a course."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING

from desktop.programme.vocabulary import Stream

if TYPE_CHECKING:
    from desktop.curriculum.model import CourseFile

OUTLINES = Path(__file__).parent / "outlines"
SOURCE_LANGUAGE = "es"
SLUGS = {Stream.WOMEN: "women-25", Stream.MEN: "men-24"}
LANGUAGES = ("es", "en")


@dataclass(frozen=True, slots=True)
class CourseHead:
    """What a list says of an outline before it is added. `minutes` is a session's length."""

    slug: str
    language: str
    stream: Stream
    title: str
    about: str
    sessions: int
    minutes: int
    version: int


def outlines() -> tuple[CourseHead, ...]:
    """Every outline in every language that it was written in."""
    courses = [load(slug, language) for slug in SLUGS.values() for language in LANGUAGES]
    return tuple(
        CourseHead(
            course.slug,
            course.language,
            Stream(course.stream),
            course.title,
            course.about,
            len(course.plans),
            course.minutes,
            course.version,
        )
        for course in courses
    )


@cache
def load(slug: str, language: str) -> CourseFile:
    """An outline, in Spanish where it is not there in `language`.

    Raises: LookupError for a slug that is not shipped.
    """
    if slug not in SLUGS.values():
        raise LookupError(f"no outline is called {slug}")
    # What reads YAML is imported by who opens a course, not by every page that names one.
    from desktop.curriculum.folder import read_folder

    folder = OUTLINES / slug / (language if language in LANGUAGES else SOURCE_LANGUAGE)
    return read_folder(folder)


def titles(stream: Stream, sessions: int, language: str = SOURCE_LANGUAGE) -> list[str]:
    """A working title for each of `sessions` meetings; "" beyond the outline.

    A shorter course still ends with the outline's last session, the closing one.
    """
    if stream not in SLUGS:
        return [""] * sessions
    outline = [plan.title for plan in load(SLUGS[stream], language).plans]
    found = outline[:sessions]
    if found and sessions < len(outline):
        found[-1] = outline[-1]
    return found + [""] * (sessions - len(found))
