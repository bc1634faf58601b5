"""The real window, driven in this process: opened, unlocked, shown pages, with its loop turning."""

from __future__ import annotations

import time
from collections.abc import Callable
from pathlib import Path

from PySide6.QtCore import QEventLoop, QTimer

from desktop.vault import passphrase
from ui import app as window_process
from ui.page import Page

PATIENCE_S = 60.0
LOOK_EVERY_MS = 5
"""For what no event tells, such as the end of a thread."""


class Play:
    """One window on a data folder, shown and waiting for a phrase."""

    def __init__(self, folder: Path) -> None:
        self.app, self.window = window_process.start(["--data", str(folder)])
        self.derived_s = 0.0
        self._time_the_derivation()
        self.until(lambda: self.window.tasks.busy)
        # A phrase takes seconds to type; the store is loaded meanwhile.
        self.until(lambda: not self.window.tasks.busy)

    @property
    def page(self) -> Page:
        assert self.window.shell is not None
        return self.window.shell.current

    def until(self, true: Callable[[], bool]) -> None:
        """Turn the loop as the window does, asleep while nothing happens, until it is true."""
        limit = time.perf_counter() + PATIENCE_S
        wake = QTimer(interval=LOOK_EVERY_MS)
        wake.start()
        while not true():
            self.app.processEvents(QEventLoop.ProcessEventsFlag.WaitForMoreEvents)
            if time.perf_counter() > limit:
                raise TimeoutError
        wake.stop()

    def unlock(self, nickname: str, phrase: str) -> float:
        """Seconds from pressing "Entrar" to Today on screen."""
        lock = self.window._unlock_page
        next(b for b in lock.people.buttons() if b.text() == nickname).click()
        lock.phrase.setText(phrase)
        began = time.perf_counter()
        lock.enter.click()
        self.until(lambda: self.window.desk is not None)
        self.until(lambda: bool(self.page.title.text()))
        self.paint()
        took = time.perf_counter() - began
        self.rest()
        return took

    def show(self, name: str, argument: object = None) -> Page:
        """A page, with what it asked for, painted."""
        assert self.window.shell is not None
        self.window.shell.show_page(name, argument)
        self.rest()
        return self.page

    def rest(self) -> None:
        """Until nothing is asked for and everything is painted."""
        self.until(lambda: not self.window.tasks.busy)
        self.paint()

    def paint(self) -> None:
        """Let what has changed be laid out and painted."""
        self.app.processEvents()
        self.app.processEvents()

    def _time_the_derivation(self) -> None:
        derive = passphrase._key

        def timed(*args: object) -> bytes:
            began = time.perf_counter()
            try:
                return derive(*args)  # type: ignore[arg-type]
            finally:
                self.derived_s += time.perf_counter() - began

        passphrase._key = timed  # type: ignore[assignment]
