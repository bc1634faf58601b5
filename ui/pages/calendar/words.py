"""Kinds of days off in words, and the icon that goes with each."""

from __future__ import annotations

from desktop.i18n import N_
from desktop.programme.vocabulary import DayOffSort

DAY_OFF_LOOKS: dict[DayOffSort, tuple[str, str]] = {
    DayOffSort.FEAST: (N_("Fiesta patronal"), "flag"),
    DayOffSort.HARVEST: (N_("Cosecha o siembra"), "leaf"),
    DayOffSort.ROAD: (N_("Camino cerrado"), "cloud-rain"),
    DayOffSort.HOLIDAY: (N_("Día festivo"), "flag"),
    DayOffSort.OTHER: (N_("Otro motivo"), "calendar-x"),
}
"""In the order in which they are offered."""
