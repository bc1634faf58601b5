"""A session's plan to be read: what it is for, its steps with their minutes, and the rest."""

from __future__ import annotations

from collections.abc import Mapping

from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from desktop.curriculum.model import Plan
from desktop.i18n import _
from ui.pages.courses.material_list import material_name
from ui.theme import theme
from ui.widgets.parts import card, label, pill, row
from ui.widgets.prose import Prose


class PlanReading(QWidget):
    """Cards one below the other; a part that nobody wrote is not shown."""

    def __init__(self, plan: Plan, titles: Mapping[str, str]) -> None:
        super().__init__()
        self._lines = QVBoxLayout(self)
        self._lines.setContentsMargins(0, 0, theme().px(10), 0)
        self._lines.setSpacing(theme().px(10))
        self._part(_("Propósito"), plan.aim)
        self._part(_("Qué llevar"), plan.bring)
        named = "\n".join(f"- {material_name(each, titles)}" for each in plan.materials)
        self._part(_("Materiales"), named)
        for number, step in enumerate(plan.steps, start=1):
            self._part(f"{number}. {step.title}", step.text, step.minutes)
        self._part(_("Cierre"), plan.closing)
        self._part(_("Tarea"), plan.homework)
        self._part(_("Notas para quien facilita"), plan.notes)
        if not self._lines.count():
            self._lines.addWidget(label(_("Esta sesión todavía no está escrita."), "soft"))
        self._lines.addStretch(1)

    def _part(self, heading: str, text: str, minutes: int | None = None) -> None:
        if not text and minutes is None:
            return
        frame, inside = card(spacing=4, margin=14)
        top: QHBoxLayout = row(label(heading, "strong", wrap=True))
        top.setStretch(0, 1)
        if minutes:
            top.addWidget(pill(_("{minutes} min").format(minutes=minutes), "plain", "clock"))
        inside.addLayout(top)
        if text:
            inside.addWidget(Prose(text))
        self._lines.addWidget(frame)
