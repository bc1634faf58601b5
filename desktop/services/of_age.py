"""Nobody under 18 is in a group, by whichever door somebody would be put into one."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from typing import TYPE_CHECKING

from desktop.programme.codes import day
from desktop.programme.intake_answers import ADULT_YEARS
from desktop.programme.person_fields import age
from desktop.programme.vocabulary import Answer, SessionState
from desktop.services.bookings import local_today
from desktop.services.refusals import Refusal
from desktop.trouble import say

if TYPE_CHECKING:
    from sqlalchemy import Connection

    from desktop.journal.open_vault import OpenVault


class UnderAge(Refusal):
    """Nobody under 18 is in a group."""

    def __init__(self) -> None:
        super().__init__(
            say("Tiene menos de 18 años: no entra a un grupo."),
            say(
                "Haga la canalización a protección de la niñez. Si la edad anotada está mal, "
                "corríjala en sus datos."
            ),
        )


_LATEST = """
SELECT max(on_date) FROM (
    SELECT max(date) AS on_date FROM session WHERE state = ? AND NOT deleted
    UNION ALL SELECT max(intake_date) FROM participant WHERE NOT deleted)
"""
_SAID_SO = "SELECT 1 FROM intake WHERE participant = ? AND minor = ? AND NOT deleted LIMIT 1"


def _today_or_later(connection: Connection, vault: OpenVault) -> date:
    """The clock's day, or the latest that somebody wrote where a dead clock lies behind it."""
    written = day(connection.exec_driver_sql(_LATEST, (SessionState.HELD,)).scalar())
    return max(local_today(vault.clock), written or date.min)


def require_of_age(
    connection: Connection, vault: OpenVault, people: Iterable[bytes], since: date | None = None
) -> None:
    """Whether these people may be in a group; of a year alone, by what they become in it.

    Who gave no age may, unless an interview says that she or he is under age; a birth that is
    written down settles that.

    Raises: UnderAge.
    """
    on = max(_today_or_later(connection, vault), since or date.min)
    for person in people:
        birth = connection.exec_driver_sql(
            "SELECT birth FROM participant WHERE id = ?", (person,)
        ).scalar()
        known = age(birth, on)
        if known is None:
            if connection.exec_driver_sql(_SAID_SO, (person, Answer.YES)).fetchone():
                raise UnderAge
        elif known.years < ADULT_YEARS:
            raise UnderAge
