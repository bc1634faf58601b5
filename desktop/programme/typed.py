"""What people type and paste, made fit to keep: nothing that can be seen is changed or cut.

Letters are composed (NFC), so that the same name is the same text from every keyboard. What a
word processor leaves behind and nobody sees is taken out; curly quotes stay, they were typed.
"""

from __future__ import annotations

import re
import unicodedata

UNSEEN = dict.fromkeys(map(ord, "\u00ad\u200b\u2060\ufeff\ufffc"))
"""Soft hyphens, spaces of no width, byte order marks, and the place of a pasted picture."""

_BREAKS = dict.fromkeys(map(ord, "\v\f\x1c\x1d\x1e\x85\u2028\u2029"), "\n")
_SPACES = dict.fromkeys(map(ord, "\u00a0\u1680\u202f\u205f\u3000"), " ") | dict.fromkeys(
    range(0x2000, 0x200B), " "
)
_CONTROLS = re.compile("[\x00-\x08\x0e-\x1f\x7f-\x9f]")
_SURROGATES = re.compile("[\ud800-\udfff]")
_DIRECTION = re.compile("[\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069]")
_FIRST_STRONG, _POP = "\u2068", "\u2069"


def clean_line(text: str) -> str:
    """One line, every run of spaces and breaks as one space, none around it."""
    return " ".join(clean_text(text).split())


def clean_text(text: str) -> str:
    """Lines as typed, without empty space at the ends; tabs and blank lines within stay."""
    text = text.replace("\r\n", "\n").replace("\r", "\n").translate(_BREAKS)
    text = _SURROGATES.sub("\ufffd", text.translate(_SPACES).translate(UNSEEN))
    text = unicodedata.normalize("NFC", _CONTROLS.sub("", text))
    return "\n".join(line.rstrip(" \t") for line in text.split("\n")).strip()


def in_a_line(text: str) -> str:
    """The text as part of a longer line, which it must not reorder. For screens and papers.

    Marks of direction are kept in the record, but not drawn; letters that are written from
    right to left stand in an isolate of their own (Unicode's annex 9).
    """
    bare = _DIRECTION.sub("", text)
    if bare.isascii() or not any(map(_from_right, bare)):
        return bare
    return f"{_FIRST_STRONG}{bare}{_POP}"


def _from_right(letter: str) -> bool:
    return unicodedata.bidirectional(letter) in ("R", "AL", "AN")
