"""The screens of who has asked to join: wait, compare six words, come in."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtWidgets import QFrame, QWidget

from desktop.i18n import _
from ui.pages.welcome import by_code, calls
from ui.pages.welcome.mine import SecretStep
from ui.pages.welcome.step import Step, large
from ui.tasks import Tasks
from ui.theme import theme
from ui.widgets.files import open_file
from ui.widgets.parts import button, column, label
from ui.widgets.trouble import sentences
from ui.widgets.wrapped import Wrapped

WORDS_PX = 24


class SixWords(QFrame):
    """Six words large enough to be read aloud across a table."""

    def __init__(self) -> None:
        super().__init__()
        self.setProperty("kind", "tile")
        self.setProperty("tone", "accent")
        self.words = label("", wrap=True)
        self.words.setStyleSheet(f"font-size: {theme().px(WORDS_PX)}px; font-weight: 600;")
        inside = column(self.words)
        margin = theme().px(16)
        inside.setContentsMargins(margin, margin, margin, margin)
        self.setLayout(inside)

    def tell(self, words: str) -> None:
        self.words.setText(words)


class WaitingStep(Step):
    """The request exists. What is left: carry it, and open the invitation that answers it.

    Attributes:
        invitation: the bytes that were opened, b"" before.
        words: its six words.
    """

    def __init__(self, tasks: Tasks, folder: Path) -> None:
        super().__init__(
            _("Su solicitud está lista"),
            _(
                "Guárdela en una memoria y llévela a su coordinación, que la abre en la suya. "
                "Las dos pantallas deben mostrar estas seis palabras:"
            ),
            _("Abrir la invitación"),
        )
        self.back = _("No quería unirme")
        self.invitation, self.words = b"", ""
        self._tasks, self._folder = tasks, folder
        self.six = SixWords()
        self.body.addWidget(self.six)
        self.save = button(_("Guardar mi solicitud"), symbol="download-simple", then=self._on_save)
        self.show_code = button(_("Mostrarla como código QR"), symbol="qr-code", then=self._on_show)
        self.read_codes = button(_("Leer la invitación de códigos QR"), symbol="camera")
        self.read_codes.clicked.connect(lambda: by_code.read_invitation(self, self._opened))
        self.body.addWidget(Wrapped(self.save, self.show_code))
        self.body.addWidget(Wrapped(self.read_codes))
        later = _("Puede cerrar y volver después: la solicitud espera aquí.")
        self.body.addWidget(large(later))
        self.saved = label("", "strong", wrap=True)
        self.body.addWidget(self.saved)

    def begin(self, on: QWidget) -> None:
        self.six.tell(calls.words_of_file(calls.request_bytes(self._folder)))
        self.saved.clear()
        self.save.setFocus()

    def go(self) -> None:
        path = open_file(self, _("Abrir la invitación"), _("Invitación"), "*.vri")
        if path is not None:
            self._tasks.run(
                calls.read_invitation,
                path,
                then=self._opened,
                failed=lambda problem: self.complain(*sentences(problem)),
            )

    def _opened(self, invitation: bytes) -> None:
        """However it came, its words are compared next."""
        self.complain()
        self.invitation, self.words = invitation, calls.words_of_file(invitation)
        self.done.emit()

    def _on_show(self) -> None:
        self.complain()
        by_code.show_request(self, self._folder)

    def _on_save(self) -> None:
        from ui import door

        self.complain()
        self.saved.clear()
        door.ask_where(self, self._save_in)

    def _save_in(self, place: Path) -> None:
        self._tasks.run(
            calls.save_request,
            self._folder,
            place,
            then=self._on_saved,
            failed=lambda problem: self.complain(*sentences(problem)),
        )

    def _on_saved(self, name: str) -> None:
        told = _("Guardada como {name}. Llévela a su coordinación.")
        self.saved.setText(told.format(name=name))


class WordsStep(Step):
    """The words of the invitation are compared too: a stranger could have answered."""

    def __init__(self, waiting: WaitingStep) -> None:
        super().__init__(
            _("¿Su coordinación ve estas mismas palabras?"),
            _(
                "Pídale que las lea en voz alta. Si no son iguales, el archivo no es de su "
                "coordinación: vuelva atrás y no siga."
            ),
            _("Sí, son iguales"),
        )
        self.back = _("No son iguales")
        self.grave = True
        self._waiting = waiting
        self.six = SixWords()
        self.body.addWidget(self.six)

    def begin(self, on: QWidget) -> None:
        self.six.tell(self._waiting.words)
        on.setFocus()


class EnterStep(SecretStep):
    """The phrase opens the account, the account opens the invitation.

    Attributes:
        desk: the open desk, when it is done.
    """

    def __init__(self, tasks: Tasks, folder: Path, waiting: WaitingStep) -> None:
        super().__init__(
            _("Escriba su frase de acceso"),
            _("La que eligió al pedir entrar. Con ella se abre la invitación."),
            _("Frase de acceso"),
            _("Entrar"),
        )
        self.desk: object = None
        self._tasks, self._folder, self._waiting = tasks, folder, waiting

    def check(self) -> str:
        return "" if self.field.text else _("Escriba su frase de acceso.")

    def go(self) -> None:
        problem = self.check()
        self.complain(problem)
        if not problem:
            self.works.emit(_("Abriendo…"))
            self._tasks.run(
                calls.join,
                self._folder,
                self.field.text,
                self._waiting.invitation,
                then=self._joined,
                failed=self._failed,
            )

    def _joined(self, desk: object) -> None:
        self.desk = desk
        self.done.emit()

    def _failed(self, problem: BaseException) -> None:
        self.works.emit("")
        self.complain(*sentences(problem))
        self.field.line.selectAll()
        self.field.setFocus()
