"""What every service asks of a vault: its home site, its own member, whether a record is here."""

from __future__ import annotations

from typing import TYPE_CHECKING, Literal

from desktop.services.refusals import NotFound

if TYPE_CHECKING:
    from sqlalchemy import Connection

    from desktop.journal.open_vault import OpenVault


def home_site(connection: Connection, vault: OpenVault) -> bytes | None:
    """The record of the site whose space new records go to."""
    for space in vault.spaces:
        if space.home:
            row = connection.exec_driver_sql(
                "SELECT id FROM site WHERE space = ? AND NOT deleted ORDER BY id LIMIT 1",
                (space.id.hex(),),
            ).fetchone()
            return bytes(row[0]) if row else None
    return None


def own_member(connection: Connection, vault: OpenVault) -> bytes | None:
    """The member record of whoever has this vault open."""
    row = connection.exec_driver_sql(
        "SELECT id FROM member WHERE account = ? AND NOT deleted ORDER BY id LIMIT 1",
        (vault.account.card.id.hex(),),
    ).fetchone()
    return bytes(row[0]) if row else None


def require_known(
    connection: Connection, table: Literal["grp", "organisation", "participant"], record: bytes
) -> None:
    """Raises: NotFound for a record that is not here or was deleted."""
    found = connection.exec_driver_sql(
        f"SELECT 1 FROM {table} WHERE id = ? AND NOT deleted",  # noqa: S608 - our own names
        (record,),
    ).fetchone()
    if found is None:
        raise NotFound
