"""The check-up: what is well on this laptop, what is not, and what to do about each."""

from __future__ import annotations

from functools import partial
from pathlib import Path

from PySide6.QtCore import Qt
from PySide6.QtGui import QHideEvent
from PySide6.QtWidgets import QApplication, QFrame, QProgressBar, QScrollArea, QWidget

from desktop.host import crash
from desktop.host.clock import SystemClock
from desktop.host.system_checks.finding import Finding, State
from desktop.i18n import _, ngettext, tell
from desktop.services import checkup
from desktop.services.checkup import Depth, Step
from ui.page import Page, Room
from ui.pages.doctor.crashes import CrashDialog
from ui.pages.doctor.lines import finding_line
from ui.tasks import Tasks
from ui.theme import theme
from ui.widgets.parts import button, card, clear, column, label, row


class DoctorPage(Page):
    """Runs the steps one after another on a thread of its own; stops between two when asked."""

    def __init__(self, room: Room) -> None:
        super().__init__(room)
        self.findings: list[Finding] = []
        self._steps: list[Step] = []
        self._total = 0
        self._round = 0
        self._checking = Tasks(self)
        self.head(_("Revisión de esta computadora"))
        back = button(_("Ajustes"), symbol="arrow-left")
        back.clicked.connect(lambda: self.go.emit("settings", None))
        self.tools.addWidget(back)
        self._build_progress()
        self._build_lines()
        self._build_foot()
        self._show()

    def _build_progress(self) -> None:
        self.doing = label("", "soft")
        self.bar = QProgressBar()
        self.bar.setTextVisible(False)
        self.bar.setAccessibleName(_("Avance de la revisión"))
        self.stop = button(_("Detener"), symbol="x", then=self._on_stop)
        self.progress = QWidget()
        across = row(spacing=14)
        across.addLayout(column(self.doing, self.bar, spacing=6), 1)
        across.addWidget(self.stop)
        self.progress.setLayout(across)
        self.body.addWidget(self.progress)

    def _build_lines(self) -> None:
        frame, inside = card(margin=16)
        self.area = QScrollArea()
        self.area.setWidgetResizable(True)
        self.area.setFrameShape(QFrame.Shape.NoFrame)
        self.area.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.area.setAccessibleName(_("Lo que se encontró"))
        inner = QWidget()
        self.lines = column(spacing=4)
        self.lines.setContentsMargins(0, 0, theme().px(10), 0)
        inner.setLayout(self.lines)
        self.area.setWidget(inner)
        inside.addWidget(self.area)
        self.body.addWidget(frame, 1)

    def _build_foot(self) -> None:
        self.crashes = button("", symbol="bug", then=self._on_crashes)
        self.copy = button(_("Copiar el informe"), symbol="copy", then=self._on_copy)
        self.deep = button(
            _("Revisar a fondo"), symbol="magnifying-glass", then=lambda: self.check(Depth.REBUILD)
        )
        self.again = button(
            _("Revisar otra vez"),
            "primary",
            "arrows-clockwise",
            lambda: self.check(Depth.USUAL),
        )
        self.foot.addWidget(self.crashes)
        self.foot.addStretch(1)
        for each in (self.copy, self.deep, self.again):
            self.foot.addWidget(each)

    def open(self, argument: object = None) -> None:
        self._show()
        if not self.findings and not self._steps:
            self.check(Depth.USUAL)

    def hideEvent(self, event: QHideEvent) -> None:
        """Who goes on working is not kept waiting by a check-up that nobody sees."""
        self._on_stop()
        super().hideEvent(event)

    # --- running ---------------------------------------------------------------

    def check(self, depth: Depth) -> None:
        """Begin anew, as deep as asked."""
        room, clock = self.room, SystemClock()
        vaults = room.desk.vaults
        self._steps = [
            *checkup.about_laptop(room.folder, clock),
            *checkup.about_vaults(room.folder, [one.unlocked for one in vaults], clock, depth),
        ]
        if depth is Depth.REBUILD:
            self._steps += [checkup.about_journal(room.folder, one) for one in vaults]
        self.findings = []
        self._total = len(self._steps)
        self._round += 1
        self._next()

    def _next(self) -> None:
        self._show()
        if not self._steps:
            return
        step, number = self._steps[0], self._round
        look = partial(self._look, step, number)
        if step.prepare is None:
            look(None)
        else:
            # Copies are taken between two taps; what is done with them keeps nobody waiting.
            self.room.tasks.run(step.prepare, then=look, failed=partial(self._failed, number))

    def _look(self, step: Step, number: int, copy: Path | None) -> None:
        self._checking.run(
            step.look,
            copy,
            then=partial(self._found, number),
            failed=partial(self._failed, number),
        )

    def _found(self, number: int, found: list[Finding]) -> None:
        if number != self._round or not self._steps:
            return
        self.findings = checkup.merged([*self.findings, *found])
        self._steps.pop(0)
        self._next()

    def _failed(self, number: int, problem: BaseException) -> None:
        """A check that could not be done is told, and the others go on."""
        self.troubled.emit(problem)
        self._found(number, [])

    def _on_stop(self) -> None:
        if self._steps:
            self._steps = []
            self._round += 1
            self._show()

    # --- showing ---------------------------------------------------------------

    def _show(self) -> None:
        running = bool(self._steps)
        self.progress.setVisible(running)
        if running:
            self.doing.setText(tell(self._steps[0].about))
            self.bar.setRange(0, max(self._total, 1))
            self.bar.setValue(self._total - len(self._steps))
        for each in (self.copy, self.deep, self.again):
            each.setEnabled(not running)
        self._show_summary(running)
        clear(self.lines)
        for found in self.findings:
            self.lines.addWidget(finding_line(found))
        self.lines.addStretch(1)
        n = len(crash.kept(self.room.folder))
        words = ngettext("{n} falla del programa", "{n} fallas del programa", n).format(n=n)
        self.crashes.setText(f" {words}")
        self.crashes.setAccessibleName(words)
        self.crashes.setVisible(n > 0)

    def _show_summary(self, running: bool) -> None:
        title = _("Revisión de esta computadora")
        wrong = sum(found.state in (State.BAD, State.WARN) for found in self.findings)
        if running:
            self.head(title, _("Nada se cambia: sólo se mira. Puede detenerla cuando quiera."))
        elif not self.findings:
            self.head(title)
        elif wrong:
            words = ngettext(
                "{n} cosa por atender; lo más urgente va primero.",
                "{n} cosas por atender; lo más urgente va primero.",
                wrong,
            )
            self.head(title, words.format(n=wrong))
        else:
            self.head(title, _("No se encontró nada que atender."))

    def _on_copy(self) -> None:
        QApplication.clipboard().setText(checkup.report(self.findings, tell))
        self.said.emit(_("Copiado, sin nombres ni carpetas. Péguelo donde lo necesite."), None)

    def _on_crashes(self) -> None:
        dialog = CrashDialog(self)
        dialog.finished.connect(lambda _r: self._show())
        dialog.open()
