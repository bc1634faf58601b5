"""Early warnings of drop-out: what they are, what they are not, and the switch."""

from __future__ import annotations

from PySide6.QtWidgets import QCheckBox

from desktop.changes import Changes
from desktop.i18n import _
from desktop.programme.roles import Role
from desktop.services import early_warning
from ui.page import Page
from ui.pages.settings.card import SettingsCard
from ui.widgets.parts import label


class EarlyCard(SettingsCard):
    """Only for who coordinates: the choice is of the whole programme of this stream."""

    def __init__(self, page: Page) -> None:
        super().__init__(page, _("Aviso temprano"))
        self.switch = QCheckBox(
            _("Sugerir un mensaje en persona antes de que alguien deje de venir")
        )
        self.switch.clicked.connect(self._on_switch)
        self.inside.addWidget(self.switch)
        words = _(
            "Mira sólo la asistencia, y dice qué la hizo pensarlo: por ejemplo, faltó a 2 de las "
            "últimas 3. Son reglas sencillas que nadie ha medido: se equivocan. No dicen nada de "
            "peligro ni de cambio, y no sirven para negarle nada a nadie. Sale en Hoy, nunca en "
            "la lista."
        )
        self.inside.addWidget(label(words, "small", wrap=True))
        self.frame.setVisible(self.room.desk.role is Role.COORDINATOR)

    def reload(self) -> None:
        if self.room.desk.role is Role.COORDINATOR:
            self.page.ask(early_warning.is_on, then=self.switch.setChecked)

    def _on_switch(self, on: bool) -> None:
        def kept(changes: Changes) -> None:
            self.page.changed.emit(changes)
            self.page.said.emit(_("Guardado."), None)

        def failed(problem: BaseException) -> None:
            self.reload()
            self.page.troubled.emit(problem)

        self.room.tasks.run(early_warning.turn, self.room.desk, on=on, then=kept, failed=failed)
