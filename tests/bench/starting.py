"""From starting a process to a window that is painted and takes keys, beside a bare window."""

from __future__ import annotations

import os
import subprocess
import sys
import time
from pathlib import Path
from statistics import median

from figures import Figure, at_most, interleaved, ms, ratio, told

HERE = Path(__file__).parent
ROUNDS = 15
START_MOST = 1.5
END_WAIT_S = 10


def measure(folder: Path) -> list[Figure]:
    """`folder` is a demonstration. Every process is a real one; a line on stdout says "ready"."""
    python = sys.executable
    times = interleaved(
        ROUNDS,
        {
            "bare": lambda: to_ready([python, str(HERE / "bare_window.py")]),
            "window": lambda: to_ready([python, "-m", "ui.app", "--data", str(folder)]),
            "whole": lambda: to_ready([python, str(HERE / "whole.py"), str(folder)]),
        },
    )
    bare, window, whole = (median(times[name]) for name in ("bare", "window", "whole"))
    return [
        at_most(
            START_MOST,
            "start to usable unlock window",
            ratio(times["window"], times["bare"]),
            "x",
            f"bare PySide6 window with one button: {ms(window)} against {ms(bare)}",
        ),
        told(
            "the same with the supervisor that starts it",
            ratio(times["whole"], times["bare"]),
            "x",
            f"the same: {ms(whole)} against {ms(bare)}",
        ),
    ]


def to_ready(command: list[str]) -> float:
    """Seconds from starting the command to its line with "ready"."""
    environment = {k: v for k, v in os.environ.items() if k != "PYTHONDONTWRITEBYTECODE"}
    began = time.perf_counter()
    with subprocess.Popen(
        command,
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL,
        env=environment,
    ) as process:
        assert process.stdout is not None
        for line in process.stdout:
            if b'"ready"' in line:
                break
        else:
            raise RuntimeError(f"{command[1:]} ended before it was ready")
        took = time.perf_counter() - began
        process.terminate()
        process.wait(END_WAIT_S)
    return took
