"""Rules of known court programmes, to start an order from; what the order itself says counts.

Source of each: the field's notes (court rules differ). For Mexico no federal threshold
was found, so the default asks nothing and is filled in from the order.
"""

from __future__ import annotations

from dataclasses import dataclass

from desktop.programme.compliance import CourtRule
from desktop.trouble import Message, say


@dataclass(frozen=True, slots=True)
class Preset:
    """A rule under a code that is stored; `about` says where it comes from."""

    code: str
    name: Message
    rule: CourtRule
    about: Message


AS_ORDERED = Preset(
    "order",
    say("Según la orden"),
    CourtRule(),
    say("Copie de la orden lo que pide. Lo que no diga, déjelo vacío."),
)
PRESETS: tuple[Preset, ...] = (
    AS_ORDERED,
    Preset(
        "26-4",
        say("26 sesiones, 4 faltas"),
        CourtRule(required=26, max_total=4),
        say("26 sesiones con 4 faltas permitidas. Confirme con la orden."),
    ),
    Preset(
        "us-vt",
        say("24 clases (Vermont)"),
        CourtRule(required=24, max_total=4),
        say("24 clases; a la quinta falta sin justificar se suspende. Confirme con la orden."),
    ),
    Preset(
        "us-ok",
        say("3 seguidas o 7 en total (Oklahoma)"),
        CourtRule(max_consecutive=2, max_total=6),
        say("Se incumple con 3 faltas seguidas o 7 en total. Confirme con la orden."),
    ),
    Preset(
        "us-ca",
        say("52 semanas (California)"),
        CourtRule(required=52),
        say("52 sesiones semanales. Las faltas y el plazo, según la orden."),
    ),
)
"""The default first. Codes are stored: never reuse one."""


def preset(code: str | None) -> Preset:
    """The preset of a stored code; the default for one that this version does not know."""
    return next((each for each in PRESETS if each.code == code), AS_ORDERED)
