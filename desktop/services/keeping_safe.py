"""What plans, protection orders and forbidden places share: whose they are, and who may ask.

Nothing more is asked of who died, and nothing is read of who is close to whoever sits here.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from desktop.programme.vocabulary import EnrolmentState
from desktop.services.closeness import closed_to_me, require_open
from desktop.services.home import require_known
from desktop.services.open_calls import dead
from desktop.services.refusals import BadForm, Refusal
from desktop.trouble import say

if TYPE_CHECKING:
    from sqlalchemy import Connection

    from desktop.journal.open_vault import OpenVault
    from desktop.programme.vocabulary import Stream


class KeptElsewhere(Refusal):
    """The other programme keeps this kind of record, and this one never does."""

    def __init__(self) -> None:
        super().__init__(
            say("Eso no se anota en este programa."),
            say("Siga con los registros de este programa."),
        )


class Whom(NamedTuple):
    """Somebody by folio and nickname. `stopped`: she or he died; nothing is asked any more."""

    participant: bytes
    folio: str
    nickname: str
    stopped: bool


_OF_GROUP = """
SELECT p.id, coalesce(p.folio, ''), coalesce(p.nickname, '')
FROM enrolment e JOIN participant p ON p.id = e.participant AND NOT p.deleted
WHERE e.grp = ? AND e.state IN (?, ?) AND NOT e.deleted
ORDER BY p.folio, p.id
"""
_HERE = (EnrolmentState.ACTIVE, EnrolmentState.PAUSED)


def require_stream(vault: OpenVault, stream: Stream) -> None:
    """Raises: KeptElsewhere."""
    if vault.stream is not stream:
        raise KeptElsewhere


def whom(connection: Connection, vault: OpenVault, person: bytes) -> Whom:
    """Somebody whose record may be read here. Raises: NotFound, RecordClosed."""
    require_known(connection, "participant", person)
    require_open(connection, vault, person)
    folio, nickname = connection.exec_driver_sql(
        "SELECT coalesce(folio, ''), coalesce(nickname, '') FROM participant WHERE id = ?",
        (person,),
    ).one()
    return Whom(person, folio, nickname, person in dead(connection))


def not_asked_about(connection: Connection, vault: OpenVault) -> frozenset[bytes]:
    """Of whom nothing is called to mind here: who died, and whose record is closed to us."""
    return closed_to_me(connection, vault) | dead(connection)


def of_group(connection: Connection, vault: OpenVault, group: bytes) -> tuple[Whom, ...]:
    """The people of a group of whom something may be asked, by folio."""
    without = not_asked_about(connection, vault)
    rows = connection.exec_driver_sql(_OF_GROUP, (group, *_HERE)).fetchall()
    return tuple(
        Whom(bytes(row[0]), row[1], row[2], stopped=False)
        for row in rows
        if bytes(row[0]) not in without
    )


def kept(text: str, most: int) -> str | None:
    """The text as typed, None where it says nothing. Raises: BadForm where it is too long."""
    if len(text) > most:
        raise BadForm(
            say("Es demasiado texto: caben {most} letras.", most=f"{most:,}".replace(",", " ")),
            say("Acórtelo y guárdelo de nuevo; lo escrito sigue en la pantalla."),
        )
    return text if text.strip() else None
