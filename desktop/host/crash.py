"""What is kept of an unexpected error: where it happened, never what it was about.

Messages of exceptions and values of variables can hold names, so only the
kinds of the errors and the lines of code are written, and of a file's path only
what lies below the program. Standard library only.
"""

from __future__ import annotations

import contextlib
import re
import threading
import traceback
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path, PurePath

from desktop.host.files import sync_folder, write_atomic
from desktop.host.versions import version

CRASH_FILE = "crash.txt"
CRASH_MAX_BYTES = 64 * 1024
"""Older crashes are forgotten first."""
_OURS = Path(__file__).resolve().parents[2]
_LIBRARIES = "site-packages"
_HEAD = re.compile(r"^\[(-?\d{1,14})\]([^\n]*)\n", re.MULTILINE)
_one_writer = threading.Lock()


@dataclass(frozen=True)
class Crash:
    """One crash as it was kept.

    Attributes:
        at_ms: wall clock, milliseconds since 1970 UTC.
        text: all that was written of it.
    """

    at_ms: int
    text: str


def outline(error: BaseException) -> str:
    """The error and its causes as kinds, files and lines, outermost cause first."""
    return "\n".join(line for link in _chain(error) for line in _lines(link)) + "\n"


def keep(folder: Path, error: BaseException, now_ms: int) -> Path | None:
    """Add an outline to the folder's crash file; None when even that cannot be written.

    Args:
        folder: the data folder.
        now_ms: wall clock, milliseconds since 1970 UTC.
    """
    return keep_text(folder, outline(error), now_ms)


def keep_text(folder: Path, text: str, now_ms: int) -> Path | None:
    """As `keep`, for what is no exception. `text` must name nobody and quote nothing."""
    path = folder / CRASH_FILE
    with contextlib.suppress(OSError), _one_writer:
        older = path.read_bytes() if path.exists() else b""
        entry = f"[{now_ms}] Vereda {version()}\n{text}\n".encode()
        write_atomic(path, (older + entry)[-CRASH_MAX_BYTES:])
        return path
    return None


def kept(folder: Path) -> list[Crash]:
    """The crashes that are kept, the latest first; half of one that was cut off is left out."""
    try:
        text = (folder / CRASH_FILE).read_text("utf-8", "replace")
    except OSError:
        return []
    heads = [*_HEAD.finditer(text)]
    ends = [*(head.start() for head in heads[1:]), len(text)][: len(heads)]
    found = [
        Crash(int(head[1]), text[head.start() : end].rstrip() + "\n")
        for head, end in zip(heads, ends, strict=True)
    ]
    return found[::-1]


def forget(folder: Path) -> None:
    """Delete all that is kept. Raises: OSError."""
    with _one_writer:
        (folder / CRASH_FILE).unlink(missing_ok=True)
        sync_folder(folder)


def where(filename: str) -> str:
    """A source file without the folders above the program, which carry a person's login name."""
    path = PurePath(filename)
    if path.is_relative_to(_OURS):
        return path.relative_to(_OURS).as_posix()
    parts = path.parts
    if _LIBRARIES in parts:
        return "/".join(parts[parts.index(_LIBRARIES) + 1 :])
    return path.name


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
        yield f"  {where(frame.filename)}:{frame.lineno} {frame.name}"
