"""The peer of every mark: the same row written with the standard library's SQLite, unencrypted."""

from __future__ import annotations

import sqlite3
from collections.abc import Sequence
from pathlib import Path

_TABLE = """
CREATE TABLE attendance (
    id BLOB NOT NULL, session BLOB NOT NULL, participant BLOB NOT NULL,
    state INTEGER, late_minutes INTEGER, note TEXT, taken_by BLOB, at_ms INTEGER NOT NULL,
    PRIMARY KEY (session, participant)
) WITHOUT ROWID
"""
_MARK = """
INSERT INTO attendance (id, session, participant, state, late_minutes, note, taken_by, at_ms)
VALUES (?, ?, ?, ?, ?, ?, ?, ?)
ON CONFLICT (session, participant)
DO UPDATE SET state = excluded.state, late_minutes = excluded.late_minutes, at_ms = excluded.at_ms
"""

Row = tuple[bytes, bytes, bytes, int, int | None, str | None, bytes | None, int]


class Plain:
    """A file with attendance rows in WAL mode, as durable as ours: synchronous=FULL."""

    def __init__(self, path: Path, rows: Sequence[Row]) -> None:
        self._db = sqlite3.connect(path, isolation_level=None)
        self._db.execute("PRAGMA journal_mode = WAL").fetchone()
        self._db.execute("PRAGMA synchronous = FULL")
        self._db.execute("BEGIN")
        self._db.execute(_TABLE)
        self._db.executemany(_MARK, rows)
        self._db.execute("COMMIT")

    def mark(self, row: Row) -> None:
        """On disk when it returns."""
        self._db.execute("BEGIN IMMEDIATE")
        self._db.execute(_MARK, row)
        self._db.execute("COMMIT")

    def close(self) -> None:
        self._db.close()
