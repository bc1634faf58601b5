"""course.yaml as text, both ways: everything of a course but its sessions."""

from __future__ import annotations

from desktop.curriculum.flaws import Flaw
from desktop.curriculum.keys import Entry, one_number, one_text, read_keys, write_keys
from desktop.curriculum.model import FORMAT, CourseFile, tidy_course
from desktop.programme.vocabulary import SESSION_MINUTES
from desktop.trouble import say

_KEYS = (
    "format",
    "slug",
    "language",
    "stream",
    "title",
    "about",
    "minutes",
    "version",
    "is_outline",
)
_TRUTHS = {"": False, "false": False, "no": False, "true": True, "yes": True}


def read_head(text: str) -> tuple[CourseFile, dict[str, int]]:
    """The course without its plans, and the line of each key. Raises: Flaw."""
    known = read_keys(text, _KEYS)
    _check_format(known)
    is_outline = one_text(known, "is_outline").strip().lower()
    if is_outline not in _TRUTHS:
        raise Flaw(
            say("«is_outline» sólo puede ser true o false."),
            say("Escriba true si es un guion por completar."),
            line=known["is_outline"].line,
        )
    course = CourseFile(
        slug=one_text(known, "slug").strip(),
        language=one_text(known, "language").strip(),
        stream=one_text(known, "stream").strip(),
        title=one_text(known, "title"),
        about=one_text(known, "about"),
        minutes=one_number(known, "minutes", SESSION_MINUTES),
        version=one_number(known, "version", 1),
        is_outline=_TRUTHS[is_outline],
    )
    return tidy_course(course), {key: entry.line for key, entry in known.items()}


def write_head(course: CourseFile) -> str:
    """The text of a course's course.yaml."""
    course = tidy_course(course)
    keys: dict[str, str | int | bool] = {
        "format": FORMAT,
        "slug": course.slug,
        "language": course.language,
        "stream": str(course.stream),
        "title": course.title,
    }
    if course.about:
        keys["about"] = course.about
    keys |= {
        "minutes": course.minutes,
        "version": course.version,
        "is_outline": course.is_outline,
    }
    return write_keys(keys)


def _check_format(known: dict[str, Entry]) -> None:
    version = one_number(known, "format", 0)
    if version > FORMAT:
        raise Flaw(
            say("Este curso lo guardó una versión más nueva de Vereda."),
            say("Actualice Vereda en esta computadora e impórtelo de nuevo."),
            line=known["format"].line,
        )
    if version < FORMAT:
        raise Flaw(
            say("Falta el renglón que dice el formato."),
            say("Escriba al principio: format: {format}", format=FORMAT),
            line=1,
        )
