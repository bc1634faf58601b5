"""The keyless process that outlives every window: it shows a locked one at once, and sends.

It holds no key and never opens a vault, so what it holds betrays nothing when
a laptop is taken while locked. Standard library only, until there is something
to send.

The window is `COMMAND --data FOLDER [--standby] [--language es]`. Both sides
speak one JSON object a line, over the window's stdout and stdin:

    window to supervisor
        {"do": "ready"}      its lock screen can be shown
        {"do": "shown"}      it is on screen
        {"do": "unlocked"}   a vault is open: keep a locked window ready beside it
        {"do": "locking"}    it seals and ends now; after LOCK_LIMIT_S it is killed
        {"do": "quit"}       the person leaves: it seals and ends, and everything with it
        {"do": "send"}       run the courier now
    supervisor to window
        {"do": "show"}       the standby window comes on screen, and answers "shown"
        {"do": "courier", "state": "sending" | "idle" | "failed", ...}   see sending.py
        end of stdin         the supervisor is gone or ends: lock and end

A window that does not say "shown" in time is killed and another takes its place: a lock
always ends with a window to unlock.

Exit status 75 of the window: it locked. 0: the person left. Anything else: it
crashed, and a new locked window takes its place, at most CRASHES_MAX in CRASH_SPAN_S.
"""

from __future__ import annotations

import contextlib
import math
import shutil
import signal
import sys
import threading
import time
from collections import deque
from collections.abc import Callable, Iterator, Sequence
from functools import partial
from pathlib import Path
from queue import Empty, SimpleQueue
from random import Random

from desktop.host.clock import Clock
from desktop.host.files import remove_unfinished
from desktop.sending import Report, Sending
from desktop.services import panic, staging
from desktop.trouble import Trouble, say
from desktop.window_process import Message, WindowProcess

LOCKED_STATUS = 75
LOCK_LIMIT_S = 1.0
"""From "locking" to the end of the process: 500 ms to seal and as much to end."""
SHOW_LIMIT_S = 5.0
"""From "show" to "shown" of a window that said it was ready."""
START_LIMIT_S = 60.0
"""The same from the start of its process: an old laptop after a cold start reads for long."""
CRASHES_MAX = 3
CRASH_SPAN_S = 60.0
WINDOWS_WAKE_S = 1.0
"""Windows delivers Ctrl+C only to a thread that is not waiting."""
BOXES = ("", "accounts", "vaults", "outbox", "inbox", "sent")
"""Where small files are written whole or not at all, in a data folder."""
SCRATCH = ".doctor"
"""Where `vereda doctor --rebuild` makes its encrypted copies."""


class WindowKeepsFailing(Trouble):
    """The window ended by itself again and again."""

    def __init__(self) -> None:
        super().__init__(
            happened=say("La ventana de Vereda se cerró sola varias veces seguidas."),
            safe=say("Todo lo que apareció como guardado sigue guardado."),
            next_step=say("Apague y encienda la computadora y abra Vereda otra vez."),
        )


def remove_leftovers(folder: Path) -> None:
    """Remove what a power cut left half made. Only under the instance lock.

    A folder that cannot be read or written keeps nobody from the window.
    """
    for box in BOXES:
        with contextlib.suppress(OSError):
            remove_unfinished(folder / box)
    shutil.rmtree(folder / SCRATCH, ignore_errors=True)
    staging.drop(folder)


class Supervisor:
    """Keeps exactly one window in front of the person until the person leaves.

    Args:
        command: the program of the window, without `--data` and what follows it.
        folder: the data folder; whoever runs a supervisor holds its instance lock.
        language: given on the command line, or "" for the folder's own.
        clock, rng: for what the courier notes and for the spread of its retries.
        monotonic: seconds that never turn back.
    """

    def __init__(
        self,
        command: Sequence[str],
        folder: Path,
        *,
        language: str = "",
        clock: Clock,
        rng: Random,
        monotonic: Callable[[], float] = time.monotonic,
    ) -> None:
        self._folder = folder
        self._command = [*command, "--data", str(folder)]
        if language:
            self._command += ["--language", language]
        self._monotonic = monotonic
        self._events: SimpleQueue[Callable[[], None]] = SimpleQueue()
        self._sending = Sending(
            folder,
            post=self._events.put,
            tell=self._report,
            clock=clock,
            rng=rng,
            monotonic=monotonic,
        )
        self._visible: WindowProcess | None = None
        self._standby: WindowProcess | None = None
        self._limits: dict[WindowProcess, float] = {}
        """When a window that said it would end must be gone."""
        self._unseen: dict[WindowProcess, float] = {}
        """When a window that should be on screen must have said so."""
        self._crashes: deque[float] = deque(maxlen=CRASHES_MAX)
        self._done = False
        self._trouble: Trouble | None = None

    def run(self) -> None:
        """Show a window and stay until the person leaves, or `stop`.

        No window is alive when this returns or raises. Raises:
        WindowKeepsFailing; OSError when the window cannot be started.
        """
        self._finish_what_was_cut()
        remove_leftovers(self._folder)  # before a window writes there
        try:
            with self._signals():
                self._show_locked()
                while not self._done:
                    self._turn()
        finally:
            self._end_all()
        if self._trouble is not None:
            raise self._trouble

    def stop(self) -> None:
        """Lock and end every window, then `run`. From any thread, or from a signal."""
        self._events.put(self._finish)

    # ---- the loop ---------------------------------------------------------------

    def _turn(self) -> None:
        with contextlib.suppress(Empty):
            self._events.get(timeout=self._wait_s())()
        now = self._monotonic()
        for limits in (self._limits, self._unseen):
            for window, limit in list(limits.items()):
                if now >= limit:
                    del limits[window]
                    window.kill()
        self._sending.look()

    def _wait_s(self) -> float | None:
        limits = (*self._limits.values(), *self._unseen.values())
        next_moment = min((self._sending.next_look, *limits))
        wait_s = max(0.0, next_moment - self._monotonic())
        wait_s = min(wait_s, WINDOWS_WAKE_S if sys.platform == "win32" else math.inf)
        return None if math.isinf(wait_s) else wait_s

    @contextlib.contextmanager
    def _signals(self) -> Iterator[None]:
        """A session that ends, a closed terminal and Ctrl+C all lock before they end."""
        if threading.current_thread() is not threading.main_thread():
            yield
            return
        names = ("SIGTERM", "SIGINT", "SIGHUP", "SIGBREAK")
        known = [getattr(signal, name) for name in names if hasattr(signal, name)]
        before = {number: signal.signal(number, lambda *_: self.stop()) for number in known}
        try:
            yield
        finally:
            for number, handler in before.items():
                signal.signal(number, handler)

    # ---- windows ----------------------------------------------------------------

    def _start(self, *options: str) -> WindowProcess:
        return WindowProcess(
            [*self._command, *options],
            lambda window, message: self._events.put(partial(self._heard, window, message)),
            lambda window, status: self._events.put(partial(self._ended, window, status)),
        )

    def _heard(self, window: WindowProcess, message: Message) -> None:
        do = message["do"]
        if do == "ready":
            window.ready = True
            if self._sending.report is not None:
                window.send("courier", **self._sending.report)
        elif do == "shown":
            self._unseen.pop(window, None)
        elif do == "unlocked":
            self._unseen.pop(window, None)
            window.unlocked = True
            if self._standby is None and window is self._visible:
                # Without room for it the person works on; the lock starts one.
                with contextlib.suppress(OSError):
                    self._standby = self._start("--standby")
        elif do == "locking":
            window.locking = True
            self._give(window)
        elif do == "quit":
            window.leaving = True
            self._give(window)
        elif do == "send":
            self._sending.ask()

    def _give(self, window: WindowProcess) -> None:
        """A window that says it ends has this long, counted from its first word."""
        self._limits.setdefault(window, self._monotonic() + LOCK_LIMIT_S)

    def _ended(self, window: WindowProcess, status: int) -> None:
        self._limits.pop(window, None)
        self._unseen.pop(window, None)
        self._finish_what_was_cut()
        if window is self._standby:
            # Nobody saw it; the next lock starts another.
            self._standby = None
        elif window is not self._visible:
            return
        elif window.leaving or status == 0:
            self._finish()
        else:
            # A window that nobody had unlocked has no reason to lock: that is a fault too.
            locked = window.unlocked and (window.locking or status == LOCKED_STATUS)
            self._sending.look_soon()
            if locked or self._may_restart():
                self._show_locked()

    def _finish_what_was_cut(self) -> None:
        """A panic leaves nothing to open; a backup that was being put back is whole or not here."""
        panic.finish(self._folder)
        with contextlib.suppress(Trouble):  # a disk that takes nothing: at the next end or start
            staging.finish(self._folder)

    def _show_locked(self) -> None:
        window, self._standby = self._standby, None
        if window is None:
            window = self._start()
        else:
            window.send("show")
        self._visible = window
        limit_s = SHOW_LIMIT_S if window.ready else START_LIMIT_S
        self._unseen[window] = self._monotonic() + limit_s

    def _may_restart(self) -> bool:
        """Note a crash. After one too many everything ends instead."""
        now = self._monotonic()
        if len(self._crashes) == CRASHES_MAX and now - self._crashes[0] < CRASH_SPAN_S:
            self._trouble = WindowKeepsFailing()
            self._finish()
            return False
        self._crashes.append(now)
        return True

    def _report(self, report: Report) -> None:
        for window in (self._visible, self._standby):
            if window is not None:
                window.send("courier", **report)

    # ---- the end ----------------------------------------------------------------

    def _finish(self) -> None:
        self._done = True

    def _end_all(self) -> None:
        alive = [window for window in (self._visible, self._standby) if window is not None]
        for window in alive:
            window.dismiss()
        limit = self._monotonic() + LOCK_LIMIT_S
        for window in alive:
            if not window.wait(max(0.0, limit - self._monotonic())):
                window.kill()
                window.wait(LOCK_LIMIT_S)
