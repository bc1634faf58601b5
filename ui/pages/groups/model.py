"""What the list of groups and the list of a group's sessions show."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any

from desktop.i18n import N_, _
from desktop.programme.vocabulary import SessionState
from desktop.services.group_views import GroupLine, SessionLine
from ui.dates import hour, short_date, weekday_name
from ui.words import SESSION_WORDS, SKIP_WORDS, meeting_name


def next_meeting(line: GroupLine) -> str:
    """The day of the next one; a closed group has none, whatever dates were left."""
    if line.closed:
        return _("Cerrado")
    return short_date(line.next_date) if line.next_date else "—"


GROUP_COLUMNS: Sequence[tuple[str, Callable[[GroupLine], str]]] = (
    (N_("Grupo"), lambda g: g.name),
    (N_("Día y hora"), lambda g: f"{weekday_name(g.weekday)} {hour(g.start_minute)}"),
    (N_("Lugar"), lambda g: g.place),
    (N_("Personas"), lambda g: str(g.people)),
    (N_("Sesiones"), lambda g: f"{g.held} / {g.sessions}"),
    (N_("Próxima"), next_meeting),
)


def theme_of(line: SessionLine) -> str:
    """What it is about; a make-up says first which meeting it makes good."""
    if not line.is_make_up:
        return line.theme
    return " · ".join(part for part in (meeting_name(line.ordinal), line.theme) if part)


def session_state(line: SessionLine) -> str:
    """In words: what became of it, and why when it was skipped or moved on."""
    text = _(SESSION_WORDS[line.state][0])
    if line.state is SessionState.SKIPPED and line.skip_reason is not None:
        return f"{text} · {_(SKIP_WORDS[line.skip_reason])}"
    if line.state is SessionState.PLANNED and line.skip_reason is not None:
        return f"{text} · " + _("se recorrió una semana")
    return text


def attended(line: SessionLine) -> str:
    """How many came, of how many marked; nothing where nobody was marked."""
    return f"{line.present} / {line.marked}" if line.marked else ""


SESSION_COLUMNS: Sequence[tuple[str, Callable[[SessionLine], Any]]] = (
    (N_("N.º"), lambda s: str(s.number)),
    (N_("Fecha"), lambda s: f"{short_date(s.date)} · {hour(s.start_minute)}"),
    (N_("Tema"), theme_of),
    (N_("Estado"), session_state),
    (N_("Vinieron"), attended),
)
