"""What is kept of an unexpected error: where it happened, never what it was about.

Messages of exceptions and values of variables can hold names, so only the
kinds of the errors and the lines of our own code are written. Standard library only.
"""

from __future__ import annotations

import contextlib
import traceback
from collections.abc import Iterator
from pathlib import Path

from desktop.host.files import write_atomic

CRASH_FILE = "crash.txt"
CRASH_MAX_BYTES = 64 * 1024
"""Older crashes are forgotten first."""


def outline(error: BaseException) -> str:
    """The error and its causes as kinds, files and lines, outermost cause first."""
    return "\n".join(line for link in _chain(error) for line in _lines(link)) + "\n"


def keep(folder: Path, error: BaseException, now_ms: int) -> Path | None:
    """Add an outline to the folder's crash file; None when even that cannot be written.

    Args:
        folder: the data folder.
        now_ms: wall clock, milliseconds since 1970 UTC.
    """
    path = folder / CRASH_FILE
    with contextlib.suppress(OSError):
        older = path.read_bytes() if path.exists() else b""
        entry = f"[{now_ms}]\n{outline(error)}\n".encode()
        write_atomic(path, (older + entry)[-CRASH_MAX_BYTES:])
        return path
    return None


def _chain(error: BaseException) -> Iterator[BaseException]:
    seen: list[BaseException] = []
    link: BaseException | None = error
    while link is not None and link not in seen:
        seen.append(link)
        link = link.__cause__ or (None if link.__suppress_context__ else link.__context__)
    return reversed(seen)


def _lines(error: BaseException) -> Iterator[str]:
    yield f"{type(error).__module__}.{type(error).__qualname__}"
    for frame in traceback.extract_tb(error.__traceback__):
        yield f"  {frame.filename}:{frame.lineno} {frame.name}"
