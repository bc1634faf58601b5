"""What a person agrees to, purpose by purpose, and what each answer allows.

Two purposes are necessary: without them nobody takes part. The others are voluntary, and a no
to one of them closes nothing else. Nobody asked is not yes.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from desktop.programme.vocabulary import ConsentHow, ConsentState, Purpose
from desktop.trouble import Message, say

NECESSARY = (Purpose.TAKING_PART, Purpose.KEEPING_DATA)
VOLUNTARY = (Purpose.REFERRAL, Purpose.EVALUATION, Purpose.FOLLOW_UP_CALL)

PURPOSE_WORDS: dict[Purpose, Message] = {
    Purpose.TAKING_PART: say("Tomar parte en las reuniones"),
    Purpose.KEEPING_DATA: say("Guardar sus datos"),
    Purpose.REFERRAL: say("Canalizarle con otros servicios"),
    Purpose.EVALUATION: say("Contestar cuestionarios"),
    Purpose.FOLLOW_UP_CALL: say("Llamarle si falta"),
}
"""What a purpose is called in a list; the text that is read aloud is a wording."""

STATE_WORDS: dict[ConsentState | None, Message] = {
    ConsentState.GIVEN: say("Sí"),
    ConsentState.REFUSED: say("No"),
    ConsentState.WITHDRAWN: say("Lo retiró"),
    None: say("Nadie le ha preguntado"),
}

HOW_WORDS: dict[ConsentHow, Message] = {
    ConsentHow.SPOKEN: say("De palabra"),
    ConsentHow.SIGNED_PAPER: say("Papel firmado"),
    ConsentHow.THUMBPRINT: say("Huella en papel"),
}
"""In the order in which they are offered."""

ENDS_AT_ONCE: dict[Purpose, Message] = {
    Purpose.TAKING_PART: say("Sale hoy de sus grupos y ya no se le llama."),
    Purpose.KEEPING_DATA: say("Sale hoy de sus grupos y ya no se le llama ni se le busca."),
    Purpose.REFERRAL: say("Ya no se comparte nada con otros servicios."),
    Purpose.EVALUATION: say("Ya no se le hacen cuestionarios."),
    Purpose.FOLLOW_UP_CALL: say("Ya no se le llama, y su número deja de mostrarse."),
}
"""What a withdrawal ends as it is written."""

STAYS: dict[Purpose, Message] = {
    Purpose.TAKING_PART: say("Su asistencia hasta hoy se conserva. Puede volver cuando quiera."),
    Purpose.KEEPING_DATA: say(
        "Lo guardado se conserva hasta que pida borrarlo: es un derecho y se pide aparte."
    ),
    Purpose.REFERRAL: say("Lo que ya se compartió queda anotado. Sigue en su grupo igual."),
    Purpose.EVALUATION: say("Lo que ya contestó se conserva. Sigue en su grupo igual."),
    Purpose.FOLLOW_UP_CALL: say("Lo ya anotado se conserva. Sigue en su grupo igual."),
}
"""What a withdrawal leaves as it is."""


@dataclass(frozen=True, slots=True)
class Standing:
    """How one person stands to one purpose. `state` None: nobody asked.

    `wording` is the id of the text that was heard; "" where it was not written down.
    """

    purpose: Purpose
    state: ConsentState | None = None
    wording: str = ""
    how: ConsentHow | None = None
    on: date | None = None
    language: str = ""


def allows(standings: Iterable[Standing], purpose: Purpose) -> bool:
    """Whether what belongs to a purpose may be done.

    The necessary ones bar only by a no: people who were enrolled before anybody was asked
    stay where they are, and what is missing says so. The voluntary ones take a yes.
    """
    state = next((each.state for each in standings if each.purpose is purpose), None)
    return state_allows(state, purpose)


def state_allows(state: ConsentState | None, purpose: Purpose) -> bool:
    """The same of one state alone."""
    if purpose in NECESSARY:
        return state in (None, ConsentState.GIVEN)
    return state is ConsentState.GIVEN


def slot_of(purpose: Purpose) -> str:
    """The slot of the text that is read to a person about a purpose."""
    return f"consent.{int(purpose)}"
