"""Six Spanish words for a file, to be read aloud and compared on two screens."""

from __future__ import annotations

import hashlib
from unicodedata import normalize

DOMAIN = b"vereda six words 1\0"
SIX_WORDS = 6
LEFT_OUT = frozenset(
    (  # noqa: SIM905 - read as sentences, reviewed as such
        "aborto abuso ahogo amante asalto ataque bomba bruja burla cadáver cáncer caos cárcel "
        "celoso crimen culpa delito diablo dolor droga duelo ebrio espía esposa feo feroz furia "
        "golpe gordo grito guerra hacha herir infiel inútil ira juicio ladrón llanto llorar loco "
        "marido matar miedo morir muerte negro novio odiar odio pánico pegar preso puñal puño "
        "quemar rabia ruina sangre sexo sufrir terror tonto tumba tumor veneno víctima"
    ).split()
)
"""Words of the list that nobody should have to read aloud in these rooms."""


def words_of(data: bytes) -> str:
    """About 65 bits of the data's hash as six words. Source of the words: BIP-39, Spanish."""
    from mnemonic import Mnemonic

    listed = (normalize("NFC", word) for word in Mnemonic("spanish").wordlist)
    known = [word for word in listed if word not in LEFT_OUT]
    number = int.from_bytes(hashlib.sha256(DOMAIN + data).digest(), "big")
    words = []
    for _ in range(SIX_WORDS):
        number, place = divmod(number, len(known))
        words.append(known[place])
    return " ".join(words)
