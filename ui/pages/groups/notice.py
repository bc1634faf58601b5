"""Somebody of the men's programme starts or leaves: may the women's team be told?"""

from __future__ import annotations

from PySide6.QtWidgets import QWidget

from desktop.i18n import N_, _
from desktop.programme.vocabulary import NoticeSort
from ui.widgets.dialog import Dialog
from ui.widgets.parts import label

_WHY = {
    NoticeSort.STARTS: N_("Que alguien empiece en el grupo puede importar al otro equipo."),
    NoticeSort.LEAVES: N_("Que alguien deje el grupo puede importar al otro equipo."),
}


class NoticeDialog(Dialog):
    """An offer, never a duty; nothing of the person goes along by itself."""

    def __init__(self, parent: QWidget, why: NoticeSort) -> None:
        super().__init__(parent, _("¿Hace falta un aviso?"), _("Escribir el aviso"), "bell")
        words = _(
            "El aviso sólo lo lee ese equipo, y no lleva folio ni nombre del registro. "
            "No lo comente con la persona."
        )
        self.body.addWidget(label(_(_WHY[why]), wrap=True))
        self.body.addWidget(label(words, wrap=True))
        self.body.addStretch(1)
        self.cancel.setText(_("Ahora no"))
        self.fit(560, 320)
