"""What holds for the whole programme, beside the list of people: sites, policy, sheets, counts."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFrame, QScrollArea, QWidget

from desktop.i18n import _, ngettext
from desktop.programme.vocabulary import Stream
from desktop.services.team import Team
from ui.theme import theme
from ui.widgets.parts import button, clear, column, label, row, tile

WIDTH_PX = 316
STACKED_PX = 200
QWIDGETSIZE_MAX = 16_777_215
"""Qt's own number for "no limit"."""
Act = Callable[[], object]


@dataclass(frozen=True, slots=True)
class Acts:
    """What the buttons beside the facts do."""

    add_site: Act
    counts: Act
    ceremony: Act
    policy: Act
    review: Act


class ProgrammeFacts(QScrollArea):
    """A column of facts; those that can be acted on have a button. Scrolls when it must."""

    def __init__(self) -> None:
        super().__init__()
        self.setWidgetResizable(True)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.stack(False)
        inner = QWidget()
        self.inside = column(spacing=18)
        right = theme().px(10)
        self.inside.setContentsMargins(0, 0, right, 0)
        inner.setLayout(self.inside)
        self.setWidget(inner)

    def stack(self, stacked: bool) -> None:
        """As wide as what stands above it, or a column beside."""
        width = theme().px(WIDTH_PX)
        self.setMinimumSize(*((0, theme().px(STACKED_PX)) if stacked else (width, 0)))
        self.setMaximumWidth(QWIDGETSIZE_MAX if stacked else width)

    def show_facts(self, found: Team, late: int, acts: Acts) -> None:
        """Fill anew. `late` counts batches of people whose access ended that wait for review."""
        clear(self.inside)
        can = found.can
        if late:
            waits = ngettext(
                "{n} archivo de alguien sin acceso espera que usted lo revise.",
                "{n} archivos de personas sin acceso esperan que usted los revise.",
                late,
            ).format(n=late)
            self._fact("tray", "amber", _("Por revisar"), waits, _("Revisar"), acts.review)
        sites = list(
            dict.fromkeys(site.name for site in found.sites if site.stream is not Stream.SHARED)
        )
        self._fact(
            "map-pin",
            "accent",
            ngettext("{n} sede", "{n} sedes", len(sites)).format(n=len(sites)),
            ", ".join(sites),
            _("Nueva sede") if can.add_sites else "",
            acts.add_site,
        )
        if can.coordinate:
            self._fact(
                "chart-bar",
                "accent",
                _("Cifras"),
                _("Lo que otros ven de su programa: sólo números."),
                _("Ver y publicar"),
                acts.counts,
            )
        sheets = (
            _("Ya se hicieron. Dos de las tres abren todo.")
            if found.has_recovery
            else _("Aún no se hacen: si se pierden todas las frases, todo se pierde.")
        )
        if can.coordinate and not can.root:
            sheets += " " + _("Las hace quien inició el programa.")
        self._fact(
            "files",
            "good" if found.has_recovery else "amber",
            _("Hojas de recuperación"),
            sheets,
            _("Abrir") if can.root else "",
            acts.ceremony,
        )
        self._fact(
            "eye",
            "amber" if found.policy_both else "plain",
            _("Los dos programas"),
            _("Una coordinadora puede ver los dos programas.")
            if found.policy_both
            else _("Nadie puede ver los dos programas."),
            (_("No permitirlo") if found.policy_both else _("Permitirlo"))
            if can.set_policy
            else "",
            acts.policy,
        )
        self.inside.addStretch(1)

    def _fact(
        self,
        symbol: str,
        tone: str,
        what: str,
        told: str,
        act: str,
        then: Act,
    ) -> None:
        words = column(label(what, "strong", wrap=True), label(told, "small", wrap=True), spacing=2)
        if act:
            words.addSpacing(theme().px(6))
            words.addLayout(row(button(act, then=then), None))
        across = row(spacing=12)
        across.addWidget(tile(symbol, tone, 36), 0, Qt.AlignmentFlag.AlignTop)
        across.addLayout(words, 1)
        self.inside.addLayout(across)
