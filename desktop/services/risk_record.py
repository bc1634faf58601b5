"""All that the page of one person's results shows, read at once; and whether it may show now."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import TYPE_CHECKING

from desktop.programme.scoring import Instrument
from desktop.programme.vocabulary import ReferralCause, SessionState, Stream
from desktop.services import drafts
from desktop.services.bookings import meetings_from
from desktop.services.instruments import (
    UNREADABLE,
    InstrumentLine,
    NotToBeHeld,
    find,
    for_holding,
)
from desktop.services.keeping_safe import Whom, whom
from desktop.services.risk_views import RiskLine, lines_of

if TYPE_CHECKING:
    from desktop.journal.open_vault import OpenVault

BEFORE_MIN = 15
"""People arrive before their meeting begins."""


@dataclass(frozen=True, slots=True)
class RiskRecord:
    """One person's results, the newest first.

    `planned`: a safety plan was agreed or declined. `has_plans`: this stream keeps them.
    `referred`: somebody answered a yes to strangulation with a referral.
    `to_hold`: the instruments that may be asked. `meeting`: a group meets at this hour.
    """

    whom: Whom
    lines: tuple[RiskLine, ...]
    planned: bool
    has_plans: bool
    referred: bool
    to_hold: tuple[InstrumentLine, ...]
    meeting: bool


@dataclass(frozen=True, slots=True)
class Holding:
    """What asking an instrument here begins with; `draft` is what was answered before a lock."""

    whom: Whom
    instrument: Instrument
    draft: dict[str, str]


_PLANNED = """
SELECT count(*) FROM safety_plan
WHERE participant = ? AND (agreed_on IS NOT NULL OR coalesce(declined, 0)) AND NOT deleted
"""
_REFERRED = "SELECT count(*) FROM referral WHERE participant = ? AND cause = ? AND NOT deleted"


def read(vault: OpenVault, person: bytes, now: datetime) -> RiskRecord:
    """Raises: NotFound, RecordClosed. `now` is the laptop's local time."""
    with vault.read() as connection:
        who = whom(connection, vault, person)
        lines = lines_of(connection, person)
        planned = connection.exec_driver_sql(_PLANNED, (person,)).scalar_one()
        referred = connection.exec_driver_sql(
            _REFERRED, (person, ReferralCause.STRANGULATION)
        ).scalar_one()
    return RiskRecord(
        who,
        lines,
        bool(planned),
        vault.stream is Stream.WOMEN,
        bool(referred),
        for_holding(vault),
        in_the_room(vault, now),
    )


def begin(vault: OpenVault, person: bytes, instrument: bytes) -> Holding:
    """Raises: NotFound, RecordClosed, NotToBeHeld."""
    with vault.read() as connection:
        who = whom(connection, vault, person)
    line = find(vault, instrument)
    if line.shut is not None or line.instrument is None:
        raise NotToBeHeld(line.shut or UNREADABLE)
    return Holding(who, line.instrument, drafts.find(vault, draft_name(person, instrument)))


def draft_name(person: bytes, instrument: bytes) -> str:
    """By which the draft of answers is found."""
    return f"risk hold {person.hex()} {instrument.hex()}"


def in_the_room(vault: OpenVault, now: datetime) -> bool:
    """Whether a group meets now: its meeting is planned for this hour and nobody has ended it."""
    minute = now.hour * 60 + now.minute
    return any(
        meeting.state is SessionState.PLANNED
        and meeting.start_minute - BEFORE_MIN <= minute < meeting.start_minute + meeting.minutes
        for meeting in meetings_from(vault, now.date(), now.date())
    )
