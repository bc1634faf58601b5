"""A forgotten phrase: the recovery code from its sheet, and a new phrase typed twice."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QFormLayout, QLineEdit, QWidget

from desktop.i18n import _
from desktop.services import keys
from ui.tasks import Tasks
from ui.widgets.dialog import Dialog
from ui.widgets.parts import label
from ui.widgets.trouble import sentences


class RecoverDialog(Dialog):
    """Asks for the code; says honestly what is left for who has none.

    Signals:
        recovered(): the new phrase opens the account.
    """

    recovered = Signal()

    def __init__(self, parent: QWidget, tasks: Tasks, folder: Path, account: bytes) -> None:
        super().__init__(parent, _("Olvidé mi frase"), _("Poner la frase nueva"), "check")
        self._tasks, self._folder, self._account = tasks, folder, account
        words = _(
            "Escriba el código de recuperación de su hoja. Si no tiene, hable con su "
            "coordinación: nadie puede leer su frase, tampoco el programa; lo guardado y lo "
            "enviado siguen completos. Intentar no borra nada."
        )
        self.body.addWidget(label(words, "soft", wrap=True))
        form = self.form()
        self.code = _field(form, _("Código de recuperación"))
        self.phrase = _field(form, _("Frase nueva, de 15 letras o más"), secret=True)
        self.again = _field(form, _("La misma frase otra vez"), secret=True)
        for each in (self.code, self.phrase, self.again):
            each.textChanged.connect(lambda: self.complain(""))
        self.body.addStretch(1)
        self.fit(560, 560)
        self.code.setFocus()

    def on_primary(self) -> None:
        if self.phrase.text() != self.again.text():
            self.complain(_("Las dos frases no son iguales."))
            return
        self.primary.setEnabled(False)
        self._tasks.run(
            keys.recover,
            self._folder,
            self._account,
            self.code.text(),
            self.phrase.text(),
            then=lambda _d: self._done(),
            failed=self._failed,
        )

    def _done(self) -> None:
        self.recovered.emit()
        self.accept()

    def _failed(self, problem: BaseException) -> None:
        self.primary.setEnabled(True)
        self.complain(" ".join(sentences(problem)))


def _field(form: QFormLayout, name: str, *, secret: bool = False) -> QLineEdit:
    made = QLineEdit()
    made.setAccessibleName(name)
    if secret:
        made.setEchoMode(QLineEdit.EchoMode.Password)
    form.addRow(name, made)
    return made
