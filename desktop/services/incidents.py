"""What happened at a meeting and asks for somebody, until it is written how it ended.

People appear by folio, if at all. Open ones show on Today to coordinators and to whoever
facilitates that group; of a person whose record is closed to them without what was written.
"""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING, Any

from desktop.programme.codes import day, known, session_state
from desktop.programme.roles import Role
from desktop.programme.schema import ATTENDANCE, INCIDENT
from desktop.programme.vocabulary import AttendanceState, IncidentSort, SessionState, WayHome
from desktop.services.closeness import closed_to_me, require_open
from desktop.services.home import own_member
from desktop.services.refusals import BadForm, NotEnrolled, NotFound
from desktop.trouble import say

if TYPE_CHECKING:
    from desktop.changes import Changes
    from desktop.journal.open_vault import OpenVault
    from desktop.services.entrance import Desk

NOTE_MAX = 2_000
"""Characters of a note, and of how it ended."""
UNTOLD = "—"
"""How an incident ended, for whom the person's record is closed to."""
CLOSED = frozenset({SessionState.HELD, SessionState.SKIPPED})
"""Meetings whose list is not marked any more."""


@dataclass(frozen=True, slots=True)
class Happening:
    """What is told of an incident when it is noted. `way_home` counts for NOT_ADMITTED alone."""

    sort: IncidentSort
    on: date
    person: bytes | None = None
    way_home: WayHome | None = None
    note: str = ""


@dataclass(frozen=True, slots=True)
class Incident:
    """One incident as it stands. `folio` is "" when it is about nobody in particular."""

    id: bytes
    session: bytes
    group: bytes
    group_name: str
    ordinal: int
    sort: IncidentSort
    on: date | None
    folio: str
    way_home: WayHome | None
    note: str
    settled_on: date | None
    settled_how: str

    @property
    def open(self) -> bool:
        """Who was erased takes the words along, and not that it ended."""
        return not self.settled_how and self.settled_on is None


_INCIDENTS = """
SELECT i.id, s.id, g.id, g.name, s.ordinal, i.sort, i.on_date, p.folio, i.way_home, i.note,
       i.settled_on, i.settled_how,
       ?1 IN (s.lead, s.colead, g.facilitator, g.cofacilitator), i.participant
FROM incident i
JOIN session s ON s.id = i.session
JOIN grp g ON g.id = s.grp AND NOT g.deleted
LEFT JOIN participant p ON p.id = i.participant AND NOT p.deleted
WHERE NOT i.deleted
"""
_NEWEST_FIRST = " ORDER BY i.on_date DESC, i.id"


def note(vault: OpenVault, session: bytes, what: Happening) -> Changes:
    """Write down what happened; `created[0]` is its id. Also after the meeting ended.

    Whoever was not admitted is marked so in the list, in the same commit, while the list is
    open: the steps on screen say that it is. An ended list is corrected with a reason.
    Raises: BadForm for a note that is too long, NotEnrolled, NotFound.
    """
    _require_short(what.note)
    with vault.write() as journal:
        row = journal.connection.exec_driver_sql(
            "SELECT grp, state FROM session WHERE id = ? AND NOT deleted", (session,)
        ).fetchone()
        if row is None:
            raise NotFound
        if what.person is not None:
            enrolled = journal.connection.exec_driver_sql(
                "SELECT 1 FROM enrolment WHERE grp = ? AND participant = ? AND NOT deleted",
                (row[0], what.person),
            ).fetchone()
            if enrolled is None:
                raise NotEnrolled
        way = what.way_home if what.sort is IncidentSort.NOT_ADMITTED else None
        noted = INCIDENT.new(
            session=session,
            sort=what.sort,
            participant=what.person,
            way_home=way,
            note=what.note.strip() or None,
            on_date=what.on.isoformat(),
        )
        turned_away = what.sort is IncidentSort.NOT_ADMITTED
        if what.person is None or not turned_away or session_state(row[1]) in CLOSED:
            return journal.record(noted)
        state = AttendanceState.NOT_ADMITTED
        door = ATTENDANCE.pair(session, what.person, state=state, detail=None, correction=None)
        return journal.record(noted, door)


def settle(vault: OpenVault, incident: bytes, how: str, on: date) -> Changes:
    """Write how it ended: it leaves Today.

    Raises: BadForm without words, NotFound, RecordClosed.
    """
    how = how.strip()
    if not how:
        raise BadForm(say("Falta decir cómo quedó."), say("Escriba en pocas palabras qué se hizo."))
    _require_short(how)
    with vault.write() as journal:
        found = journal.connection.exec_driver_sql(
            "SELECT participant FROM incident WHERE id = ? AND NOT deleted", (incident,)
        ).fetchone()
        if found is None:
            raise NotFound
        require_open(journal.connection, vault, found[0])
        return journal.record(INCIDENT.of(incident, settled_on=on.isoformat(), settled_how=how))


def mine(desk: Desk) -> tuple[Incident, ...]:
    """Those that whoever sits here is asked about, open ones first, then the newest first.

    A coordinator's are all; a facilitator's those of the groups and meetings that she or he
    leads.
    """
    with desk.work.read() as connection:
        rows = connection.exec_driver_sql(
            _INCIDENTS + _NEWEST_FIRST, (own_member(connection, desk.work),)
        ).fetchall()
        closed = closed_to_me(connection, desk.work)
    everything = desk.role is Role.COORDINATOR
    found = [_incident(row, closed) for row in rows if everything or row[12]]
    return tuple(sorted(found, key=lambda each: not each.open))


def open_in(vault: OpenVault, group: bytes) -> tuple[Incident, ...]:
    """The open ones of a group, for whoever takes it over."""
    with vault.read() as connection:
        rows = connection.exec_driver_sql(
            _INCIDENTS + " AND g.id = ?2" + _NEWEST_FIRST, (None, group)
        ).fetchall()
        closed = closed_to_me(connection, vault)
    return tuple(each for row in rows if (each := _incident(row, closed)).open)


def of_session(vault: OpenVault, session: bytes) -> tuple[Incident, ...]:
    """All that was noted at one meeting."""
    with vault.read() as connection:
        rows = connection.exec_driver_sql(
            _INCIDENTS + " AND s.id = ?2" + _NEWEST_FIRST, (None, session)
        ).fetchall()
        closed = closed_to_me(connection, vault)
    return tuple(_incident(row, closed) for row in rows)


def _incident(row: Any, closed: Collection[bytes]) -> Incident:
    shut = row[13] in closed
    return Incident(
        id=bytes(row[0]),
        session=bytes(row[1]),
        group=bytes(row[2]),
        group_name=row[3] or "",
        ordinal=row[4],
        sort=known(IncidentSort, row[5]) or IncidentSort.OTHER,
        on=day(row[6]),
        folio=row[7] or "",
        way_home=known(WayHome, row[8]),
        note="" if shut else row[9] or "",
        settled_on=day(row[10]),
        settled_how=UNTOLD if shut and row[11] else row[11] or "",
    )


def _require_short(text: str) -> None:
    if len(text) > NOTE_MAX:
        raise BadForm(
            say("Es demasiado texto."),
            say("Anote sólo lo necesario, en {most} letras o menos.", most=NOTE_MAX),
        )
