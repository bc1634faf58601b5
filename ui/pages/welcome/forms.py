"""The two forms of the first screen: begin a programme, or ask to join one."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QComboBox, QFormLayout, QLineEdit, QVBoxLayout, QWidget

from desktop.i18n import _
from desktop.programme.vocabulary import Stream
from desktop.services import keys
from desktop.trouble import Trouble
from ui.theme import theme
from ui.widgets.files import open_file, save_file
from ui.widgets.parts import button, clear, label, row
from ui.widgets.trouble import sentences


class Form(QWidget):
    """Fields with their names above, a line for what is wrong, and two buttons.

    Signals:
        back(): the other way in.
    """

    back = Signal()

    def __init__(self) -> None:
        super().__init__()
        self.inside = QVBoxLayout(self)
        self.inside.setContentsMargins(0, 0, 0, 0)
        self.inside.setSpacing(theme().px(10))
        self.problem = label("", "error", wrap=True)

    def rows(self) -> QFormLayout:
        form = QFormLayout()
        form.setRowWrapPolicy(QFormLayout.RowWrapPolicy.WrapAllRows)
        form.setVerticalSpacing(theme().px(4))
        self.inside.addLayout(form)
        return form

    def field(self, form: QFormLayout, name: str, hint: str = "") -> QLineEdit:
        """A field that forgets an old complaint as soon as something is typed."""
        made = QLineEdit()
        made.setPlaceholderText(hint)
        made.setMaxLength(40)
        made.setAccessibleName(name)
        made.textChanged.connect(lambda: self.complain())
        made.returnPressed.connect(self.on_primary)
        form.addRow(name, made)
        return made

    def secret(self, form: QFormLayout, name: str) -> QLineEdit:
        made = self.field(form, name)
        made.setMaxLength(200)
        made.setEchoMode(QLineEdit.EchoMode.Password)
        return made

    def complain(self, *words: str) -> None:
        self.problem.setText(" ".join(words))

    def on_primary(self) -> None:
        """What the primary button and Enter do."""

    def begin(self) -> None:
        """Put the cursor where typing starts."""


class FoundForm(Form):
    """Nickname, place, stream and a phrase typed twice.

    Signals:
        asked(str, str, Stream, str): nickname, passphrase, stream, site.
    """

    asked = Signal(str, str, object, str)

    def __init__(self) -> None:
        super().__init__()
        form = self.rows()
        self.nickname = self.field(
            form, _("Su apodo en la pantalla de entrada"), _("Por ejemplo, Colibrí")
        )
        self.site = self.field(form, _("Lugar"), _("Por ejemplo, San Isidro"))
        self.stream = QComboBox()
        self.stream.addItem(_("Elija…"), None)
        self.stream.addItem(_("Grupos de mujeres"), Stream.WOMEN)
        self.stream.addItem(_("Grupos de hombres"), Stream.MEN)
        self.stream.activated.connect(lambda _at: self.complain())
        form.addRow(_("¿Con qué grupos trabaja usted?"), self.stream)
        self.phrase = self.secret(form, _("Frase de acceso, de 15 letras o más"))
        self.again = self.secret(form, _("La misma frase otra vez"))
        self.inside.addWidget(self.problem)
        self.go = button(_("Empezar"), "primary", "check", self.on_primary)
        back = button(_("Atrás"), symbol="arrow-left", then=self.back.emit)
        self.inside.addLayout(row(back, None, self.go))

    def begin(self) -> None:
        self.nickname.setFocus()

    def busy(self, on: bool) -> None:
        self.go.setEnabled(not on)
        self.go.setText(" " + (_("Preparando…") if on else _("Empezar")))

    def on_primary(self) -> None:
        wrong = phrase_problem(self.phrase.text(), self.again.text(), self.nickname.text())
        if not self.nickname.text().strip() or not self.site.text().strip():
            self.complain(_("Escriba su apodo y el lugar."))
        elif self.stream.currentData() is None:
            self.complain(_("Elija con qué grupos trabaja usted."))
        elif wrong:
            self.complain(wrong)
        elif self.go.isEnabled():
            self.complain()
            self.asked.emit(
                self.nickname.text().strip(),
                self.phrase.text(),
                self.stream.currentData(),
                self.site.text().strip(),
            )


class JoinForm(Form):
    """First a request is written; then the invitation that answers it is taken in.

    Signals:
        request_asked(str, str, Path): nickname, passphrase, where to write the request.
        accept_asked(str, Path): passphrase and the invitation.
    """

    request_asked = Signal(str, str, Path)
    accept_asked = Signal(str, Path)

    def __init__(self) -> None:
        super().__init__()
        self._waiting = False
        form = self.rows()
        self.nickname = self.field(
            form, _("Su apodo en la pantalla de entrada"), _("Por ejemplo, Colibrí")
        )
        self.phrase = self.secret(form, _("Frase de acceso, de 15 letras o más"))
        self.again = self.secret(form, _("La misma frase otra vez"))
        self.inside.addWidget(self.problem)
        back = button(_("Atrás"), symbol="arrow-left", then=self.back.emit)
        ask = button(_("Guardar mi solicitud"), "primary", "download-simple", self.on_primary)
        self.inside.addLayout(row(back, None, ask))

    def begin(self) -> None:
        (self.phrase if self._waiting else self.nickname).setFocus()

    def show_waiting(self, words: str) -> None:
        """The request is written: compare six words, then open the invitation."""
        self._waiting = True
        clear(self.inside)
        self.inside.addWidget(label(_("Su solicitud está lista"), "section"))
        told = _(
            "Lleve el archivo a su coordinación, que lo abre en Ajustes. Las dos pantallas "
            "deben mostrar estas seis palabras; si no son iguales, no siga:"
        )
        self.inside.addWidget(label(told, wrap=True))
        shown = label(words, "section", wrap=True)
        shown.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        self.inside.addWidget(shown)
        self.phrase = self.secret(self.rows(), _("Su frase de acceso"))
        self.problem = label("", "error", wrap=True)
        self.inside.addWidget(self.problem)
        again = button(_("Guardar otra vez"), symbol="download-simple", then=self._on_again)
        opens = button(_("Abrir la invitación"), "primary", "folder", self.on_primary)
        self.inside.addLayout(row(again, None, opens))

    def on_primary(self) -> None:
        if self._waiting:
            self._on_accept()
        else:
            self._on_request()

    def _on_request(self) -> None:
        wrong = phrase_problem(self.phrase.text(), self.again.text(), self.nickname.text())
        if not self.nickname.text().strip():
            self.complain(_("Escriba su apodo."))
        elif wrong:
            self.complain(wrong)
        else:
            path = _where(self)
            if path is not None:
                self.request_asked.emit(self.nickname.text().strip(), self.phrase.text(), path)

    def _on_again(self) -> None:
        path = _where(self)
        if path is not None:
            self.request_asked.emit("", "", path)

    def _on_accept(self) -> None:
        if not self.phrase.text():
            self.complain(_("Escriba su frase de acceso."))
            return
        path = open_file(self, _("Abrir la invitación"), _("Invitación"), "*.vri")
        if path is not None:
            self.accept_asked.emit(self.phrase.text(), path)


def _where(parent: QWidget) -> Path | None:
    return save_file(parent, _("Guardar mi solicitud"), "solicitud.vrq", _("Solicitud"))


def phrase_problem(phrase: str, again: str, nickname: str) -> str:
    """What is wrong with a new phrase, "" when nothing is."""
    if phrase != again:
        return _("Las dos frases no son iguales.")
    try:
        keys.check_phrase(phrase, (nickname,))
    except Trouble as problem:
        return " ".join(sentences(problem))
    return ""
