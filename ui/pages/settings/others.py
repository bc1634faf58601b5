"""The team: who works here, and the way to bring in somebody, on this computer or another."""

from __future__ import annotations

from desktop.i18n import _
from desktop.programme.roles import SERVES, Role
from ui.page import Page
from ui.pages.settings.card import SettingsCard
from ui.widgets.parts import button, label, row


class OthersCard(SettingsCard):
    """A door to the team's page; nothing for who works with no group."""

    def __init__(self, page: Page) -> None:
        super().__init__(page, _("Equipo"))
        role = self.room.desk.role
        coordinates = role is Role.COORDINATOR
        words = (
            _("Agregar a alguien en ésta u otra computadora, dar sedes, quitar accesos.")
            if coordinates
            else _(
                "Quiénes trabajan en el programa. Para agregar a alguien, avise a quien coordina."
            )
        )
        self.inside.addWidget(label(words, "small", wrap=True))
        name = "team" if coordinates else "colleagues"
        see = button(_("Ver el equipo"), symbol="handshake", then=lambda: page.go.emit(name, None))
        self.inside.addLayout(row(see, None))
        self.frame.setVisible(role in SERVES)
