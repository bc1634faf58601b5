"""A forgotten phrase: the recovery code from its sheet, and a new phrase typed twice."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from desktop.i18n import _
from desktop.services import keys
from ui.tasks import Tasks
from ui.widgets.key_dialog import KeyDialog
from ui.widgets.parts import label


class RecoverDialog(KeyDialog):
    """Asks for the code; says honestly what is left for who has none.

    Signals:
        recovered(): the new phrase opens the account.
    """

    recovered = Signal()

    def __init__(self, parent: QWidget, tasks: Tasks, folder: Path, account: bytes) -> None:
        super().__init__(parent, tasks, _("Olvidé mi frase"), _("Poner la frase nueva"))
        self._folder, self._account = folder, account
        words = _(
            "Escriba el código de recuperación de su hoja. Si no tiene, hable con su "
            "coordinación: nadie puede leer su frase, tampoco el programa; lo guardado y lo "
            "enviado siguen completos. Intentar no borra nada."
        )
        self.body.addWidget(label(words, "soft", wrap=True))
        form = self.form()
        self.code = self.field(form, _("Código de recuperación"))
        self.phrase = self.secret(form, _("Frase nueva, de 15 letras o más"))
        self.again = self.secret(form, _("La misma frase otra vez"))
        self.body.addStretch(1)
        self.fit(560, 560)
        self.code.setFocus()

    def on_primary(self) -> None:
        if self.phrase.text() != self.again.text():
            self.complain(_("Las dos frases no son iguales."))
            return
        self.run(
            keys.recover,
            self._folder,
            self._account,
            self.code.text(),
            self.phrase.text(),
            then=self.recovered.emit,
        )
