"""Records that are closed to somebody of the team, because of declared kinship or closeness.

Villages are small: whoever is family of a participant does not open her or his record. The
list still shows folio and nickname, so that a meeting can be held; everything else refuses.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from desktop.services.home import own_member
from desktop.services.refusals import Refusal
from desktop.trouble import say

if TYPE_CHECKING:
    from sqlalchemy import Connection

    from desktop.journal.open_vault import OpenVault


class RecordClosed(Refusal):
    """Kinship was declared between whoever sits here and this person."""

    def __init__(self) -> None:
        super().__init__(
            say("Este registro no se abre con su cuenta."),
            say("Lo atiende otra persona del equipo. Si es un error, hable con su coordinación."),
        )


_CLOSED = """
SELECT participant FROM closeness
WHERE who = ? AND declared_on IS NOT NULL AND NOT coalesce(ended, 0) AND NOT deleted
"""


def closed_to_me(connection: Connection, vault: OpenVault) -> frozenset[bytes]:
    """People whose records whoever has this vault open does not read."""
    me = own_member(connection, vault)
    if me is None:
        return frozenset()
    return frozenset(
        bytes(row[0]) for row in connection.exec_driver_sql(_CLOSED, (me,)).fetchall()
    )


def require_open(connection: Connection, vault: OpenVault, person: bytes) -> None:
    """Raises: RecordClosed."""
    if person in closed_to_me(connection, vault):
        raise RecordClosed
