"""Another computer for this account: what will happen, and closing this one at the end."""

from __future__ import annotations

from desktop.i18n import _
from ui.page import Page
from ui.widgets.dialog import Dialog
from ui.widgets.key_dialog import KeyDialog
from ui.widgets.parts import label


class MoveDialog(Dialog):
    """Three steps in plain words, before anything is done."""

    def __init__(self, page: Page) -> None:
        super().__init__(page, _("Cambiar de computadora"), _("Hacer la copia"), "floppy-disk")
        for words in (
            _("1. Se guarda en una memoria una copia de todo: cuentas y registros, cifrados."),
            _(
                "2. En la computadora nueva abra Vereda, elija «Recuperar una copia de respaldo» y "
                "entre con su apodo y su frase de ahora."
            ),
            _(
                "3. Cuando allá vea sus grupos, vuelva aquí y cierre su acceso. Desde que tenga "
                "la copia, ya no anote nada en esta computadora."
            ),
        ):
            self.body.addWidget(label(words, wrap=True))
        self.body.addStretch(1)
        self.fit(560, 380)


class LeaveDialog(KeyDialog):
    """Ends this account's access here, or leaves it for later."""

    def __init__(self, page: Page) -> None:
        title = _("Cerrar mi acceso en esta computadora")
        super().__init__(page, page.room.tasks, title, _("Cerrar mi acceso aquí"))
        self.page = page
        words = _(
            "Lleve la copia a la computadora nueva y recupérela allá. Cuando ya entró y ve sus "
            "grupos, escriba su frase para cerrar su acceso en ésta: después, aquí no podrá "
            "abrir nada."
        )
        self.body.addWidget(label(words, wrap=True))
        later = _("Si todavía no, elija «Más tarde»; el botón queda en Ajustes.")
        self.body.addWidget(label(later, "soft", wrap=True))
        form = self.form()
        self.phrase = self.secret(form, _("Su frase de acceso"))
        self.cancel.setText(_("Más tarde"))
        self.body.addStretch(1)
        self.fit(560, 420)
        self.phrase.setFocus()

    def on_primary(self) -> None:
        self.run(_leave, self.page, self.phrase.text(), then=self.page.room.lock)


def _leave(page: Page, phrase: str) -> None:
    from desktop.backup.moving import leave

    leave(page.room.folder, page.room.desk, phrase)
