"""The question before an interview is taken away."""

from __future__ import annotations

from PySide6.QtWidgets import QWidget

from desktop.i18n import _
from ui.widgets.dialog import Dialog
from ui.widgets.parts import label


class EraseDialog(Dialog):
    """Of a draft nothing stays; of a record the history does, until the person asks otherwise."""

    def __init__(self, parent: QWidget, is_draft: bool) -> None:
        title = _("¿Borrar esta entrevista?") if is_draft else _("¿Quitar esta entrevista?")
        super().__init__(parent, title, _("Borrar") if is_draft else _("Quitar"), "trash")
        told = (
            _("Se borra todo lo que se escribió en ella. No queda nada de la persona.")
            if is_draft
            else _(
                "La entrevista deja de mostrarse y la persona se queda en la lista. Si pide que "
                "se borren sus datos, eso se hace aparte, con la coordinación."
            )
        )
        self.body.addWidget(label(told, wrap=True))
        self.body.addStretch(1)
        self.fit(520, 300)
        self.cancel.setFocus()
