"""A roster as rows of cells under headings, whatever file it came from."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, time
from typing import Any, Generic, Protocol, TypeVar

from desktop.services.roster_import.troubles import TooManyRows
from desktop.trouble import Message

ROWS_MAX = 20_000
COLUMNS_MAX = 60
HEADING_SEARCH_ROWS = 30
"""Titles, logos and notes above the headings are looked through this far."""
BLANK_RUN_MAX = 1_000
"""Spreadsheets often claim a million formatted rows; after so many blank ones the list ended."""

_UNSEEN = re.compile(r"[\x00-\x08\x0b-\x1f\x7f-\x9f\u200b-\u200f\u202a-\u202e\u2060-\u2069\ufeff]")
"""Control, zero-width and direction marks: nobody means to write them in a name."""
_GUARDED = re.compile(r"'(?=[=+\-@])")
"""The apostrophe that keeps a spreadsheet from taking text for a formula."""


class Headings(Protocol):
    """Which place of a row holds what; `usable`: enough for the list that is wanted."""

    @property
    def places(self) -> Mapping[Any, int]: ...

    @property
    def unused(self) -> tuple[str, ...]: ...

    @property
    def usable(self) -> bool: ...


L = TypeVar("L", bound=Headings)
Understand = Callable[[Sequence[str]], L]
"""Reads a row as headings; one that is none gives headings that are not usable."""


@dataclass(frozen=True, slots=True)
class Line:
    """One row of the file; `number` is the one its spreadsheet shows.

    `unresolved` are places whose formula has no stored result; `runaway` says
    that a cell holds what looks like several rows, after a lost quotation mark.
    """

    number: int
    cells: tuple[object, ...]
    unresolved: frozenset[int] = frozenset()
    runaway: bool = False

    def texts(self) -> tuple[str, ...]:
        return tuple(text_of(cell) for cell in self.cells)


@dataclass(frozen=True)
class Table(Generic[L]):
    """What a file holds: its headings, what they stand for, and the rows below.

    `notices` is what a person should know about how the file was read.
    """

    headings: tuple[str, ...]
    layout: L
    lines: tuple[Line, ...]
    notices: tuple[Message, ...] = ()


def text_of(cell: object) -> str:
    """A cell as one line of clean text; numbers as a person wrote them."""
    if cell is None:
        return ""
    if isinstance(cell, bool):
        return "sí" if cell else "no"
    if isinstance(cell, float) and cell.is_integer():
        return str(int(cell))
    if isinstance(cell, datetime) and cell.time() == time():
        cell = cell.date()
    if isinstance(cell, datetime | date):
        return cell.isoformat()
    shown = _UNSEEN.sub("", unicodedata.normalize("NFC", str(cell).replace("\t", " ")))
    return _GUARDED.sub("", " ".join(shown.split()), count=1)


def tabulate(lines: Iterable[Line], understand: Understand[L]) -> Table[L] | None:
    """Find the headings and gather the rows below; `None` when there are no headings.

    Reads no further than the limits. Raises: TooManyRows.
    """
    rows = _until_blank(iter(lines))
    above: list[Line] = []
    for line in rows:
        above.append(line)
        if len(above) == HEADING_SEARCH_ROWS:
            break
    place, layout = _headings_among(above, understand)
    if layout is None:
        return None
    kept: list[Line] = []
    for line in _chain(above[place + 1 :], rows):
        if _repeats_headings(line, understand):
            continue
        if len(kept) == ROWS_MAX:
            raise TooManyRows(ROWS_MAX)
        kept.append(line)
    return Table(above[place].texts(), layout, tuple(kept))


def score(lines: Sequence[Line], understand: Understand[Any]) -> tuple[int, int]:
    """How well rows read as the list that is wanted: headings understood, then widest row."""
    layouts = [understand(line.texts()) for line in lines]
    understood = max((len(each.places) for each in layouts if each.usable), default=0)
    return understood, max((len(line.cells) for line in lines), default=0)


def _until_blank(lines: Iterable[Line]) -> Iterable[Line]:
    blanks = 0
    for line in lines:
        if any(line.texts()) or line.unresolved:
            blanks = 0
            yield line
        elif (blanks := blanks + 1) > BLANK_RUN_MAX:
            return


def _headings_among(lines: Sequence[Line], understand: Understand[L]) -> tuple[int, L | None]:
    best: int = 0
    found: L | None = None
    for place, line in enumerate(lines):
        layout = understand(line.texts())
        if layout.usable and (found is None or len(layout.places) > len(found.places)):
            best, found = place, layout
    return best, found


def _repeats_headings(line: Line, understand: Understand[Any]) -> bool:
    """Printed lists repeat their headings on every page."""
    texts = line.texts()
    written = sum(map(bool, texts))
    return 0 < written == len(understand(texts).places)


def _chain(first: Iterable[Line], second: Iterable[Line]) -> Iterable[Line]:
    yield from first
    yield from second
