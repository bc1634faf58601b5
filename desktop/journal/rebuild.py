"""Proof that the views say what the journal says: replayed in place, or on a copy and compared."""

from __future__ import annotations

import os
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

from sqlalchemy import Connection, Table

from desktop.journal import meta
from desktop.journal.replay import replay
from desktop.records.tables import VIEW_VERSION, make_views, views
from desktop.vault.cipher import copy_into
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
    copy = take_copy(vault, scratch)
    return compare_copy(copy, vault.unlocked.database_key)


def take_copy(vault: OpenVault, scratch: Path) -> Path:
    """The database as it is now, under a random name in `scratch`. Raises as `compare`.

    Through the driver and encrypted with the same key: a file that this process opened and
    closed itself would, on POSIX, take the locks of every open connection with it.
    """
    copy = scratch / f"{os.urandom(_NAME_BYTES).hex()}.db"
    try:
        with vault.read() as source:
            copy_into(source.connection.driver_connection, copy, vault.unlocked.database_key)
    except BaseException:
        _remove(copy)
        raise
    return copy


def compare_copy(copy: Path, database_key: bytes) -> list[Difference]:
    """As `compare`, on a copy that was taken before and is removed; the vault is not touched."""
    try:
        engine = make_engine(copy, database_key)
        try:
            with reading(engine) as kept:
                # The snapshot begins with the first read: what is written next shows not in it.
                kept.exec_driver_sql("SELECT count(*) FROM sqlite_master").scalar()
                with writing(engine) as connection:
                    make_again(connection)
                with reading(engine) as made:
                    return [
                        difference
                        for table in views.sorted_tables
                        for difference in _differences(table, kept, made)
                    ]
        finally:
            engine.dispose()
    finally:
        _remove(copy)


def _remove(copy: Path) -> None:
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
