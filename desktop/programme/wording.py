"""A text as it is read or played to a person, and whether it may be used as it is."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date


@dataclass(frozen=True, slots=True, kw_only=True)
class Wording:
    """One version of one text.

    Attributes:
        id_hex: what an answer names as heard; "shipped:…" for a draft of ours.
        sound_sha: SHA-256 in hex of the sound material that says it; None without one.
        reviewed_by, reviewed_on: who has the law's knowledge and read it; None: a draft.
    """

    id_hex: str
    slot: str
    language: str
    version: int
    text: str
    sound_sha: str | None = None
    reviewed_by: str | None = None
    reviewed_on: date | None = None

    @property
    def is_draft(self) -> bool:
        """Nobody with knowledge of the law has signed for it."""
        return not self.reviewed_by
