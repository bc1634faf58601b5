"""The paper twin of the list: printed, or a neutrally named PDF, by the one door."""

from __future__ import annotations

from desktop.i18n import _
from desktop.reports.paper_list import paper_list
from desktop.services.attendance import Sheet
from desktop.services.papers import Paper
from desktop.trouble import say
from ui.door import let_out_pdf, print_out
from ui.page import Page
from ui.widgets.dialog import Dialog
from ui.widgets.parts import button, label
from ui.words import ATTENDANCE_LOOKS


class PaperDialog(Dialog):
    """Print now, or keep a PDF."""

    def __init__(self, page: Page, sheet: Sheet) -> None:
        super().__init__(page, _("Hoja impresa"), _("Imprimir"), "printer")
        self.page, self.room = page, page.room
        words = _(
            "Lleva sólo folios y casillas: ni nombres, ni grupo, ni programa. "
            "Al terminar, pase las marcas aquí y destruya la hoja."
        )
        self.body.addWidget(label(words, wrap=True))
        self.body.addStretch(1)
        self.what = say("Hoja de asistencia con {n} folios", n=len(sheet.lines))
        self.html = paper_list(
            [line.folio for line in sheet.lines],
            [_(look.key) for look in ATTENDANCE_LOOKS.values()],
            day=_("Fecha:"),
            banner=_("DEMOSTRACIÓN") if self.room.desk.is_demo else "",
        )
        keep = button(_("Guardar PDF"), symbol="download-simple", then=self._on_pdf)
        self.buttons.insertWidget(1, keep)
        self.fit(520, 280)

    def on_primary(self) -> None:
        if print_out(self, self.room, self.what, self.html):
            self.accept()

    def _on_pdf(self) -> None:
        let_out_pdf(self, self.room, self.what, self.html, then=self._on_kept)

    def _on_kept(self, _paper: Paper) -> None:
        self.accept()
        self.page.said.emit(_("Hoja guardada. Para borrarla después: Ajustes."), None)
