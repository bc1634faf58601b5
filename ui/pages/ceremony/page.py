"""Three recovery sheets, made one by one and typed back; nothing is kept before the last."""

from __future__ import annotations

from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QFrame, QScrollArea, QStackedWidget

from desktop.host.network import links_up
from desktop.i18n import _
from desktop.reports.recovery_sheets import holders_sheet
from desktop.services import recovery
from desktop.services.recovery import SHEETS, Ceremony
from ui.page import Page, Room
from ui.pages.ceremony.steps import DoneStep, ExplainStep, NetworkStep, SheetStep, Step, TypeStep
from ui.widgets.dots import Dots
from ui.widgets.parts import button, label
from ui.widgets.trouble import sentences

LOOKED_EVERY_MS = 2000
"""How soon a network that was turned off shows as off."""
AWAKE_S = 15 * 60
"""A lock forgets the sheets, and 33 words are copied slowly."""
_WHERE_FROM = "team"


class CeremonyPage(Page):
    """Explain, look at the network, then for each sheet: show it alone and have it typed back.

    Leaving the page forgets everything, and so does a lock.
    """

    def __init__(self, room: Room) -> None:
        super().__init__(room)
        self.ceremony: Ceremony | None = None
        self._typed: list[dict[int, str]] = []
        self.dots = Dots()
        self.tools.addWidget(self.dots)
        self.area = QScrollArea()
        self.area.setWidgetResizable(True)
        self.area.setFrameShape(QFrame.Shape.NoFrame)
        self.steps = QStackedWidget()
        self.area.setWidget(self.steps)
        self.body.addWidget(self.area, 1)
        self.problem = label("", "error", wrap=True)
        self.body.addWidget(self.problem)
        self.cancel = button(_("Cancelar"), then=self._on_cancel)
        self.back = button(_("Ver la hoja otra vez"), symbol="arrow-left", then=self._on_back)
        self.print = button(_("Imprimir"), symbol="printer", then=self._on_print)
        self.primary = button(_("Seguir"), "primary", "check", then=self._on_primary)
        for each in (self.cancel, self.back, self.print):
            self.foot.addWidget(each)
        self.foot.addStretch(1)
        self.foot.addWidget(self.primary)
        self._looking = QTimer(self, interval=LOOKED_EVERY_MS)
        self._looking.timeout.connect(self._look)
        self.head(_("Hojas de recuperación"))

    # --- coming and going -------------------------------------------------------

    def open(self, argument: object = None) -> None:
        self._forget()
        self.room.tasks.run(
            recovery.revision,
            self.room.desk,
            then=lambda before: self._show(ExplainStep(before)),
            failed=self.troubled.emit,
        )

    def leaving(self) -> None:
        self._forget()

    def _forget(self) -> None:
        """Nothing of a ceremony is left in this page; the process forgets the rest as it ends."""
        self._looking.stop()
        self.room.awake(0.0)
        self.ceremony = None
        self._typed = []
        self._clear()

    def _clear(self) -> None:
        while self.steps.count():
            old = self.steps.widget(0)
            self.steps.removeWidget(old)
            old.deleteLater()

    # --- steps -------------------------------------------------------------------

    @property
    def step(self) -> Step | None:
        found = self.steps.currentWidget()
        return found if isinstance(found, Step) else None

    def _show(self, step: Step) -> None:
        """In the place of the step before: of three sheets one is on screen at most."""
        self._clear()
        self.room.awake(AWAKE_S if self.ceremony is not None else 0.0)
        self.steps.addWidget(step)
        step.entered.connect(self._on_primary)
        step.complained.connect(self._complain)
        self._complain("")
        self.dots.tell(step.at, 3 + SHEETS)
        self.subtitle.setText(step.told)
        self.subtitle.setVisible(bool(step.told))
        self.primary.setText(f" {step.primary}")
        self.primary.setAccessibleName(step.primary)
        self.print.setVisible(isinstance(step, SheetStep))
        self.back.setVisible(isinstance(step, TypeStep))
        self.cancel.setVisible(not isinstance(step, DoneStep))
        self.primary.setEnabled(True)
        self.area.ensureVisible(0, 0)
        step.begin(self.primary)
        if isinstance(step, NetworkStep):
            self._look()
            self._looking.start()
            if not step.alone:
                self.cancel.setFocus()  # Enter must not go on with a network by itself
        else:
            self._looking.stop()

    def _complain(self, words: str) -> None:
        """Below what scrolls, where it is read together with the marked word."""
        self.problem.setText(words)
        self.problem.setVisible(bool(words))

    def _look(self) -> None:
        step = self.step
        if isinstance(step, NetworkStep):
            step.tell(links_up())
            self.primary.setText(f" {step.primary}")
            self.primary.setAccessibleName(step.primary)

    def _on_primary(self) -> None:
        step = self.step
        if isinstance(step, ExplainStep):
            self._show(NetworkStep())
        elif isinstance(step, NetworkStep):
            self._begin()
        elif isinstance(step, SheetStep):
            self._show(TypeStep(step.sheet, self._places(step)))
        elif isinstance(step, TypeStep):
            self._check(step)
        elif isinstance(step, DoneStep):
            self.go.emit(_WHERE_FROM, None)

    def _places(self, step: SheetStep) -> tuple[int, ...]:
        """A printer makes no slips; a hand does, and only the whole sheet shows them."""
        return recovery.places_to_type() if step.printed else step.every_place

    def _begin(self) -> None:
        self.primary.setEnabled(False)

        def began(ceremony: Ceremony) -> None:
            if self.step is not None:  # the page may have been left meanwhile
                self.ceremony = ceremony
                self._show(SheetStep(ceremony.sheets[0]))

        self.room.tasks.run(recovery.begin, self.room.desk, then=began, failed=self.troubled.emit)

    def _check(self, step: TypeStep) -> None:
        ceremony = self.ceremony
        if ceremony is None or not step.is_full():
            return
        try:
            recovery.check_back(step.sheet, step.typed)
        except recovery.BadSheet as problem:
            step.complain(" ".join(sentences(problem)), problem.place)
            return
        self._typed.append(dict(step.typed))
        if len(self._typed) < SHEETS:
            self._show(SheetStep(ceremony.sheets[len(self._typed)]))
        else:
            self._finish(ceremony)

    def _finish(self, ceremony: Ceremony) -> None:
        self.primary.setEnabled(False)
        self.cancel.setEnabled(False)

        def done(_nothing: object) -> None:
            self.cancel.setEnabled(True)
            if self.step is None:
                self.said.emit(_("Listo: las tres hojas ya sirven."), None)
                return
            self._forget()
            self._show(DoneStep(ceremony.revision))

        def failed(problem: BaseException) -> None:
            del self._typed[SHEETS - 1 :]
            self.cancel.setEnabled(True)
            self.primary.setEnabled(True)
            self.troubled.emit(problem)

        self.room.tasks.run(
            recovery.finish,
            self.room.folder,
            self.room.desk,
            ceremony,
            list(self._typed),
            then=done,
            failed=failed,
        )

    # --- the other buttons -----------------------------------------------------------

    def _on_cancel(self) -> None:
        self._forget()
        self.go.emit(_WHERE_FROM, None)

    def _on_back(self) -> None:
        step = self.step
        if isinstance(step, TypeStep):
            self._show(SheetStep(step.sheet))

    def _on_print(self) -> None:
        from ui.door import print_sheet

        step, ceremony = self.step, self.ceremony
        if not isinstance(step, SheetStep) or ceremony is None:
            return
        html = holders_sheet(
            step.sheet.words, number=step.sheet.number, of=SHEETS, series=ceremony.revision
        )
        if print_sheet(self, html):
            step.was_printed()
