"""The crashes that were kept: read word for word before anybody takes them anywhere."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtGui import QFontDatabase
from PySide6.QtWidgets import QPlainTextEdit

from desktop.host import crash
from desktop.i18n import _
from desktop.services.papers import whole
from desktop.trouble import say
from ui.door import let_out
from ui.page import Page
from ui.widgets.dialog import Dialog
from ui.widgets.parts import button, label

REPORT_NAME = "informe.txt"


class CrashDialog(Dialog):
    """What would be copied is exactly what is shown."""

    def __init__(self, page: Page) -> None:
        super().__init__(
            page, _("Fallas del programa"), _("Copiar a una memoria"), "download-simple"
        )
        self.page = page
        self.cancel.setText(_("Cerrar"))
        words = _(
            "Sólo dice en qué parte del programa falló: ni nombres, ni lo escrito. "
            "Léalo; si quiere ayudar a corregirlo, cópielo a una memoria y entréguelo."
        )
        self.body.addWidget(label(words, wrap=True))
        self.text = QPlainTextEdit()
        self.text.setReadOnly(True)
        self.text.setAccessibleName(_("Fallas del programa"))
        self.text.setFont(QFontDatabase.systemFont(QFontDatabase.SystemFont.FixedFont))
        self.text.setLineWrapMode(QPlainTextEdit.LineWrapMode.NoWrap)
        self.text.setPlainText(all_kept(page.room.folder))
        self.body.addWidget(self.text, 1)
        self.erase = button(_("Borrarlas"), symbol="trash", then=self._on_forget)
        self.erase.setAutoDefault(False)
        self.buttons.insertWidget(0, self.erase)
        self.fit(680, 480)

    def on_primary(self) -> None:
        let_out(
            self,
            self.page.room,
            say("Fallas del programa, sin datos de nadie"),
            REPORT_NAME,
            whole(self.text.toPlainText().encode()),
            then=lambda _paper: self.page.said.emit(_("Copiado."), None),
        )

    def _on_forget(self) -> None:
        try:
            crash.forget(self.page.room.folder)
        except OSError as problem:
            self.page.troubled.emit(problem)
            return
        self.page.said.emit(_("Las fallas se borraron."), None)
        self.accept()


def all_kept(folder: Path) -> str:
    """Every crash, the latest first, as one text."""
    return "\n".join(each.text for each in crash.kept(folder))
