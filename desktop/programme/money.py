"""Small amounts as people write them, kept in hundredths of a peso so that sums are exact."""

from __future__ import annotations

import re

_WRITTEN = re.compile(r"\$?\s*(\d{1,3}(?:,\d{3})+|\d{1,9})(?:[.,](\d{1,2}))?", re.ASCII)


def read_cents(text: str) -> int | None:
    """Hundredths of what is written ("50", "$ 50.50", "1,200"), None for anything else."""
    found = _WRITTEN.fullmatch(text.strip())
    if found is None:
        return None
    return int(found[1].replace(",", "")) * 100 + int((found[2] or "").ljust(2, "0"))


def show_cents(cents: int) -> str:
    """$50.00"""
    return f"${cents // 100:,}.{cents % 100:02d}"
