from __future__ import annotations

import os
import queue
import signal
import sys
from typing import Any

from desktop.window_process import WindowProcess

PATIENCE_S = 20
REPORTS = 5000
"""Each is longer than 60 bytes: several times what a pipe holds."""
LISTENS_LATE = """
import json, signal, sys
signal.pthread_sigmask(signal.SIG_BLOCK, [signal.SIGUSR1])
print(json.dumps({"do": "up"}), flush=True)
signal.sigwait([signal.SIGUSR1])
heard = [json.loads(line) for line in sys.stdin]
print(json.dumps({"do": "heard", "count": len(heard), "last": heard[-1]["do"]}), flush=True)
"""


def slow_listener() -> tuple[WindowProcess, queue.Queue[Any]]:
    """A window that is up and does not listen yet, and what it tells."""
    told: queue.Queue[Any] = queue.Queue()
    window = WindowProcess(
        [sys.executable, "-I", "-c", LISTENS_LATE],
        lambda _window, message: told.put(message),
        lambda _window, status: told.put(status),
    )
    assert told.get(timeout=PATIENCE_S) == {"do": "up"}
    return window, told


def test_no_word_is_lost_when_a_window_is_slow_to_listen_and_the_pipe_is_full() -> None:
    window, told = slow_listener()
    for number in range(REPORTS):
        window.send("courier", state="sending", done=number, total=REPORTS)
    window.send("show")
    window.dismiss()
    os.kill(window.pid, signal.SIGUSR1)
    assert told.get(timeout=PATIENCE_S) == {"do": "heard", "count": REPORTS + 1, "last": "show"}
    assert told.get(timeout=PATIENCE_S) == 0


def test_a_window_that_never_listens_stops_nobody_and_can_be_ended() -> None:
    window, told = slow_listener()
    for number in range(REPORTS):
        window.send("courier", state="sending", done=number, total=REPORTS)
    window.dismiss()
    assert not window.wait(0.0)
    window.kill()
    assert told.get(timeout=PATIENCE_S) == -signal.SIGKILL
