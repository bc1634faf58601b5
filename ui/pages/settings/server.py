"""The address of the central server."""

from __future__ import annotations

from PySide6.QtWidgets import QLineEdit

from desktop.i18n import _
from desktop.trouble import Trouble
from sync.carriers import boxes
from sync.carriers.http import check_address, is_this_machine
from sync.client.server_choice import choose_server
from ui.page import Page
from ui.pages.settings.card import SettingsCard
from ui.theme import theme
from ui.widgets.parts import button, label, row
from ui.widgets.trouble import sentences


class ServerCard(SettingsCard):
    """An address that cannot be is refused in the card, with words."""

    def __init__(self, page: Page) -> None:
        super().__init__(page, _("Servidor central"))
        self.address = QLineEdit()
        self.address.setPlaceholderText("https://")
        self.address.setAccessibleName(_("Dirección del servidor"))
        self.address.setMinimumWidth(theme().px(360))
        found = boxes.read_settings(self.room.folder)
        self.address.setText(found.server if found else "")
        self.address.returnPressed.connect(self._on_address)
        save = button(_("Guardar dirección"), symbol="check", then=self._on_address)
        self.inside.addLayout(row(self.address, save, None))
        self.problem = label("", "error", wrap=True)
        self.problem.hide()
        self.inside.addWidget(self.problem)
        words = _(
            "Sólo se envían archivos cifrados; el servidor no puede leerlos. "
            "Sin dirección, todo queda guardado aquí."
        )
        if self.room.desk.is_demo:
            words = _("Demostración: sólo acepta un servidor de prueba en esta computadora.")
        self.inside.addWidget(label(words, "small", wrap=True))

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
        self.page.said.emit(words, None)
        self.room.send("send")

    def _refuse(self, words: str) -> None:
        self.problem.setText(words)
        self.problem.show()
