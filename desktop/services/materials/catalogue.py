"""Which materials the programme has, which of them are here, and what was shown in a meeting."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

from desktop.changes import Changes
from desktop.programme.codes import known
from desktop.programme.schema import MATERIAL, SHOWN
from desktop.programme.text import collate
from desktop.programme.vocabulary import MediaSort, Relation
from desktop.services.materials import store as stores
from desktop.services.materials.entry import Entry
from desktop.services.materials.sorts import SUFFIXES
from desktop.services.materials.store import Reader, Store, store_of
from desktop.services.materials.troubles import MaterialsClosed
from desktop.services.refusals import NotFound
from desktop.vault import blob_file
from desktop.vault.troubles import telling
from sync.batch.operation import ChildOf, record_id

if TYPE_CHECKING:
    from sqlalchemy import Row

    from desktop.journal.open_vault import OpenVault
    from desktop.services.entrance import Desk

_Id = bytes
_HASH_BYTES = 16
_SHA256 = re.compile("[0-9a-f]{64}")
SHOWN_LEAST_S = 3
"""Opened by mistake and closed again is not shown."""


@dataclass(frozen=True, slots=True, kw_only=True)
class MaterialLine:
    """One material of the programme.

    Attributes:
        language: as its code, e.g. "es", "nah"; "" when it has none.
        bytes: of the whole content.
        here: this laptop has all of it.
        half: bytes of an unfinished copy, about.
        relation: how it belongs to the material `of`; None when it stands by itself.
    """

    id: _Id
    title: str
    sort: MediaSort
    suffix: str
    language: str
    bytes: int
    credit: str
    sha256: str
    relation: Relation | None
    of: _Id | None
    here: bool
    half: int
    retired: bool


_LIST = """
SELECT sha256, hash, id, title, sort, suffix, language, bytes, credit, relation, of_material,
       retired
FROM material WHERE NOT deleted
"""


def material_id(sha256: str) -> bytes:
    """The id of the material with this content, also before anybody noted it."""
    return record_id(MATERIAL.number, ChildOf(bytes.fromhex(sha256)[:_HASH_BYTES], 0))


def list_materials(desk: Desk, folder: Path) -> list[MaterialLine]:
    """Those of the programme by title, and retired ones only while they are here.

    Raises: MaterialsClosed, DamagedDatabase.
    """
    store = store_of(desk, folder)
    lies = store.lying()
    lines = [
        line
        for row in _rows(desk)
        if (line := _line(store, row, lies=lies(row.sha256))) is not None
    ]
    shown = [line for line in lines if line.here or line.half or not line.retired]
    return sorted(shown, key=lambda line: (collate(line.title), line.language, line.id))


def get_material(desk: Desk, folder: Path, material: bytes) -> MaterialLine:
    """Raises: NotFound, MaterialsClosed."""
    store = store_of(desk, folder)
    for row in _rows(desk):
        if row.id == material and (line := _line(store, row)) is not None:
            return line
    raise NotFound


def reader(desk: Desk, folder: Path, material: bytes) -> Reader:
    """The bytes of a material that is here, for a player; close it when done.

    Raises: NotFound, NotHere, DamagedMaterial, MaterialsClosed.
    """
    line = get_material(desk, folder, material)
    return stores.open_reader(store_of(desk, folder), line.sha256, line.title)


def note(desk: Desk, entries: Sequence[Entry]) -> Changes:
    """Tell the programme of materials. Again, it only says what differs.

    Each has its hash; an entry with a `main` comes together with it.
    Raises: MaterialsClosed, DiskFull, ReadOnlyFolder.
    """
    shared = _shared(desk)
    ids = {entry.path: material_id(entry.sha256) for entry in entries}
    drafts = [
        MATERIAL.child(
            bytes.fromhex(entry.sha256)[:_HASH_BYTES],
            0,
            sha256=entry.sha256,
            sort=entry.sort,
            bytes=entry.size,
            suffix=entry.suffix,
            title=entry.title,
            language=entry.language or None,
            relation=entry.relation,
            of_material=entry.of if entry.main is None else ids[entry.main],
            credit=entry.credit or None,
            retired=False,
        )
        for entry in entries
    ]
    with shared.write() as journal:
        return journal.record(*drafts)


def retire(desk: Desk, material: bytes) -> Changes:
    """Offer a material no more. What is on laptops stays until somebody removes it there."""
    with _shared(desk).write() as journal:
        return journal.record(MATERIAL.of(material, retired=True))


def remove_here(desk: Desk, folder: Path, material: bytes) -> None:
    """Free its room on this laptop; the programme keeps knowing it. Raises: NotFound."""
    line = get_material(desk, folder, material)
    store_of(desk, folder).remove(line.sha256)


def strays(desk: Desk, folder: Path) -> int:
    """Bytes on this laptop of materials that no record names."""
    found = _strays(desk, folder)
    return sum(blob_file.size_on_disk(each) for each in found)


def remove_strays(desk: Desk, folder: Path) -> None:
    """Remove what no record names. Raises: ReadOnlyFolder."""
    with telling():
        for each in _strays(desk, folder):
            blob_file.remove(each)


def log_shown(vault: OpenVault, session: bytes, material: bytes, seconds: int) -> Changes:
    """Add to what was shown in a meeting. Nothing for a glance of `SHOWN_LEAST_S` at most."""
    if seconds <= SHOWN_LEAST_S:
        return Changes()
    with vault.write() as journal:
        row = journal.connection.exec_driver_sql(
            "SELECT seconds, times FROM shown WHERE session = ? AND material = ?",
            (session, material),
        ).first()
        before_s, times = row if row is not None else (0, 0)
        return journal.record(
            SHOWN.pair(session, material, seconds=(before_s or 0) + seconds, times=(times or 0) + 1)
        )


def _shared(desk: Desk) -> OpenVault:
    if desk.shared is None:
        raise MaterialsClosed
    return desk.shared


def _rows(desk: Desk) -> list[Row[Any]]:
    """Those whose hash is one: anybody of the programme may have written any."""
    with _shared(desk).read() as connection:
        rows = connection.exec_driver_sql(_LIST).all()
    return [
        row
        for row in rows
        if row.sha256 and _SHA256.fullmatch(row.sha256) and row.sha256.startswith(row.hash.hex())
    ]


def _strays(desk: Desk, folder: Path) -> tuple[Path, ...]:
    """By the records that stand, also the retired: those are removed one by one."""
    return store_of(desk, folder).strays(frozenset(row.sha256 for row in _rows(desk)))


def _line(store: Store, row: Row[Any], *, lies: bool = True) -> MaterialLine | None:
    """None for a sort that only a later version plays."""
    sort = known(MediaSort, row.sort)
    if sort is None:
        return None
    return MaterialLine(
        id=row.id,
        title=row.title or "",
        sort=sort,
        suffix=row.suffix if row.suffix in SUFFIXES else "",
        language=row.language or "",
        bytes=row.bytes or 0,
        credit=row.credit or "",
        sha256=row.sha256,
        relation=known(Relation, row.relation),
        of=row.of_material,
        here=lies and store.has(row.sha256),
        half=store.half(row.sha256) if lies else 0,
        retired=bool(row.retired),
    )
