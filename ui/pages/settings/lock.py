"""When the window locks by itself, what cameras of the system see of it, and the panic."""

from __future__ import annotations

from PySide6.QtWidgets import QApplication, QCheckBox

from desktop.i18n import _
from desktop.services import prefs
from ui import capture
from ui.page import Page
from ui.pages.settings.card import SettingsCard, combo, line
from ui.theme import theme
from ui.widgets.hold_button import HoldButton
from ui.widgets.parts import label, row

IDLE_CHOICES_S = (60, 120, 300, 600, 900)


class LockCard(SettingsCard):
    """Minutes without use and the switch are kept at once; the panic acts when held."""

    def __init__(self, page: Page) -> None:
        super().__init__(page, _("Bloqueo"))
        now = prefs.load(self.room.folder)
        choices = [
            (_("{n} minutos").format(n=s // 60) if s > 60 else _("1 minuto"), s)
            for s in IDLE_CHOICES_S
        ]
        self.idle = combo(choices, now.idle_lock_s)
        self.idle.activated.connect(lambda _i: self.keep("idle_lock_s", self.idle.currentData()))
        self.inside.addLayout(line(_("Bloquear sin uso después de"), self.idle))
        words = _(
            "Ctrl+L bloquea. F12 tapa la pantalla al instante. También se bloquea sola al cerrar "
            "la tapa, al suspender y cuando el sistema bloquea la sesión."
        )
        self.inside.addWidget(label(words, "small", wrap=True))
        self._captures(now.hide_from_capture)
        self._panic()

    def _captures(self, hidden: bool) -> None:
        self.hidden = QCheckBox(_("Que no salga en capturas ni grabaciones de pantalla"))
        self.hidden.setChecked(hidden and capture.possible())
        self.hidden.setEnabled(capture.possible())
        soft = theme().tokens.ink2
        self.hidden.setStyleSheet(f"QCheckBox:disabled {{ color: {soft}; }}")
        self.hidden.toggled.connect(self._on_hidden)
        self.inside.addWidget(self.hidden)
        words = (
            _("La ventana aparece vacía en capturas y en pantallas compartidas.")
            if capture.possible()
            else _("Este sistema no permite impedirlo: cuide qué programas ven su pantalla.")
        )
        self.inside.addWidget(label(words, "small", wrap=True))

    def _on_hidden(self, hidden: bool) -> None:
        self.keep("hide_from_capture", hidden)
        for window in QApplication.topLevelWidgets():
            if window.isVisible():
                capture.exclude(window, hidden)

    def _panic(self) -> None:
        self.inside.addWidget(label(_("En una emergencia"), "strong"))
        words = _(
            "Destruye las llaves de esta computadora: nadie vuelve a abrir lo guardado aquí, ni "
            "usted. Lo enviado y las copias de respaldo no se tocan. Para volver hace falta una "
            "invitación o una copia de respaldo. También sirve mantener apretadas Ctrl+Mayús+F12."
        )
        self.inside.addWidget(label(words, "small", wrap=True))
        self.panic = HoldButton(_("Mantener apretado 2 segundos para destruir las llaves"))
        self.panic.held.connect(self.room.panic)
        self.inside.addLayout(row(self.panic, None))
