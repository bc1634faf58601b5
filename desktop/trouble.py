"""Trouble as a value: what happened, what is safe, what to do next.

Sentences are Spanish message ids with named values; `desktop.i18n` translates
them at the edge (a dialog, a status line, the command line).
"""

from __future__ import annotations

from dataclasses import dataclass, field
from enum import IntEnum


class Exit(IntEnum):
    """Exit statuses of every command. 0 to 2 follow the shell's custom."""

    OK = 0
    FAILED = 1
    USAGE = 2
    WRONG_PASSPHRASE = 3
    DAMAGED = 4
    NEWER_VERSION = 5
    NO_SPACE = 6
    READ_ONLY = 7
    ALREADY_OPEN = 8
    BAD_FILE = 9
    UNREACHABLE = 10
    BAD_ANSWER = 11
    QUARANTINED = 12
    REFUSED = 13
    DIFFERENT = 14


@dataclass(frozen=True)
class Message:
    """A translatable sentence: a Spanish template and the values it names."""

    text: str
    values: dict[str, object] = field(default_factory=dict)

    def __str__(self) -> str:
        return self.text.format(**self.values)


def say(text: str, **values: object) -> Message:
    """A message for later translation. The extractor (Babel) looks for this name."""
    return Message(text, values)


class Trouble(Exception):
    """Something went wrong that a person must hear about.

    Attributes:
        happened: what happened, in one sentence.
        safe: what is not lost.
        next_step: what the person can do now.
    """

    exit_status: Exit = Exit.FAILED

    def __init__(self, *, happened: Message, safe: Message, next_step: Message) -> None:
        super().__init__(str(happened))
        self.happened = happened
        self.safe = safe
        self.next_step = next_step

    @property
    def sentences(self) -> tuple[Message, Message, Message]:
        return self.happened, self.safe, self.next_step
