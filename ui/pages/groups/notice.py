"""Somebody of the men's programme left: may the women's team be told?"""

from __future__ import annotations

from PySide6.QtWidgets import QWidget

from desktop.i18n import _
from ui.widgets.dialog import Dialog
from ui.widgets.parts import label


class NoticeDialog(Dialog):
    """An offer, never a duty; nothing of the person goes along by itself."""

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent, _("¿Hace falta un aviso?"), _("Escribir el aviso"), "bell")
        words = _(
            "Que alguien deje el grupo puede importar al equipo del otro programa. El aviso "
            "sólo lo lee ese equipo, y no lleva folio ni nombre del registro. "
            "No lo comente con la persona."
        )
        self.body.addWidget(label(words, wrap=True))
        self.body.addStretch(1)
        self.cancel.setText(_("Ahora no"))
        self.fit(560, 320)
