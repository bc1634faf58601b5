"""Spaces: a stream at a site, where operations are routed, and the keys that seal their batches."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from sqlalchemy import Connection

if TYPE_CHECKING:
    from desktop.journal.open_vault import OpenVault

KEY_BYTES = 32


@dataclass(frozen=True)
class Space:
    """A stream at a site. `home` is the one that this laptop writes into."""

    id: bytes
    name: str
    home: bool


def list_spaces(connection: Connection) -> tuple[Space, ...]:
    """Every space this vault takes part in, home first."""
    return tuple(
        Space(bytes(id_), name, bool(home))
        for id_, name, home in connection.exec_driver_sql(
            "SELECT id, name, home FROM space ORDER BY home DESC, name, id"
        )
    )


def add_space(vault: OpenVault, space: bytes, name: str, epoch: int, key: bytes) -> None:
    """Take part in a space; the first one becomes home. Again with a new epoch adds its key.

    Raises: ValueError for another key of a known epoch.
    """
    if len(key) != KEY_BYTES:
        raise ValueError(f"a space key has {KEY_BYTES} bytes")
    with vault.transaction() as connection:
        home = not vault.spaces
        connection.exec_driver_sql(
            "INSERT INTO space (id, name, home) VALUES (?, ?, ?) "
            "ON CONFLICT (id) DO UPDATE SET name = excluded.name",
            (space, name, int(home)),
        )
        known = connection.exec_driver_sql(
            "SELECT key FROM space_key WHERE space = ? AND epoch = ?", (space, epoch)
        ).scalar()
        if known is None:
            connection.exec_driver_sql(
                "INSERT INTO space_key (space, epoch, key) VALUES (?, ?, ?)", (space, epoch, key)
            )
        elif bytes(known) != key:
            raise ValueError("this epoch has another key")
        spaces = list_spaces(connection)
    vault.spaces = spaces


def space_key(vault: OpenVault, space: bytes, epoch: int) -> bytes:
    """The key that seals a space's batches in an epoch. Raises: KeyError when it is not here."""
    with vault.read() as connection:
        key = connection.exec_driver_sql(
            "SELECT key FROM space_key WHERE space = ? AND epoch = ?", (space, epoch)
        ).scalar()
    if key is None:
        raise KeyError((space.hex(), epoch))
    return bytes(key)


def latest_epoch(vault: OpenVault, space: bytes) -> int:
    """The epoch to seal with. Raises: KeyError for a space without keys."""
    with vault.read() as connection:
        epoch = connection.exec_driver_sql(
            "SELECT max(epoch) FROM space_key WHERE space = ?", (space,)
        ).scalar()
    if epoch is None:
        raise KeyError(space.hex())
    return int(epoch)


def space_keys(vault: OpenVault, space: bytes) -> dict[int, bytes]:
    """Every key of a space that is here, by epoch, oldest first; empty for a space not taken."""
    with vault.read() as connection:
        rows = connection.exec_driver_sql(
            "SELECT epoch, key FROM space_key WHERE space = ? ORDER BY epoch", (space,)
        ).fetchall()
    return {int(epoch): bytes(key) for epoch, key in rows}
