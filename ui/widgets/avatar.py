"""Round pictures for people and staff: a letter or two on a soft colour, never a face."""

from __future__ import annotations

AVATAR_TONES = ("#D8E8E0", "#EADDC9", "#E4DDF2", "#DCE7F3", "#F6DBD3")
AVATAR_INK = "#1F2A2E"


def avatar_tone(folio: str) -> str:
    """The same colour for the same folio everywhere; it means nothing."""
    return AVATAR_TONES[sum(map(ord, folio)) % len(AVATAR_TONES)]
