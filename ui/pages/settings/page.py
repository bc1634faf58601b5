"""Language, text size, colours, the server's address, and lock."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtWidgets import (
    QComboBox,
    QFrame,
    QHBoxLayout,
    QLineEdit,
    QScrollArea,
    QWidget,
)

from desktop.i18n import LANGUAGES, _, language
from desktop.services import prefs
from desktop.trouble import Trouble
from sync.carriers import boxes
from sync.carriers.http import check_address, is_this_machine
from sync.client.server_choice import choose_server
from ui.page import Page, Room
from ui.pages.settings.account import PhraseDialog, RecoveryDialog
from ui.pages.settings.invite import Inviting
from ui.theme import theme
from ui.widgets.parts import button, card, column, label, row
from ui.widgets.trouble import sentences

IDLE_CHOICES_S = (60, 120, 300, 600, 900)
TEXT_PERCENTS = (100, 125, 150, 200)


class SettingsPage(Page):
    """Each choice is kept at once. Those that need a new window say so."""

    def __init__(self, room: Room) -> None:
        super().__init__(room)
        self.head(_("Ajustes"))
        area = QScrollArea()
        area.setWidgetResizable(True)
        area.setFrameShape(QFrame.Shape.NoFrame)
        inner = QWidget()
        self.inside = column(spacing=16)
        inner.setLayout(self.inside)
        area.setWidget(inner)
        self.body.addWidget(area, 1)
        self._look()
        self._server()
        self._lock()
        self._account()
        self._others()
        self.inside.addStretch(1)

    def _look(self) -> None:
        now = prefs.load(self.room.folder)
        frame, inside = card(spacing=10)
        inside.addWidget(label(_("Idioma y apariencia"), "section"))
        self.language = _combo([(name, code) for code, name in LANGUAGES.items()], language())
        self.theme = _combo(
            [(_("Clara"), "light"), (_("Oscura"), "dark"), (_("Alto contraste"), "contrast")],
            now.theme,
        )
        self.text = _combo([(f"{p} %", p) for p in TEXT_PERCENTS], now.text_percent)
        for words, box, key in (
            (_("Idioma"), self.language, "language"),
            (_("Colores"), self.theme, "theme"),
            (_("Tamaño de letra"), self.text, "text_percent"),
        ):
            inside.addLayout(_line(words, box))
            box.activated.connect(lambda _i, box=box, key=key: self._keep(key, box.currentData()))
        inside.addWidget(label(_("Se aplica al bloquear y volver a entrar."), "small"))
        self.inside.addWidget(frame)

    def _server(self) -> None:
        frame, inside = card(spacing=10)
        inside.addWidget(label(_("Servidor central"), "section"))
        self.address = QLineEdit()
        self.address.setPlaceholderText("https://")
        self.address.setAccessibleName(_("Dirección del servidor"))
        self.address.setMinimumWidth(theme().px(360))
        found = boxes.read_settings(self.room.folder)
        self.address.setText(found.server if found else "")
        self.address.returnPressed.connect(self._on_address)
        save = button(_("Guardar dirección"), symbol="check", then=self._on_address)
        inside.addLayout(row(self.address, save, None))
        self.problem = label("", "error", wrap=True)
        self.problem.hide()
        inside.addWidget(self.problem)
        words = _(
            "Sólo se envían archivos cifrados; el servidor no puede leerlos. "
            "Sin dirección, todo queda guardado aquí."
        )
        if self.room.desk.is_demo:
            words = _("Demostración: sólo acepta un servidor de prueba en esta computadora.")
        inside.addWidget(label(words, "small", wrap=True))
        self.inside.addWidget(frame)

    def _lock(self) -> None:
        frame, inside = card(spacing=10)
        inside.addWidget(label(_("Bloqueo"), "section"))
        now = prefs.load(self.room.folder).idle_lock_s
        choices = [
            (_("{n} minutos").format(n=s // 60) if s > 60 else _("1 minuto"), s)
            for s in IDLE_CHOICES_S
        ]
        self.idle = _combo(choices, now)
        self.idle.activated.connect(lambda _i: self._keep("idle_lock_s", self.idle.currentData()))
        inside.addLayout(_line(_("Bloquear sin uso después de"), self.idle))
        keys = _("Ctrl+L bloquea. F12 tapa la pantalla al instante.")
        inside.addWidget(label(keys, "small"))
        self.inside.addWidget(frame)

    def _account(self) -> None:
        frame, inside = card(spacing=10)
        inside.addWidget(label(_("Mi cuenta"), "section"))
        account = self.room.desk.account
        self.code_state = label("", "small", wrap=True)
        inside.addWidget(self.code_state)
        phrase = button(_("Cambiar mi frase"), symbol="key", then=lambda: PhraseDialog(self).open())
        code = button(
            _("Código de recuperación"),
            symbol="file",
            then=lambda: RecoveryDialog(self).ask(self.reload),
        )
        inside.addLayout(row(phrase, code, None))
        self.inside.addWidget(frame)
        self._tell_code(account.has_recovery_code)

    def _tell_code(self, there: bool) -> None:
        self.code_state.setText(
            _("Tiene un código de recuperación en papel.")
            if there
            else _("No tiene código de recuperación: si olvida su frase, nadie podrá abrir.")
        )

    def reload(self) -> None:
        self._tell_code(self.room.desk.account.has_recovery_code)

    def _others(self) -> None:
        frame, inside = card(spacing=10)
        inside.addWidget(label(_("Otra computadora"), "section"))
        words = _(
            "Para que otra persona del equipo trabaje con estos grupos en su propia computadora. "
            "No hace falta señal: va en una memoria USB."
        )
        inside.addWidget(label(words, "small", wrap=True))
        self.inviting = Inviting(self)
        invite = button(_("Invitar"), symbol="handshake", then=self.inviting.start)
        inside.addLayout(row(invite, None))
        self.inside.addWidget(frame)

    def _keep(self, key: str, value: object) -> None:
        try:
            prefs.change(self.room.folder, **{key: value})
        except (Trouble, OSError) as problem:
            self.troubled.emit(problem)
            return
        self.said.emit(_("Guardado."), None)

    def _on_address(self) -> None:
        text = self.address.text().strip()
        try:
            host = check_address(text).hostname or "" if text else ""
        except Trouble as problem:
            self._refuse(" ".join(sentences(problem)))
            return
        if host and self.room.desk.is_demo and not is_this_machine(host):
            self._refuse(_("Una demostración no se envía a un servidor de verdad."))
            return
        self.room.tasks.run(
            choose_server,
            self.room.desk.vaults,
            self.room.folder,
            text,
            then=lambda _d: self._on_chosen(text),
            failed=lambda problem: self._refuse(" ".join(sentences(problem))),
        )

    def _on_chosen(self, text: str) -> None:
        self.problem.hide()
        words = (
            _("Dirección guardada.")
            if text
            else _("Sin dirección: nada se enviará, todo queda guardado aquí.")
        )
        self.said.emit(words, None)
        self.room.send("send")

    def _refuse(self, words: str) -> None:
        self.problem.setText(words)
        self.problem.show()


def _combo(choices: Sequence[tuple[str, object]], chosen: object) -> QComboBox:
    box = QComboBox()
    box.setMinimumWidth(theme().px(220))
    for words, value in choices:
        box.addItem(words, value)
    box.setCurrentIndex(max(box.findData(chosen), 0))
    return box


def _line(words: str, box: QComboBox) -> QHBoxLayout:
    text = label(words)
    text.setMinimumWidth(theme().px(260))
    box.setAccessibleName(words)
    return row(text, box, None)
