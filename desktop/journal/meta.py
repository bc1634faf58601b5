"""Single facts kept in the encrypted file: a name and bytes. None of them travels."""

from __future__ import annotations

from sqlalchemy import Connection

VIEW_VERSION = "view version"
INCARNATION = "incarnation"
PROGRAMME = "programme"
"""Programme id, 16 bytes."""
DEMONSTRATION = "demonstration"
"""b"1" in a demonstration vault, which must never meet a real server."""

SERVER_MS = "server time"
"""The latest time that the known server signed, ms since 1970 UTC, in decimal digits."""

HELD = "older chains wait"
"""There while chains of earlier incarnations are not sealed; see incarnation.py."""


def get(connection: Connection, name: str) -> bytes | None:
    """A fact, None when it was never put."""
    value = connection.exec_driver_sql("SELECT value FROM meta WHERE name = ?", (name,)).scalar()
    return None if value is None else bytes(value)


def put(connection: Connection, name: str, value: bytes) -> None:
    """Put a fact, inside the caller's transaction."""
    connection.exec_driver_sql(
        "INSERT INTO meta (name, value) VALUES (?, ?) "
        "ON CONFLICT (name) DO UPDATE SET value = excluded.value",
        (name, value),
    )


def remove(connection: Connection, name: str) -> None:
    """Take a fact away, inside the caller's transaction; nothing when there is none."""
    connection.exec_driver_sql("DELETE FROM meta WHERE name = ?", (name,))
