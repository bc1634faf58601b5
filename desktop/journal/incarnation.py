"""A new incarnation: from now on this laptop writes chains that no older copy of the file has."""

from __future__ import annotations

import secrets
from typing import TYPE_CHECKING

from desktop.journal import meta
from sync.batch.operation import ID_BYTES

if TYPE_CHECKING:
    from desktop.journal.open_vault import OpenVault


def begin(
    vault: OpenVault, incarnation: bytes | None = None, *, held_since: bytes | None = None
) -> bytes:
    """Begin one, random unless it is given; durable when it returns. Again with the same: nothing.

    Chains written before stay. With `held_since` what of them is not sealed yet waits for
    `release`: the laptop that this one was copied from may have sealed it together with
    more, and two batches with one number would part what belongs together. The value
    says which exchange was the last before. Raises as `OpenVault.transaction`.
    """
    fresh = secrets.token_bytes(ID_BYTES) if incarnation is None else incarnation
    with vault.transaction() as connection:
        if meta.get(connection, meta.INCARNATION) != fresh:
            ledger = vault.ledger()
            meta.put(connection, meta.INCARNATION, fresh)
            ledger.incarnation = fresh
            ledger.own.clear()
            if held_since is not None:
                meta.put(connection, meta.HELD, held_since)
    return fresh


def held_since(vault: OpenVault) -> bytes | None:
    """What `begin` was told, None when nothing is held back."""
    with vault.read() as connection:
        return meta.get(connection, meta.HELD)


def release(vault: OpenVault) -> None:
    """Whatever others have of the earlier chains is here now: the rest may be sealed."""
    with vault.transaction() as connection:
        meta.remove(connection, meta.HELD)


def current(vault: OpenVault) -> bytes:
    """The incarnation that writes here, b"" before the first."""
    with vault.read() as connection:
        return meta.get(connection, meta.INCARNATION) or b""
