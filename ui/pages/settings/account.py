"""My account: another passphrase, and a recovery code that was written down and typed back."""

from __future__ import annotations

from PySide6.QtCore import Qt

from desktop.i18n import _
from desktop.services import keys
from ui.page import Page
from ui.widgets.key_dialog import KeyDialog
from ui.widgets.parts import label


class PhraseDialog(KeyDialog):
    """The phrase of now, and a new one twice; five words are offered."""

    def __init__(self, page: Page) -> None:
        super().__init__(page, page.room.tasks, _("Cambiar mi frase"), _("Cambiar"))
        self.page = page
        offered = keys.offer_phrase()
        words = _("Puede usar estas cinco palabras, elegidas al azar, o una frase suya:")
        self.body.addWidget(label(words, "soft", wrap=True))
        shown = label(offered.text, "section", wrap=True)
        shown.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        self.body.addWidget(shown)
        form = self.form()
        self.old = self.secret(form, _("Su frase de ahora"))
        self.new = self.secret(form, _("Frase nueva, de 15 letras o más"))
        self.again = self.secret(form, _("La misma frase otra vez"))
        self.body.addStretch(1)
        self.fit(560, 600)
        self.old.setFocus()

    def on_primary(self) -> None:
        if self.new.text() != self.again.text():
            self.complain(_("Las dos frases no son iguales."))
            return
        self.run(
            keys.change_passphrase,
            self.page.room.desk.account,
            self.old.text(),
            self.new.text(),
            then=lambda: self.page.said.emit(_("Su frase cambió. Use la nueva desde ahora."), None),
        )


class RecoveryDialog(KeyDialog):
    """A new code to write on paper; it counts once it was typed back."""

    def __init__(self, page: Page) -> None:
        super().__init__(page, page.room.tasks, _("Código de recuperación"), _("Guardar el código"))
        self.page = page
        self.code = keys.draw_code()
        words = _(
            "Si olvida su frase, este código abre su cuenta. Escríbalo en papel y guárdelo "
            "lejos de esta computadora. El anterior, si había, deja de servir."
        )
        self.body.addWidget(label(words, wrap=True))
        shown = label(self.code.spelled, "section", wrap=True)
        self.body.addWidget(shown)
        form = self.form()
        self.typed = self.field(form, _("Escríbalo aquí, leyéndolo del papel"))
        self.phrase = self.secret(form, _("Su frase de acceso"))
        self.body.addStretch(1)
        self.fit(580, 560)
        self.typed.setFocus()

    def on_primary(self) -> None:
        self.run(
            keys.keep_code,
            self.page.room.desk.account,
            self.phrase.text(),
            self.code,
            self.typed.text(),
            then=lambda: self.page.said.emit(_("El código ya sirve. Guarde bien el papel."), None),
        )
