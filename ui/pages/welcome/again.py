"""The screens of who has an account here that opens nothing any more: ask for a new invitation."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from pathlib import Path

from desktop.i18n import _
from desktop.vault.account_file import AccountCard
from ui.pages.welcome import calls
from ui.pages.welcome.first import Aim
from ui.pages.welcome.mine import SecretStep
from ui.pages.welcome.step import Choice, ChoiceStep
from ui.tasks import Tasks
from ui.widgets.trouble import sentences


def _ask() -> Choice:
    return Choice(
        Aim.AGAIN,
        "handshake",
        _("Pedir una invitación nueva"),
        _("Se la da su coordinación. Su apodo y su frase siguen iguales."),
    )


def _open() -> Choice:
    return Choice(Aim.AGAIN, "handshake", _("Abrir mi invitación"), _("Su solicitud espera aquí."))


def _restore() -> Choice:
    return Choice(
        Aim.RESTORE,
        "clock-counter-clockwise",
        _("Recuperar una copia de respaldo"),
        _("Vuelve lo que había al hacerla. Su apodo y su frase siguen iguales."),
    )


def _undo() -> Choice:
    return Choice(
        Aim.UNDO, "x-circle", _("Quitar mi solicitud"), _("Su cuenta se queda como está.")
    )


class WayStep(ChoiceStep):
    """How to go on. The way back leads to the lock screen: others may work here."""

    def __init__(self, *, asked: bool, may_restore: bool) -> None:
        """`asked`: a request waits already. `may_restore`: a backup would cover nothing here."""
        choices = [_open() if asked else _ask()]
        if may_restore:
            choices.append(_restore())
        if asked:
            choices.append(_undo())
        covers = _("Una copia de respaldo se recupera donde no haya registros de otras personas.")
        super().__init__(
            _("¿Cómo quiere volver a trabajar aquí?"), choices, "" if may_restore else covers
        )


class WhoStep(ChoiceStep):
    """Whose account it is; the nicknames are those of the lock screen."""

    def __init__(self, accounts: Sequence[AccountCard]) -> None:
        choices = [Choice(card.id.hex(), "user", card.nickname) for card in accounts]
        super().__init__(_("¿Cuál es su cuenta?"), choices)
        if len(choices) == 1:
            self.mark(choices[0].value)

    @property
    def account(self) -> bytes:
        return bytes.fromhex(self.value)


class AskAgainStep(SecretStep):
    """The phrase signs the request: nobody asks in another's name."""

    def __init__(self, tasks: Tasks, folder: Path, account: Callable[[], bytes]) -> None:
        super().__init__(
            _("Escriba su frase de acceso"),
            _("Con ella se hace la solicitud: un archivo pequeño, sin secretos, que usted lleva a "
              "su coordinación."),
            _("Frase de acceso"),
            _("Crear mi solicitud"),
        )  # fmt: skip
        self._tasks, self._folder, self._account = tasks, folder, account

    def go(self) -> None:
        self.works.emit(_("Preparando…"))
        self._tasks.run(
            calls.ask_again,
            self._folder,
            self._account(),
            self.field.text,
            then=lambda _none: self._asked(),
            failed=self._failed,
        )

    def _asked(self) -> None:
        self.works.emit("")
        self.done.emit()

    def _failed(self, problem: BaseException) -> None:
        self.works.emit("")
        self.complain(*sentences(problem))
        self.field.line.selectAll()
