"""How it ended: the words that take an incident off Today."""

from __future__ import annotations

from PySide6.QtWidgets import QWidget

from desktop.i18n import _
from desktop.services.incidents import NOTE_MAX, Incident
from ui.widgets.dialog import Dialog
from ui.widgets.free_text import FreeText
from ui.widgets.parts import label


class SettleDialog(Dialog):
    """Asks for words: "done" alone helps nobody who reads it later."""

    def __init__(self, parent: QWidget, incident: Incident) -> None:
        super().__init__(parent, _("¿Cómo quedó?"), _("Guardar"), "check")
        self.about = f"settle {incident.id.hex()}"
        words = _("Qué se hizo y quién lo sabe. Con folios, sin nombres.")
        self.body.addWidget(label(words, "soft", wrap=True))
        self.how = FreeText(incident.settled_how)
        self.how.setAccessibleName(_("Cómo quedó"))
        self.how.setTabChangesFocus(True)
        self.body.addWidget(self.how, 1)
        self.fit(540, 360)
        self.how.setFocus()

    def on_primary(self) -> None:
        text = self.how.toPlainText().strip()
        if not text:
            self.complain(_("Escriba en pocas palabras qué se hizo."))
        elif len(text) > NOTE_MAX:
            self.complain(_("Es demasiado texto. Anote sólo lo necesario."))
        else:
            self.accept()
