"""Finding a place by its name, offline: states, municipalities and, once loaded, localities.

The states and municipalities come with Vereda. INEGI's list of localities, 300,000 of them, a
coordinator loads from a file (`locality_list`); until then, and for a place that INEGI does
not know, "San Isidro, Tizimín" says a locality and its municipality.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from typing import TYPE_CHECKING

from desktop.programme import inegi
from desktop.programme.text import fold
from desktop.programme.typed import clean_line
from desktop.services import locality_list
from desktop.services.whereabouts import whereabouts

if TYPE_CHECKING:
    from desktop.services.entrance import Desk

LIMIT = 20
TOWNS_MAX = 3
"""Municipalities that are offered for a locality which is in no list."""
LETTERS_MIN = 2
STATE, MUNICIPALITY = 2, 5
"""Digits of a code that ends there."""


@dataclass(frozen=True, slots=True)
class Locality:
    """A place. `code` is INEGI's, of nine digits, or five or two where only those are known.

    `municipality` is "" for a municipality or a state itself.
    """

    code: str
    name: str
    municipality: str
    state: str

    @property
    def shown(self) -> str:
        """The name and where that is, as people tell places of one name from another."""
        around = ", ".join(part for part in (self.municipality, self.state) if part)
        return f"{self.name} · {around}" if around else self.name


def search(text: str, near: str = "", limit: int = LIMIT, *, folder: Path) -> list[Locality]:
    """What was typed may mean, the nearest to `near` first (a code of two digits or more).

    Accents and case do not matter. After a comma, or after the name, stands the municipality
    or the state. `folder` is the data folder, where a list that was loaded lies.
    """
    name, comma, around = (fold(clean_line(part)) for part in text.partition(","))
    if len(name) < LETTERS_MIN:
        return []
    found = list(dict.fromkeys(_everywhere(folder, name, around, near, limit)))
    found.sort(key=lambda each: _far(each.code, near))
    if comma and around:
        told = clean_line(text.partition(",")[0])
        towns = dict.fromkeys(_ranked(_index(None), around, "", near, limit))
        found[limit - TOWNS_MAX :] = [
            Locality(each.code, told, each.name, each.state)
            for each in towns
            if len(each.code) == MUNICIPALITY
        ][:TOWNS_MAX]
    return found[:limit]


def of_code(code: str, folder: Path) -> Locality | None:
    """The place of a code as kept; None for a code that no list here has."""
    municipality, state = inegi.place_words(code)
    if not state:
        return None
    if len(code) <= MUNICIPALITY:
        name = municipality if len(code) > STATE else state
        return Locality(code, name, "", state if len(code) > STATE else "") if name else None
    name = _index(folder).name_of(code)
    return Locality(code, name, municipality, state) if name else None


def near_home(desk: Desk) -> str:
    """The code of the home site's municipality, or of its state; "" where nobody said them."""
    here = whereabouts(desk)
    wanted, state = fold(here.municipality), fold(here.state_name)
    codes = [code for code, name in inegi.STATES.items() if fold(name) == state]
    found = [
        code
        for code, name in inegi.municipalities().items()
        if fold(name) == wanted and (not codes or code[:2] in codes)
    ]
    if len(found) == 1:
        return found[0]
    return codes[0] if codes else ""


class Index:
    """Lines of a code, a tab and a name, sorted by code, and the same folded, letter by letter.

    Searching is finding text in one long text, which takes milliseconds for 300,000 places.
    """

    def __init__(self, text: str) -> None:
        self._text = "\n" + text
        self._folded = _folded(self._text)

    def name_of(self, code: str) -> str:
        at = self._text.find(f"\n{code}\t")
        return self._line(at + 1)[1] if at >= 0 else ""

    def named(self, name: str, under: str) -> Iterator[tuple[str, str]]:
        """Code and name of the places of codes beginning with `under`: names that begin so,
        then those of which another word does."""
        start, end = self._span(under)
        for before in ("\t", " "):
            at = self._folded.find(before + name, start, end)
            while at >= 0:
                begin = self._folded.rfind("\n", 0, at) + 1
                # A space may stand in a name only: the code has none.
                yield self._line(begin)
                at = self._folded.find(before + name, self._end(begin), end)

    def _span(self, under: str) -> tuple[int, int]:
        if not under:
            return 0, len(self._folded)
        start = self._folded.find(f"\n{under}")
        if start < 0:
            return 0, 0
        last = self._folded.rfind(f"\n{under}")
        return start, self._end(last + 1)

    def _end(self, begin: int) -> int:
        end = self._folded.find("\n", begin)
        return len(self._folded) if end < 0 else end

    def _line(self, begin: int) -> tuple[str, str]:
        code, _tab, name = self._text[begin : self._end(begin)].partition("\t")
        return code, name


def _everywhere(folder: Path, name: str, around: str, near: str, limit: int) -> Iterator[Locality]:
    """From the loaded list and from the one that comes with Vereda; then with the last words
    taken for a municipality."""
    both = (_index(None), _index(folder))
    count = 0
    for index in both:
        for each in _ranked(index, name, around, near, limit):
            count += 1
            yield each
    words = name.split()
    for cut in range(len(words) - 1, 0, -1):
        if count or around:
            return
        for index in both:
            given = " ".join(words[:cut]), " ".join(words[cut:])
            for each in _ranked(index, *given, near, limit):
                count += 1
                yield each


def _ranked(index: Index, name: str, around: str, near: str, limit: int) -> Iterator[Locality]:
    """Of the near municipality first, then of its state, then of the country; or of `around`."""
    told = 0
    areas = _areas(around, near) if around else (near[:MUNICIPALITY], near[:STATE], "")
    for area in dict.fromkeys(areas):
        for code, called in index.named(name, area):
            municipality, state = inegi.place_words(code)
            municipality = municipality if len(code) > MUNICIPALITY else ""
            yield Locality(code, called, municipality, state if len(code) > STATE else "")
            told += 1
            if told >= 2 * limit:
                return


def _far(code: str, near: str) -> int:
    """0 in the same municipality, 1 in the same state, 2 elsewhere."""
    if len(near) >= MUNICIPALITY and code[:MUNICIPALITY] == near[:MUNICIPALITY]:
        return 0
    return 1 if near and code[:STATE] == near[:STATE] else 2


def _areas(around: str, near: str) -> list[str]:
    """Codes of the states and municipalities that these words mean, the nearest first."""
    words = around.split()
    states = {code: fold(name) for code, name in inegi.STATES.items()}
    found = [code for code, name in states.items() if name.startswith(around)] or [
        code
        for code, name in inegi.municipalities().items()
        if all(word in f"{fold(name)} {states[code[:STATE]]}" for word in words)
    ]
    return sorted(found, key=lambda code: (code[:STATE] != near[:STATE], code))


def _folded(text: str) -> str:
    """Letter for letter, so that a place found in it is one in the text itself."""
    folded = fold(text)
    if len(folded) == len(text):
        return folded
    return "\n".join(
        short if len(short := fold(line)) == len(line) else line for line in text.split("\n")
    )


@lru_cache(maxsize=2)
def _index_of(path: Path | None, _changed_ns: int) -> Index:
    if path is not None:
        return Index(locality_list.read(path))
    lines = [*inegi.STATES.items(), *inegi.municipalities().items()]
    return Index("\n".join(f"{code}\t{name}" for code, name in sorted(lines)))


def _index(folder: Path | None) -> Index:
    """Of the list in the data folder, read when first asked for; None: of what is shipped."""
    if folder is None:
        return _index_of(None, 0)
    path = folder / locality_list.FILE_NAME
    try:
        changed_ns = path.stat().st_mtime_ns
    except OSError:
        return _EMPTY
    return _index_of(path, changed_ns)


_EMPTY = Index("")
