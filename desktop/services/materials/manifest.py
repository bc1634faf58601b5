"""materials.yaml: what a folder of materials says of its files. docs/formats/materials.md.

One short block of keys for each file, read without trust by the reader of course files.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace
from pathlib import Path

from desktop.curriculum.flaws import Flaw
from desktop.curriculum.keys import one_number, one_text, read_keys, write_keys
from desktop.curriculum.rules import has_unseen
from desktop.programme.vocabulary import MediaSort, Relation
from desktop.services.materials.entry import LANGUAGE_MAX, TITLE_MAX, Entry
from desktop.services.materials.troubles import ListUnreadable, NoList
from desktop.trouble import say

NAME = "materials.yaml"
FORMAT = 1
LIST_MAX_BYTES = 1 << 20
ENTRIES_MAX = 1000

_BREAK = "---"
_FILE_KEYS = (
    *("file", "title", "language", "sort", "sha256", "credit"),
    *("variant_of", "subtitles_of"),
)
_SORTS = {sort.name.lower(): sort for sort in MediaSort}
_SHA256 = re.compile("[0-9a-f]{64}")
_FILE = re.compile(r"[^/\\:*?\"<>|]{1,120}")
_LANGUAGE = re.compile(r"[a-z]{2,3}(-[A-Za-z0-9]{2,8}){0,3}")


def read_manifest(folder: Path) -> tuple[Entry, ...]:
    """What the list says, main materials before those that belong to them. Files are not opened.

    Raises: NoList, ListUnreadable.
    """
    path = folder / NAME
    try:
        if not path.is_file() or path.stat().st_size > LIST_MAX_BYTES:
            raise NoList
        text = path.read_text(encoding="utf-8-sig")
    except (OSError, UnicodeDecodeError):
        raise NoList from None
    try:
        return _read(folder, text)
    except Flaw as flaw:
        raise ListUnreadable(flaw.line, flaw.what, flaw.instead) from None


def write_manifest(entries: Sequence[Entry]) -> str:
    """The text of a list; files are named without their folder."""
    blocks = [write_keys({"format": FORMAT})]
    for entry in entries:
        keys = {
            "file": entry.path.name,
            "title": entry.title,
            "language": entry.language,
            "sort": "" if entry.sort is None else entry.sort.name.lower(),
            "sha256": entry.sha256,
            "credit": entry.credit,
        }
        if entry.main is not None:
            name = "variant_of" if entry.relation is Relation.LANGUAGE_VARIANT else "subtitles_of"
            keys[name] = entry.main.name
        blocks.append(write_keys({key: value for key, value in keys.items() if value}))
    return f"{_BREAK}\n".join(blocks)


def _read(folder: Path, text: str) -> tuple[Entry, ...]:
    (line, head), *rest = _blocks(text)
    if one_number(read_keys(head, ("format",), line), "format", 0) != FORMAT:
        raise Flaw(
            say("falta el formato, o es de una versión más nueva de Vereda."),
            say("Escriba al principio: format: {format}", format=FORMAT),
            line=1,
        )
    entries: dict[str, tuple[int, Entry]] = {}
    for line, block in rest:
        entry = _entry(folder, block, line)
        if entry.path.name in entries or len(entries) == ENTRIES_MAX:
            raise Flaw(
                say(
                    "«{file}» está dos veces, o la lista es demasiado larga.", file=entry.path.name
                ),
                say("Deje cada archivo una vez."),
                line=line,
            )
        entries[entry.path.name] = line, entry
    every = [_belonging(line, entry, entries) for line, entry in entries.values()]
    return tuple(sorted(every, key=lambda entry: entry.main is not None))


def _blocks(text: str) -> Iterator[tuple[int, str]]:
    """The parts between lines of three dashes, with the number of their first line."""
    began, block = 1, list[str]()
    for number, line in enumerate([*text.splitlines(), _BREAK], start=1):
        if line.rstrip() == _BREAK:
            yield began, "\n".join(block)
            began, block = number + 1, []
        else:
            block.append(line)


def _entry(folder: Path, block: str, line: int) -> Entry:
    known = read_keys(block, _FILE_KEYS, line)
    texts = {key: one_text(known, key).strip() for key in _FILE_KEYS}
    lines = {key: entry.line for key, entry in known.items()}

    def check(key: str, right: bool) -> None:
        if not right:
            raise Flaw(
                say("lo que dice «{key}» no es posible.", key=key),
                say("Corríjalo como lo muestra la guía de la lista."),
                line=lines.get(key, line),
            )

    check("file", is_name(texts["file"]))
    check("title", len(texts["title"]) <= TITLE_MAX and not has_unseen(texts["title"]))
    check("title", "\n" not in texts["title"])
    check("credit", len(texts["credit"]) <= TITLE_MAX and not has_unseen(texts["credit"]))
    check("language", not texts["language"] or is_language(texts["language"]))
    check("sort", not texts["sort"] or texts["sort"] in _SORTS)
    check("sha256", not texts["sha256"] or bool(_SHA256.fullmatch(texts["sha256"])))
    check("subtitles_of", not (texts["subtitles_of"] and texts["variant_of"]))
    main = texts["variant_of"] or texts["subtitles_of"]
    relation = Relation.SUBTITLES if texts["subtitles_of"] else Relation.LANGUAGE_VARIANT
    return Entry(
        path=folder / texts["file"],
        title=texts["title"],
        language=texts["language"],
        credit=texts["credit"],
        sha256=texts["sha256"],
        relation=relation if main else None,
        main=folder / main if main else None,
        sort=_SORTS.get(texts["sort"]),
    )


def _belonging(line: int, entry: Entry, entries: dict[str, tuple[int, Entry]]) -> Entry:
    """Its title from the one that it belongs to, which must itself stand alone."""
    if entry.main is None:
        title = entry.title or entry.path.stem[:TITLE_MAX]
    else:
        _, main = entries.get(entry.main.name, (0, entry))
        if main.main is not None:
            raise Flaw(
                say("«{file}» no está en la lista por sí mismo.", file=entry.main.name),
                say("Nombre un archivo de esta lista que no dependa de otro."),
                line=line,
            )
        title = entry.title or main.title or main.path.stem[:TITLE_MAX]
    return replace(entry, title=title)


def is_name(text: str) -> bool:
    """A file of the folder itself: no path, on no system."""
    return bool(_FILE.fullmatch(text)) and not text.startswith(".") and not has_unseen(text)


def is_language(text: str) -> bool:
    """A language code such as `es`, `yua` or `es-MX`."""
    return len(text) <= LANGUAGE_MAX and bool(_LANGUAGE.fullmatch(text))
