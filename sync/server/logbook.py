"""One line of JSON an event, on standard error: counts and sizes, no ids, no addresses."""

from __future__ import annotations

import json
import logging
import sys
import time
from typing import TextIO


class Logbook:
    """Writes events. Whoever reads the log learns how busy the server is, not who came."""

    def __init__(self, stream: TextIO = sys.stderr) -> None:
        self._stream = stream

    def write(self, event: str, **facts: int | float | str | bool) -> None:
        line = {"at": time.strftime("%Y-%m-%dT%H:%M:%SZ", time.gmtime()), "event": event, **facts}
        print(json.dumps(line, ensure_ascii=False), file=self._stream, flush=True)

    def fault(self, error: BaseException) -> None:
        """An unexpected error: its kind and where it happened, never its values."""
        where = []
        trace = error.__traceback__
        while trace is not None:
            code = trace.tb_frame.f_code
            where.append(f"{code.co_filename.rsplit('/', 1)[-1]}:{trace.tb_lineno}")
            trace = trace.tb_next
        self.write("fault", kind=type(error).__name__, where=" ".join(where[-6:]))


class QuietHandler(logging.Handler):
    """Sends the libraries' warnings to the logbook by name only: their texts may name clients."""

    def __init__(self, logbook: Logbook) -> None:
        super().__init__(logging.WARNING)
        self._logbook = logbook

    def emit(self, record: logging.LogRecord) -> None:
        if record.exc_info and record.exc_info[1] is not None:
            self._logbook.fault(record.exc_info[1])
        else:
            self._logbook.write("warning", source=record.name, template=str(record.msg)[:120])
