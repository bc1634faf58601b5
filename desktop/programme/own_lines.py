"""A person's own record as lines, between whoever reads it and the paper."""

from __future__ import annotations

from dataclasses import dataclass

from desktop.trouble import Message


@dataclass(frozen=True, slots=True)
class Line:
    """One fact. `value` is a text as it was written, or words to translate."""

    name: Message
    value: tuple[Message | str, ...]


@dataclass(frozen=True, slots=True)
class Entry:
    """One record of a chapter: an interview, a call, a meeting. Never empty."""

    lines: tuple[Line, ...]


@dataclass(frozen=True, slots=True)
class Part:
    """A chapter and its entries."""

    title: Message
    entries: tuple[Entry, ...]


@dataclass(frozen=True, slots=True)
class OwnRecord:
    """What is told, and whether something was left out because it is somebody else's."""

    folio: str
    parts: tuple[Part, ...]
    left_out: bool
