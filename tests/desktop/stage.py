"""A stage for supervisor tests: real processes that stand in for windows."""

from __future__ import annotations

import contextlib
import json
import os
import queue
import select
import socket
import sys
import threading
from pathlib import Path
from random import Random
from typing import Any

from desktop.host.clock import SystemClock
from desktop.supervisor import Supervisor

PATIENCE_S = 20
STAND_IN = Path(__file__).with_name("stand_in_window.py")
REAL = Path(__file__).with_name("real_window.py")


class StandIn:
    """One stand-in window, as the test sees it."""

    def __init__(self, connection: socket.socket) -> None:
        self._connection = connection
        self._told: queue.Queue[dict[str, Any]] = queue.Queue()
        threading.Thread(target=self._read, daemon=True).start()
        first = self.told()
        self.pid: int = first["pid"]
        self.options: list[str] = first["options"]
        self._process = os.pidfd_open(self.pid)

    def _read(self) -> None:
        with contextlib.suppress(OSError), self._connection.makefile("r") as lines:
            for line in lines:
                self._told.put(json.loads(line))

    def told(self) -> dict[str, Any]:
        return self._told.get(timeout=PATIENCE_S)

    def hears(self) -> dict[str, Any] | None:
        """The next message of the supervisor; None for the end of stdin."""
        while "heard" not in (told := self.told()):
            pass
        heard: dict[str, Any] | None = told["heard"]
        return heard

    def order(self, **what: object) -> None:
        self._connection.sendall(json.dumps(what).encode() + b"\n")

    def says(self, do: str) -> None:
        self.order(say={"do": do})

    def hangs(self) -> None:
        """From now on it does not answer the end of stdin, like a window that is stuck."""
        self.order(hang=True)
        while "hanging" not in self.told():
            pass

    def ends(self, status: int) -> None:
        self.order(exit=status)

    @property
    def standby(self) -> bool:
        return "--standby" in self.options

    def wait_until_gone(self, seconds: float = PATIENCE_S) -> None:
        """Return when no such process runs. Leaves it to the supervisor to reap it."""
        ended, _, _ = select.select([self._process], [], [], seconds)
        assert ended, "the window still runs"

    def close(self) -> None:
        os.close(self._process)
        self._connection.close()


class Stage:
    """Where stand-ins come in, and the command that starts one."""

    def __init__(self) -> None:
        self._listener = socket.create_server(("127.0.0.1", 0))
        self._listener.settimeout(PATIENCE_S)
        self._cast: list[StandIn] = []
        port = str(self._listener.getsockname()[1])
        self.command = [sys.executable, "-I", "-S", str(STAND_IN), port]
        self.real_command = [sys.executable, str(REAL), port]

    def next(self) -> StandIn:
        """The next window that the supervisor starts."""
        connection, _ = self._listener.accept()
        stand_in = StandIn(connection)
        self._cast.append(stand_in)
        return stand_in

    def close(self) -> None:
        self._listener.close()
        for stand_in in self._cast:
            stand_in.close()


class Running:
    """A supervisor at work in a thread of the test."""

    def __init__(self, command: list[str], folder: Path, **options: Any) -> None:
        self.supervisor = Supervisor(command, folder, clock=SystemClock(), rng=Random(7), **options)
        self.error: BaseException | None = None
        self._thread = threading.Thread(target=self._run, daemon=True)
        self._thread.start()

    def _run(self) -> None:
        try:
            self.supervisor.run()
        except BaseException as error:
            self.error = error

    def ended(self) -> bool:
        self._thread.join(PATIENCE_S)
        return not self._thread.is_alive()
