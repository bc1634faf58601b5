"""How an interview ends, in words that blame nobody."""

from __future__ import annotations

from desktop.i18n import N_
from desktop.programme.vocabulary import Outcome

OUTCOME_WORDS: dict[Outcome, str] = {
    Outcome.ELIGIBLE: N_("Puede estar\nen un grupo"),
    Outcome.DEFERRED: N_("Se le pregunta\nmás adelante"),
    Outcome.REFERRED: N_("Se canaliza"),
}
"""In the order of the keys 1, 2, 3."""

RECOMMENDED: dict[Outcome | None, str] = {
    Outcome.ELIGIBLE: N_("La regla recomienda: puede estar en un grupo"),
    Outcome.DEFERRED: N_("La regla recomienda: preguntarle más adelante"),
    Outcome.REFERRED: N_("La regla recomienda: canalizar hoy"),
    None: N_("Sin recomendación: la regla no dice nada de lo que se contestó"),
}

ENDED: dict[Outcome, str] = {
    Outcome.ELIGIBLE: N_("Puede estar en un grupo"),
    Outcome.DEFERRED: N_("Se le pregunta más adelante"),
    Outcome.REFERRED: N_("Se canalizó"),
}
