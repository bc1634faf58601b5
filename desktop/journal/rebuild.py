"""Proof that the views say what the journal says: replayed in place, or on a copy and compared."""

from __future__ import annotations

import os
import shutil
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

from sqlalchemy import Connection, Table

from desktop.journal import meta
from desktop.journal.replay import replay
from desktop.records.tables import VIEW_VERSION, make_views, views
from desktop.vault.database import make_engine, reading, writing

if TYPE_CHECKING:
    from desktop.journal.open_vault import OpenVault

_NAME_BYTES = 8


@dataclass(frozen=True, slots=True)
class Difference:
    """A row that the journal does not account for, without any value of it.

    Attributes:
        table: the view.
        row: its key, columns joined, in hex.
        what: "missing" (the journal has it), "extra" (it has not) or "differs".
        columns: those that differ.
    """

    table: str
    row: str
    what: str
    columns: tuple[str, ...] = ()


def rebuild(vault: OpenVault) -> int:
    """Drop the views and replay the journal, in one transaction; returns operations replayed."""
    with vault.transaction() as connection:
        return make_again(connection)


def make_again(connection: Connection) -> int:
    """As `rebuild`, inside the caller's transaction."""
    make_views(connection)
    replayed = replay(connection.connection.driver_connection)
    meta.put(connection, meta.VIEW_VERSION, VIEW_VERSION)
    return replayed


def compare(vault: OpenVault, scratch: Path) -> list[Difference]:
    """Replay the journal on an encrypted copy and report where the views differ from it.

    Args:
        scratch: a folder with room for the database twice; the copy is removed.

    Raises: DiskFull, ReadOnlyFolder, DamagedDatabase.
    """
    copy = scratch / f"{os.urandom(_NAME_BYTES).hex()}.db"
    try:
        with vault.transaction():
            # While this transaction stands nobody else writes, so the pair is whole.
            for suffix in ("", "-wal"):
                source = vault.unlocked.path.with_name(vault.unlocked.path.name + suffix)
                if source.exists():
                    shutil.copyfile(source, copy.with_name(copy.name + suffix))
        engine = make_engine(copy, vault.unlocked.database_key)
        try:
            with writing(engine) as connection:
                make_again(connection)
            with reading(engine) as made, vault.read() as kept:
                return [
                    difference
                    for table in views.sorted_tables
                    for difference in _differences(table, kept, made)
                ]
        finally:
            engine.dispose()
    finally:
        for suffix in ("", "-wal", "-shm"):
            copy.with_name(copy.name + suffix).unlink(missing_ok=True)


def _differences(table: Table, kept: Connection, made: Connection) -> Iterator[Difference]:
    """Both tables in the order of their keys, side by side, so that neither is held whole."""
    names = [column.name for column in table.columns]
    places = [names.index(column.name) for column in table.primary_key]
    ours, theirs = _rows(table, kept), _rows(table, made)
    one, other = next(ours, None), next(theirs, None)
    while one is not None or other is not None:
        key = None if one is None else [one[n] for n in places]
        other_key = None if other is None else [other[n] for n in places]
        if other_key is None or (key is not None and key < other_key):
            yield Difference(table.name, _shown(key), "extra")
            one = next(ours, None)
        elif key is None or other_key < key:
            yield Difference(table.name, _shown(other_key), "missing")
            other = next(theirs, None)
        else:
            columns = tuple(
                name for name, a, b in zip(names, one or (), other or (), strict=True) if a != b
            )
            if columns:
                yield Difference(table.name, _shown(key), "differs", columns)
            one, other = next(ours, None), next(theirs, None)


def _rows(table: Table, connection: Connection) -> Iterator[Any]:
    return iter(connection.execute(table.select().order_by(*table.primary_key)))


def _shown(key: list[Any] | None) -> str:
    return "/".join(part.hex() if isinstance(part, bytes) else str(part) for part in key or ())
