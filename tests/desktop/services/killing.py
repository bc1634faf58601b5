"""A real process that is killed at a chosen touch of a file."""

from __future__ import annotations

import os
import signal
import sys
from collections.abc import Callable, Collection
from contextlib import suppress

MOMENTS = frozenset({"open", "os.rename", "os.remove"})


def in_a_process(
    work: Callable[[], object], kill_at: int | None, moments: Collection[str] = MOMENTS
) -> int:
    """Run in a process of its own, killed at its nth touch of a file; how many it made if not."""
    read, write = os.pipe()
    child = os.fork()
    if not child:
        seen = 0

        def touched(event: str, _arguments: object) -> None:
            nonlocal seen
            if event in moments:
                seen += 1
                if seen == kill_at:
                    os.kill(os.getpid(), signal.SIGKILL)

        with suppress(BaseException):
            sys.addaudithook(touched)
            work()
            os.write(write, seen.to_bytes(4, "big"))
        os.kill(os.getpid(), signal.SIGKILL)
    os.close(write)
    os.waitpid(child, 0)
    with os.fdopen(read, "rb") as answer:
        return int.from_bytes(answer.read(), "big")
