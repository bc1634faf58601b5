"""Which addresses go with the list when it leaves as a workbook; by the one door, to a stick."""

from __future__ import annotations

from PySide6.QtWidgets import QCheckBox

from desktop.i18n import _
from desktop.services import directory_export
from desktop.services.directory_export import FILE_NAME, write_workbook
from desktop.trouble import say
from ui.door import let_out
from ui.page import Page
from ui.widgets.dialog import Dialog
from ui.widgets.parts import label


class ExportDialog(Dialog):
    """Hidden addresses stay, unless who coordinates asks for them here and now."""

    def __init__(self, page: Page) -> None:
        title = _("Guardar la lista de servicios")
        super().__init__(page, title, _("Elegir dónde"), "download-simple")
        self.page = page
        words = _("Es una hoja de cálculo con todos los servicios en uso, sin nada de personas.")
        self.body.addWidget(label(words, wrap=True))
        kept = _("Los domicilios ocultos no van en ella.")
        self.hidden = QCheckBox(_("También los domicilios ocultos"))
        if directory_export.may_let_hidden_out(page.room.desk):
            self.body.addWidget(self.hidden)
            kept = _("Quien tenga el archivo podrá leerlos. Si no los marca, no van en él.")
        self.body.addWidget(label(kept, "small", wrap=True))
        self.body.addStretch(1)
        self.fit(520, 320)

    def on_primary(self) -> None:
        desk, with_hidden = self.page.room.desk, self.hidden.isChecked()
        what = say("Lista de servicios, sin los domicilios ocultos")
        if with_hidden:
            what = say("Lista de servicios, con los domicilios ocultos")
        let_out(
            self,
            self.page.room,
            what,
            FILE_NAME,
            lambda path: write_workbook(desk, path, with_hidden=with_hidden),
            then=lambda _paper: self._kept(),
        )

    def _kept(self) -> None:
        self.accept()
        self.page.said.emit(_("Lista guardada. Para borrarla después: Ajustes."), None)
