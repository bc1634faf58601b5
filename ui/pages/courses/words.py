"""What is said of a course: for whom, how long, how far it is written, and by whom reviewed."""

from __future__ import annotations

from desktop.i18n import LANGUAGES, N_, _, ngettext
from desktop.programme.vocabulary import CourseState, Stream
from desktop.services.courses import CourseLine
from ui.dates import full_date

OUTLINE_WORDS = N_("Guion por completar: lo revisa su equipo de especialistas")
STATE_WORDS: dict[CourseState, tuple[str, str, str]] = {
    CourseState.DRAFT: (N_("Borrador"), "amber", "pencil-simple"),
    CourseState.READY: (N_("Se ofrece a los grupos"), "good", "check"),
    CourseState.RETIRED: (N_("Ya no se ofrece"), "plain", "archive"),
}
"""A word, its tone and its icon."""
STREAM_WORDS: dict[Stream, str] = {
    Stream.WOMEN: N_("Para grupos de mujeres"),
    Stream.MEN: N_("Para grupos de hombres"),
}


def length(sessions: int, minutes: int) -> str:
    """How many sessions, and how long each is."""
    count = ngettext("{n} sesión", "{n} sesiones", sessions).format(n=sessions)
    return _("{sessions} de {minutes} min").format(sessions=count, minutes=minutes)


def of_course(line: CourseLine) -> str:
    """Everything that a list says of a course beside its title."""
    parts = [
        length(line.sessions, line.minutes),
        LANGUAGES.get(line.language, line.language),
        _("versión {n}").format(n=line.version),
    ]
    return " · ".join(parts)


def review(line: CourseLine) -> str:
    """Who noted a review and when; "" while nobody did."""
    if not line.reviewed_by:
        return ""
    when = full_date(line.reviewed_on) if line.reviewed_on else _("sin fecha")
    return _("Revisión anotada por {who}, {when}").format(who=line.reviewed_by, when=when)


def standing(line: CourseLine) -> tuple[str, str, str]:
    """What stands above everything about an outline: words, tone and icon; "" for the rest."""
    if line.locked:
        return (
            _("{outline}. No se usa hasta que se anote la revisión.").format(
                outline=_(OUTLINE_WORDS)
            ),
            "amber",
            "lock-simple",
        )
    if line.reviewed_by:
        return review(line), "good", "check-circle"
    if line.is_outline:
        return f"{_(OUTLINE_WORDS)}.", "amber", "pencil-line"
    return "", "", ""
