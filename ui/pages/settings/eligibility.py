"""The rule of who may come to a group: the way to where it is read, tried and changed."""

from __future__ import annotations

from desktop.i18n import _
from ui.page import Page
from ui.pages.settings.card import SettingsCard
from ui.widgets.parts import button, label, row


class EligibilityCard(SettingsCard):
    """Only for who has the page."""

    def __init__(self, page: Page) -> None:
        super().__init__(page, _("Quién puede entrar a un grupo"))
        words = _(
            "La regla con la que el programa recomienda después de una entrevista. Todo el "
            "equipo la puede leer y probar; la coordinación la cambia."
        )
        self.inside.addWidget(label(words, "small", wrap=True))
        lead = button(_("Ver la regla"), symbol="list-numbers")
        lead.clicked.connect(lambda: page.go.emit("eligibility", None))
        self.inside.addLayout(row(lead, None))
        self.frame.setVisible("eligibility" in page.room.pages)
