"""Unforeseen errors of the window, kept without a word of anybody: the doctor page shows them.

In slots and other calls from Qt, in threads, in calls on the database thread,
and what Qt itself complains of. Only a terminal sees them too: a session's log keeps its lines.
"""

from __future__ import annotations

import sys
import threading
from pathlib import Path
from types import TracebackType
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QObject, QtMsgType, qInstallMessageHandler

if TYPE_CHECKING:
    from desktop.host.clock import Clock
    from ui.tasks import Tasks

QT_KEPT_MAX = 20
"""Qt may complain at every painting; these are enough to find why."""
_KEPT = (QtMsgType.QtCriticalMsg, QtMsgType.QtFatalMsg)


class CrashKeeper(QObject):
    """Keeps what nobody foresaw in the data folder, and lets the window go on."""

    def __init__(self, folder: Path, clock: Clock) -> None:
        super().__init__()
        self._folder = folder
        self._clock = clock
        self._of_qt = 0

    def watch(self) -> None:
        """From now on, for this whole process."""
        sys.excepthook = self._on_exception
        threading.excepthook = self._on_thread
        qInstallMessageHandler(self._on_qt)

    def watch_tasks(self, tasks: Tasks) -> None:
        """Also what fails on the database thread, whoever tells it to the person."""
        tasks.crashed.connect(self.keep)

    def keep(self, error: BaseException) -> None:
        """Keep one error."""
        from desktop.host import crash

        if sys.stderr is not None and sys.stderr.isatty():
            print(crash.outline(error), file=sys.stderr)
        crash.keep(self._folder, error, self._clock.now_ms())

    def _on_exception(
        self, kind: type[BaseException], error: BaseException, frames: TracebackType | None
    ) -> None:
        if not issubclass(kind, KeyboardInterrupt):
            self.keep(error.with_traceback(frames))

    def _on_thread(self, told: threading.ExceptHookArgs) -> None:
        if told.exc_value is not None:
            self.keep(told.exc_value)

    def _on_qt(self, kind: QtMsgType, context: Any, _message: str) -> None:
        """Only what kind and from where: Qt's messages quote texts and paths."""
        if kind not in _KEPT or self._of_qt >= QT_KEPT_MAX:
            return
        from desktop.host import crash

        self._of_qt += 1
        place = crash.where(context.file) if context.file else "Qt"
        category = context.category or "default"
        text = f"{kind.name} {category}\n  {place}:{context.line}\n"
        crash.keep_text(self._folder, text, self._clock.now_ms())
