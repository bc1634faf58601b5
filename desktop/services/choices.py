"""Choices of the programme that stand in the vault they are about: one value for each number."""

from __future__ import annotations

from typing import TYPE_CHECKING

from desktop.programme.schema import SETTING
from desktop.programme.vocabulary import SettingNumber

if TYPE_CHECKING:
    from sqlalchemy import Connection

    from desktop.changes import Changes
    from desktop.journal.open_vault import OpenVault

SCOPE = bytes(16)
"""A choice is of its whole vault, so that two laptops which make it change the same one."""
ON = "on"


def get(vault: OpenVault, number: SettingNumber) -> str | None:
    """What was chosen, None when nobody chose or the choice was taken back."""
    with vault.read() as connection:
        return find(connection, number)


def find(connection: Connection, number: SettingNumber) -> str | None:
    """The same inside somebody else's reading."""
    row = connection.exec_driver_sql(
        "SELECT value FROM setting WHERE scope = ? AND ordinal = ? AND NOT deleted",
        (SCOPE, int(number)),
    ).fetchone()
    return None if row is None else row[0]


def put(vault: OpenVault, number: SettingNumber, value: str | None) -> Changes:
    """Choose; None takes the choice back. Durable when it returns."""
    with vault.write() as journal:
        return journal.record(SETTING.child(SCOPE, int(number), value=value))
