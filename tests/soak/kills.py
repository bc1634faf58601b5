"""Kill -9 at a random moment, and look at what is left: the way in which every scene is played.

The work runs in a forked process and says through a pipe what it acknowledged;
SIGKILL ends it after a random time. What is left is judged in another process,
which opens everything anew from the disk. Linux and macOS only.
"""

from __future__ import annotations

import os
import pickle
import select
import signal
import struct
import sys
import time
import traceback
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any, NoReturn

_LENGTH = struct.Struct(">I")
CHILD_LIMIT_S = 60.0
"""A process that says nothing for so long hangs, and that is a broken promise too."""

Say = Callable[[Any], None]


@dataclass(frozen=True)
class Killed:
    """What a process had acknowledged, whether it ended by itself, and how long it lived ready."""

    said: list[Any]
    finished: bool
    lived_s: float


def kill_at(work: Callable[[Say], None], after_s: float) -> Killed:
    """Run `work` and kill it `after_s` after its first word, which says that it is ready."""
    with _Child(work) as child:
        child.hear(1)
        began = time.monotonic()
        while child.open and (left := began + after_s - time.monotonic()) > 0:
            child.hear_for(left)
        lived_s = time.monotonic() - began
        child.kill()
        child.drain()
        status = child.wait()
    if not child.killed and status != 0:
        raise AssertionError(f"the work failed by itself: {child.said[-1:]}")
    return Killed(child.said[1:], finished=status == 0, lived_s=lived_s)


def judged(judge: Callable[[], Any]) -> Any:
    """What `judge` answers in a process of its own. Raises AssertionError with its traceback."""

    def work(say: Say) -> None:
        say(judge())

    with _Child(work) as child:
        child.drain()
        status = child.wait()
    if status != 0 or not child.said:
        raise AssertionError(child.said[-1] if child.said else f"the judge ended with {status}")
    return child.said[-1]


class _Child:
    def __init__(self, work: Callable[[Say], None]) -> None:
        self.said: list[Any] = []
        self.open = True
        self.killed = False
        reading, writing = os.pipe()
        sys.stdout.flush()
        self._pid = os.fork()
        if self._pid == 0:
            os.close(reading)
            _be(work, writing)
        os.close(writing)
        self._reading = reading
        self._buffer = b""

    def __enter__(self) -> _Child:
        return self

    def __exit__(self, *_exc: object) -> None:
        os.close(self._reading)

    def hear(self, words: int) -> None:
        while self.open and len(self.said) < words:
            self.hear_for(CHILD_LIMIT_S, or_hangs=True)

    def drain(self) -> None:
        while self.open:
            self.hear_for(CHILD_LIMIT_S, or_hangs=True)

    def hear_for(self, seconds: float, *, or_hangs: bool = False) -> None:
        if not select.select([self._reading], [], [], seconds)[0]:
            if or_hangs:
                self.kill()
                raise AssertionError("the process hangs")
            return
        data = os.read(self._reading, 65536)
        self.open = bool(data)
        self._buffer += data
        while len(self._buffer) >= _LENGTH.size:
            (length,) = _LENGTH.unpack_from(self._buffer)
            end = _LENGTH.size + length
            if len(self._buffer) < end:
                break
            self.said.append(pickle.loads(self._buffer[_LENGTH.size : end]))  # noqa: S301, our own
            self._buffer = self._buffer[end:]

    def kill(self) -> None:
        self.killed = True
        os.kill(self._pid, signal.SIGKILL)

    def wait(self) -> int:
        return os.waitstatus_to_exitcode(os.waitpid(self._pid, 0)[1])


def _be(work: Callable[[Say], None], writing: int) -> NoReturn:
    """The child's whole life: it must never return into the parent's code."""

    def say(word: Any) -> None:
        data = pickle.dumps(word)
        os.write(writing, _LENGTH.pack(len(data)) + data)

    status = 1
    try:
        work(say)
        status = 0
    except BaseException:
        say(traceback.format_exc())
    finally:
        os._exit(status)
