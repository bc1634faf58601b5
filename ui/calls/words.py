"""What came of looking for somebody, in plain words."""

from __future__ import annotations

from desktop.i18n import N_
from desktop.programme.vocabulary import CallOutcome
from desktop.services.calls import Bar

OUTCOME_WORDS: dict[CallOutcome, str] = {
    CallOutcome.COMES: N_("Dijo que viene"),
    CallOutcome.AWAY: N_("Está fuera por un tiempo"),
    CallOutcome.LEAVES: N_("Dijo que ya no viene"),
    CallOutcome.NO_ANSWER: N_("No contestó"),
    CallOutcome.SOMEBODY_ELSE: N_("Contestó otra persona"),
    CallOutcome.WRONG_NUMBER: N_("El número no es suyo"),
    CallOutcome.MET: N_("Hablamos en persona"),
    CallOutcome.NO_CONTACT: N_("Decidimos no llamar"),
    CallOutcome.NOT_SAFE: N_("No es seguro llamarle"),
    CallOutcome.ASKED_NOT_TO: N_("Pidió que no le llamemos"),
}
"""In the order in which they are offered: those that stop every attempt come last."""

NEXT_STEPS: dict[CallOutcome, str] = {
    CallOutcome.AWAY: N_("En su grupo puede anotar la pausa: así no se cuentan faltas."),
    CallOutcome.LEAVES: N_("En su grupo puede anotar la salida y el motivo."),
    CallOutcome.WRONG_NUMBER: N_("Corrija el teléfono en Personas cuando tenga el bueno."),
}
"""What else a call leads to."""

STOPS = N_("Con esto no se intenta más. Sólo la coordinación puede decidir otra cosa.")

TRY_AGAIN = (CallOutcome.NO_ANSWER, CallOutcome.NO_CONTACT)
"""Outcomes after which another day is offered at once."""

BAR_WORDS: dict[Bar, tuple[str, str]] = {
    Bar.DIED: (
        N_("A esta persona ya no se le llama"),
        N_("Está anotado su fallecimiento. Ninguna llamada, carta ni evaluación."),
    ),
    Bar.COMPLETED: (
        N_("Terminó su grupo: ya no se le llama"),
        N_("Si vuelve a un grupo, la tarjeta se abre otra vez."),
    ),
    Bar.NOT_WANTED: (
        N_("Dijo que no quiere que se le llame"),
        N_("Si hablaron en persona, anótelo. Si cambió de opinión, anótelo en su consentimiento."),
    ),
    Bar.STOPPED: (
        N_("No se intenta más"),
        N_("Sólo quien coordina puede decidir que se vuelva a intentar, y por qué."),
    ),
}
"""Why nobody is to be called, and who could change that."""
