"""The real supervisor and its real windows: lock, the next window, another user, and memory."""

from __future__ import annotations

import contextlib
import json
import queue
import random
import socket
import sys
import threading
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from statistics import median
from typing import Any

import psutil
from figures import Figure, at_most, ms, told

from desktop.demo.build import ACCOUNTS, DemoAccount
from desktop.host.clock import SystemClock
from desktop.supervisor import Supervisor

CHILD = Path(__file__).with_name("locking_child.py")
PATIENCE_S = 60
ROUNDS = 3
COVER_MOST_MS = 100
GONE_MOST_S = 1.0
UNLOCK_MOST_S = 1.5
SWITCH_MOST_S = 2.0
MEMORY_MOST_MB = 350
MB = 1e6


class Window:
    """One window process, as it reports to us."""

    def __init__(self, connection: socket.socket) -> None:
        self._connection = connection
        self._told: queue.Queue[dict[str, Any]] = queue.Queue()
        threading.Thread(target=self._read, daemon=True).start()
        self.process = psutil.Process(self.told("pid"))

    def _read(self) -> None:
        with contextlib.suppress(OSError), self._connection.makefile("r") as lines:
            for line in lines:
                self._told.put(json.loads(line))

    def told(self, name: str) -> Any:
        while name not in (told := self._told.get(timeout=PATIENCE_S)):
            pass
        return told[name]

    def order(self, **what: object) -> None:
        self._connection.sendall(json.dumps(what).encode() + b"\n")

    def unlock(self, who: DemoAccount) -> None:
        self.order(unlock=[who.nickname, who.passphrase])


def measure(folder: Path) -> list[Figure]:
    """`folder` is the demonstration with all 3,309 people; two accounts take turns."""
    found: dict[str, list[float]] = {}
    with _supervised(folder) as next_window:
        window, who = next_window(), ACCOUNTS[0]
        window.told("loaded")
        window.unlock(who)
        _keep(found, "unlock", window)
        for number in range(ROUNDS):
            waiting = next_window()
            waiting.told("loaded")
            window.order(pages=True)
            found.setdefault("memory", []).append(window.told("peak") / MB)
            pressed = time.perf_counter()
            window.order(lock=True)
            found.setdefault("cover", []).append(window.told("covered_s"))
            waiting.told("shown")
            found.setdefault("next", []).append(time.perf_counter() - pressed)
            window.process.wait(PATIENCE_S)
            found.setdefault("gone", []).append(time.perf_counter() - pressed)
            window, who = waiting, ACCOUNTS[(number + 1) % 2]
            window.unlock(who)
            switched = _keep(found, "unlock", window)
            # From the lock to the other person's Today, but for what she types.
            found.setdefault("switch", []).append(found["next"][-1] + switched)
    return [
        at_most(COVER_MOST_MS, "lock covers the screen", 1000 * max(found["cover"]), "ms", "worst"),
        at_most(GONE_MOST_S, "the process with the keys is gone", max(found["gone"]), "s", "worst"),
        told("the next lock screen shows", median(found["next"]), "s", "after the lock was asked"),
        at_most(
            UNLOCK_MOST_S,
            "unlock under the supervisor, beyond the key derivation",
            median(found["unlock"]),
            "s",
            f"the derivation took {ms(median(found['derived']))}",
        ),
        at_most(
            SWITCH_MOST_S,
            "another user's Today, beyond typing and the key derivation",
            median(found["switch"]),
            "s",
            "from the lock on",
        ),
        at_most(
            MEMORY_MOST_MB,
            "most memory a window ever held",
            max(found["memory"]),
            "MB",
            "peak resident, every page shown",
        ),
    ]


def _keep(found: dict[str, list[float]], name: str, window: Window) -> float:
    """What an unlock took beyond the derivation, seconds."""
    took, derived = window.told("opened_s")
    found.setdefault(name, []).append(took - derived)
    found.setdefault("derived", []).append(derived)
    return float(took - derived)


@contextlib.contextmanager
def _supervised(folder: Path) -> Iterator[Callable[[], Window]]:
    """A supervisor in a thread of this process; the call answers its next window."""
    with socket.create_server(("127.0.0.1", 0)) as listener:
        listener.settimeout(PATIENCE_S)
        command = [sys.executable, str(CHILD), str(listener.getsockname()[1])]
        supervisor = Supervisor(command, folder, clock=SystemClock(), rng=random.Random(7))
        running = threading.Thread(target=supervisor.run, daemon=True)
        running.start()
        try:
            yield lambda: Window(listener.accept()[0])
        finally:
            supervisor.stop()
            running.join(PATIENCE_S)
