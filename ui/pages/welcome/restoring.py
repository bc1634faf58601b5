"""The screens of who brings a backup: choose it, see that it is whole, put it back."""

from __future__ import annotations

import threading
from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QProgressBar, QWidget

from desktop.i18n import _
from ui.dates import full_date
from ui.pages.welcome import calls
from ui.pages.welcome.step import Step, large
from ui.tasks import Tasks
from ui.widgets.files import open_file
from ui.widgets.parts import label
from ui.widgets.trouble import sentences

if TYPE_CHECKING:
    from desktop.backup.verify import Report

BAR_STEPS = 1000
LATEST_S = 253_402_300_799
"""The last second of the year 9999: a dead clock may claim anything."""


class LongStep(Step):
    """A step whose work shows how far it has come and can be given up."""

    _moved = Signal(object, object)
    """Bytes done and in all: more than Qt's int holds."""

    def __init__(self, tasks: Tasks, question: str, hint: str, primary: str) -> None:
        super().__init__(question, hint, primary)
        self.tasks = tasks
        self._given_up = threading.Event()
        self.bar = QProgressBar()
        self.bar.setTextVisible(False)
        self.bar.setRange(0, BAR_STEPS)
        self.bar.setAccessibleName(_("Avance"))
        self.bar.hide()
        self._moved.connect(self._on_moved)

    def stop(self) -> None:
        self._given_up.set()

    def run(
        self, words: str, call: Callable[..., object], *args: object, then: Callable[..., object]
    ) -> None:
        """Do it on the database thread; `call` gets `progress` and `cancelled` too."""
        self.complain()
        self._given_up.clear()
        self.bar.setValue(0)
        self.bar.show()
        self.stoppable = True
        self.works.emit(words)

        def done(answer: object) -> None:
            self._rest()
            then(answer)

        self.tasks.run(
            call,
            *args,
            progress=self._moved.emit,
            cancelled=self._given_up.is_set,
            then=done,
            failed=self._failed,
        )

    def _failed(self, problem: BaseException) -> None:
        self._rest()
        self.complain(*sentences(problem))

    def _rest(self) -> None:
        self.bar.hide()
        self.stoppable = False
        self.works.emit("")

    def _on_moved(self, done: int, whole: int) -> None:
        self.bar.setValue(round(BAR_STEPS * done / whole) if whole else 0)


class BackupStep(LongStep):
    """Choose the file. It is read to its end before anything else is asked.

    Attributes:
        path: the file that was found whole.
        report: what it says of itself.
    """

    def __init__(self, tasks: Tasks) -> None:
        super().__init__(
            tasks,
            _("¿Dónde está la copia de respaldo?"),
            _(
                "Conecte la memoria donde la guardó y elija el archivo. Primero se revisa que esté "
                "entera; no se escribe nada."
            ),
            _("Elegir el archivo"),
        )
        self.path: Path | None = None
        self.report: Report | None = None
        self.body.addWidget(self.bar)

    def begin(self, on: QWidget) -> None:
        self.path = self.report = None
        on.setFocus()

    def go(self) -> None:
        path = open_file(self, _("Elegir el archivo"), _("Copia de respaldo"), "*.tar")
        if path is not None:
            self.run(
                _("Revisando…"), calls.verify, path, then=lambda found: self._whole(path, found)
            )

    def _whole(self, path: Path, report: Report) -> None:
        self.path, self.report = path, report
        self.done.emit()


class RestoreStep(LongStep):
    """The last screen before a backup is put back."""

    def __init__(self, tasks: Tasks, folder: Path, backup: BackupStep) -> None:
        super().__init__(
            tasks,
            _("La copia está entera"),
            _(
                "Al seguir se pone en esta computadora. Después cada quien entra con su apodo y la "
                "frase que tenía cuando se hizo la copia."
            ),
            _("Recuperar"),
        )
        self._folder, self._backup = folder, backup
        self.told = label("", "section", wrap=True)
        self.body.addWidget(self.told)
        self.body.addWidget(
            large(_("Lo que se anotó después de hacer la copia vuelve al enviar y recibir."))
        )
        self.body.addWidget(self.bar)

    def begin(self, on: QWidget) -> None:
        self.told.setText(_told(self._backup.report) if self._backup.report else "")
        on.setFocus()

    def go(self) -> None:
        assert self._backup.path is not None  # noqa: S101
        self.run(
            _("Recuperando…"),
            calls.restore,
            self._backup.path,
            self._folder,
            then=lambda _none: self.done.emit(),
        )


def _told(report: Report) -> str:
    """Which copy it is, in two sentences. The day is a claim: clocks of such laptops are dead."""
    made_s = min(report.manifest.made_ms // 1000, LATEST_S)
    made = datetime.fromtimestamp(made_s, UTC).date()
    return _("Copia número {n}, hecha el {day} según su reloj. Entran: {who}.").format(
        n=report.manifest.counter,
        day=full_date(made),
        who=", ".join(card.nickname for card in report.accounts),
    )
