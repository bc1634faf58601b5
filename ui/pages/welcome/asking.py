"""The screens that make a request to join, and that take it back."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from PySide6.QtWidgets import QWidget

from desktop.i18n import _
from ui.pages.welcome import calls
from ui.pages.welcome.step import Step
from ui.tasks import Tasks
from ui.widgets.trouble import sentences


class RequestStep(Step):
    """The last screen before anything is written. Then the request can be saved to a stick.

    Attributes:
        code_kept: False when the account was made and its recovery code could not be kept.
    """

    def __init__(self, tasks: Tasks, folder: Path, who: Callable[[], calls.Newcomer]) -> None:
        super().__init__(
            _("Todo listo para pedir entrar"),
            _(
                "Hasta aquí no se ha guardado nada. Al seguir se crean su cuenta y una solicitud: "
                "un archivo pequeño, sin secretos, que usted lleva a su coordinación."
            ),
            _("Crear mi solicitud"),
        )
        self.code_kept = True
        self._tasks, self._folder, self._who = tasks, folder, who

    def go(self) -> None:
        self.works.emit(_("Preparando…"))
        self._tasks.run(
            calls.ask_to_join,
            self._folder,
            self._who(),
            then=self._ready,
            failed=self._failed,
        )

    def _ready(self, code_kept: bool) -> None:
        self.code_kept = code_kept
        self.works.emit("")
        self.done.emit()

    def _failed(self, problem: BaseException) -> None:
        self.works.emit("")
        self.complain(*sentences(problem))


class UndoStep(Step):
    """The way back for who asked by mistake.

    Attributes:
        again: the account was here before the request, and stays.
    """

    def __init__(self, tasks: Tasks, folder: Path) -> None:
        super().__init__("", " ", _("Sí, quitar"))
        self.again = False
        self.grave = True
        self._tasks, self._folder = tasks, folder

    def begin(self, on: QWidget) -> None:
        self.again = calls.is_again(self._folder)
        if self.again:
            self.question.setText(_("¿Quitar la solicitud?"))
            told = _("Su cuenta se queda como está. Puede pedirlo otra vez cuando quiera.")
        else:
            self.question.setText(_("¿Quitar la solicitud y su cuenta?"))
            told = _(
                "La cuenta todavía no abre nada, así que no se pierde ningún registro. Una "
                "invitación hecha para esta solicitud ya no servirá, ni su código en papel."
            )
        self.hint.setText(told)
        on.setFocus()

    def go(self) -> None:
        self.works.emit(_("Quitando…"))
        self._tasks.run(
            calls.withdraw, self._folder, then=lambda _none: self._gone(), failed=self._failed
        )

    def _gone(self) -> None:
        self.works.emit("")
        self.done.emit()

    def _failed(self, problem: BaseException) -> None:
        self.works.emit("")
        self.complain(*sentences(problem))
