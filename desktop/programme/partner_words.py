"""Whether a note seems to say who somebody's partner is, or how to find her or him.

A hint for whoever types, never a judgement: it is shown, and neither kept nor counted. Talk
about a partner is what the notes are for; a name, a number or an address beside it is not.
"""

from __future__ import annotations

import re
from enum import Enum

from desktop.programme.given_names import GIVEN_NAMES


class Clue(Enum):
    """What was found first."""

    NAME = "a partner's name"
    WHERE = "where a partner is"
    FOLIO = "a partner's folio"
    NUMBER = "a telephone number"
    CURP = "a CURP"


_FLAT = str.maketrans("áéíóúüñÁÉÍÓÚÜÑ\u2019", "aeiouunAEIOUUN'")

_OWNED = r"(?:mi|mis|su|sus|tu|la|el|my|her|his|their|your)"
_ANYHOW = (
    r"(?:ex[\s-]?)?(?:espos[oa]|marido|conyuge|pareja|novi[oa]|concubin[oa]|prometid[oa]"
    r"|husband|wife|spouse|partner|boyfriend|girlfriend|fianc[e]{1,2})"
)
_WITH_MY = r"(?:mi|su|tu)\s+(?:ex|mujer|senora|senor|viejo|vieja|hombre)|(?:my|her|his)\s+ex"
_PARENT = r"(?:papa|padre|mama|madre|father|mother)\s+(?:de|of)\s+(?:mis|sus|my|her|his|the)\s+"
_WHO = re.compile(rf"\b(?i:{_ANYHOW}|{_WITH_MY}|{_PARENT}(?:hij[oa]s|children|kids))\b")
"""Somebody's partner. `mujer` or `señora` alone is anybody; with "mi" or "su" it is not."""

_NOT_NAMES = (
    r"(?!(?:Ahora|Ayer|Aunque|Casi|Como|Con|Cuando|Desde|Dice|Dijo|Dios|Ella|Ellos|Entonces|Esta"
    r"|Este|Hace|Hoy|Los|Las|Nadie|Nunca|Pero|Por|Porque|Que|Quiere|Siempre|Sin|Tambien|Tiene"
    r"|Todo|Una|Says|Said|She|The|They|That|When|Always|Never|Has|Was|Will|And|But|Not"
    r"|Lunes|Martes|Miercoles|Jueves|Viernes|Sabado|Domingo|Enero|Febrero|Marzo|Abril|Mayo|Junio"
    r"|Agosto|Septiembre|Octubre|Noviembre|Diciembre)\b)"
)
_GIVEN = rf"(?i:{'|'.join(sorted(GIVEN_NAMES))})\b"
_NAME = rf"(?:{_NOT_NAMES}[A-Z][a-z]{{2,}}\b|{_GIVEN})"

_LINK = (
    r"(?:\s*[,:(\"-]\s*|\s+)(?i:(?:de|of|es|is|era|was|el|la|senor|senora|sr|sra|mr|mrs|don|dona)"
    r"\.?\s+){0,3}\"?"
)
_CALLED = (
    r"\b(?i:se\s+llama(?:ba)?|llamad[oa]|de\s+nombre|de\s+apellido|nombre\s+es|apodad[oa]"
    r"|is\s+called|named|name\s+is|goes\s+by)\s+\S"
)
_STAYS = (
    r"\b(?i:vive|trabaja|se\s+queda|se\s+esconde|se\s+fue\s+a\s+vivir"
    r"|lives|works|stays|is\s+staying)\s+(?i:en|por|cerca\s+de|a|con|at|in|near|with)\s+"
)
_PLACE = (
    rf"(?i:(?:la|el|su|the|a)\s+)?(?:{_NOT_NAMES}[A-Z][a-z]{{2,}}"
    r"|(?i:calle|colonia|barrio|rancho|ejido|casa\s+de|street|road|number)\b|\d)"
)
_HERS = (
    r"\b(?i:(?:su|her|his)\s+(?:telefono|celular|numero|direccion|domicilio|phone|address|number))"
)
_FOLIO = r"\b(?i:folio\W{0,3}|(?:es|is)\s+(?:el\s+|la\s+|the\s+)?)\d{4,9}\b"

_AFTER: tuple[tuple[Clue, re.Pattern[str]], ...] = (
    (Clue.NAME, re.compile(rf"^{_LINK}{_NAME}")),
    (Clue.NAME, re.compile(_CALLED)),
    (Clue.WHERE, re.compile(rf"{_STAYS}{_PLACE}")),
    (Clue.WHERE, re.compile(_HERS)),
    (Clue.FOLIO, re.compile(_FOLIO)),
)
_BEFORE: tuple[tuple[Clue, re.Pattern[str]], ...] = (
    (Clue.FOLIO, re.compile(rf"\b(?i:folio)\s+(?i:de|of)\s+(?:(?i:{_OWNED})\s+)?$")),
    (
        Clue.NAME,
        re.compile(
            rf"(?:(?<=[a-z,] ){_NAME}|\b{_GIVEN}),?\s+(?i:(?:es|is|era|was)\s+)?"
            rf"(?i:{_OWNED})\s+$"
        ),
    ),
)
AFTER_CHARS = 90
BEFORE_CHARS = 40
"""How far from the word for a partner something may stand that says who it is."""
_CLAUSE_ENDS = re.compile(r"[.;!?\n]")

_CURP = re.compile(r"\b[A-Za-z]{4}[0-9]{6}[HMXhmx][A-Za-z]{5}[0-9A-Za-z][0-9]\b")
_NUMBER = re.compile(r"(?<![\w/.,$-])\+?\(?\d(?:[ ()-]{0,2}\d){9,12}(?![\w/])")
_FREE = ("800", "01800", "52800")
"""Free lines are of services, and of nobody."""
_LENGTHS = frozenset({10, 12, 13})
"""Digits of a Mexican number: alone, with 52, with 521."""


def find_clue(text: str) -> Clue | None:
    """What of a note seems to name or find a partner; None for talk alone."""
    flat = text.translate(_FLAT)
    for who in _WHO.finditer(flat):
        after = _CLAUSE_ENDS.split(flat[who.end() : who.end() + AFTER_CHARS], maxsplit=1)[0]
        before = flat[max(0, who.start() - BEFORE_CHARS) : who.start()]
        for patterns, beside in ((_AFTER, after), (_BEFORE, before)):
            for clue, pattern in patterns:
                if pattern.search(beside):
                    return clue
    if _CURP.search(flat):
        return Clue.CURP
    return Clue.NUMBER if any(map(_is_somebodys, _NUMBER.findall(flat))) else None


def _is_somebodys(number: str) -> bool:
    digits = "".join(filter(str.isdigit, number))
    return len(digits) in _LENGTHS and not digits.startswith(_FREE)
