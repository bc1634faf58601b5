"""Closing a lost computer: it receives nothing more, and whoever had it keeps their access."""

from __future__ import annotations

from PySide6.QtWidgets import QCheckBox

from desktop.i18n import _
from desktop.programme.typed import in_a_line
from desktop.services import team
from desktop.services.laptops import spoken_code
from desktop.services.team import Person
from ui.page import Page
from ui.widgets.key_dialog import KeyDialog
from ui.widgets.parts import label, row, tile


class CloseLaptopDialog(KeyDialog):
    """What it means and what it does not, before the one button; of several, which."""

    def __init__(self, page: Page, person: Person) -> None:
        title = _("Cerrar una computadora de {nickname}").format(
            nickname=in_a_line(person.nickname)
        )
        super().__init__(page, page.room.tasks, title, _("Cerrar la computadora"))
        self.page = page
        self.person = person
        for symbol, tone, words in meaning(person):
            line = row(tile(symbol, tone, 36), label(words, wrap=True), spacing=12)
            line.setStretch(1, 1)
            self.body.addLayout(line)
        self.ticks: list[tuple[bytes, QCheckBox]] = []
        if len(person.closable) > 1:
            self._ask_which()
        self.body.addStretch(1)
        self.fit(640, 520)
        # Enter must not close a computer before the words were read.
        self.primary.setDefault(False)
        self.cancel.setDefault(True)
        self.cancel.setFocus()

    def _ask_which(self) -> None:
        words = _("¿Cuál? Cada computadora dice su número en Ajustes, «Esta computadora».")
        self.body.addWidget(label(words, "strong", wrap=True))
        for device in self.person.closable:
            tick = QCheckBox(_("Computadora {number}").format(number=spoken_code(device)))
            tick.toggled.connect(lambda _on: self.complain(""))
            self.ticks.append((device, tick))
            self.body.addWidget(tick)

    def on_primary(self) -> None:
        chosen = [device for device, tick in self.ticks if tick.isChecked()]
        if not self.ticks:
            chosen = list(self.person.closable)
        if not chosen:
            self.complain(_("Elija al menos una computadora."))
            return
        room = self.page.room
        self.run(team.end_devices, room.folder, room.desk, chosen, then=self._closed)

    def _closed(self) -> None:
        self.page.said.emit(_("Computadora cerrada. Empieza con el próximo envío."), None)
        self.page.room.send("send")
        self.page.reload()


def meaning(person: Person) -> list[tuple[str, str, str]]:
    """What closing does, as (icon, tone, sentence)."""
    told = [
        (
            "laptop",
            "good",
            _(
                "Desde que el centro lo sepa, esa computadora ya no recibe registros. "
                "No se puede deshacer."
            ),
        )
    ]
    if person.ended:
        left = _("Lo que ya estaba ahí se abre con las frases de quienes tenían cuenta en ella.")
    else:
        stays = _(
            "{nickname} conserva su acceso, y con una invitación puede trabajar en otra "
            "computadora."
        )
        told.append(("user-circle", "info", stays.format(nickname=in_a_line(person.nickname))))
        left = _(
            "Lo que ya estaba ahí se abre con las frases de quienes tenían cuenta en ella. Y lo "
            "que anoten ahí todavía entra, mientras no se les quite el acceso."
        )
    told.append(("warning", "amber", left))
    copied = _(
        "Si una copia de respaldo suya se recuperó en otra computadora, ésa también "
        "deja de recibir."
    )
    told.append(("files", "amber", copied))
    return told
