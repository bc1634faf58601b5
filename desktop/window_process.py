"""One window process as the supervisor holds it: started, spoken to, heard, ended for certain."""

from __future__ import annotations

import contextlib
import json
import os
import subprocess
import sys
import threading
from collections.abc import Callable, Mapping, Sequence
from queue import SimpleQueue
from typing import Any, BinaryIO, cast

LINE_MAX_BYTES = 64 * 1024
LAST_WORDS_S = 0.2
"""How long words already in the pipe may take to be read after the process ended."""

Message = Mapping[str, Any]


class WindowProcess:
    """A child process that speaks JSON lines on its stdin and stdout.

    `ready`, `unlocked`, `locking` and `leaving` are what it said so far, kept by the
    supervisor. `heard` and `ended` are called from this object's own threads. Reading and
    writing by threads, not select, because Windows cannot select on pipes.
    """

    def __init__(
        self,
        command: Sequence[str],
        heard: Callable[[WindowProcess, Message], None],
        ended: Callable[[WindowProcess, int], None],
    ) -> None:
        """Start `command`. Raises OSError when it cannot be started."""
        self.ready = False
        self.unlocked = False
        self.locking = False
        self.leaving = False
        self._process = subprocess.Popen(  # noqa: S603, the command is our own
            list(command),
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=_errors_go(),
            # Ctrl+C in a terminal is the supervisor's to answer.
            start_new_session=os.name == "posix",
            creationflags=getattr(subprocess, "CREATE_NO_WINDOW", 0),
        )
        self._unsent: SimpleQueue[bytes | None] = SimpleQueue()
        threading.Thread(target=self._write, name="say", daemon=True).start()
        reader = threading.Thread(target=self._read, args=(heard,), name="hear", daemon=True)
        reader.start()
        threading.Thread(target=self._wait, args=(reader, ended), name="end", daemon=True).start()

    @property
    def pid(self) -> int:
        return self._process.pid

    def send(self, do: str, **more: Any) -> None:
        """Send one message; returns at once. In order and whole, unless the window ends first."""
        self._unsent.put(json.dumps({"do": do, **more}).encode() + b"\n")

    def dismiss(self) -> None:
        """Close its stdin after what was sent: the window seals what it can and ends."""
        self._unsent.put(None)

    def kill(self) -> None:
        """End it now; what it had committed is on disk. `ended` follows."""
        with contextlib.suppress(OSError):
            self._process.kill()

    def wait(self, seconds: float) -> bool:
        """Whether it ended within `seconds`."""
        try:
            self._process.wait(seconds)
        except subprocess.TimeoutExpired:
            return False
        return True

    def _write(self) -> None:
        """Alone with the pipe: a window that hangs stops nobody, and no word is lost when it
        is full.
        """
        with contextlib.suppress(OSError), cast(BinaryIO, self._process.stdin) as stream:
            while (line := self._unsent.get()) is not None:
                stream.write(line)
                stream.flush()

    def _read(self, heard: Callable[[WindowProcess, Message], None]) -> None:
        with cast(BinaryIO, self._process.stdout) as stream, contextlib.suppress(OSError):
            while line := stream.readline(LINE_MAX_BYTES):
                message = _parse(line)
                if message is not None:
                    heard(self, message)

    def _wait(self, reader: threading.Thread, ended: Callable[[WindowProcess, int], None]) -> None:
        status = self._process.wait()
        # A program that the window started may hold the pipe open much longer.
        reader.join(LAST_WORDS_S)
        self.dismiss()
        ended(self, status)


def _parse(line: bytes) -> Message | None:
    """A message, or nothing: libraries print to stdout too."""
    try:
        message = json.loads(line)
    except ValueError:
        return None
    return message if isinstance(message, dict) and isinstance(message.get("do"), str) else None


def _errors_go() -> int | None:
    """A terminal may show the window's errors; the session's log must not keep them."""
    watched = sys.stderr is not None and sys.stderr.isatty()
    return None if watched else subprocess.DEVNULL
