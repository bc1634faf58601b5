"""A forgotten phrase: the recovery code from its sheet, and a new phrase typed twice."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from desktop.i18n import _
from desktop.services import keys
from ui.tasks import Tasks
from ui.widgets.key_dialog import KeyDialog
from ui.widgets.parts import button, label, row


class RecoverDialog(KeyDialog):
    """Asks for the code; says honestly what is left for who has none.

    `account` is empty while nobody was chosen: then only the sheets are left.

    Signals:
        recovered(): the new phrase opens the account.
        restored(): two sheets made a new account; the lock screen should show it.
    """

    recovered = Signal()
    restored = Signal()

    def __init__(self, parent: QWidget, tasks: Tasks, folder: Path, account: bytes) -> None:
        super().__init__(parent, tasks, _("Olvidé mi frase"), _("Poner la frase nueva"))
        self._window, self._folder, self._account = parent, folder, account
        if account:
            self._ask_code()
        else:
            words = _("Si olvidó su frase, cierre esto y elija primero su apodo.")
            self.body.addWidget(label(words, "soft", wrap=True))
            self.primary.hide()
        self.sheets = button(
            _("Tengo dos hojas de recuperación"), symbol="files", then=self._on_sheets
        )
        self.sheets.setAutoDefault(False)
        self.body.addLayout(row(self.sheets, None))
        self.body.addStretch(1)
        self.fit(560, 600 if account else 280)
        (self.code if account else self.sheets).setFocus()

    def _ask_code(self) -> None:
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

    def _on_sheets(self) -> None:
        """In the place of this dialog, not above it."""
        from ui.pages.unlock.sheets import SheetsDialog

        dialog = SheetsDialog(self._window, self._tasks, self._folder)
        dialog.restored.connect(self.restored)
        self.hide()
        dialog.open()
        dialog.finished.connect(self.deleteLater)

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
