"""Runs a few lines and kills its own process, as a power cut would, before one chosen disk call.

Usage: killed_child.py CALL, with the lines on standard input. They begin to be
counted at `ready()`. Prints "done" when there were fewer calls than that.
"""

from __future__ import annotations

import os
import signal
import sys

_CALLS = ("fsync", "replace", "unlink", "truncate", "ftruncate")


def main(number: int) -> None:
    left = number
    counting = False

    def step() -> None:
        nonlocal left
        if counting:
            if left == 0:
                os.kill(os.getpid(), signal.SIGKILL)
            left -= 1

    def counted(call):
        def counting_call(*arguments, **named):
            step()
            return call(*arguments, **named)

        return counting_call

    for name in _CALLS:
        setattr(os, name, counted(getattr(os, name)))

    def ready() -> None:
        nonlocal counting
        counting = True

    exec(sys.stdin.read(), {"ready": ready, "step": step})  # noqa: S102 - our own test's lines
    print("done")


if __name__ == "__main__":
    main(int(sys.argv[1]))
