"""The first screen of an empty folder: begin a programme, or join one with an invitation."""

from __future__ import annotations

from functools import partial
from pathlib import Path

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QFrame, QGridLayout, QScrollArea, QVBoxLayout, QWidget

from desktop.i18n import LANGUAGES, _, language
from desktop.programme.vocabulary import Stream
from ui.pages.welcome.forms import Form, FoundForm, JoinForm
from ui.tasks import Tasks
from ui.theme import theme
from ui.widgets.mark import Mark
from ui.widgets.parts import button, card, column, label, row, tile
from ui.widgets.six_words import SixWordsDialog
from ui.widgets.trouble import sentences, show_trouble

CARD_PX = 560


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
        inside = self._card()
        inside.addWidget(Mark(40), 0, Qt.AlignmentFlag.AlignHCenter)
        inside.addWidget(label("Vereda", "title"), 0, Qt.AlignmentFlag.AlignHCenter)
        self.choice = self._choice()
        self.found = FoundForm()
        self.join = JoinForm()
        for step in (self.choice, self.found, self.join):
            inside.addWidget(step)
        for form in (self.found, self.join):
            form.back.connect(lambda: self._show(self.choice))
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
        self._show(self.choice)
        if _waiting(folder):
            self._show_waiting()

    def _card(self) -> QVBoxLayout:
        """A card in the middle that scrolls where the screen is small."""
        outer = QVBoxLayout(self)
        outer.setContentsMargins(0, 0, 0, 0)
        self.frame, inside = card(spacing=12, margin=28)
        self.frame.setFixedWidth(theme().px(CARD_PX))
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
        return inside

    def _choice(self) -> QWidget:
        made = QWidget()
        inside = column(spacing=10)
        made.setLayout(inside)
        inside.addWidget(label(_("¿Qué quiere hacer en esta computadora?"), "section"))
        for symbol, words, hint, form in (
            (
                "path",
                _("Empezar un programa nuevo"),
                _("Para quien coordina, la primera vez."),
                "found",
            ),
            (
                "handshake",
                _("Unirme con una invitación"),
                _("Su coordinación le da un archivo."),
                "join",
            ),
        ):
            about = QFrame()
            about.setLayout(column(label(words, "strong"), label(hint, "small"), spacing=0))
            go = button(_("Seguir"), symbol="caret-right", then=partial(self._show_named, form))
            go.setAccessibleName(words)
            line = row(tile(symbol, "accent", 44), about, go, spacing=14)
            line.setStretch(1, 1)
            inside.addLayout(line)
        return made

    def _show_named(self, name: str) -> None:
        self._show(self.found if name == "found" else self.join)

    def _show(self, step: QWidget) -> None:
        for each in (self.choice, self.found, self.join):
            each.setVisible(each is step)
        if isinstance(step, Form):
            step.begin()

    # --- begin ----------------------------------------------------------------

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

    # --- join -----------------------------------------------------------------

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
        self.join.show_waiting(_words_of_request(self.folder))
        self._show(self.join)

    def _on_accept(self, phrase: str, path: Path) -> None:
        """The words of the invitation are compared too: a stranger could have answered."""
        self.tasks.run(
            _read,
            path,
            then=lambda found: self._compare(phrase, *found),
            failed=lambda p: show_trouble(self, p),
        )

    def _compare(self, phrase: str, invitation: bytes, words: str) -> None:
        dialog = SixWordsDialog(
            self,
            _("¿Su coordinación ve estas mismas palabras?"),
            words,
            _("Si no son iguales, el archivo no es de su coordinación: no siga."),
            _("Sí, son iguales"),
        )
        dialog.ask(lambda: self._take_in(phrase, invitation))

    def _take_in(self, phrase: str, invitation: bytes) -> None:
        self.tasks.run(
            _accept,
            self.folder,
            phrase,
            invitation,
            then=lambda _d: self.joined.emit(),
            failed=lambda p: show_trouble(self, p),
        )


def _waiting(folder: Path) -> bool:
    from sync.client.joining import waiting_request

    return waiting_request(folder) is not None


def _words_of_request(folder: Path) -> str:
    from sync.client.joining import waiting_request
    from sync.client.six_words import words_of

    return words_of(waiting_request(folder) or b"")


def _found(folder: Path, nickname: str, phrase: str, stream: Stream, site: str) -> object:
    from desktop.services.founding import found_programme

    return found_programme(folder, nickname, phrase, stream, site)


def _request(folder: Path, nickname: str, phrase: str, path: Path) -> None:
    from sync.client.joining import write_request

    write_request(folder, nickname, phrase, path)


def _read(path: Path) -> tuple[bytes, str]:
    from sync.client.joining import read_invitation
    from sync.client.six_words import words_of

    invitation = read_invitation(path)
    return invitation, words_of(invitation)


def _accept(folder: Path, phrase: str, invitation: bytes) -> None:
    from sync.client.joining import accept

    accept(folder, phrase, invitation)
