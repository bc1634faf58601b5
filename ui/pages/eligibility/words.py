"""A line of the rule, as it is read aloud."""

from __future__ import annotations

from collections.abc import Mapping

from desktop.i18n import N_, _, ngettext
from desktop.programme.eligibility import Row
from desktop.programme.vocabulary import Answer, Outcome

QUESTIONS: dict[str, str] = {
    "minor": N_("Tiene menos de 18 años"),
    "safe_today": N_("Hoy es seguro volver"),
    "worse": N_("Las agresiones han empeorado"),
    "weapon": N_("Hubo amenaza con arma o machete"),
    "death_threat": N_("Hubo amenaza de muerte"),
    "strangled": N_("Le apretaron el cuello"),
    "children_hurt": N_("Lastiman o amenazan a sus hijas o hijos"),
    "pregnant": N_("Hay embarazo"),
    "assault": N_("Hubo agresión sexual"),
    "alone": N_("Se puede hablar sin que nadie oiga"),
    "steady": N_("Hoy puede estar en un grupo y escuchar"),
    "group_fit": N_("Está a gusto hablando en grupo"),
    "can_come": N_("Puede venir cada semana sin peligro"),
    "substances": N_("Alcohol o drogas harían difícil venir"),
    "owns_it": N_("Reconoce que ha usado violencia"),
}
"""What is asked, in the order of the interview; short, to stand beside a choice."""

ANSWERS: dict[Answer, str] = {
    Answer.YES: N_("Sí"),
    Answer.NO: N_("No"),
    Answer.UNSAID: N_("No sabe / no dice"),
}

SAID: dict[str, tuple[str, str]] = {
    "minor": (N_("tiene menos de 18 años"), N_("tiene 18 años o más")),
    "safe_today": (N_("hoy es seguro volver"), N_("hoy no es seguro volver")),
    "worse": (N_("las agresiones han empeorado"), N_("las agresiones no han empeorado")),
    "weapon": (N_("hubo amenaza con arma o machete"), N_("no hubo amenaza con arma o machete")),
    "death_threat": (N_("hubo amenaza de muerte"), N_("no hubo amenaza de muerte")),
    "strangled": (N_("le apretaron el cuello"), N_("no le apretaron el cuello")),
    "children_hurt": (
        N_("lastiman o amenazan a sus hijas o hijos"),
        N_("no lastiman ni amenazan a sus hijas o hijos"),
    ),
    "pregnant": (N_("hay embarazo"), N_("no hay embarazo")),
    "assault": (N_("hubo agresión sexual"), N_("no hubo agresión sexual")),
    "alone": (N_("nadie oye"), N_("alguien puede oír")),
    "steady": (
        N_("hoy puede estar en un grupo y escuchar"),
        N_("hoy no puede estar en un grupo y escuchar"),
    ),
    "group_fit": (N_("está a gusto hablando en grupo"), N_("no está a gusto hablando en grupo")),
    "can_come": (
        N_("puede venir cada semana sin peligro"),
        N_("no puede venir cada semana sin peligro"),
    ),
    "substances": (
        N_("el alcohol o las drogas harían difícil venir"),
        N_("ni el alcohol ni las drogas harían difícil venir"),
    ),
    "owns_it": (
        N_("reconoce que ha usado violencia"),
        N_("no reconoce que ha usado violencia"),
    ),
}
"""A yes and a no to each, inside a sentence."""

OUTCOMES: dict[Outcome, str] = {
    Outcome.REFERRED: N_("se canaliza ahora"),
    Outcome.DEFERRED: N_("espera, y se le pregunta de nuevo"),
    Outcome.ELIGIBLE: N_("puede entrar a un grupo"),
}


def condition(when: Mapping[str, frozenset[Answer]]) -> str:
    """What a line asks for, in the order of the interview."""
    parts = [
        _(" o ").join(_told(column, answer) for answer in sorted(when[column]))
        for column in QUESTIONS
        if column in when
    ]
    return _("Si {conditions}").format(conditions=_(" y ").join(parts))


def _told(column: str, answer: Answer) -> str:
    yes, no = SAID[column]
    if answer is Answer.UNSAID:
        return _("no sabe o no dice si {what}").format(what=_(yes))
    return _(yes if answer is Answer.YES else no)


def outcome(row: Row) -> str:
    """What follows from a line."""
    if row.outcome is Outcome.DEFERRED:
        n = row.defer_days or 0
        told = ngettext(
            "espera {n} día, y se le pregunta de nuevo",
            "espera {n} días, y se le pregunta de nuevo",
            n,
        )
        return told.format(n=n)
    return _(OUTCOMES[row.outcome])


def sentence(row: Row) -> str:
    """The whole line."""
    return _("{condition}, entonces {outcome}.").format(
        condition=condition(row.when), outcome=outcome(row)
    )
