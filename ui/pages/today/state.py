"""The true state of sending, in one pill: what is only here, what has been received."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent, QMouseEvent
from PySide6.QtWidgets import QWidget

from desktop.i18n import _, ngettext
from desktop.trouble import Exit
from sync.client.status import SyncStatus, status
from ui.page import Room
from ui.theme import TARGET_PX, theme
from ui.widgets.parts import clear, pill, row


class SendingState(QWidget):
    """Never says more than is known: pending, sent, received.

    Signals:
        clicked(): the person wants to see more.
    """

    clicked = Signal()

    def __init__(self) -> None:
        super().__init__()
        self._line = row()
        self.setLayout(self._line)
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setObjectName("sending")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self.setMinimumHeight(theme().px(TARGET_PX))
        accent = theme().tokens.accent
        self.setStyleSheet(
            "#sending { border: 2px solid transparent; }"
            f"#sending:focus {{ border: 2px solid {accent}; border-radius: {theme().px(10)}px; }}"
        )
        self._courier = ""
        self._found: SyncStatus | None = None

    def read(self, room: Room) -> None:
        room.tasks.run(
            status, room.desk.vaults, room.folder, then=self._show, failed=lambda _p: None
        )

    def hear(self, message: dict[str, object]) -> None:
        self._courier = str(message.get("state", ""))
        if self._found is not None:
            self._show(self._found)

    @staticmethod
    def _why(found: SyncStatus) -> str:
        """Why the last try did not arrive, in two words."""
        if not found.server:
            return _("sin servidor")
        if found.trouble is not None and found.trouble.exit_status is Exit.UNREACHABLE:
            return _("sin señal")
        return _("no se pudo enviar")

    def _show(self, found: SyncStatus) -> None:
        self._found = found
        clear(self._line)
        waiting = found.unsealed + found.waiting
        if self._courier == "sending":
            self._say(_("Enviando…"), "info", "paper-plane-tilt")
        elif waiting:
            words = ngettext("{n} cambio por enviar", "{n} cambios por enviar", waiting)
            if found.failed:
                words += " · " + self._why(found)
            self._say(words.format(n=f"{waiting:,}"), "amber", "cloud-slash")
        elif found.sent:
            words = ngettext(
                "{n} cambio enviado, sin acuse", "{n} cambios enviados, sin acuse", found.sent
            )
            self._say(words.format(n=f"{found.sent:,}"), "info", "clock")
        elif found.received:
            self._say(_("Todo recibido por el centro"), "good", "cloud-check")
        else:
            self._say(_("Guardado aquí"), "good", "check-circle")

    def _say(self, words: str, tone: str, symbol: str) -> None:
        self._line.addWidget(pill(words, tone, symbol))
        self.setAccessibleName(words)

    def mousePressEvent(self, event: QMouseEvent) -> None:
        self.clicked.emit()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in (Qt.Key.Key_Space, Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self.clicked.emit()
        else:
            super().keyPressEvent(event)
