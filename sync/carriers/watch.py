"""Ends an exchange that no time-out of the library ends.

Those count from byte to byte, so an answer whose head drips, or interim answers
without end, would hold the courier for ever. Here the line itself is cut.
"""

from __future__ import annotations

import contextlib
import socket
import threading
from collections.abc import Callable, Iterator, Mapping
from typing import Any

LOOK_EVERY_S = 0.25


class Watch:
    """Knows the socket of one line, and shuts it down when it is told to."""

    def __init__(self) -> None:
        self._socket: socket.socket | None = None

    def trace(self, _event: str, told: Mapping[str, Any]) -> None:
        """For httpx: hears of each new connection."""
        stream = told.get("return_value")
        if stream is not None and hasattr(stream, "get_extra_info"):
            self._socket = stream.get_extra_info("socket")

    @contextlib.contextmanager
    def until(self, over: Callable[[], bool]) -> Iterator[None]:
        """While the block runs, cut the line as soon as `over` says so."""
        ended = threading.Event()

        def look() -> None:
            while not ended.wait(LOOK_EVERY_S):
                if over():
                    self._cut()

        thread = threading.Thread(target=look, name="watch", daemon=True)
        thread.start()
        try:
            yield
        finally:
            ended.set()
            thread.join()

    def _cut(self) -> None:
        if self._socket is not None:
            with contextlib.suppress(OSError):
                # Not TLS's own shutdown, which would pull its state from under the reader.
                socket.socket.shutdown(self._socket, socket.SHUT_RDWR)
