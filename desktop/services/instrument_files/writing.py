"""An instrument as the text that is kept: JSON without white space, keys in the format's order."""

from __future__ import annotations

import json
from collections.abc import Mapping
from typing import Any, TypeVar

from desktop.programme.scoring import Instrument, Item, ItemKind
from desktop.services.instrument_files.reading import BAND_WORDS, FORMAT, PERMISSION_WORDS

Named = TypeVar("Named")


def write_instrument(instrument: Instrument) -> str:
    """What it says, `read_instrument` reads again."""
    told = {
        "format": FORMAT,
        "slug": instrument.slug,
        "language": instrument.language,
        "version": instrument.version,
        "title": instrument.title,
        "source": instrument.source,
        "about": instrument.about,
        "permission": _word(PERMISSION_WORDS, instrument.permission),
        "items": [_told(item) for item in instrument.items],
        "bands": [
            {"from": each.first, "to": each.last, "band": _word(BAND_WORDS, each.band)}
            for each in instrument.bands
        ],
    }
    return json.dumps(_said(told), ensure_ascii=False, separators=(",", ":"))


def _told(item: Item) -> dict[str, Any]:
    said: dict[str, Any] = {"id": item.id, "text": item.text, "kind": item.kind.value}
    if item.kind is ItemKind.YES_NO:
        yes, no = item.options
        said |= {"weight": yes.points, "weight_no": no.points or None, "critical": yes.critical}
    said["strangulation"] = item.strangulation
    if item.kind is ItemKind.CHOICE:
        said["options"] = [
            _said({"id": o.id, "text": o.text, "points": o.points, "critical": o.critical})
            for o in item.options
        ]
    if item.kind is ItemKind.NUMBER:
        said |= {"least": item.least, "most": item.most}
        said["steps"] = [
            _said({"from": step.least, "points": step.points, "critical": step.critical})
            for step in item.options
        ]
    said["only_if"] = [
        _said({"item": r.item, "is": r.equals, "at_least": r.at_least, "at_most": r.at_most})
        for r in item.only_if
    ]
    return _said(said)


def _said(told: dict[str, Any]) -> dict[str, Any]:
    """Without what is not said: None, False, and what is empty."""
    return {k: v for k, v in told.items() if v is not None and v is not False and v not in ("", [])}


def _word(words: Mapping[str, Named], value: Named) -> str:
    return next(word for word, each in words.items() if each is value)
