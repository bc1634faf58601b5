"""The tree of an instrument's text as an instrument; what its keys mean."""

from __future__ import annotations

from desktop.programme.instrument_rules import InstrumentFlaw, yes_no
from desktop.programme.scoring import Band, Condition, Instrument, Item, ItemKind, Option
from desktop.programme.vocabulary import Permission, RiskBand
from desktop.services.instrument_files.fields import (
    keys_of,
    list_of,
    needed_number,
    number_of,
    shown,
    strange,
    text_of,
    truth_of,
    word_of,
)
from desktop.services.instrument_files.tree import Tree
from desktop.trouble import say

FORMAT = 1
PERMISSION_WORDS = {
    "pending": Permission.PENDING,
    "granted": Permission.GRANTED,
    "ours": Permission.OURS,
}
BAND_WORDS = {
    "low": RiskBand.LOW,
    "middle": RiskBand.MIDDLE,
    "high": RiskBand.HIGH,
    "extreme": RiskBand.EXTREME,
}
_HEAD = "format slug language version title source about permission items bands"
_ITEM = "id text kind weight weight_no critical strangulation options least most steps only_if"
_OF_KIND = {
    ItemKind.YES_NO: {"weight", "weight_no", "critical", "strangulation"},
    ItemKind.CHOICE: {"options", "strangulation"},
    ItemKind.NUMBER: {"least", "most", "steps", "strangulation"},
}


def instrument_of(tree: Tree) -> Instrument:
    """Raises: InstrumentFlaw. The rules are not looked at yet."""
    head = keys_of(tree, _HEAD, "")
    if (version := number_of(head, "format", "")) != FORMAT:
        if version is not None and version > FORMAT:
            raise InstrumentFlaw(
                say("Este instrumento es para una versión más nueva de Vereda."),
                say("Actualice Vereda en esta computadora y cárguelo de nuevo."),
            )
        raise InstrumentFlaw(
            say("Falta el renglón que dice el formato."),
            say("Escriba al principio: format: {format}", format=FORMAT),
        )
    return Instrument(
        slug=text_of(head, "slug", ""),
        language=text_of(head, "language", ""),
        version=text_of(head, "version", ""),
        title=text_of(head, "title", ""),
        source=text_of(head, "source", ""),
        about=text_of(head, "about", ""),
        permission=word_of(PERMISSION_WORDS, head, "permission", ""),
        items=tuple(
            _item(each, f"#{place}") for place, each in enumerate(list_of(head, "items", ""), 1)
        ),
        bands=tuple(_band(each) for each in list_of(head, "bands", "")),
    )


def _item(tree: Tree, place: str) -> Item:
    said = keys_of(tree, _ITEM, place)
    about = shown(text_of(said, "id", place)) or place
    kind = word_of({each.value: each for each in ItemKind}, said, "kind", about)
    for key in said:
        if key not in _OF_KIND[kind] and any(key in keys for keys in _OF_KIND.values()):
            raise strange(key, about)
    strangulation = truth_of(said, "strangulation", about)
    options: tuple[Option, ...]
    if kind is ItemKind.YES_NO:
        critical = truth_of(said, "critical", about) or strangulation
        no = number_of(said, "weight_no", about) or 0
        options = yes_no(number_of(said, "weight", about), no, critical=critical)
    elif kind is ItemKind.CHOICE:
        options = tuple(_option(each, about) for each in list_of(said, "options", about))
    else:
        options = tuple(_step(each, about) for each in list_of(said, "steps", about))
        if not options:
            raise InstrumentFlaw(
                say("Una pregunta de número no dice sus puntos (steps)."),
                say("Escriba al menos un escalón: desde qué número, y cuántos puntos."),
                about,
            )
    return Item(
        id=text_of(said, "id", place),
        text=text_of(said, "text", about),
        kind=kind,
        options=options,
        least=number_of(said, "least", about) or 0,
        most=number_of(said, "most", about) or 0,
        only_if=tuple(_condition(each, about) for each in list_of(said, "only_if", about)),
        strangulation=strangulation,
    )


def _option(tree: Tree, item: str) -> Option:
    said = keys_of(tree, "id text points critical", item)
    return Option(
        number_of(said, "points", item),
        truth_of(said, "critical", item),
        text_of(said, "id", item),
        text_of(said, "text", item),
    )


def _step(tree: Tree, item: str) -> Option:
    said = keys_of(tree, "from points critical", item)
    critical = truth_of(said, "critical", item)
    return Option(
        number_of(said, "points", item), critical, least=needed_number(said, "from", item)
    )


def _condition(tree: Tree, item: str) -> Condition:
    said = keys_of(tree, "item is at_least at_most", item)
    return Condition(
        text_of(said, "item", item),
        text_of(said, "is", item) or None,
        number_of(said, "at_least", item),
        number_of(said, "at_most", item),
    )


def _band(tree: Tree) -> Band:
    said = keys_of(tree, "from to band", "")
    band = word_of(BAND_WORDS, said, "band", "")
    return Band(needed_number(said, "from", ""), needed_number(said, "to", ""), band)
