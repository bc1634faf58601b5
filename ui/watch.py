"""Keys that always work and a lock for who went away, also while a dialog is open."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QEvent, QObject, Qt, QTimer, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QApplication

from ui.idle import IdleWatch

CHECK_MS = 1000
WARNING_S = 30
AWAKE_MAX_S = 15 * 60
"""So long a page may put off the lock for somebody who works on paper."""
USES = frozenset(
    (
        QEvent.Type.KeyPress,
        QEvent.Type.MouseButtonPress,
        QEvent.Type.MouseMove,
        QEvent.Type.Wheel,
    )
)
"""Events that show that somebody is there."""
LETS_GO = frozenset((QEvent.Type.KeyRelease, QEvent.Type.ApplicationDeactivate))
PANIC_WITH = Qt.KeyboardModifier.ControlModifier | Qt.KeyboardModifier.ShiftModifier


class Watch(QObject):
    """Ctrl+L, F12, the keys of the panic, and the lock of a laptop that was left alone.

    A window's own shortcuts sleep while a dialog is open; these must not.

    Signals:
        lock_asked(): Ctrl+L was pressed, or nobody was there for too long.
        cover_asked(): F12 was pressed.
        panic_began(), panic_let_go(): Ctrl+Shift+F12 went down, a key came up; both again
            and again where the system repeats keys.
        ending(float): seconds until it locks by itself, while few are left.
    """

    lock_asked = Signal()
    cover_asked = Signal()
    panic_began = Signal()
    panic_let_go = Signal()
    ending = Signal(float)

    def __init__(self, parent: QObject, idle: IdleWatch, limit_s: Callable[[], float]) -> None:
        super().__init__(parent)
        self.idle = idle
        self._limit_s = limit_s
        self._least_s = 0.0
        app = QApplication.instance()
        assert app is not None  # noqa: S101
        app.installEventFilter(self)
        timer = QTimer(self, interval=CHECK_MS)
        timer.timeout.connect(self.check)
        timer.start()

    def awake(self, least_s: float) -> None:
        """From now on lock only after so many idle seconds, AWAKE_MAX_S at most; 0.0: as chosen."""
        self._least_s = min(least_s, AWAKE_MAX_S)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        kind = event.type()
        if kind in USES:
            self.idle.touch()
            if kind is QEvent.Type.KeyPress and isinstance(event, QKeyEvent):
                return self._on_key(event)
        elif kind in LETS_GO and not _repeats(event):
            self.panic_let_go.emit()
        return False

    def _on_key(self, event: QKeyEvent) -> bool:
        if event.key() == Qt.Key.Key_F12:
            if event.modifiers() == PANIC_WITH:
                self.panic_began.emit()
            else:
                self.cover_asked.emit()
        elif (
            event.key() == Qt.Key.Key_L and event.modifiers() == Qt.KeyboardModifier.ControlModifier
        ):
            self.lock_asked.emit()
        else:
            return False
        return True

    def check(self) -> None:
        """Every second: say when little time is left, lock when none is."""
        left_s = max(self._limit_s(), self._least_s) - self.idle.check_s()
        if left_s <= 0:
            self.lock_asked.emit()
        elif left_s <= WARNING_S:
            self.ending.emit(left_s)


def _repeats(event: QEvent) -> bool:
    """Some systems let a key that is held come up and go down again and again."""
    return isinstance(event, QKeyEvent) and event.isAutoRepeat()
