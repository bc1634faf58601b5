"""Spanish words that may be read aloud in these rooms: for phrases, and to compare two screens."""

from __future__ import annotations

from functools import cache
from unicodedata import normalize

LEFT_OUT = frozenset(
    (  # noqa: SIM905 - read as sentences, reviewed as such
        "aborto abuso acoso acusar adicto agonía ahogo amante amargo asalto ataque azote "
        "batalla besar beso bestia boda bomba bozal bruja brusco bruto burla cadáver cadena "
        "calvo caos cáncer cárcel celda celoso cerdo chacal cojo combate cráneo crimen cripta "
        "culpa delito derrota deseo desnudo detener diablo dolor droga duelo ebrio enano "
        "enemigo engaño espía esposa feo feroz fosa fracaso fraude furia fusil gemir golpe "
        "gordo grito guerra hacha hembra herir hostil huida hundir hurto infiel inútil ira "
        "íntimo jaula juez juicio lacra ladrón lamer lástima letal llaga llanto llorar loco "
        "locura luto macho mafia maldad malo manco marido matar miedo misil morir mortal "
        "muerte mugre náusea negro novio obeso odiar odio ogro orgía pánico pecado pecho "
        "pegar pelea peligro peor pésimo piojo pleito preso prisión privar puñal puño queja "
        "quemar rabia rapaz rapto rehén rencor roce romper rugir ruina sangre satán secta "
        "sensor severo sexo sostén sudor suegra sufrir temor terror testigo tonto tóxico "
        "trago trauma tuerto tumba tumor vampiro veneno vengar venus vicio viudo víctima "
        "vulgar"
    ).split()
)
"""Words of the list that nobody should have to read aloud in these rooms."""


@cache
def known_words() -> tuple[str, ...]:
    """The list without what is left out, in its order. Source: BIP-39, Spanish."""
    from mnemonic import Mnemonic

    listed = (normalize("NFC", word) for word in Mnemonic("spanish").wordlist)
    return tuple(word for word in listed if word not in LEFT_OUT)
