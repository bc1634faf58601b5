"""The languages of a service: kept as codes where they are known, read as people write them."""

from __future__ import annotations

import re
from functools import cache, lru_cache

from desktop.programme import languages
from desktop.programme.text import fold

_BETWEEN = re.compile(r"\s*[,;/·]\s*|\s+y\s+")
_OWN = re.compile(r"\s*\([^)]*\)$")
_KEPT_BETWEEN = ", "
TEXTS_REMEMBERED = 1024
"""Ten thousand services speak few languages, and all are read whenever the list opens."""


def kept(text: str) -> str:
    """What the record keeps: codes, and what is no language of the list as it was typed.

    A text that names no language at all is kept as it is.
    """
    if not codes(text):
        return text
    return _KEPT_BETWEEN.join(dict.fromkeys(_code(part) or part for part in _parts(text)))


@lru_cache(TEXTS_REMEMBERED)
def shown(text: str) -> str:
    """What was kept, with names in Spanish for its codes."""
    if not codes(text):
        return text
    return _KEPT_BETWEEN.join(_name(part) for part in _parts(text))


@lru_cache(TEXTS_REMEMBERED)
def codes(text: str) -> tuple[str, ...]:
    """The codes of the languages that a text names, kept or typed."""
    return tuple(dict.fromkeys(filter(None, map(_code, _parts(text))))) if text else ()


def _parts(text: str) -> list[str]:
    return [part.strip() for part in _BETWEEN.split(text) if part.strip()]


def _name(part: str) -> str:
    code = _code(part)
    found = languages.of_code(code) if code else None
    return found.name if found else part


@cache
def _code(part: str) -> str:
    """By its name first: "maya" is a language, and also the name of a family of many."""
    bare = fold(_OWN.sub("", part))
    for each in languages.EVERY:
        if fold(each.name) == bare:
            return each.code
    by_code = languages.of_code(part)
    if by_code is not None:
        return by_code.code
    named = [each.code for each in languages.EVERY if languages.is_named(each, bare)]
    return named[0] if len(named) == 1 else ""
