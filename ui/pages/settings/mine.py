"""My account: change my passphrase, have a recovery code."""

from __future__ import annotations

from desktop.i18n import _
from ui.page import Page
from ui.pages.settings.account import PhraseDialog, RecoveryDialog
from ui.pages.settings.card import SettingsCard
from ui.widgets.parts import button, label, row


class AccountCard(SettingsCard):
    """Says whether there is a code, and opens the two dialogs."""

    def __init__(self, page: Page) -> None:
        super().__init__(page, _("Mi cuenta"))
        self.code_state = label("", "small", wrap=True)
        self.inside.addWidget(self.code_state)
        phrase = button(_("Cambiar mi frase"), symbol="key", then=lambda: PhraseDialog(page).open())
        code = button(
            _("Código de recuperación"),
            symbol="file",
            then=lambda: RecoveryDialog(page).ask(self.reload),
        )
        self.inside.addLayout(row(phrase, code, None))
        self.reload()

    def reload(self) -> None:
        self.code_state.setText(
            _("Tiene un código de recuperación en papel.")
            if self.room.desk.account.has_recovery_code
            else _("No tiene código de recuperación: si olvida su frase, nadie podrá abrir.")
        )
