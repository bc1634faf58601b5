"""What people said to each purpose, for everybody who may do something only after a yes."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from desktop.programme.codes import day, known
from desktop.programme.consent import NECESSARY, PURPOSE_WORDS, Standing, state_allows
from desktop.programme.vocabulary import ConsentHow, ConsentState, Purpose
from desktop.services.closeness import require_open
from desktop.services.one_person import with_twins
from desktop.services.refusals import Refusal
from desktop.trouble import say

if TYPE_CHECKING:
    from sqlalchemy import Connection

    from desktop.journal.open_vault import OpenVault

NO = (ConsentState.REFUSED, ConsentState.WITHDRAWN)


class NotConsented(Refusal):
    """The person did not agree to this, or nobody asked."""

    def __init__(self, purpose: Purpose, state: ConsentState | None) -> None:
        asked = PURPOSE_WORDS[purpose]
        super().__init__(
            say("No se hizo: nadie le ha preguntado por «{purpose}».", purpose=asked)
            if state is None
            else say("No se hizo: la persona dijo que no a «{purpose}».", purpose=asked),
            say("Si la persona lo quiere, anote su respuesta en sus consentimientos."),
        )
        self.purpose = purpose


_STANDINGS = """
SELECT ordinal, state, wording, how, on_date, language
FROM consent WHERE participant = ? AND NOT deleted
"""
_CARE = (None, ConsentState.GIVEN, ConsentState.REFUSED, ConsentState.WITHDRAWN)
"""From the answer that protects least to the one that protects most."""


def standings_of(connection: Connection, person: bytes) -> dict[Purpose, Standing]:
    """How a person stands to each purpose that somebody asked about.

    Of somebody who was written down twice the more protective answer counts.
    """
    found: dict[Purpose, Standing] = {}
    for record in sorted(with_twins(connection, [person]), key=lambda each: each != person):
        for standing in _standings(connection, record):
            there = found.get(standing.purpose)
            if there is None or _CARE.index(standing.state) > _CARE.index(there.state):
                found[standing.purpose] = standing
    return found


def _standings(connection: Connection, record: bytes) -> Iterator[Standing]:
    for ordinal, state, wording, how, on, language in connection.exec_driver_sql(
        _STANDINGS, (record,)
    ):
        purpose = known(Purpose, ordinal)
        if purpose is not None:
            yield Standing(
                purpose,
                # A code of a later version is no yes that this one understands.
                known(ConsentState, state) or (None if state is None else ConsentState.REFUSED),
                wording or "",
                known(ConsentHow, how),
                day(on),
                language or "",
            )


def state_of(connection: Connection, person: bytes, purpose: Purpose) -> ConsentState | None:
    """What a person said to one purpose; None: nobody asked."""
    standing = standings_of(connection, person).get(purpose)
    return None if standing is None else standing.state


def may(connection: Connection, person: bytes, purpose: Purpose) -> bool:
    """Whether what belongs to a purpose may be done with this person."""
    return state_allows(state_of(connection, person, purpose), purpose)


def require(connection: Connection, vault: OpenVault, person: bytes, purpose: Purpose) -> None:
    """Raises: NotConsented, RecordClosed."""
    require_open(connection, vault, person)
    require_yes(connection, person, purpose)


def require_yes(connection: Connection, person: bytes, purpose: Purpose) -> None:
    """The same where whoever asks needs no details of the person. Raises: NotConsented."""
    state = state_of(connection, person, purpose)
    if not state_allows(state, purpose):
        raise NotConsented(purpose, state)


def require_enrollable(connection: Connection, person: bytes) -> None:
    """Raises: NotConsented when a necessary purpose was refused or withdrawn."""
    for purpose in NECESSARY:
        require_yes(connection, person, purpose)


def said_no(connection: Connection, *purposes: Purpose) -> frozenset[bytes]:
    """Everybody who refused or withdrew one of these."""
    listed = ", ".join(str(int(each)) for each in purposes)
    rows = connection.exec_driver_sql(
        f"SELECT participant FROM consent WHERE ordinal IN ({listed})"  # noqa: S608 - our own codes
        " AND state IS NOT NULL AND state <> ? AND NOT deleted",
        (ConsentState.GIVEN,),
    ).fetchall()
    return with_twins(connection, (bytes(row[0]) for row in rows))


def not_to_be_called(connection: Connection) -> frozenset[bytes]:
    """Whoever said no to calls, or to what calls follow from."""
    return said_no(connection, *NECESSARY, Purpose.FOLLOW_UP_CALL)
