"""What is still open at the end of a group, and what completing the course is."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFrame, QLabel, QScrollArea, QWidget

from desktop.i18n import _, ngettext
from desktop.services.closing_group import ClosingFacts, StillOpen
from ui.pages.closing.dialogs import counts_only
from ui.theme import theme
from ui.widgets.parts import card, clear, column, label

PANEL_PX = 300


class OpenPanel:
    """The card at the right; `frame` is what the page shows. It scrolls by itself."""

    def __init__(self) -> None:
        self.frame: QFrame
        self.frame, inside = card(spacing=10)
        self._lines = column(spacing=8)
        inner = QWidget()
        inner.setLayout(self._lines)
        area = QScrollArea()
        area.setWidgetResizable(True)
        area.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        area.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        area.setWidget(inner)
        inside.addWidget(area)
        self.frame.setFixedWidth(theme().px(PANEL_PX))

    def show_facts(self, found: ClosingFacts) -> None:
        """Nothing here holds the group back; it is told, and stays open."""
        clear(self._lines)
        about = found.summary
        for each in (
            label(_("Antes de cerrar"), "section"),
            *_still_open(found.still_open, sum(each.evaluation_pending for each in about.people)),
            label(_("Terminar el curso"), "section"),
            label(_("{n} sesiones o más.").format(n=about.needed), wrap=True),
            label(counts_only(), "soft", wrap=True),
        ):
            self._lines.addWidget(each)
        if about.held < about.needed and not about.planned:
            few = _("Hubo menos sesiones que ésas: nadie puede llegar. La coordinación decide.")
            self._lines.addWidget(label(few, "soft", wrap=True))
        if about.note:
            self._lines.addWidget(label(_("Nota del cierre"), "section"))
            self._lines.addWidget(label(about.note, wrap=True))
        self._lines.addStretch(1)


def _still_open(found: StillOpen, evaluations: int) -> list[QLabel]:
    """What is still open, worst first; none of it holds the group back."""
    told = [
        (
            found.incidents,
            ngettext("{n} incidente abierto", "{n} incidentes abiertos", found.incidents),
        ),
        (found.calls, ngettext("{n} llamada pendiente", "{n} llamadas pendientes", found.calls)),
        (found.orders, ngettext("{n} orden abierta", "{n} órdenes abiertas", found.orders)),
        (
            evaluations,
            ngettext(
                "{n} evaluación final pendiente", "{n} evaluaciones finales pendientes", evaluations
            ),
        ),
        (
            found.meetings,
            ngettext("{n} reunión sin terminar", "{n} reuniones sin terminar", found.meetings),
        ),
        (
            found.sheets,
            ngettext("{n} hoja de papel sin pasar", "{n} hojas de papel sin pasar", found.sheets),
        ),
    ]
    lines = [label("· " + words.format(n=count), wrap=True) for count, words in told if count]
    return lines or [label(_("No queda nada abierto."), "soft", wrap=True)]
