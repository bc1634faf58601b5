"""For an account that opens nothing here, after a panic or on an emptied laptop: how to go on."""

from __future__ import annotations

from PySide6.QtWidgets import QWidget

from desktop.i18n import _
from ui.widgets.dialog import Dialog
from ui.widgets.parts import label


class WayBackDialog(Dialog):
    """Calm, and without a word about why; accepted, the first run shows its ways in."""

    def __init__(self, parent: QWidget) -> None:
        title = _("Esta cuenta no abre nada en esta computadora")
        super().__init__(parent, title, _("Ver cómo volver"), "arrow-right")
        for words in (
            _("Su cuenta y su frase están bien. Lo que ya se envió está a salvo en el centro."),
            _("Para volver a trabajar aquí necesita una invitación nueva o una copia de respaldo."),
        ):
            self.body.addWidget(label(words, wrap=True))
        self.body.addStretch(1)
        self.cancel.setText(_("Ahora no"))
        self.fit(560, 300)
