"""A telephone number in any writing: kept as typed, with a word below when it looks unfinished."""

from __future__ import annotations

from PySide6.QtWidgets import QLineEdit

from desktop.i18n import _
from desktop.services import telephone
from desktop.services.people import LONGEST
from ui.widgets.parts import label
from ui.widgets.typed_line import bound


class PhoneLine(QLineEdit):
    """`hint` is for whoever shows the field to put below it. Nothing is refused."""

    def __init__(self, text: str = "") -> None:
        super().__init__(text)
        bound(self, LONGEST["phone"])
        self.setAccessibleName(_("Teléfono"))
        self.hint = label("", "small", wrap=True)
        self.hint.hide()
        self.editingFinished.connect(self._look)

    def _look(self) -> None:
        doubtful = not telephone.read(self.text()).ok
        told = _("No parece un teléfono completo. Se guarda como lo escribió: revíselo.")
        self.hint.setText(told if doubtful else "")
        self.hint.setVisible(doubtful)
