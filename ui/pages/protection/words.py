"""How a protection order stands, as a pill says it."""

from __future__ import annotations

from desktop.i18n import N_
from desktop.programme.protection import Standing

LOOKS: dict[Standing, tuple[str, str, str]] = {
    Standing.IN_FORCE: (N_("Vigente"), "accent", "shield-check"),
    Standing.NO_DATE: (N_("Vigente, sin fecha"), "accent", "shield-check"),
    Standing.ENDS_SOON: (N_("Por vencer"), "amber", "clock"),
    Standing.EXPIRED: (N_("Pasó su fecha"), "amber", "warning"),
    Standing.EXTENDED: (N_("Se extendió"), "plain", "arrow-right"),
    Standing.ENDED: (N_("Terminó"), "plain", "archive"),
}
"""A word, a tone and an icon."""
