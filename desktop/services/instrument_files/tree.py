"""The plain tree inside an instrument's text, YAML or JSON: maps, lists and texts, no more.

Every value is the text that somebody wrote ("no" is no boolean). Reading stops early: a file
from anybody's stick may be as deep or as long as it likes.
"""

from __future__ import annotations

import json
from collections.abc import Iterator
from typing import Any

from desktop.programme.instrument_rules import ITEMS_MAX, InstrumentFlaw, too_many_items
from desktop.trouble import say

Tree = dict[str, "Tree"] | list["Tree"] | str
"""What a text holds."""

DEPTH_MAX = 6
"""File, items, item, options, option, and one to spare."""
LIST_MAX = ITEMS_MAX
KEYS_MAX = 40


def read_tree(text: str) -> Tree:
    """Raises: InstrumentFlaw."""
    if text.lstrip()[:1] == "{":
        return _plain(_json(text), 0)
    return _yaml(text)


def not_understood(line: int = 0) -> InstrumentFlaw:
    """Of the line of a YAML file, from 1; 0 where nobody knows it."""
    happened = (
        say("Vereda no entiende el renglón {line} del archivo.", line=line)
        if line
        else say("Vereda no entiende el archivo.")
    )
    return InstrumentFlaw(
        happened,
        say(
            "Compárelo con el ejemplo que viene con Vereda. Si un texto lleva dos puntos o "
            "empieza con un signo, póngalo entre comillas."
        ),
    )


def twice(key: str) -> InstrumentFlaw:
    return InstrumentFlaw(say("«{key}» está dos veces.", key=key[:40]), say("Deje sólo una."))


# --- JSON ----------------------------------------------------------------------------


def _json(text: str) -> Any:
    try:
        return json.loads(text, object_pairs_hook=_once, parse_int=str, parse_float=str)
    except (ValueError, RecursionError):
        raise not_understood() from None


def _once(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    found: dict[str, Any] = {}
    for key, value in pairs:
        if key in found:
            raise twice(key)
        found[key] = value
    return found


def _plain(value: Any, depth: int) -> Tree:
    if depth > DEPTH_MAX:
        raise not_understood()
    if isinstance(value, dict):
        return {key: _plain(inner, depth + 1) for key, inner in value.items()}
    if isinstance(value, list):
        if len(value) > LIST_MAX:
            raise too_many_items(f"#{LIST_MAX + 1}")
        return [_plain(inner, depth + 1) for inner in value]
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, str):
        return value
    raise not_understood()


# --- YAML ----------------------------------------------------------------------------


def _yaml(text: str) -> Tree:
    import yaml

    events = _Events(text)
    events.expect(yaml.StreamStartEvent)
    events.expect(yaml.DocumentStartEvent)
    found = events.value(0)
    events.expect(yaml.DocumentEndEvent)
    events.expect(yaml.StreamEndEvent)
    return found


class _Events:
    """PyYAML's events of one document, so that no tag or alias ever becomes anything."""

    def __init__(self, text: str) -> None:
        import yaml

        self._yaml = yaml
        self._events: Iterator[yaml.Event] = yaml.parse(text, Loader=yaml.SafeLoader)
        self._lines = text.split("\n")

    def next(self) -> Any:
        yaml = self._yaml
        try:
            event = next(self._events)
        except yaml.MarkedYAMLError as error:
            mark = error.problem_mark or error.context_mark
            raise not_understood(mark.line + 1 if mark else 0) from None
        except (yaml.YAMLError, StopIteration, RecursionError):
            raise not_understood() from None
        if getattr(event, "anchor", None) is not None or getattr(event, "tag", None) is not None:
            raise not_understood(event.start_mark.line + 1)
        return event

    def expect(self, sort: type) -> None:
        event = self.next()
        if not isinstance(event, sort):
            raise not_understood(event.start_mark.line + 1)

    def value(self, depth: int) -> Tree:
        return self._from(self.next(), depth)

    def _from(self, event: Any, depth: int) -> Tree:
        yaml = self._yaml
        if depth > DEPTH_MAX:
            raise not_understood(event.start_mark.line + 1)
        if isinstance(event, yaml.ScalarEvent):
            return self._text(event)
        if isinstance(event, yaml.SequenceStartEvent):
            items: list[Tree] = []
            while not isinstance(event := self.next(), yaml.SequenceEndEvent):
                if len(items) == LIST_MAX:
                    raise too_many_items(f"#{LIST_MAX + 1}")
                items.append(self._from(event, depth + 1))
            return items
        if isinstance(event, yaml.MappingStartEvent):
            found: dict[str, Tree] = {}
            while not isinstance(event := self.next(), yaml.MappingEndEvent):
                if not isinstance(event, yaml.ScalarEvent) or len(found) == KEYS_MAX:
                    raise not_understood(event.start_mark.line + 1)
                key = self._text(event)
                if key in found:
                    raise twice(key)
                found[key] = self.value(depth + 1)
            return found
        raise not_understood(event.start_mark.line + 1)

    def _text(self, event: Any) -> str:
        end = event.end_mark
        rest = self._lines[end.line][end.column :] if end.line < len(self._lines) else ""
        if event.implicit[0] and rest.lstrip().startswith("#"):
            # YAML would drop it: the end of somebody's sentence.
            raise not_understood(end.line + 1)
        return str(event.value)
