"""Folders of materials on a stick: what one holds, and writing one with materials from here.

Films name nobody. They are still readable, so who writes a folder has it remembered by
the one door (`desktop.services.papers`).
"""

from __future__ import annotations

import shutil
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from desktop.host.files import free_bytes
from desktop.programme.vocabulary import Relation
from desktop.services.materials.catalogue import MaterialLine
from desktop.services.materials.copying import Halted, Moved, Stopped
from desktop.services.materials.entry import Entry, look
from desktop.services.materials.manifest import NAME, read_manifest, write_manifest
from desktop.services.materials.store import Store, open_reader
from desktop.services.materials.troubles import NoRoom
from desktop.services.papers import NotLetOut, put, whole
from desktop.trouble import Trouble
from desktop.vault.blob_file import CHUNK_BYTES

FOLDER_NAME = "materiales"
SPARE_BYTES = 4 << 20


@dataclass(frozen=True)
class Offer:
    """What can be copied from a folder, and what cannot and why."""

    entries: tuple[Entry, ...]
    problems: tuple[Trouble, ...]


def survey(folder: Path) -> Offer:
    """The materials of a folder with a list. Raises: NoList, ListUnreadable."""
    entries: list[Entry] = []
    problems: list[Trouble] = []
    for named in read_manifest(folder):
        try:
            found = look(named)
        except Trouble as problem:
            problems.append(problem)
            continue
        if named.main is None or any(entry.path == named.main for entry in entries):
            entries.append(found)
    return Offer(tuple(entries), tuple(problems))


def write_folder(
    store: Store,
    lines: Sequence[MaterialLine],
    target: Path,
    moved: Moved,
    stopped: Stopped,
    free: Callable[[Path], int] = free_bytes,
) -> None:
    """A new folder with these materials and their list; none of it after an error.

    Names are numbers: the list alone tells titles.
    Raises: Halted, NotLetOut, NoRoom, NotHere, DamagedMaterial.
    """
    size = sum(line.bytes for line in lines)
    missing = size + SPARE_BYTES - free(target)
    if missing > 0:
        raise NoRoom(target.name, missing)
    names = {
        line.id: target / f"{n:02d}.{line.suffix}".rstrip(".")
        for n, line in enumerate(lines, start=1)
    }
    try:
        target.mkdir()
    except OSError:
        raise NotLetOut from None
    try:
        for line in lines:
            _write(store, line, names[line.id], moved, stopped)
        text = write_manifest([_entry(line, names) for line in lines])
        put(target / NAME, whole(text.encode()))
    except BaseException as error:
        shutil.rmtree(target, ignore_errors=True)
        if isinstance(error, OSError):
            raise NotLetOut from None
        raise


def _write(store: Store, line: MaterialLine, target: Path, moved: Moved, stopped: Stopped) -> None:
    reader = open_reader(store, line.sha256, line.title)

    def write(path: Path) -> None:
        with path.open("xb") as file:
            offset = 0
            while data := reader.read(offset, CHUNK_BYTES):
                if stopped():
                    raise Halted
                file.write(data)
                offset += len(data)
                moved(len(data))

    try:
        put(target, write)
    finally:
        reader.close()


def _entry(line: MaterialLine, names: dict[bytes, Path]) -> Entry:
    main = None if line.of is None else names.get(line.of)
    relation: Relation | None = None if main is None else line.relation
    entry = Entry(path=names[line.id], title=line.title, relation=relation, main=main)
    return replace(
        entry,
        language=line.language,
        credit=line.credit,
        sha256=line.sha256,
        sort=line.sort,
        suffix=line.suffix,
        size=line.bytes,
    )
