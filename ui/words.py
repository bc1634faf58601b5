"""Codes of the field in words that do not blame, and the icon and tone that go with them."""

from __future__ import annotations

from dataclasses import dataclass

from desktop.i18n import N_, _
from desktop.programme.schema import MAKE_UP_FROM
from desktop.programme.vocabulary import (
    AttendanceState,
    Excuse,
    Reason,
    SessionState,
    SkipReason,
    Stream,
)


@dataclass(frozen=True)
class StateLook:
    """How an attendance state looks: its word, icon, tone and key."""

    word: str
    symbol: str
    tone: str
    key: str
    """A letter; translated, so that it is the word's own in each language."""


ATTENDANCE_LOOKS: dict[AttendanceState, StateLook] = {
    AttendanceState.PRESENT: StateLook(N_("Presente"), "check-circle", "good", N_("P")),
    AttendanceState.LATE: StateLook(N_("Tarde"), "clock", "amber", N_("T")),
    AttendanceState.ABSENT: StateLook(N_("No vino"), "x-circle", "danger", N_("N")),
    AttendanceState.EXCUSED: StateLook(N_("Justificada"), "note", "info", N_("J")),
    AttendanceState.LEFT_EARLY: StateLook(N_("Salió antes"), "sign-out", "amber", N_("S")),
    AttendanceState.SUSPENDED: StateLook(N_("Suspensión"), "pause-circle", "terracotta", N_("U")),
    AttendanceState.NOT_ADMITTED: StateLook(N_("No admisión"), "prohibit", "terracotta", N_("X")),
}
"""Nouns where a participle would say whether a woman or a man is meant."""

EXCUSE_WORDS: dict[Excuse, str] = {
    Excuse.ILLNESS: N_("Enfermedad"),
    Excuse.CARE: N_("Cuidar a alguien"),
    Excuse.WORK: N_("Trabajo"),
    Excuse.ROAD: N_("Camino o transporte"),
    Excuse.HARVEST: N_("Cosecha o siembra"),
    Excuse.BEREAVEMENT: N_("Duelo"),
    Excuse.SAFETY: N_("Seguridad"),
    Excuse.ERRAND: N_("Trámite o cita"),
    Excuse.OTHER: N_("Otro motivo"),
}

SESSION_WORDS: dict[SessionState, tuple[str, str]] = {
    SessionState.PLANNED: (N_("Por venir"), "plain"),
    SessionState.HELD: (N_("Terminada"), "good"),
    SessionState.SKIPPED: (N_("No hubo"), "amber"),
}

SKIP_WORDS: dict[SkipReason, str] = {
    SkipReason.HOLIDAY: N_("Día festivo"),
    SkipReason.HARVEST: N_("Cosecha o siembra"),
    SkipReason.ROAD: N_("Camino cerrado"),
    SkipReason.PLACE: N_("El lugar no estaba disponible"),
    SkipReason.FACILITATOR: N_("No pudo venir quien facilita"),
    SkipReason.SAFETY: N_("Seguridad"),
    SkipReason.OTHER: N_("Otro motivo"),
}

REASON_WORDS: dict[Reason, str] = {
    Reason.FAMILY_RELATIONS: N_("Mejorar la relación familiar"),
    Reason.LEAVE_VIOLENT_RELATIONSHIP: N_("Salir de una relación violenta"),
    Reason.STOP_USING_VIOLENCE: N_("Dejar de ejercer violencia"),
    Reason.SOMEONE_TO_TALK_TO: N_("Tener con quién hablar"),
    Reason.REESTABLISH_RELATIONSHIP: N_("Volver a tener relación (dicho por él)"),
    Reason.MANDATED: N_("Por mandato"),
    Reason.OTHER: N_("Otro motivo"),
    Reason.UNSAID: N_("No sabe / Prefiere no decir"),
}

REASONS_OF: dict[Stream, tuple[Reason, ...]] = {
    Stream.WOMEN: (
        Reason.FAMILY_RELATIONS,
        Reason.LEAVE_VIOLENT_RELATIONSHIP,
        Reason.SOMEONE_TO_TALK_TO,
        Reason.OTHER,
        Reason.UNSAID,
    ),
    Stream.MEN: (
        Reason.FAMILY_RELATIONS,
        Reason.STOP_USING_VIOLENCE,
        Reason.REESTABLISH_RELATIONSHIP,
        Reason.MANDATED,
        Reason.OTHER,
        Reason.UNSAID,
    ),
}
"""Reasons that the pilot's report names for each stream."""


def meeting_name(ordinal: int) -> str:
    """ "Sesión 7", or "Reposición de la 7" for a make-up."""
    if ordinal < MAKE_UP_FROM:
        return _("Sesión {n}").format(n=ordinal)
    return _("Reposición de la {n}").format(n=ordinal % MAKE_UP_FROM)


def word(text: str) -> str:
    """The word in the language of the interface."""
    return _(text)
