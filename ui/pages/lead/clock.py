"""How long the step in hand has left. No sound, no seconds, no colour: it only tells."""

from __future__ import annotations

import time
from collections.abc import Callable

from PySide6.QtCore import QObject, QTimer, Signal

from desktop.i18n import _

LOOKS_EVERY_MS = 15_000
MINUTE_S = 60.0


class StepClock(QObject):
    """Counts for one step at a time, from when it became the next one; off until switched on.

    Signals:
        moved(): it may say something else now.
    """

    moved = Signal()

    def __init__(self, parent: QObject, now_s: Callable[[], float] = time.monotonic) -> None:
        super().__init__(parent)
        self.now_s = now_s
        self._step: int | None = None
        self._began_s = 0.0
        self._timer = QTimer(self, interval=LOOKS_EVERY_MS)
        self._timer.timeout.connect(self.moved)

    @property
    def on(self) -> bool:
        return self._timer.isActive()

    def turn(self, on: bool) -> None:
        """Switch it; the step in hand begins anew."""
        if on == self.on:
            return
        self._began_s = self.now_s()
        if on:
            self._timer.start()
        else:
            self._timer.stop()
        self.moved.emit()

    def run(self, step: int | None) -> None:
        """This step, counted from 1, is the one in hand; None when there is none."""
        if step != self._step:
            self._step, self._began_s = step, self.now_s()
            self.moved.emit()

    def words(self, step: int, minutes: int) -> str:
        """What stands beside a step of so many minutes, 0 for an open one; "" for the others."""
        if not self.on or step != self._step:
            return ""
        gone = int((self.now_s() - self._began_s) // MINUTE_S)
        if not minutes:
            return _("van {n} min").format(n=gone)
        if gone <= minutes:
            return _("quedan {n} min").format(n=minutes - gone)
        return _("{n} min de más").format(n=gone - minutes)
