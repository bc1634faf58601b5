"""The note of a meeting for the file: theme, what was done, counts, folios; nobody's name."""

from __future__ import annotations

from html import escape

from desktop.i18n import _, language
from desktop.programme.group_papers import SessionNote
from desktop.programme.vocabulary import CAME, SessionState
from desktop.reports.code_words import INCIDENT_WORDS, MARK_WORDS
from desktop.reports.letter_words import LANGUAGES
from desktop.reports.sheet_parts import facts, heading, section, sheet, words


def session_note(note: SessionNote, *, demo: bool = False) -> str:
    """A page of HTML."""
    return sheet(
        heading(_title(note)),
        facts(_about(note), first=30),
        section(_("Qué se hizo")),
        _steps(note),
        section(_("Asistencia")),
        facts(_marks(note), first=30),
        section(_("Además")),
        facts(_besides(note)),
        words(_("La asistencia no es prueba de cambio ni de seguridad."), "8pt"),
        demo=demo,
    )


def _title(note: SessionNote) -> str:
    if note.replaces is not None:
        return _("{group} · Reposición de la sesión {n}").format(
            group=note.group_name, n=note.replaces
        )
    return _("{group} · Sesión {n}").format(group=note.group_name, n=note.ordinal)


def _about(note: SessionNote) -> list[tuple[str, object]]:
    first, last = note.start_minute, note.start_minute + note.minutes
    hours = f"{first // 60 % 24:02d}:{first % 60:02d} – {last // 60 % 24:02d}:{last % 60:02d}"
    day = LANGUAGES[language()].short(note.date)
    told: list[tuple[str, object]] = [(_("Fecha y hora"), f"{day}, {hours}")]
    told += [
        (what, value)
        for what, value in (
            (_("Lugar"), note.place),
            (_("Facilita"), note.facilitators),
            (_("Tema"), note.theme),
        )
        if value
    ]
    if note.state is SessionState.SKIPPED:
        told.append((_("Estado"), _("No hubo reunión")))
    elif note.state is SessionState.PLANNED:
        told.append((_("Estado"), _("Sin terminar: los números pueden cambiar")))
    return told


def _steps(note: SessionNote) -> str:
    if not note.steps:
        return words(_("Sin plan de sesión."))
    lines = "".join(
        f"<tr><td width='5%'>{'☑' if done else '☐'}</td><td>{escape(title)}</td></tr>"
        for title, done in note.steps
    )
    return f"<table width='100%' cellpadding='2'>{lines}</table>"


def _marks(note: SessionNote) -> list[tuple[str, object]]:
    came = sum(count for state, count in note.marks.items() if state in CAME)
    told: list[tuple[str, object]] = [(_("Vinieron"), came)]
    for state, count in note.marks.items():
        folios = ", ".join(folio or "—" for folio in note.folios.get(state, ()))
        told.append((_(MARK_WORDS[state]), f"{count}   ({folios})" if folios else count))
    if note.unmarked:
        told.append((_("Sin marcar"), note.unmarked))
    return told


def _besides(note: SessionNote) -> list[tuple[str, object]]:
    told: list[tuple[str, object]] = [
        (_("Visitas"), note.visitors),
        (_("Intérpretes"), note.interpreters),
        (_("Niñas y niños en cuidado"), note.children),
        (_("Materiales mostrados"), note.shown),
    ]
    if not note.incidents:
        told.append((_("Incidentes anotados"), _("ninguno")))
    told += [
        (_("Incidente: {sort}").format(sort=_(INCIDENT_WORDS[sort])), count)
        for sort, count in note.incidents.items()
    ]
    return told
