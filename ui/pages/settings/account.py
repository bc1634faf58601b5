"""My account: another passphrase, and a recovery code that was written down and typed back."""

from __future__ import annotations

from pathlib import Path

from desktop.i18n import _
from desktop.services import keys
from ui.page import Page
from ui.widgets.code_sheet import CodeGroups, sheet_html
from ui.widgets.key_dialog import KeyDialog
from ui.widgets.parts import button, label
from ui.widgets.wrapped import Wrapped


class PhraseDialog(KeyDialog):
    """The phrase of now, and a new one twice; five words are offered."""

    def __init__(self, page: Page) -> None:
        super().__init__(page, page.room.tasks, _("Cambiar mi frase"), _("Cambiar"))
        self.page = page
        offered = keys.offer_phrase()
        words = _("Puede usar estas cinco palabras, elegidas al azar, o una frase suya:")
        self.body.addWidget(label(words, "soft", wrap=True))
        self.body.addWidget(label(offered.text, "section", wrap=True))
        form = self.form()
        self.old = self.secret(form, _("Su frase de ahora"))
        self.new = self.secret(form, _("Frase nueva, de 15 letras o más"))
        self.again = self.secret(form, _("La misma frase otra vez"))
        older = _("Las copias de respaldo de antes se abren con la frase de entonces.")
        self.body.addWidget(label(older, "small", wrap=True))
        self.body.addStretch(1)
        self.fit(560, 620)
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
            "Si olvida su frase, este código abre su cuenta. Póngalo en papel y guárdelo "
            "lejos de esta computadora. El anterior, si había, deja de servir."
        )
        self.body.addWidget(label(words, wrap=True))
        shown = CodeGroups()
        shown.tell(self.code.spelled)
        self.body.addWidget(shown)
        printing = button(_("Imprimir"), symbol="printer", then=self._on_print)
        saving = button(_("Guardar en PDF"), symbol="file-pdf", then=self._on_save)
        for each in (printing, saving):
            each.setAutoDefault(False)
        self.body.addWidget(Wrapped(printing, saving))
        self.told = label("", "strong", wrap=True)
        self.told.hide()
        self.body.addWidget(self.told)
        form = self.form()
        self.typed = self.field(form, _("Escríbalo aquí, leyéndolo del papel"))
        self.phrase = self.secret(form, _("Su frase de acceso"))
        self.body.addStretch(1)
        self.fit(580, 640)
        self.typed.setFocus()

    def _on_print(self) -> None:
        from ui import door

        if door.print_sheet(self, sheet_html(self.code.spelled)):
            self._tell(_("Enviado a la impresora. Mire que la hoja se lea bien."))

    def _on_save(self) -> None:
        from ui import door

        door.save_sheet(self, sheet_html(self.code.spelled), then=self._on_saved)

    def _on_saved(self, path: Path) -> None:
        told = _("Guardado como {name}. Imprímalo hoy y borre el archivo.")
        self._tell(told.format(name=path.name))

    def _tell(self, words: str) -> None:
        self.told.setText(words)
        self.told.show()

    def on_primary(self) -> None:
        self.run(
            keys.keep_code,
            self.page.room.desk.account,
            self.phrase.text(),
            self.code,
            self.typed.text(),
            then=lambda: self.page.said.emit(_("El código ya sirve. Guarde bien el papel."), None),
        )
