"""A button for what cannot be undone: it fills while it is held, and acts only when full."""

from __future__ import annotations

from PySide6.QtCore import QEvent, Qt, QTimer, QVariantAnimation, Signal
from PySide6.QtGui import QColor, QFocusEvent, QKeyEvent, QMouseEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import QPushButton

from ui.theme import theme

HOLD_MS = 2000
GRACE_MS = 150
"""A key that is held comes up and down again where the system repeats it, and Qt does not
always tell that from a finger (seen on X11). Meanwhile nothing fills."""
FILL_ALPHA = 90
RADIUS_PX = 10


class HoldButton(QPushButton):
    """Held with the mouse, a finger or the space bar; released earlier it does nothing.

    Signals:
        held(): it was held to the end.
        let_go(): it was released before.
    """

    held = Signal()
    let_go = Signal()

    def __init__(self, words: str, hold_ms: int = HOLD_MS) -> None:
        super().__init__(words)
        self.setAccessibleName(words)
        self.setAutoDefault(False)
        self.filling = QVariantAnimation(self)
        self.filling.setStartValue(0.0)
        self.filling.setEndValue(1.0)
        self.filling.setDuration(hold_ms)
        self.filling.valueChanged.connect(self.update)
        self.filling.finished.connect(self._on_full)
        self._grace = QTimer(self, singleShot=True, interval=GRACE_MS)
        self._grace.timeout.connect(self.stop)
        self._by_key = False
        self.pressed.connect(self.begin)
        self.released.connect(self._on_released)

    def begin(self) -> None:
        """It is held from now on, or again."""
        self._grace.stop()
        if self.filling.state() is QVariantAnimation.State.Paused:
            self.filling.resume()
        elif self.filling.state() is QVariantAnimation.State.Stopped:
            self.filling.start()

    def slip(self) -> None:
        """A key came up: released, unless it comes down again at once."""
        if self.filling.state() is not QVariantAnimation.State.Stopped:
            self.filling.pause()
            self._grace.start()

    def stop(self) -> None:
        """Released too early: as if it had not been touched."""
        self._grace.stop()
        if self.filling.state() is not QVariantAnimation.State.Stopped:
            self._empty()
            self.let_go.emit()

    def _empty(self) -> None:
        self.filling.stop()
        self.filling.setCurrentTime(0)
        self.update()

    def _on_released(self) -> None:
        (self.slip if self._by_key else self.stop)()

    def _on_full(self) -> None:
        self._empty()
        self.setDown(False)
        self.held.emit()

    def mousePressEvent(self, event: QMouseEvent) -> None:
        self._by_key = False
        super().mousePressEvent(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Escape and self.isDown():
            self.setDown(False)
            self.stop()
            return
        self._by_key = True
        super().keyPressEvent(event)

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        super().mouseMoveEvent(event)
        if not self.isDown():
            self.stop()

    def focusOutEvent(self, event: QFocusEvent) -> None:
        self.stop()
        super().focusOutEvent(event)

    def changeEvent(self, event: QEvent) -> None:
        if event.type() == QEvent.Type.EnabledChange:
            self.stop()
        super().changeEvent(event)

    def paintEvent(self, event: QPaintEvent) -> None:
        super().paintEvent(event)
        full = float(self.filling.currentValue() or 0.0)
        if full > 0:
            ink = QColor(theme().tokens.tone("danger")[0])
            ink.setAlpha(FILL_ALPHA)
            painter = QPainter(self)
            painter.setRenderHint(QPainter.RenderHint.Antialiasing)
            painter.setClipRect(0, 0, round(self.width() * full), self.height())
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(ink)
            painter.drawRoundedRect(self.rect(), theme().px(RADIUS_PX), theme().px(RADIUS_PX))
            painter.end()
