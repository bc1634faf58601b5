"""My account: another passphrase, and a recovery code that was written down and typed back."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFormLayout, QLineEdit

from desktop.i18n import _
from desktop.services import keys
from ui.page import Page
from ui.widgets.dialog import Dialog
from ui.widgets.parts import label
from ui.widgets.trouble import sentences


class _KeyDialog(Dialog):
    """A dialog whose primary action runs a call about keys and stays open when it fails."""

    def __init__(self, page: Page, title: str, primary: str) -> None:
        super().__init__(page, title, primary, "check")
        self.page = page

    def secret(self, form: QFormLayout, name: str) -> QLineEdit:
        made = QLineEdit()
        made.setEchoMode(QLineEdit.EchoMode.Password)
        made.setAccessibleName(name)
        made.textChanged.connect(lambda: self.complain(""))
        form.addRow(name, made)
        return made

    def run(self, call: Callable[..., Any], *args: Any, said: str) -> None:
        """Two key derivations take a moment: the button waits, the window does not."""
        self.primary.setEnabled(False)

        def done(_answer: object) -> None:
            self.page.said.emit(said, None)
            self.accept()

        def failed(problem: BaseException) -> None:
            self.primary.setEnabled(True)
            self.complain(" ".join(sentences(problem)))

        self.page.room.tasks.run(call, *args, then=done, failed=failed)


class PhraseDialog(_KeyDialog):
    """The phrase of now, and a new one twice; five words are offered."""

    def __init__(self, page: Page) -> None:
        super().__init__(page, _("Cambiar mi frase"), _("Cambiar"))
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
            said=_("Su frase cambió. Use la nueva desde ahora."),
        )


class RecoveryDialog(_KeyDialog):
    """A new code to write on paper; it counts once it was typed back."""

    def __init__(self, page: Page) -> None:
        super().__init__(page, _("Código de recuperación"), _("Guardar el código"))
        self.code = keys.draw_code()
        words = _(
            "Si olvida su frase, este código abre su cuenta. Escríbalo en papel y guárdelo "
            "lejos de esta computadora. El anterior, si había, deja de servir."
        )
        self.body.addWidget(label(words, wrap=True))
        shown = label(self.code.spelled, "section", wrap=True)
        self.body.addWidget(shown)
        form = self.form()
        self.typed = QLineEdit()
        self.typed.setAccessibleName(_("Escríbalo aquí, leyéndolo del papel"))
        self.typed.textChanged.connect(lambda: self.complain(""))
        form.addRow(_("Escríbalo aquí, leyéndolo del papel"), self.typed)
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
            said=_("El código ya sirve. Guarde bien el papel."),
        )
