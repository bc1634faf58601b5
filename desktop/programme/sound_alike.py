"""Which names may be one name, written by two people who heard it.

Spanish, Maya and Nahuatl names reach a form by ear, through many hands. A table of rules
takes a word to the sound that it may stand for; what sounds the same, in whatever order the
surnames come, meets. Nothing here says that two people are one: it says whom to ask about.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from rapidfuzz import fuzz

from desktop.programme.text import fold

Sounds = frozenset[str]
"""The sounds that a written word may stand for: "Ximena" may be read with s and with j."""


@dataclass(frozen=True, slots=True)
class Rule:
    """Letters that are written one for the other. `example` is two spellings that meet by it."""

    written: str
    sounds: str
    example: tuple[str, str]


RULES: tuple[Rule, ...] = (
    # What Maya and Nahuatl spellings leave to whoever writes.
    Rule(r"sh", "x", ("Shiu", "Xiu")),
    Rule(r"[td]z|ts", "Z", ("Dzul", "Tzul")),
    Rule(r"tl\b", "l", ("Xóchitl", "Xóchil")),
    Rule(r"\bhu(?=[aeio])", "w", ("Huicab", "Wicab")),
    Rule(r"(?<=[aeiou])hu(?=[aeio])", "w", ("Nahuat", "Nawat")),
    Rule(r"gu(?=[ao])", "w", ("Guadalupe", "Wadalupe")),
    # Spanish letters with one sound.
    Rule(r"ch", "C", ("Ch'el", "Chel")),
    Rule(r"ph", "f", ("Sophía", "Sofía")),
    Rule(r"ll", "y", ("Llolanda", "Yolanda")),
    Rule(r"v", "b", ("Vázquez", "Básquez")),
    Rule(r"s?c(?=[eiy])|z", "s", ("Cecilia", "Sesilia")),
    Rule(r"g(?=[ei])", "j", ("Jiménez", "Giménez")),
    Rule(r"gu(?=[ei])", "g", ("Guillermo", "Guillermo")),
    Rule(r"qu(?=[ei])|c?k|[cq]", "k", ("Ek'", "Ec")),
    Rule(r"m(?=[bp])", "n", ("Campos", "Canpos")),
    Rule(r"y(?![aeiou])", "i", ("Citlaly", "Citlali")),
    Rule(r"(?<=.)h", "", ("Cuauhtémoc", "Cuautémoc")),
    Rule(r"(.)\1+", r"\1", ("Kaab", "Káb")),
)
"""In this order, on a word without case, accents and apostrophes."""

SHORT_FORMS = {
    "ma": "maria",
    "gpe": "guadalupe",
    "lupe": "guadalupe",
    "lupita": "guadalupe",
    "fco": "francisco",
    "fca": "francisca",
    "pancho": "francisco",
    "paco": "francisco",
    "pepe": "jose",
    "chuy": "jesus",
    "lola": "dolores",
    "concha": "concepcion",
    "nacho": "ignacio",
    "hdez": "hernandez",
    "hdz": "hernandez",
    "fdez": "fernandez",
    "glez": "gonzalez",
    "gzz": "gonzalez",
    "rdz": "rodriguez",
    "mtz": "martinez",
    "lpz": "lopez",
    "vzqz": "vazquez",
}
"""What lists and identity papers shorten, and the everyday forms that everybody knows."""

PARTICLES = frozenset({"de", "del", "la", "las", "los", "el", "y", "e"})
"""Words that a name has or has not: "María de la Luz", "María Luz"."""

_COMPILED = [(re.compile(rule.written), rule.sounds) for rule in RULES]
_APART = re.compile(r"[^a-z0-9\n]+")
_TYPO_LETTERS = 6
_TYPO_SCORE = 87


def words_of(name: str) -> tuple[str, ...]:
    """The words of a name that count, folded; short forms as what they stand for."""
    return words_of_each([name])[0]


def words_of_each(names: Sequence[str]) -> list[tuple[str, ...]]:
    """The same of many names at once: ten thousand are read while somebody types."""
    bare = _APART.sub(" ", fold("\n".join(names)).replace("'", "")).split("\n")
    if len(bare) != len(names):  # one has a line break of its own
        return [words_of(" ".join(name.split())) for name in names]
    short = SHORT_FORMS.get
    return [
        tuple([short(word, word) for word in line.split() if word not in PARTICLES])
        for line in bare
    ]


def sounds(words: Iterable[str]) -> dict[str, Sounds]:
    """What each of these words (of `words_of`) may sound like."""
    listed = list(words)
    if not listed:
        return {}
    heard = "\n".join(listed)
    for pattern, sound in _COMPILED:
        heard = pattern.sub(sound, heard)
    return dict(zip(listed, map(_read_aloud, heard.split("\n")), strict=True))


def same(one: Sounds, other: Sounds) -> bool:
    """Whether two words sound the same, or are a slip of the finger apart."""
    if not one.isdisjoint(other):
        return True
    return any(is_slip(each, another) for each in one for another in other)


def is_slip(one: str, other: str) -> bool:
    """Long words with one letter wrong. Ends are heard right: Hernández is no Fernández."""
    if len(one) < _TYPO_LETTERS or one[0] != other[:1] or one[-1] != other[-1]:
        return False
    return fuzz.ratio(one, other) >= _TYPO_SCORE


def meet(one: str, other: str) -> int:
    """How many words of two names may be the same words, in whatever order."""
    first, second = words_of(one), words_of(other)
    heard = sounds({*first, *second})
    return count([heard[word] for word in first], [heard[word] for word in second])


def count(one: Iterable[Sounds], other: Iterable[Sounds]) -> int:
    """How many of these words meet, each with one of the others."""
    left = list(other)
    found = 0
    for each in one:
        for place, candidate in enumerate(left):
            if same(each, candidate):
                del left[place]
                found += 1
                break
    return found


def _read_aloud(heard: str) -> Sounds:
    """x is read as s or as j; an h at the beginning is mute, or breathed as in Maya."""
    read = {heard.replace("x", letter) for letter in "sj"} if "x" in heard else {heard}
    if heard[:1] == "h":
        read = {start + each[1:] for each in read for start in ("", "j")}
    return frozenset(read)
