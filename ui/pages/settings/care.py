"""Care of this computer: the check-up, and what left it readable."""

from __future__ import annotations

from desktop.i18n import _
from desktop.services.laptops import spoken_code, this_device
from ui.page import Page
from ui.pages.settings.card import SettingsCard
from ui.widgets.parts import button, label, row


class CareCard(SettingsCard):
    """Two doors to pages of their own."""

    def __init__(self, page: Page) -> None:
        super().__init__(page, _("Esta computadora"))
        words = _(
            "La revisión dice qué está bien y qué conviene arreglar. "
            "La lista de papeles recuerda qué salió de aquí a la vista, para poder borrarlo."
        )
        self.inside.addWidget(label(words, "small", wrap=True))
        if device := this_device(self.room.folder):
            number = _("Número de esta computadora para su coordinación: {number}")
            self.inside.addWidget(label(number.format(number=spoken_code(device)), "small"))
        check = button(
            _("Revisar esta computadora"),
            symbol="first-aid-kit",
            then=lambda: page.go.emit("doctor", None),
        )
        papers = button(
            _("Lo que salió de aquí"), symbol="file", then=lambda: page.go.emit("papers", None)
        )
        self.inside.addLayout(row(check, papers, None))
