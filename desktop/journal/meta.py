"""Single facts kept in the encrypted file: a name and bytes. None of them travels."""

from __future__ import annotations

from sqlalchemy import Connection

VIEW_VERSION = "view version"
INCARNATION = "incarnation"
PROGRAMME = "programme"
"""Programme id, 16 bytes."""
DEMONSTRATION = "demonstration"
"""b"1" in a demonstration vault, which must never meet a real server."""


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
