"""Tooltips over what people wrote: Qt would read markup in them, and load what it names."""

from __future__ import annotations

from html import escape


def tip(text: str) -> str:
    """The text as a tooltip that shows it sign by sign, whatever it looks like."""
    if "<" not in text:
        return text
    return f"<p>{escape(text).replace(chr(10), '<br>')}</p>"
