"""All that the page of one person shows, read at once; while a group meets only what a list shows.

Of a record that is closed to whoever asks it answers folio, nickname and group, and no more.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import date, datetime
from typing import TYPE_CHECKING

from desktop.programme.codes import day, known
from desktop.programme.vocabulary import AttendanceState, EnrolmentState, SessionState
from desktop.services import call_card, profile_sections, timeline, waiting
from desktop.services.call_card import Bar, CallCard
from desktop.services.closeness import closed_to_me
from desktop.services.open_calls import dead
from desktop.services.profile_sections import Section
from desktop.services.refusals import NotFound
from desktop.services.risk_record import in_the_room
from desktop.services.timeline import Event, EventSort
from desktop.services.waiting import Waiting
from desktop.trouble import Message, say

if TYPE_CHECKING:
    from sqlalchemy import Connection

    from desktop.journal.open_vault import OpenVault

__all__ = ["Inside", "Mark", "Place", "Profile", "Section", "Waiting", "read"]


@dataclass(frozen=True, slots=True)
class Place:
    """Where a person stands or stood in a group. `since` None: nobody wrote the day."""

    group: bytes
    group_name: str
    state: EnrolmentState
    since: date | None


@dataclass(frozen=True, slots=True)
class Mark:
    """How she or he attended one meeting that was held."""

    on: date
    ordinal: int
    state: AttendanceState


@dataclass(frozen=True, slots=True)
class Inside:
    """What is not for a room full of people. `marks` in the order of the meetings."""

    call: Message
    waiting: tuple[Waiting, ...]
    events: tuple[Event, ...]
    marks: tuple[Mark, ...]
    sections: tuple[Section, ...]

    @property
    def counts(self) -> Mapping[AttendanceState, int]:
        return Counter(mark.state for mark in self.marks)


@dataclass(frozen=True, slots=True)
class Profile:
    """One person. `closed`: the record is not opened with this account; `meeting`: a group
    meets now; in both cases `inside` is None, unless whoever asks said to be alone.
    `died`: somebody noted it, maybe without a day.
    """

    id: bytes
    folio: str
    nickname: str
    places: tuple[Place, ...]
    died: bool
    died_on: date | None
    closed: bool
    meeting: bool
    inside: Inside | None

    @property
    def here(self) -> tuple[Place, ...]:
        """The groups that she or he comes to, or is away from for a while."""
        return tuple(each for each in self.places if each.state in _HERE)

    @property
    def paused(self) -> bool:
        return any(each.state is EnrolmentState.PAUSED for each in self.places)

    @property
    def active(self) -> bool:
        return any(each.state is EnrolmentState.ACTIVE for each in self.places)


_HERE = (EnrolmentState.ACTIVE, EnrolmentState.PAUSED)
_PERSON = """
SELECT coalesce(folio, ''), coalesce(nickname, ''), died_on
FROM participant WHERE id = ? AND NOT deleted
"""
_PLACES = """
SELECT e.grp, coalesce(g.name, ''), e.state, e.since
FROM enrolment e JOIN grp g ON g.id = e.grp AND NOT g.deleted
WHERE e.participant = ? AND e.state IS NOT NULL AND NOT e.deleted
ORDER BY e.state, g.start_date DESC, g.id
"""
_MARKS = """
SELECT s.date, s.ordinal, a.state FROM attendance a
JOIN session s ON s.id = a.session AND s.state = ? AND NOT s.deleted
WHERE a.participant = ? AND a.state IS NOT NULL AND NOT a.deleted
ORDER BY s.date, s.ordinal, s.id
"""


def read(vault: OpenVault, person: bytes, now: datetime, *, alone: bool = False) -> Profile:
    """One person as the page shows her or him. `now` is the laptop's local time.

    `alone`: whoever sits here said that nobody else sees the screen. Raises: NotFound.
    """
    with vault.read() as connection:
        found = _head(connection, vault, person)
    if found.closed:
        return found
    meeting = in_the_room(vault, now)
    if meeting and not alone:
        return replace(found, meeting=True)
    return replace(found, meeting=meeting, inside=_inside(vault, person, now.date()))


def _head(connection: Connection, vault: OpenVault, person: bytes) -> Profile:
    row = connection.exec_driver_sql(_PERSON, (person,)).fetchone()
    if row is None:
        raise NotFound
    places = connection.exec_driver_sql(_PLACES, (person,)).fetchall()
    closed = person in closed_to_me(connection, vault)
    gone = not closed and person in dead(connection)
    return Profile(
        id=person,
        folio=row[0],
        nickname=row[1],
        places=tuple(
            Place(bytes(group), name, state, day(since))
            for group, name, code, since in places
            if (state := known(EnrolmentState, code)) is not None
        ),
        died=gone,
        died_on=day(row[2]) if gone else None,
        closed=closed,
        meeting=False,
        inside=None,
    )


def _inside(vault: OpenVault, person: bytes, today: date) -> Inside:
    card = call_card.card(vault, person)
    events = timeline.of_person(vault, person)
    with vault.read() as connection:
        rows = connection.exec_driver_sql(_MARKS, (SessionState.HELD, person)).fetchall()
    return Inside(
        call=_call(card),
        waiting=waiting.of_person(vault, person, today),
        # A result's level is on its own page alone.
        events=tuple(
            replace(each, hint=None) if each.sort is EventSort.RISK else each for each in events
        ),
        marks=tuple(
            Mark(on, ordinal, state)
            for text, ordinal, code in rows
            if (state := known(AttendanceState, code)) is not None and (on := day(text)) is not None
        ),
        sections=profile_sections.of_person(vault, person, today),
    )


_BARRED: dict[Bar, Message] = {
    Bar.DIED: say("No se llama: está anotado su fallecimiento"),
    Bar.COMPLETED: say("No se llama: terminó su grupo"),
    Bar.STOPPED: say("No se llama: ya no se intenta más"),
    Bar.NOT_WANTED: say("Se puede llamar: no, no está de acuerdo"),
}


def _call(card: CallCard) -> Message:
    """The safe contact in one line."""
    if card.bar is not None:
        return _BARRED[card.bar]
    if card.in_doubt:
        return say("Se puede llamar: hay dos respuestas distintas, vea la tarjeta")
    if card.phone_safe is False:
        return say("Se puede llamar: no")
    if card.phone_safe and card.agreed:
        return say("Se puede llamar: sí") if card.phone else say("Sin teléfono anotado")
    return say("Se puede llamar: nadie le ha preguntado")
