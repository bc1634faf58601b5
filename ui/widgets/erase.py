"""Before a file is deleted: what it is, and honestly what deleting does not do."""

from __future__ import annotations

from PySide6.QtWidgets import QWidget

from desktop.i18n import _
from ui.widgets.dialog import Dialog
from ui.widgets.parts import label


class EraseDialog(Dialog):
    """Ask once; Cancel keeps the file."""

    def __init__(self, parent: QWidget, title: str, name: str, why: str) -> None:
        super().__init__(parent, title, _("Borrar el archivo"), "trash")
        self.cancel.setText(_("Conservarlo"))
        self.body.addWidget(label(name, "strong", wrap=True))
        for words in (
            why,
            _(
                "Borrarlo lo quita de la vista. Una memoria USB o un disco nuevo puede guardar "
                "restos que un experto recupera: cuide esa memoria, o destrúyala si hay peligro."
            ),
        ):
            self.body.addWidget(label(words, wrap=True))
        self.body.addStretch(1)
        self.fit(520, 330)
