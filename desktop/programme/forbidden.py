"""Whether the places that an order forbids to a man name the place where a group meets.

Free text against names: what is found is a question for a person, never a decision.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from difflib import SequenceMatcher

from desktop.programme.text import fold

ALIKE = 0.8
"""From this share of letters in common two words are taken for one, misspelt."""
SHORTEST_FUZZY = 5
"""Shorter words are compared exactly: "casa" and "cada" are not one word."""

_WORD = re.compile(r"\w+")
_SMALL = frozenset(
    {
        *("de", "del", "la", "las", "el", "los", "y", "en", "a", "al", "con", "por", "para"),
        *("calle", "avenida", "av", "col", "colonia", "no", "num", "numero", "municipio"),
        *("lugar", "casa", "centro", "salon", "the", "of", "and"),
    }
)
"""Words that stand in so many names that they point at none."""


def named_in(places: str, names: Iterable[str]) -> tuple[str, ...]:
    """Those of `names` (a group's place, its municipality) that the text of `places` names.

    Every telling word of a name has to stand in the text, misspelt or not; a name that has
    only common words has to stand there as it is written.
    """
    text = fold(places)
    words = _WORD.findall(text)
    return tuple(name for name in names if name.strip() and _stands(fold(name), text, words))


def _stands(name: str, text: str, words: list[str]) -> bool:
    telling = [word for word in _WORD.findall(name) if word not in _SMALL]
    if not telling:
        return re.search(rf"(?<!\w){re.escape(name.strip())}(?!\w)", text) is not None
    return all(any(_alike(word, other) for other in words) for word in telling)


def _alike(word: str, other: str) -> bool:
    if word == other:
        return True
    if min(len(word), len(other)) < SHORTEST_FUZZY:
        return False
    return SequenceMatcher(None, word, other, autojunk=False).ratio() >= ALIKE
