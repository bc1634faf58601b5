"""The paper twin of the list: printed, or a neutrally named PDF."""

from __future__ import annotations

from PySide6.QtWidgets import QWidget

from desktop.i18n import _
from desktop.reports.paper_list import paper_list
from desktop.services.attendance import Sheet
from ui.printing import print_directly, save_pdf
from ui.widgets.dialog import Dialog
from ui.widgets.files import save_file
from ui.widgets.parts import button, label
from ui.words import ATTENDANCE_LOOKS

NEUTRAL_NAME = "hoja.pdf"


class PaperDialog(Dialog):
    """Print now, or keep a PDF."""

    def __init__(self, parent: QWidget, sheet: Sheet, is_demo: bool) -> None:
        super().__init__(parent, _("Hoja impresa"), _("Imprimir"), "printer")
        words = _(
            "Lleva sólo folios y casillas: ni nombres, ni grupo, ni programa. "
            "Al terminar, pase las marcas aquí y destruya la hoja."
        )
        self.body.addWidget(label(words, wrap=True))
        self.body.addStretch(1)
        self.html = paper_list(
            [line.folio for line in sheet.lines],
            [_(look.key) for look in ATTENDANCE_LOOKS.values()],
            day=_("Fecha:"),
            banner=_("DEMOSTRACIÓN") if is_demo else "",
        )
        keep = button(_("Guardar PDF"), symbol="download-simple", then=self._on_pdf)
        self.buttons.insertWidget(1, keep)
        self.fit(520, 280)

    def on_primary(self) -> None:
        if print_directly(self.html, self):
            self.accept()

    def _on_pdf(self) -> None:
        path = save_file(self, _("Guardar PDF"), NEUTRAL_NAME, "PDF")
        if path is not None:
            try:
                save_pdf(self.html, path)
            except OSError:
                self.complain(_("No se pudo guardar ahí. Elija otra carpeta o una memoria."))
                return
            self.accept()
