"""A coordinator decides that attempts which had been stopped may go on."""

from __future__ import annotations

from PySide6.QtWidgets import QWidget

from desktop.i18n import _
from desktop.services.calls import CallCard
from ui.widgets.dialog import Dialog
from ui.widgets.free_text import FreeText
from ui.widgets.parts import label


class LiftDialog(Dialog):
    """It takes a reason: somebody had decided that calling does harm."""

    def __init__(self, parent: QWidget, card: CallCard) -> None:
        super().__init__(parent, _("¿Volver a intentar?"), _("Volver a intentar"), "check")
        self.about = f"lift {card.participant.hex()}"
        self.body.addWidget(label(_("Folio {folio}").format(folio=card.folio), "soft"))
        words = _(
            "Alguien anotó que no se intentara más. Hágalo sólo si la persona misma dijo, en "
            "persona, que ya es seguro y cómo."
        )
        self.body.addWidget(label(words, wrap=True))
        form = self.form()
        self.why = FreeText()
        self.why.setTabChangesFocus(True)
        self.why.setAccessibleName(_("Qué cambió, y con quién lo habló"))
        form.addRow(_("Qué cambió, y con quién lo habló"), self.why)
        self.fit(520, 420)
        self.why.setFocus()

    def on_primary(self) -> None:
        if self.why.toPlainText().strip():
            self.accept()
        else:
            self.complain(_("Escriba qué cambió."))
            self.why.setFocus()
