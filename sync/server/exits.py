"""How `vereda-server` ends, and why, in words for the person who keeps it running."""

from __future__ import annotations

from enum import IntEnum


class Exit(IntEnum):
    """Exit statuses; the numbers mean the same in every command of Vereda."""

    OK = 0
    FAILED = 1
    USAGE = 2
    DAMAGED = 4
    NEWER_VERSION = 5
    NO_SPACE = 6
    READ_ONLY = 7
    ALREADY_OPEN = 8


class ServeError(Exception):
    """The server cannot start. The text says what to do; `status` is the exit status."""

    def __init__(self, status: Exit, text: str) -> None:
        super().__init__(text)
        self.status = status
