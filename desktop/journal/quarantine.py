"""Batches that could not be taken in: kept whole, with the reason, until somebody decides."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from desktop.journal.open_vault import OpenVault


@dataclass(frozen=True, slots=True)
class Quarantined:
    """A batch that waits. `reason` is a name of `Reason`; `at_ms` a claim of the wall clock."""

    hash: bytes
    reason: str
    at_ms: int
    size: int


def put_aside(vault: OpenVault, hash_: bytes, data: bytes, reason: str) -> None:
    """Keep a batch; the first reason stands when it comes again."""
    with vault.transaction() as connection:
        connection.exec_driver_sql(
            "INSERT INTO quarantine (hash, reason, at_ms, bytes) VALUES (?, ?, ?, ?) "
            "ON CONFLICT (hash) DO NOTHING",
            (hash_, reason, vault.clock.now_ms(), data),
        )


def list_put_aside(vault: OpenVault) -> list[Quarantined]:
    """What waits, oldest first."""
    with vault.read() as connection:
        return [
            Quarantined(*row)
            for row in connection.exec_driver_sql(
                "SELECT hash, reason, at_ms, length(bytes) FROM quarantine ORDER BY at_ms, hash"
            )
        ]


def bytes_put_aside(vault: OpenVault, hash_: bytes) -> bytes:
    """The whole batch, to try it again. Raises: KeyError."""
    with vault.read() as connection:
        data = connection.exec_driver_sql(
            "SELECT bytes FROM quarantine WHERE hash = ?", (hash_,)
        ).scalar()
    if data is None:
        raise KeyError(hash_.hex())
    return bytes(data)


def let_go(vault: OpenVault, hash_: bytes) -> None:
    """Forget a batch that was taken in after all."""
    with vault.transaction() as connection:
        connection.exec_driver_sql("DELETE FROM quarantine WHERE hash = ?", (hash_,))
