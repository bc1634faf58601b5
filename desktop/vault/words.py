"""Spanish words that may be read aloud in these rooms: for phrases, and to compare two screens."""

from __future__ import annotations

from functools import cache
from unicodedata import normalize

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


@cache
def known_words() -> tuple[str, ...]:
    """The list without what is left out, in its order. Source: BIP-39, Spanish."""
    from mnemonic import Mnemonic

    listed = (normalize("NFC", word) for word in Mnemonic("spanish").wordlist)
    return tuple(word for word in listed if word not in LEFT_OUT)
