"""Whose work has come here: who was invited and never wrote may not have got the invitation."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from desktop.services.entrance import Desk


def heard_of(desk: Desk) -> frozenset[bytes]:
    """Accounts that signed something which is in the vaults that are open."""
    found: set[bytes] = set()
    for vault in desk.vaults:
        with vault.read() as connection:
            rows = connection.exec_driver_sql("SELECT account FROM author").fetchall()
        found.update(bytes(account) for (account,) in rows)
    return frozenset(found)
