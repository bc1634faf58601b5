"""The last screen of a new programme: what was answered, and the button that makes it real."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from PySide6.QtWidgets import QGridLayout, QWidget

from desktop.i18n import _
from desktop.programme.vocabulary import Stream
from ui.pages.welcome import calls
from ui.pages.welcome.step import Step
from ui.tasks import Tasks
from ui.theme import theme
from ui.widgets.parts import clear, label
from ui.widgets.trouble import sentences


@dataclass(frozen=True)
class Answers:
    """What a new programme is made from."""

    who: calls.Newcomer
    stream: Stream
    site: str
    municipality: str


class BeginStep(Step):
    """Nothing is written before its button is pressed.

    Attributes:
        desk: the open desk, when it is done.
    """

    def __init__(self, tasks: Tasks, folder: Path, answers: Callable[[], Answers]) -> None:
        super().__init__(
            _("Todo listo para empezar"),
            _(
                "Hasta aquí no se ha guardado nada. Al seguir, el programa se crea cifrado en esta "
                "computadora, y sólo su frase o su código lo abren."
            ),
            _("Empezar"),
        )
        self.desk: object = None
        self._tasks, self._folder, self._answers = tasks, folder, answers
        self._told = QGridLayout()
        self._told.setHorizontalSpacing(theme().px(20))
        self._told.setVerticalSpacing(theme().px(6))
        self._told.setColumnStretch(1, 1)
        self.body.addLayout(self._told)

    def begin(self, on: QWidget) -> None:
        clear(self._told)
        told = self._answers()
        groups = _("Grupos de mujeres") if told.stream is Stream.WOMEN else _("Grupos de hombres")
        for at, (name, value) in enumerate(
            (
                (_("Grupos"), groups),
                (_("Lugar"), told.site),
                (_("Municipio"), told.municipality),
                (_("Apodo"), told.who.nickname),
            )
        ):
            self._told.addWidget(label(name, "soft"), at, 0)
            self._told.addWidget(label(value, "section", wrap=True), at, 1)
        on.setFocus()

    def go(self) -> None:
        self.complain()
        self.works.emit(_("Preparando…"))
        told = self._answers()
        self._tasks.run(
            calls.found,
            self._folder,
            told.who,
            told.stream,
            told.site,
            told.municipality,
            then=self._founded,
            failed=self._failed,
        )

    def _founded(self, desk: object) -> None:
        self.desk = desk
        self.done.emit()

    def _failed(self, problem: BaseException) -> None:
        self.works.emit("")
        self.complain(*sentences(problem))
