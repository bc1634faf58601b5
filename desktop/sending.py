"""When the courier runs: when asked, and by itself while sealed files wait for a server.

One run at a time, in a thread of its own; a locked laptop sends too. What it
tells a window, beside "do": "courier":

    {"state": "sending", "done": 0, "total": 0}   a run is under way; bytes, at most one a second
    {"state": "idle", "outcome": {...}}           it ended well; figures of the courier's Outcome
    {"state": "failed", "outcome": {...}, "exit": 10, "retry_s": 60,
     "sentences": [{"text": …, "values": {…}}, …]}   the three of the Trouble, not translated

Standard library only, until there is something to send.
"""

from __future__ import annotations

import dataclasses
import math
import threading
import time
from collections.abc import Callable
from functools import partial
from pathlib import Path
from random import Random
from typing import TYPE_CHECKING, Any

from desktop.host import crash
from desktop.host.clock import Clock
from desktop.trouble import Message, Trouble, say

if TYPE_CHECKING:
    from sync.carriers.courier import Outcome, Progress

FIRST_LOOK_S = 10.0
"""After the start, so that nothing slows the first window down."""
LOOK_EVERY_S = 60.0
RETRY_LEFT_S = 3600.0
"""Before files that a good run left behind (held or refused by the server) are tried again."""
PROGRESS_EVERY_S = 1.0

Report = dict[str, Any]


class CourierFailed(Trouble):
    """An error that nobody foresaw, in the courier."""

    def __init__(self) -> None:
        super().__init__(
            happened=say("El envío falló por un error del programa."),
            safe=say("Lo guardado en esta computadora sigue guardado."),
            next_step=say("Se intentará de nuevo más tarde."),
        )


class Sending:
    """The courier's timetable. Every method is called from the supervisor's loop.

    Args:
        folder: the data folder.
        post: hands a call back to the supervisor's loop, from any thread.
        tell: hears each report; see the module's text.
        courier: one run, in its thread.
    """

    def __init__(
        self,
        folder: Path,
        *,
        post: Callable[[Callable[[], None]], None],
        tell: Callable[[Report], None],
        clock: Clock,
        rng: Random,
        monotonic: Callable[[], float] = time.monotonic,
        courier: Callable[[Path, Progress], Outcome] | None = None,
    ) -> None:
        self.report: Report | None = None
        """The newest report, for a window that comes on screen."""
        self.next_look = monotonic() + FIRST_LOOK_S
        """The moment, on the monotonic clock, of the next look at the outbox."""
        self._folder = folder
        self._post = post
        self._tell = tell
        self._clock = clock
        self._rng = rng
        self._monotonic = monotonic
        self._courier = courier or run_courier
        self._running = False
        self._asked = False
        self._failures = 0
        self._left: frozenset[str] = frozenset()
        self._left_at = -math.inf

    def ask(self) -> None:
        """Run now, or once more when the run that is under way ends."""
        if self._running:
            self._asked = True
        else:
            self._begin()

    def look_soon(self) -> None:
        """Something may have been sealed: look at once, unless waiting after a failure."""
        if not self._running and self._failures == 0:
            self.next_look = self._monotonic()

    def look(self) -> None:
        """Run if it is time and something waits."""
        now = self._monotonic()
        if self._running or now < self.next_look:
            return
        self.next_look = now + LOOK_EVERY_S
        waiting = waiting_files(self._folder)
        if waiting - self._left or (waiting and now - self._left_at >= RETRY_LEFT_S):
            self._begin()

    # ---- one run ----------------------------------------------------------------

    def _begin(self) -> None:
        self._running = True
        self._asked = False
        # The run posts its own end, which sets the next look.
        self.next_look = math.inf
        self._say({"state": "sending", "done": 0, "total": 0})
        threading.Thread(target=self._run, name="courier", daemon=True).start()

    def _run(self) -> None:
        told_at = self._monotonic()

        def progress(done: int, total: int) -> None:
            nonlocal told_at
            if self._monotonic() - told_at >= PROGRESS_EVERY_S:
                told_at = self._monotonic()
                self._post(partial(self._say, {"state": "sending", "done": done, "total": total}))

        try:
            outcome = self._courier(self._folder, progress)
        except Exception as error:
            crash.keep(self._folder, error, self._clock.now_ms())
            self._post(partial(self._ended, CourierFailed(), None))
        else:
            self._post(partial(self._ended, outcome.trouble, plain(outcome)))

    def _ended(self, trouble: Trouble | None, figures: Report | None) -> None:
        self._running = False
        if trouble is None:
            self._went_well(figures)
        else:
            self._failed(trouble, figures)
        if self._asked:
            self._begin()

    def _went_well(self, figures: Report | None) -> None:
        self._failures = 0
        self._left = waiting_files(self._folder)
        self._left_at = self._monotonic()
        self.next_look = self._left_at + LOOK_EVERY_S
        self._say({"state": "idle", "outcome": figures})

    def _failed(self, trouble: Trouble, figures: Report | None) -> None:
        from sync.carriers.backoff import wait_s

        self._failures += 1
        retry_s = wait_s(self._failures, self._rng)
        self.next_look = self._monotonic() + retry_s
        self._left = frozenset()
        self._say(
            {
                "state": "failed",
                "outcome": figures,
                "exit": int(trouble.exit_status),
                "retry_s": round(retry_s),
                "sentences": [plain(sentence) for sentence in trouble.sentences],
            }
        )

    def _say(self, report: Report) -> None:
        self.report = report
        self._tell(report)


def waiting_files(folder: Path) -> frozenset[str]:
    """Names of the sealed files that wait, or none while no server is known."""
    from sync.carriers import boxes

    try:
        settings = boxes.read_settings(folder)
        if settings is None or not settings.server:
            return frozenset()
        return frozenset(path.name for path in boxes.batch_files(boxes.outbox(folder)))
    except (Trouble, OSError):  # a folder that cannot be listed keeps nobody from the window
        return frozenset()


def run_courier(folder: Path, progress: Progress) -> Outcome:
    """One run of the real courier; its libraries are loaded now."""
    from sync.carriers.courier import run_once

    return run_once(folder, progress)


def plain(value: object) -> Any:
    """A value as JSON can carry it: dataclasses as objects, bytes as hex."""
    if isinstance(value, Message):
        return {"text": value.text, "values": plain(value.values)}
    if dataclasses.is_dataclass(value) and not isinstance(value, type):
        fields = dataclasses.fields(value)
        return {field.name: plain(getattr(value, field.name)) for field in fields}
    if isinstance(value, dict):
        return {str(plain(key)): plain(item) for key, item in value.items()}
    if isinstance(value, (list, tuple, set, frozenset)):
        return [plain(item) for item in value]
    if isinstance(value, bytes):
        return value.hex()
    if value is None or isinstance(value, (bool, int, float, str)):
        return value
    return type(value).__name__
