"""One QR code, large, on white; several one after the other."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QRect, QSize, Qt, QTimer, Signal
from PySide6.QtGui import QHideEvent, QKeyEvent, QPainter, QPaintEvent, QShowEvent
from PySide6.QtWidgets import QSizePolicy, QWidget

from desktop.i18n import _
from ui.qr.draw import Modules, modules, paint
from ui.theme import theme

EACH_SHOWS_MS = 600
"""Long enough for a slow camera to catch it, and far from flickering."""
SIDE_MIN_PX = 260
FRAME_PX = 3


class QrView(QWidget):
    """Turns the pages by itself while it shows. Space pauses, the arrows turn by hand.

    Signals:
        turned(int): the part that shows, from 1.
        paused(bool): whether it waits for a hand.
    """

    turned = Signal(int)
    paused = Signal(bool)

    def __init__(self, parts: Sequence[bytes]) -> None:
        super().__init__()
        self.parts = parts
        self.at = 0
        self._drawn: dict[int, Modules] = {}
        self._timer = QTimer(self)
        self._timer.setInterval(EACH_SHOWS_MS)
        self._timer.timeout.connect(lambda: self._turn(1))
        self._by_hand = len(parts) == 1
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setMinimumSize(SIDE_MIN_PX, SIDE_MIN_PX)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Expanding)
        self._name()

    @property
    def by_hand(self) -> bool:
        return self._by_hand

    def pause(self, on: bool) -> None:
        """Stay on this part, or go on turning."""
        if len(self.parts) == 1:
            return
        self._by_hand = on
        self._run()
        self.paused.emit(on)

    def step(self, by: int) -> None:
        """Turn by hand; then it stays until it is told to go on."""
        if len(self.parts) > 1:
            self.pause(True)
            self._turn(by)

    def _turn(self, by: int) -> None:
        self.at = (self.at + by) % len(self.parts)
        self._name()
        self.update()
        self.turned.emit(self.at + 1)

    def _name(self) -> None:
        told = _("Código QR {number} de {parts}")
        self.setAccessibleName(told.format(number=self.at + 1, parts=len(self.parts)))

    def _run(self) -> None:
        if self.isVisible() and not self._by_hand:
            self._timer.start()
        else:
            self._timer.stop()

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        self._run()

    def hideEvent(self, event: QHideEvent) -> None:
        super().hideEvent(event)
        self._timer.stop()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        turns = {Qt.Key.Key_Right: 1, Qt.Key.Key_Left: -1}
        if event.key() == Qt.Key.Key_Space:
            self.pause(not self._by_hand)
        elif event.key() in turns:
            self.step(turns[Qt.Key(event.key())])
        else:
            super().keyPressEvent(event)

    def sizeHint(self) -> QSize:
        """Never more than the room there is: a code that scrolls is read by nobody."""
        return self.minimumSize()

    def paintEvent(self, event: QPaintEvent) -> None:
        if self.at not in self._drawn:
            self._drawn[self.at] = modules(self.parts[self.at])
        painter = QPainter(self)
        side = min(self.width(), self.height())
        place = QRect((self.width() - side) // 2, (self.height() - side) // 2, side, side)
        if self.hasFocus():
            painter.fillRect(place, theme().tokens.accent)
        inner = place.adjusted(FRAME_PX, FRAME_PX, -FRAME_PX, -FRAME_PX)
        paint(painter, inner, self._drawn[self.at])
        painter.end()
