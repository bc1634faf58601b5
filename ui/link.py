"""The window's end of the pipe to the supervisor: one JSON object a line on stdin and stdout."""

from __future__ import annotations

import contextlib
import json
import os
import stat
import sys
import threading
from typing import Any

from PySide6.QtCore import QObject, Signal

LOCKED_STATUS = 75
"""Exit status that tells the supervisor to show a locked window again."""


class Link(QObject):
    """Says lines to the supervisor and hears its answers.

    Signals:
        heard(dict): one message of the supervisor, delivered in the window's thread.
        alone(): the supervisor has ended.
    """

    heard = Signal(dict)
    alone = Signal()

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.connected = is_pipe()

    def listen(self) -> None:
        """Start to hear. Without a supervisor (a terminal, a test) there is nothing to hear."""
        if self.connected:
            threading.Thread(target=self._read, name="supervisor", daemon=True).start()

    def say(self, do: str, **more: Any) -> None:
        """Send one message; a supervisor that has ended is not an error here."""
        if self.connected:
            with contextlib.suppress(OSError, ValueError):
                sys.__stdout__.write(json.dumps({"do": do, **more}) + "\n")  # type: ignore[union-attr]
                sys.__stdout__.flush()  # type: ignore[union-attr]

    def _read(self) -> None:
        with contextlib.suppress(RuntimeError):  # the window may be gone before the pipe
            for line in sys.stdin:
                with contextlib.suppress(ValueError):
                    message = json.loads(line)
                    if isinstance(message, dict):
                        self.heard.emit(message)
            self.alone.emit()


def is_pipe() -> bool:
    """Whether stdin is a pipe, as the supervisor makes it, and not a terminal."""
    try:
        return stat.S_ISFIFO(os.fstat(0).st_mode)
    except OSError:
        return False
