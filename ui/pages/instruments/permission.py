"""What a coordinator records of the right to use an instrument's wording."""

from __future__ import annotations

from PySide6.QtWidgets import QComboBox, QWidget

from desktop.i18n import _, tell
from desktop.programme.risk_words import PERMISSION_WORDS
from desktop.programme.vocabulary import Permission
from desktop.services.instruments import InstrumentLine
from ui.widgets.dialog import Dialog
from ui.widgets.lines import Lines
from ui.widgets.parts import choose, label


class PermissionDialog(Dialog):
    """Who gave it and when; without that the questions stay shut.

    Attributes:
        state, note: once accepted.
    """

    def __init__(self, parent: QWidget, line: InstrumentLine) -> None:
        super().__init__(parent, _("Permiso para usar las preguntas"), _("Guardar"), "check")
        self.about = f"instrument permission {line.id.hex()}"
        self.body.addWidget(label(line.title, "strong", wrap=True))
        told = _(
            "Que un instrumento circule no quiere decir que se pueda usar. Anote quién dio el "
            "permiso, cuándo y para qué."
        )
        self.body.addWidget(label(told, wrap=True))
        form = self.form()
        self.which = QComboBox()
        for permission, words in PERMISSION_WORDS.items():
            self.which.addItem(tell(words), permission)
        choose(self.which, line.permission)
        self.which.setAccessibleName(_("Permiso"))
        form.addRow(_("Permiso"), self.which)
        self.text = Lines(line.permission_note)
        self.text.setAccessibleName(_("Quién lo dio y cuándo"))
        form.addRow(_("Quién lo dio y cuándo"), self.text)
        self.body.addStretch(1)
        self.fit(540, 460)
        self.which.setFocus()

    @property
    def state(self) -> Permission:
        chosen: Permission = self.which.currentData()
        return chosen

    @property
    def note(self) -> str:
        return self.text.toPlainText()

    def on_primary(self) -> None:
        if self.state is not Permission.PENDING and not self.note.strip():
            self.complain(_("Falta anotar quién dio el permiso y cuándo."))
        else:
            self.accept()
