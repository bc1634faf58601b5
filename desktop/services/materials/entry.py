"""One file on a stick that may become a material, and looking at it before anything is copied."""

from __future__ import annotations

from dataclasses import dataclass, replace
from pathlib import Path

from desktop.programme.vocabulary import MediaSort, Relation
from desktop.services.materials import subtitles
from desktop.services.materials.sorts import HEAD_BYTES, sniff
from desktop.services.materials.troubles import (
    EMPTY,
    OTHER_SORT,
    TOO_LARGE,
    UNKNOWN_KIND,
    NotReadable,
    Unusable,
)

FILE_MAX_BYTES = 2_000_000_000
TITLE_MAX = 120
LANGUAGE_MAX = 20


@dataclass(frozen=True, kw_only=True)
class Entry:
    """What is said of a file, and what was seen of it.

    Attributes:
        sha256: hex; "" when nobody announced it: then it is computed.
        main: the file's path of the material that this one belongs to, or `of` its id when
            the programme knows it already; None for one by itself.
        sort: what it is announced as, and after `look` what it is.
    """

    path: Path
    title: str
    language: str = ""
    credit: str = ""
    sha256: str = ""
    relation: Relation | None = None
    main: Path | None = None
    of: bytes | None = None
    sort: MediaSort | None = None
    suffix: str = ""
    size: int = 0


def look(entry: Entry) -> Entry:
    """The same with its kind and size, from the file itself.

    Raises: Unusable, NotReadable, SubtitlesUnreadable.
    """
    name = entry.path.name
    try:
        if entry.path.is_symlink() or not entry.path.is_file():
            raise NotReadable(name)
        size = entry.path.stat().st_size
        with entry.path.open("rb") as file:
            head = file.read(HEAD_BYTES)
            found = sniff(head)
            if not size:
                raise Unusable(name, EMPTY)
            if found is None:
                raise Unusable(name, UNKNOWN_KIND)
            if entry.sort not in (None, found.sort):
                raise Unusable(name, OTHER_SORT)
            if size > FILE_MAX_BYTES:
                raise Unusable(name, TOO_LARGE)
            if found.sort is MediaSort.SUBTITLES:
                file.seek(0)
                subtitles.parse(file.read(subtitles.FILE_MAX_BYTES + 1))
    except OSError:
        raise NotReadable(name) from None
    return replace(entry, sort=found.sort, suffix=found.suffix, size=size)
