"""The true state of sending, in one pill: what is only here, what has been received."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QMouseEvent
from PySide6.QtWidgets import QWidget

from desktop.i18n import _, ngettext
from sync.client.status import SyncStatus, status
from ui.page import Room
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

    def _show(self, found: SyncStatus) -> None:
        self._found = found
        clear(self._line)
        waiting = found.unsealed + found.waiting
        if self._courier == "sending":
            self._line.addWidget(pill(_("Enviando…"), "info", "paper-plane-tilt"))
        elif waiting:
            words = ngettext("{n} cambio por enviar", "{n} cambios por enviar", waiting)
            if found.failed:
                words += _(" · sin señal")
            self._line.addWidget(pill(words.format(n=f"{waiting:,}"), "amber", "cloud-slash"))
        elif found.sent:
            words = ngettext(
                "{n} cambio enviado, sin acuse", "{n} cambios enviados, sin acuse", found.sent
            )
            self._line.addWidget(pill(words.format(n=f"{found.sent:,}"), "info", "clock"))
        elif found.received:
            self._line.addWidget(pill(_("Todo recibido por el centro"), "good", "cloud-check"))
        else:
            self._line.addWidget(pill(_("Guardado aquí"), "good", "check-circle"))

    def mousePressEvent(self, event: QMouseEvent) -> None:
        self.clicked.emit()
