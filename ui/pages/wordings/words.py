"""What the slots of texts are called, and what a list says of one."""

from __future__ import annotations

from desktop.i18n import N_, _, tell
from desktop.programme.consent import PURPOSE_WORDS, slot_of
from desktop.programme.vocabulary import Purpose
from desktop.programme.wording import Wording
from desktop.programme.wordings_shipped import MEN
from ui.dates import full_date

_QUESTIONS = {
    "alone": N_("¿A solas?"),
    "safe_today": N_("¿Es seguro hoy?"),
    "worse": N_("¿Ha empeorado?"),
    "weapon": N_("¿Armas?"),
    "death_threat": N_("¿Amenaza de muerte?"),
    "strangled": N_("¿Apretaron el cuello?"),
    "children_hurt": N_("¿Hijas e hijos?"),
    "pregnant": N_("¿Embarazo?"),
    "assault": N_("¿Agresión sexual?"),
    "minor": N_("¿Menor de 18?"),
    "steady": N_("¿Puede escuchar?"),
    "group_fit": N_("¿En un grupo?"),
    "can_come": N_("¿Puede venir?"),
    "substances": N_("¿Alcohol o drogas?"),
    "owns_it": N_("¿Lo reconoce?"),
    "hopes": N_("¿Qué espera?"),
}
_PURPOSES = {slot_of(purpose): PURPOSE_WORDS[purpose] for purpose in Purpose}


def slot_name(slot: str) -> str:
    """A slot as people call it; one that a later version made, as it is."""
    plain = slot.removesuffix(MEN)
    if plain == "limits":
        return _("Lo que no es secreto")
    if plain in _PURPOSES:
        return tell(_PURPOSES[plain])
    column = plain.removeprefix("ask.")
    return _(_QUESTIONS[column]) if column in _QUESTIONS else plain


def review(wording: Wording) -> str:
    """Who has read it with knowledge of the law."""
    if wording.is_draft:
        return _("Borrador: falta revisión jurídica")
    if wording.reviewed_on is None:
        return _("Revisado por {name}").format(name=wording.reviewed_by)
    return _("Revisado por {name} el {date}").format(
        name=wording.reviewed_by, date=full_date(wording.reviewed_on)
    )
