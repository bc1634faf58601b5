"""What a certificate of taking part may say: never what the course is about, nor for whom.

Paper is found. A certificate on a wall must read like that of any evening course.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from desktop.programme.text import fold

_BETRAYING = (
    *("violen", "agres", "maltrat", "abuso", "victim", "golpe", "denunci", "juzgad", "judicial"),
    *("reeduc", "sobrevivien", "perpetr", "refugiad", "pareja", "machis", "genero", "vereda"),
    *("abuse", "batter", "survivor", "offender", "court", "shelter", "partner", "gender"),
)
"""Beginnings of words, without accents, that say what the course is about."""
_STREAM = (
    *("mujer", "hombre", "femenin", "masculin", "varones", "women", "woman", "men", "man"),
    *("ellas", "ellos", "damas", "caballeros"),
)
"""Words that say for whom."""
_WHOLE = {"men", "man", "ellas", "ellos", "damas"}
"""These begin surnames and other words: they count only as they are."""
TEXT_MAX_CHARS = 120


@dataclass(frozen=True, slots=True, kw_only=True)
class CertificateText:
    """What the coordination writes once. Empty parts are left out or stand as the program's own.

    Attributes:
        title: above everything, "" for the program's own.
        course: what the sessions were of, "" for the program's own words.
        institution, city, signatory, post: as they are to be printed.
    """

    title: str = ""
    course: str = ""
    institution: str = ""
    city: str = ""
    signatory: str = ""
    post: str = ""


@dataclass(frozen=True, slots=True)
class Certificate:
    """One person's. `name` is empty where nobody wrote it down: a line to fill by hand.

    `sessions` is how many she or he attended; `certifies_only` prints the sentence that every
    paper about men's attendance carries.
    """

    name: str
    sessions: int
    day: date
    certifies_only: bool


def betraying(text: str) -> str:
    """The first word that would say what the course is about, or for whom; "" for none."""
    words = "".join(sign if sign.isalnum() else " " for sign in text).split()
    for word in words:
        plain = fold(word)
        for start in (*_BETRAYING, *_STREAM):
            if plain == start or (start not in _WHOLE and plain.startswith(start)):
                return word
    return ""
