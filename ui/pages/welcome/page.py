"""The first screen of an empty folder: begin a programme, or join one with an invitation."""

from __future__ import annotations

from functools import partial
from pathlib import Path

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import (
    QComboBox,
    QFileDialog,
    QFormLayout,
    QFrame,
    QGridLayout,
    QLineEdit,
    QScrollArea,
    QVBoxLayout,
    QWidget,
)

from desktop.i18n import LANGUAGES, _, language
from desktop.programme.vocabulary import Stream
from ui.tasks import Tasks
from ui.theme import theme
from ui.widgets.mark import Mark
from ui.widgets.parts import button, card, clear, column, label, row, tile
from ui.widgets.trouble import sentences, show_trouble

PASSPHRASE_MIN_CHARS = 15


class WelcomePage(QWidget):
    """Two ways in. Nothing is written before its button is pressed.

    Signals:
        founded(Desk): a programme was begun and its vault is open.
        joined(): an invitation was taken in; the lock screen can be shown.
        language_chosen(str): "es" or "en".
    """

    founded = Signal(object)
    joined = Signal()
    language_chosen = Signal(str)

    def __init__(self, folder: Path, tasks: Tasks) -> None:
        super().__init__()
        self.folder = folder
        self.tasks = tasks
        outer = QVBoxLayout(self)
        outer.setContentsMargins(0, 0, 0, 0)
        self.frame, inside = card(spacing=12, margin=28)
        self.frame.setFixedWidth(theme().px(560))
        middle = QGridLayout()
        middle.setRowStretch(0, 1)
        middle.setRowStretch(2, 1)
        middle.addWidget(self.frame, 1, 0, Qt.AlignmentFlag.AlignHCenter)
        inner = QWidget()
        inner.setLayout(middle)
        area = QScrollArea()
        area.setWidgetResizable(True)
        area.setWidget(inner)
        outer.addWidget(area)
        inside.addWidget(Mark(40), 0, Qt.AlignmentFlag.AlignHCenter)
        inside.addWidget(label("Vereda", "title"), 0, Qt.AlignmentFlag.AlignHCenter)
        self.choice = self._choice()
        self.found = _FoundForm()
        self.join = _JoinForm()
        for step in (self.choice, self.found, self.join):
            inside.addWidget(step)
        self._show(self.choice)
        self.found.back.connect(lambda: self._show(self.choice))
        self.join.back.connect(lambda: self._show(self.choice))
        self.found.asked.connect(self._on_found)
        self.join.request_asked.connect(self._on_request)
        self.join.accept_asked.connect(self._on_accept)
        links = row()
        for code, name in LANGUAGES.items():
            link = button(name, "link", then=partial(self.language_chosen.emit, code))
            link.setCheckable(True)
            link.setChecked(code == language())
            links.addWidget(link)
        links.addStretch(1)
        inside.addLayout(links)
        if _waiting(folder):
            self._show_waiting()

    def _choice(self) -> QWidget:
        made = QWidget()
        inside = column(spacing=10)
        made.setLayout(inside)
        inside.addWidget(label(_("¿Qué quiere hacer en esta computadora?"), "section"))
        for symbol, words, hint, then in (
            (
                "path",
                _("Empezar un programa nuevo"),
                _("Para quien coordina, la primera vez."),
                lambda: self._show(self.found),
            ),
            (
                "handshake",
                _("Unirme con una invitación"),
                _("Su coordinación le da un archivo."),
                lambda: self._show(self.join),
            ),
        ):
            line = row(
                tile(symbol, "accent", 44),
                _words(words, hint),
                button(_("Seguir"), symbol="caret-right", then=then),
                spacing=14,
            )
            line.setStretch(1, 1)
            inside.addLayout(line)
        return made

    def _show(self, step: QWidget) -> None:
        for each in (self.choice, self.found, self.join):
            each.setVisible(each is step)

    def _on_found(self, nickname: str, phrase: str, stream: Stream, site: str) -> None:
        self.found.busy(True)
        self.tasks.run(
            _found,
            self.folder,
            nickname,
            phrase,
            stream,
            site,
            then=self.founded.emit,
            failed=self._not_founded,
        )

    def _not_founded(self, problem: BaseException) -> None:
        self.found.busy(False)
        self.found.complain(*sentences(problem))

    def _on_request(self, nickname: str, phrase: str, path: Path) -> None:
        self.tasks.run(
            _request,
            self.folder,
            nickname,
            phrase,
            path,
            then=lambda _w: self._show_waiting(),
            failed=lambda p: self.join.complain(*sentences(p)),
        )

    def _show_waiting(self) -> None:
        self.join.show_waiting(_words_of(self.folder))
        self._show(self.join)

    def _on_accept(self, phrase: str, path: Path) -> None:
        self.tasks.run(
            _accept,
            self.folder,
            phrase,
            path,
            then=lambda _d: self.joined.emit(),
            failed=lambda p: show_trouble(self, p),
        )


class _FoundForm(QWidget):
    """Nickname, place, stream and a phrase typed twice.

    Signals:
        asked(str, str, Stream, str): nickname, passphrase, stream, site.
        back(): the other way in.
    """

    asked = Signal(str, str, object, str)
    back = Signal()

    def __init__(self) -> None:
        super().__init__()
        inside = QVBoxLayout(self)
        inside.setContentsMargins(0, 0, 0, 0)
        form = _form(inside)
        self.nickname = _field(_("Por ejemplo, Colibrí"))
        self.site = _field(_("Por ejemplo, San Isidro"))
        self.stream = QComboBox()
        self.stream.addItem(_("Grupos de mujeres"), Stream.WOMEN)
        self.stream.addItem(_("Grupos de hombres"), Stream.MEN)
        self.phrase, self.again = _secret(), _secret()
        form.addRow(_("Su apodo en la pantalla de entrada"), self.nickname)
        form.addRow(_("Lugar"), self.site)
        form.addRow(_("¿Con qué grupos trabaja usted?"), self.stream)
        form.addRow(_("Frase de acceso, de 15 letras o más"), self.phrase)
        form.addRow(_("La misma frase otra vez"), self.again)
        self.problem = label("", "error", wrap=True)
        inside.addWidget(self.problem)
        self.go = button(_("Empezar"), "primary", "check", self._on_go)
        inside.addLayout(
            row(button(_("Atrás"), symbol="arrow-left", then=self.back.emit), None, self.go)
        )

    def busy(self, on: bool) -> None:
        self.go.setEnabled(not on)
        self.go.setText(" " + (_("Preparando…") if on else _("Empezar")))

    def complain(self, *words: str) -> None:
        self.problem.setText(" ".join(words))

    def _on_go(self) -> None:
        wrong = _phrase_problem(self.phrase.text(), self.again.text())
        if not self.nickname.text().strip() or not self.site.text().strip():
            self.complain(_("Escriba su apodo y el lugar."))
        elif wrong:
            self.complain(wrong)
        else:
            self.complain("")
            self.asked.emit(
                self.nickname.text().strip(),
                self.phrase.text(),
                self.stream.currentData(),
                self.site.text().strip(),
            )


class _JoinForm(QWidget):
    """First a request is written; then the invitation that answers it is taken in.

    Signals:
        request_asked(str, str, Path): nickname, passphrase, where to write the request.
        accept_asked(str, Path): passphrase and the invitation.
        back(): the other way in.
    """

    request_asked = Signal(str, str, Path)
    accept_asked = Signal(str, Path)
    back = Signal()

    def __init__(self) -> None:
        super().__init__()
        self._inside = QVBoxLayout(self)
        self._inside.setContentsMargins(0, 0, 0, 0)
        form = _form(self._inside)
        self.nickname = _field(_("Por ejemplo, Colibrí"))
        self.phrase, self.again = _secret(), _secret()
        form.addRow(_("Su apodo en la pantalla de entrada"), self.nickname)
        form.addRow(_("Frase de acceso, de 15 letras o más"), self.phrase)
        form.addRow(_("La misma frase otra vez"), self.again)
        self.problem = label("", "error", wrap=True)
        self._inside.addWidget(self.problem)
        self._inside.addLayout(
            row(
                button(_("Atrás"), symbol="arrow-left", then=self.back.emit),
                None,
                button(_("Guardar mi solicitud"), "primary", "download-simple", self._on_request),
            )
        )

    def show_waiting(self, words: str) -> None:
        """The request is written: compare six words, then open the invitation."""
        clear(self._inside)
        self._inside.addWidget(label(_("Su solicitud está lista"), "section"))
        self._inside.addWidget(
            label(
                _(
                    "Lleve el archivo a su coordinación. Las dos pantallas deben mostrar "
                    "estas seis palabras; si no son iguales, no siga:"
                ),
                wrap=True,
            )
        )
        shown = label(words, "section", wrap=True)
        shown.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        self._inside.addWidget(shown)
        self.phrase = _secret()
        form = _form(self._inside)
        form.addRow(_("Su frase de acceso"), self.phrase)
        self.problem = label("", "error", wrap=True)
        self._inside.addWidget(self.problem)
        self._inside.addLayout(
            row(None, button(_("Abrir la invitación"), "primary", "folder", self._on_accept))
        )

    def complain(self, *words: str) -> None:
        self.problem.setText(" ".join(words))

    def _on_request(self) -> None:
        wrong = _phrase_problem(self.phrase.text(), self.again.text())
        if not self.nickname.text().strip():
            self.complain(_("Escriba su apodo."))
        elif wrong:
            self.complain(wrong)
        else:
            name, _filter = QFileDialog.getSaveFileName(
                self, _("Guardar mi solicitud"), str(Path.home() / "solicitud.vrq"), "(*.vrq)"
            )
            if name:
                self.request_asked.emit(
                    self.nickname.text().strip(), self.phrase.text(), Path(name)
                )

    def _on_accept(self) -> None:
        if not self.phrase.text():
            self.complain(_("Escriba su frase de acceso."))
            return
        name, _filter = QFileDialog.getOpenFileName(
            self, _("Abrir la invitación"), str(Path.home()), "(*.vri)"
        )
        if name:
            self.accept_asked.emit(self.phrase.text(), Path(name))


def _form(inside: QVBoxLayout) -> QFormLayout:
    form = QFormLayout()
    form.setRowWrapPolicy(QFormLayout.RowWrapPolicy.WrapAllRows)
    form.setVerticalSpacing(theme().px(4))
    inside.addLayout(form)
    return form


def _field(hint: str) -> QLineEdit:
    made = QLineEdit()
    made.setPlaceholderText(hint)
    made.setMaxLength(40)
    return made


def _secret() -> QLineEdit:
    made = QLineEdit()
    made.setEchoMode(QLineEdit.EchoMode.Password)
    return made


def _words(words: str, hint: str) -> QFrame:
    made = QFrame()
    made.setLayout(column(label(words, "strong"), label(hint, "small"), spacing=0))
    return made


def _phrase_problem(phrase: str, again: str) -> str:
    if len(phrase) < PASSPHRASE_MIN_CHARS:
        return _("La frase necesita 15 letras o más; varias palabras son fáciles de recordar.")
    if phrase != again:
        return _("Las dos frases no son iguales.")
    return ""


def _waiting(folder: Path) -> bool:
    from sync.client.joining import waiting_request

    return waiting_request(folder) is not None


def _words_of(folder: Path) -> str:
    from sync.client.joining import waiting_request
    from sync.client.six_words import words_of

    return words_of(waiting_request(folder) or b"")


def _found(folder: Path, nickname: str, phrase: str, stream: Stream, site: str) -> object:
    from desktop.services.founding import found_programme

    return found_programme(folder, nickname, phrase, stream, site)


def _request(folder: Path, nickname: str, phrase: str, path: Path) -> None:
    from sync.client.joining import write_request

    write_request(folder, nickname, phrase, path)


def _accept(folder: Path, phrase: str, path: Path) -> None:
    from sync.client.joining import accept_file

    accept_file(folder, phrase, path)
