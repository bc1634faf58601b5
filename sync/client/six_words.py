"""Six Spanish words for a file, to be read aloud and compared on two screens."""

from __future__ import annotations

import hashlib

from desktop.vault.words import known_words

DOMAIN = b"vereda six words 1\0"
SIX_WORDS = 6


def words_of(data: bytes) -> str:
    """About 65 bits of the data's hash as six words. Source of the words: BIP-39, Spanish."""
    known = known_words()
    number = int.from_bytes(hashlib.sha256(DOMAIN + data).digest(), "big")
    words = []
    for _ in range(SIX_WORDS):
        number, place = divmod(number, len(known))
        words.append(known[place])
    return " ".join(words)
