"""The forms of violence in plain words, as a group speaks of them."""

from __future__ import annotations

from desktop.programme.vocabulary import ViolenceForm
from desktop.trouble import Message, say

FORM_WORDS: dict[ViolenceForm, tuple[Message, Message]] = {
    ViolenceForm.PSYCHOLOGICAL: (
        say("Psicológica"),
        say("insultar, humillar, amenazar, hacer sentir menos"),
    ),
    ViolenceForm.PHYSICAL: (
        say("Física"),
        say("pegar, empujar, jalonear, apretar el cuello"),
    ),
    ViolenceForm.PATRIMONIAL: (
        say("Patrimonial"),
        say("quitar, romper o esconder cosas, papeles, tierra o casa"),
    ),
    ViolenceForm.ECONOMIC: (
        say("Económica"),
        say("quitar o contar el dinero, no dejar trabajar"),
    ),
    ViolenceForm.SEXUAL: (
        say("Sexual"),
        say("tocar, exigir u obligar sin que la otra persona quiera"),
    ),
    ViolenceForm.THROUGH_OTHERS: (
        say("A través de otras personas"),
        say("lastimar, quitar o usar a hijas, hijos, familia o animales"),
    ),
    ViolenceForm.DIGITAL: (
        say("Digital"),
        say("revisar el teléfono, amenazar o exhibir por mensajes o redes"),
    ),
    ViolenceForm.CONTROL: (
        say("Control"),
        say("vigilar, celar, no dejar salir ni ver a nadie"),
    ),
}
"""A name and what it looks like. Source of the list: see `ViolenceForm`; the words are ours."""
