"""Typed texts as they may be kept: cleaned, and refused with a sentence where they are too long."""

from __future__ import annotations

from desktop.programme.typed import clean_line, clean_text
from desktop.services.refusals import BadForm
from desktop.trouble import say

LINE_MAX_CHARS = 300
TEXT_MAX_CHARS = 12_000
"""Of a note: with four bytes to a letter it still fits into one operation (64 KiB).

A page of typing is 3,000."""


class TooLong(BadForm):
    """More than a field holds. Nothing is ever cut in silence."""

    def __init__(self, typed: int, longest: int) -> None:
        super().__init__(
            say(
                "Es demasiado texto: {typed} letras, y aquí caben {longest}.",
                typed=f"{typed:,}",
                longest=f"{longest:,}",
            ),
            say("Acórtelo, o ponga lo demás en la nota."),
        )


def a_line(text: str | None, longest: int = LINE_MAX_CHARS) -> str | None:
    """One clean line, None for nothing. Raises: TooLong."""
    return _fitting(clean_line(text or ""), longest)


def a_text(text: str | None, longest: int = TEXT_MAX_CHARS) -> str | None:
    """Clean lines, None for nothing. Raises: TooLong."""
    return _fitting(clean_text(text or ""), longest)


def _fitting(text: str, longest: int) -> str | None:
    if len(text) > longest:
        raise TooLong(len(text), longest)
    return text or None
