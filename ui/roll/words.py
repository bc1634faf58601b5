"""A mark in words: as short as its box on the list, and whole for who listens or reads it later."""

from __future__ import annotations

from desktop.i18n import N_, _, ngettext
from desktop.programme.codes import known
from desktop.programme.vocabulary import AttendanceState, Excuse
from ui.words import ATTENDANCE_LOOKS, EXCUSE_WORDS

ON_THE_ROW = (
    AttendanceState.PRESENT,
    AttendanceState.LATE,
    AttendanceState.ABSENT,
    AttendanceState.EXCUSED,
)
"""The states with a box of their own on every row."""
MORE = (AttendanceState.LEFT_EARLY, AttendanceState.SUSPENDED, AttendanceState.NOT_ADMITTED)
"""The states behind the fifth box."""

CORRECTION_REASONS = (
    N_("Se marcó una casilla por otra"),
    N_("Se marcó a una persona por otra"),
    N_("Llegó después de pasar lista"),
    N_("Avisó o comprobó después"),
    N_("La hoja de papel dice otra cosa"),
)
"""Kept in Spanish as they stand here, and shown in the language of the interface."""


def short_mark(state: AttendanceState, detail: int | None, waiting: bool) -> str:
    """What stands in the box. The reason of an excuse is nobody's business in the room: while
    it is being typed its digit is shown, never its word."""
    minutes = "…" if detail is None else str(detail)
    if state is AttendanceState.LATE and (waiting or detail is not None):
        return _("Tarde {n} min").format(n=minutes)
    if state is AttendanceState.LEFT_EARLY and (waiting or detail is not None):
        return _("Salió {n} min").format(n=minutes)
    if state is AttendanceState.EXCUSED and waiting:
        return _("Motivo {n}").format(n="1–9" if detail is None else detail)
    return _(ATTENDANCE_LOOKS[state].word)


def spoken_mark(state: AttendanceState | None, detail: int | None) -> str:
    """For the row, read aloud: no reason of an excuse."""
    if state is None:
        return _("sin marcar")
    word = _(ATTENDANCE_LOOKS[state].word)
    if detail is None or state is AttendanceState.EXCUSED:
        return word
    minutes = ngettext("{n} minuto", "{n} minutos", detail).format(n=detail)
    return f"{word}, {minutes}"


def whole_mark(state: AttendanceState | None, detail: int | None) -> str:
    """For one person's dialog: with the reason of an excuse."""
    if state is None:
        return _("Sin dato")
    excuse = known(Excuse, detail) if state is AttendanceState.EXCUSED else None
    if excuse is not None:
        return f"{_(ATTENDANCE_LOOKS[state].word)}, {_(EXCUSE_WORDS[excuse])}"
    return spoken_mark(state, detail)
