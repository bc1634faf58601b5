"""The texts that are read to people: where whoever coordinates changes them."""

from __future__ import annotations

from desktop.i18n import _
from ui.page import Page
from ui.pages.settings.card import SettingsCard
from ui.widgets.parts import button, label, row


class WordingsCard(SettingsCard):
    """Only for who has the page."""

    def __init__(self, page: Page) -> None:
        super().__init__(page, _("Textos que se leen"))
        words = _(
            "Lo que oye cada persona antes de contestar: lo que no puede quedar en secreto, sus "
            "consentimientos y las preguntas. Los que trae el programa son borradores."
        )
        self.inside.addWidget(label(words, "small", wrap=True))
        lead = button(_("Ver los textos"), symbol="file-text")
        lead.clicked.connect(lambda: page.go.emit("wordings", None))
        self.inside.addLayout(row(lead, None))
        self.frame.setVisible("wordings" in page.room.pages)
