"""Whether one coordinator may see both programmes: the root's decision, in plain words."""

from __future__ import annotations

from desktop.i18n import _
from desktop.services import team
from ui.page import Page
from ui.widgets.key_dialog import KeyDialog
from ui.widgets.parts import label


class PolicyDialog(KeyDialog):
    """Says what changes and who will see that it did."""

    def __init__(self, page: Page, both: bool) -> None:
        """`both` is what the policy becomes."""
        title = (
            _("Permitir que una coordinadora vea los dos programas")
            if both
            else _("Que nadie vea los dos programas")
        )
        super().__init__(page, page.room.tasks, title, _("Permitirlo") if both else _("Guardar"))
        self.page = page
        self.both = both
        sentences = (
            (
                _("Quien coordine los dos programas los abre uno a la vez, y no facilita grupos."),
                _("Con su frase se abren entonces los dos: quien la obligue, los tiene los dos."),
                _("Todo el equipo ve aquí que está permitido."),
            )
            if both
            else (
                _("Desde que les llegue la noticia, quien coordina los dos abre sólo uno."),
                _("Quien ya los vio, ya los vio: esto no recoge lo leído."),
            )
        )
        for words in sentences:
            self.body.addWidget(label(words, wrap=True))
        self.body.addStretch(1)
        # Enter must not widen what one phrase opens before the words were read.
        self.primary.setDefault(False)
        self.cancel.setDefault(True)
        self.fit(560, 380)
        self.cancel.setFocus()

    def on_primary(self) -> None:
        room = self.page.room
        self.run(team.set_policy, room.folder, room.desk, self.both, then=self._set)

    def _set(self) -> None:
        self.page.said.emit(_("Guardado. A las otras computadoras les llega con el envío."), None)
        self.page.room.send("send")
        self.page.reload()
