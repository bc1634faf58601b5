"""What stands after a key of an instrument's text, each with the item that it is about."""

from __future__ import annotations

import unicodedata
from collections.abc import Mapping
from typing import TypeVar

from desktop.programme.instrument_rules import InstrumentFlaw
from desktop.services.instrument_files.tree import Tree, not_understood
from desktop.trouble import say

_DIGITS_MAX = 6
_TRUTHS = {"": False, "false": False, "no": False, "true": True, "yes": True}
_SHOWN_MAX = 40

Named = TypeVar("Named")


def keys_of(tree: Tree, known: str, item: str) -> Mapping[str, Tree]:
    if not isinstance(tree, dict):
        flaw = not_understood()
        raise InstrumentFlaw(flaw.what, flaw.instead, item)
    for key in tree:
        if key not in known.split():
            raise strange(key, item)
    return tree


def strange(key: str, item: str) -> InstrumentFlaw:
    return InstrumentFlaw(
        say("La palabra «{key}» no va ahí.", key=shown(key)),
        say("Revise cómo está escrita, o quite ese renglón."),
        item,
    )


def list_of(said: Mapping[str, Tree], key: str, item: str) -> list[Tree]:
    found = said.get(key, [])
    if not isinstance(found, list):
        raise InstrumentFlaw(
            say("«{key}» lleva una lista.", key=key),
            say("Escriba cada cosa en su renglón, con un guion al principio."),
            item,
        )
    return found


def text_of(said: Mapping[str, Tree], key: str, item: str) -> str:
    found = said.get(key, "")
    if not isinstance(found, str):
        raise InstrumentFlaw(
            say("«{key}» lleva un solo texto, no una lista.", key=key),
            say("Para varios renglones escriba | después de los dos puntos."),
            item,
        )
    return unicodedata.normalize("NFC", found).strip()


def number_of(said: Mapping[str, Tree], key: str, item: str) -> int | None:
    text = text_of(said, key, item)
    if not text:
        return None
    if not (text.isascii() and text.isdigit() and len(text) <= _DIGITS_MAX):
        raise InstrumentFlaw(
            say("«{key}» lleva un número entero de 0 en adelante.", key=key),
            say("Escriba sólo cifras; los puntos nunca restan."),
            item,
        )
    return int(text)


def needed_number(said: Mapping[str, Tree], key: str, item: str) -> int:
    found = number_of(said, key, item)
    if found is None:
        raise InstrumentFlaw(
            say("Falta un número en «{key}».", key=key), say("Escríbalo con cifras."), item
        )
    return found


def truth_of(said: Mapping[str, Tree], key: str, item: str) -> bool:
    text = text_of(said, key, item).lower()
    if text not in _TRUTHS:
        raise InstrumentFlaw(
            say("«{key}» sólo puede ser true o false.", key=key),
            say("Escriba uno de los dos."),
            item,
        )
    return _TRUTHS[text]


def word_of(words: Mapping[str, Named], said: Mapping[str, Tree], key: str, item: str) -> Named:
    text = text_of(said, key, item)
    if text not in words:
        raise InstrumentFlaw(
            say("«{key}» lleva una de estas palabras: {words}.", key=key, words=", ".join(words)),
            say("Escriba una de ellas."),
            item,
        )
    return words[text]


def shown(text: str) -> str:
    """A word of somebody's file as it may stand in a sentence."""
    kept = "".join(sign if sign.isprintable() else "·" for sign in text[:_SHOWN_MAX])
    return kept.encode("utf-8", "replace").decode()
