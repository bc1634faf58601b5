"""The instruments of a stream: where whoever coordinates loads and opens them."""

from __future__ import annotations

from desktop.i18n import _
from ui.page import Page
from ui.pages.settings.card import SettingsCard
from ui.widgets.parts import button, label, row


class InstrumentsCard(SettingsCard):
    """Only for who has the page."""

    def __init__(self, page: Page) -> None:
        super().__init__(page, _("Instrumentos"))
        words = _(
            "Las escalas con que se pregunta. Se cargan desde una memoria y se abren cuando hay "
            "permiso para usar sus preguntas."
        )
        self.inside.addWidget(label(words, "small", wrap=True))
        lead = button(_("Ver los instrumentos"), symbol="clipboard-text")
        lead.clicked.connect(lambda: page.go.emit("instruments", None))
        self.inside.addLayout(row(lead, None))
        self.frame.setVisible("instruments" in page.room.pages)
