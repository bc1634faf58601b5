"""Everything that watches over an open window: keys, idle time, the system's word, captures."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import QObject, Signal
from PySide6.QtWidgets import QWidget

from desktop.host.clock import SystemClock
from desktop.host.idle import seconds_idle
from desktop.services import prefs
from ui import capture, session
from ui.idle import IdleWatch
from ui.panic import PanicBanner
from ui.watch import Watch


class Guard(QObject):
    """Works from when it is made until the process ends.

    Signals:
        lock_asked(): Ctrl+L, nobody there for too long, or the system says so.
        cover_asked(): F12.
        panic_asked(): the keys of the panic were held to the end.
        ending(float): seconds until it locks by itself, while few are left.
    """

    lock_asked = Signal()
    cover_asked = Signal()
    panic_asked = Signal()
    ending = Signal(float)

    def __init__(self, window: QWidget, folder: Path) -> None:
        super().__init__(window)
        self.watch = Watch(
            self,
            IdleWatch(SystemClock(), seconds_idle),
            lambda: prefs.load(folder).idle_lock_s,
        )
        self.awake = self.watch.awake
        self.watch.lock_asked.connect(self.lock_asked)
        self.watch.cover_asked.connect(self.cover_asked)
        self.watch.ending.connect(self.ending)
        self.session = session.watch(window, self.lock_asked.emit)
        self.banner = PanicBanner(window)
        self.watch.panic_began.connect(self.banner.begin)
        self.watch.panic_let_go.connect(self.banner.let_go)
        self.banner.held.connect(self.panic_asked)
        if capture.possible():
            shield = capture.Capture(self, lambda: prefs.load(folder).hide_from_capture)
            shield.renew()
