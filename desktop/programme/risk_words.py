"""How results are told: levels and answers in plain words, none of which says that all is well."""

from __future__ import annotations

from desktop.programme.vocabulary import Answer, Permission, RiskBand
from desktop.trouble import Message, say

BAND_WORDS: dict[RiskBand, Message] = {
    RiskBand.LOW: say("Bajo"),
    RiskBand.MIDDLE: say("Medio"),
    RiskBand.HIGH: say("Alto"),
    RiskBand.EXTREME: say("Muy alto"),
}
NO_DATA = say("Sin dato")
STRANGLED_WORDS: dict[Answer, Message] = {
    Answer.YES: say("Sí"),
    Answer.NO: say("No"),
    Answer.UNSAID: say("No sabe o no quiso decir"),
}
PERMISSION_WORDS: dict[Permission, Message] = {
    Permission.PENDING: say("En espera de permiso"),
    Permission.GRANTED: say("Con permiso"),
    Permission.OURS: say("Escrito por el programa"),
}
NOT_SAFETY = say(
    "Un resultado dice lo que se contestó ese día. Un nivel bajo no quiere decir que no haya "
    "peligro."
)


def band_word(band: RiskBand | None) -> Message:
    return NO_DATA if band is None else BAND_WORDS[band]
