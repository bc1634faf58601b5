"""The few lines of YAML that the files of a course use: `key: text`, and lists of texts.

Read from PyYAML's events, so that each value keeps its line, every scalar stays the text
that somebody wrote ("no" is no boolean), and anchors, aliases and tags go no further.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass

import yaml

from desktop.curriculum.flaws import Flaw
from desktop.trouble import say

_WIDTH = 1 << 20
"""No long line is folded: Notepad wraps by itself."""
_DIGITS_MAX = 6


@dataclass(frozen=True, slots=True)
class Entry:
    """What stands after a key: a text, or a list of texts; and its line, from 1."""

    line: int
    text: str = ""
    items: tuple[str, ...] | None = None


def read_keys(text: str, known: Collection[str], first_line: int = 1) -> dict[str, Entry]:
    """The values by key. Raises: Flaw, with the line counted from `first_line`."""
    reading = _Reading(text, first_line)
    found: dict[str, Entry] = {}
    reading.expect(yaml.StreamStartEvent)
    if not isinstance(reading.next(), yaml.DocumentStartEvent):
        return found
    reading.expect(yaml.MappingStartEvent)
    while not isinstance(event := reading.next(), yaml.MappingEndEvent):
        key = reading.scalar(event)
        line = reading.line
        if key not in known:
            raise Flaw(
                say("La palabra «{key}» no es de las que Vereda conoce.", key=key[:40]),
                say("Revise cómo está escrita, o quite ese renglón."),
                line=line,
            )
        if key in found:
            raise Flaw(say("«{key}» está dos veces.", key=key), say("Deje sólo una."), line=line)
        found[key] = reading.value(line)
    reading.expect(yaml.DocumentEndEvent)
    reading.expect(yaml.StreamEndEvent)
    return found


def one_text(known: Mapping[str, Entry], key: str) -> str:
    """The text after a key, "" where the key is not. Raises: Flaw for a list."""
    entry = known.get(key)
    if entry is None:
        return ""
    if entry.items is not None:
        raise Flaw(
            say("«{key}» lleva un solo texto, no una lista.", key=key),
            say("Para varios renglones escriba | después de los dos puntos."),
            line=entry.line,
        )
    return entry.text


def one_number(known: Mapping[str, Entry], key: str, missing: int) -> int:
    """The whole number after a key, `missing` where nothing stands. Raises: Flaw."""
    text = one_text(known, key).strip()
    if not text:
        return missing
    if not (text.isascii() and text.isdigit() and len(text) <= _DIGITS_MAX):
        raise Flaw(
            say("«{key}» lleva un número.", key=key),
            say("Escriba sólo cifras, por ejemplo: 150."),
            line=known[key].line,
        )
    return int(text)


def write_keys(values: Mapping[str, str | int | bool | Sequence[str]]) -> str:
    """The same as text, in the order given; ends with a line end."""
    written: str = yaml.dump(
        dict(values),
        Dumper=_Dumper,
        allow_unicode=True,
        sort_keys=False,
        default_flow_style=False,
        width=_WIDTH,
    )
    return written


class _Reading:
    """The events of one small document, with the line of the last one."""

    def __init__(self, text: str, first_line: int) -> None:
        self._lines = text.split("\n")
        self._first = first_line
        self._events: Iterator[yaml.Event] = yaml.parse(text, Loader=yaml.SafeLoader)
        self.line = first_line

    def next(self) -> yaml.Event:
        try:
            event = next(self._events)
        except yaml.MarkedYAMLError as error:
            mark = error.problem_mark or error.context_mark
            raise self._not_understood(mark.line if mark else 0) from None
        except (yaml.YAMLError, StopIteration):
            raise self._not_understood(0) from None
        self.line = self._first + event.start_mark.line
        if getattr(event, "anchor", None) is not None or getattr(event, "tag", None) is not None:
            raise self._not_understood(event.start_mark.line)
        return event

    def expect(self, sort: type[yaml.Event]) -> None:
        event = self.next()
        if not isinstance(event, sort):
            raise self._not_understood(event.start_mark.line)

    def scalar(self, event: yaml.Event) -> str:
        if not isinstance(event, yaml.ScalarEvent):
            raise self._not_understood(event.start_mark.line)
        if event.implicit[0]:
            self._refuse_remark(event.end_mark)
        return str(event.value)

    def value(self, line: int) -> Entry:
        event = self.next()
        if not isinstance(event, yaml.SequenceStartEvent):
            return Entry(line, self.scalar(event))
        items: list[str] = []
        while not isinstance(event := self.next(), yaml.SequenceEndEvent):
            items.append(self.scalar(event))
        return Entry(line, items=tuple(items))

    def _refuse_remark(self, end: yaml.Mark) -> None:
        """YAML would drop what stands after " #": the end of somebody's sentence."""
        if self._lines[end.line][end.column :].lstrip().startswith("#"):
            raise Flaw(
                say("Lo que sigue al signo # se perdería."),
                say("Ponga todo el texto entre comillas, o la nota en su propio renglón."),
                line=self._first + end.line,
            )

    def _not_understood(self, line: int) -> Flaw:
        return Flaw(
            say("Vereda no entiende ese renglón."),
            say(
                "Escriba la palabra, dos puntos, un espacio y el texto. Si el texto lleva "
                "dos puntos o empieza con un signo, póngalo entre comillas."
            ),
            line=self._first + line,
        )


class _Dumper(yaml.SafeDumper):  # type: ignore[misc]
    """Several lines go under `|`, as a person would write them."""

    def represent_str(self, data: str) -> yaml.ScalarNode:
        style = "|" if "\n" in data else None
        return self.represent_scalar("tag:yaml.org,2002:str", data, style=style)


_Dumper.add_representer(str, _Dumper.represent_str)
