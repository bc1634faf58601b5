"""Counting one stream's vault by site and month. The exact numbers stay with the caller."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING

from desktop.programme.indicators import Tally, more_than_half, next_month, place_of
from desktop.programme.vocabulary import CAME, EnrolmentState, SessionState, Stream

if TYPE_CHECKING:
    from sqlalchemy import Connection

    from desktop.journal.open_vault import OpenVault


@dataclass(frozen=True, slots=True)
class Site:
    """A site as it is told outside: `place` leads back to nothing in the vault."""

    place: bytes
    name: str
    state_name: str


_SITES = """
SELECT g.id, site.id, site.space, site.name, site.state_name
FROM grp g LEFT JOIN site ON site.id = g.site
WHERE NOT g.deleted
"""

_MEETINGS = """
SELECT grp, coalesce(state, 0), count(*) FROM session
WHERE date >= ? AND date < ? AND NOT deleted
GROUP BY grp, coalesce(state, 0)
"""

_MARKS = """
SELECT s.grp, a.participant, a.state, count(*)
FROM session s JOIN attendance a ON a.session = s.id AND NOT a.deleted
JOIN participant p ON p.id = a.participant AND NOT p.deleted
WHERE s.date >= ? AND s.date < ? AND s.state = ? AND NOT s.deleted AND a.state IS NOT NULL
GROUP BY s.grp, a.participant, a.state
"""

_LISTED = """
SELECT e.grp, e.participant FROM enrolment e
JOIN participant p ON p.id = e.participant AND NOT p.deleted
WHERE NOT e.deleted AND (
    (e.state IN (?, ?) AND (e.since IS NULL OR e.since < ?))
    OR (e.state IN (?, ?) AND e.since >= ?))
"""

_ENDED = """
SELECT g.id, g.sessions FROM grp g JOIN session s ON s.grp = g.id AND NOT s.deleted
WHERE NOT g.deleted AND g.sessions > 0
GROUP BY g.id
HAVING count(*) FILTER (WHERE coalesce(s.state, 0) = ?) = 0
   AND max(s.date) FILTER (WHERE s.state = ?) >= ?
   AND max(s.date) FILTER (WHERE s.state = ?) < ?
"""

_CAME_TO = """
SELECT a.participant, count(DISTINCT s.ordinal % 1000) FROM session s
JOIN attendance a ON a.session = s.id AND NOT a.deleted AND a.state IN (?, ?, ?)
JOIN participant p ON p.id = a.participant AND NOT p.deleted
WHERE s.grp = ? AND s.state = ? AND NOT s.deleted
GROUP BY a.participant
"""


def tallies(vault: OpenVault, month: date) -> dict[Site, Tally]:
    """Every site at which a meeting was held or cancelled in the month of that day."""
    first, after = month.replace(day=1), next_month(month)
    with vault.read() as connection:
        return _tallies(connection, _sites(connection, vault.stream), first, after)


def _sites(connection: Connection, stream: Stream) -> dict[bytes, Site]:
    """The site of each group. Two records of one space are one site."""
    found: dict[bytes, Site] = {}
    for group, site, space, name, state_name in connection.exec_driver_sql(_SITES):
        place = place_of(stream, space.encode() if space else site or b"")
        found[group] = Site(place, name or "", state_name or "")
    named = {site.place: site for site in sorted(found.values(), key=lambda s: s.name)}
    return {group: named[site.place] for group, site in found.items()}


def _tallies(
    connection: Connection, sites: dict[bytes, Site], first: date, after: date
) -> dict[Site, Tally]:
    """Every site with a meeting in the month or a course that ended in it."""
    span = first.isoformat(), after.isoformat()
    meetings: defaultdict[Site, Counter[int]] = defaultdict(Counter)
    met: set[bytes] = set()
    for group, state, count in connection.exec_driver_sql(_MEETINGS, span):
        if group in sites:
            met.add(group)
            meetings[sites[group]][state] += count
    people: dict[str, defaultdict[Site, set[bytes]]] = {
        name: defaultdict(set) for name in ("enrolled", "active", "completed")
    }
    marks: defaultdict[Site, Counter[bool]] = defaultdict(Counter)
    for group, person, state, count in connection.exec_driver_sql(
        _MARKS, (*span, SessionState.HELD)
    ):
        if group in met:
            came = state in CAME
            marks[sites[group]][came] += count
            people["enrolled"][sites[group]].add(person)
            if came:
                people["active"][sites[group]].add(person)
    for group, person in connection.exec_driver_sql(
        _LISTED,
        (
            *(EnrolmentState.ACTIVE, EnrolmentState.PAUSED, span[1]),
            *(EnrolmentState.LEFT, EnrolmentState.COMPLETED, span[0]),
        ),
    ):
        if group in met:
            people["enrolled"][sites[group]].add(person)
    for group, person in _completed(connection, span):
        if group in met:
            people["completed"][sites[group]].add(person)
    return {
        site: Tally(
            **{name: len(found[site]) for name, found in people.items()},
            held=states[SessionState.HELD],
            cancelled=states[SessionState.SKIPPED],
            came=marks[site][True],
            marked=marks[site].total(),
        )
        for site, states in meetings.items()
        if states[SessionState.HELD] or states[SessionState.SKIPPED]
    }


def _completed(connection: Connection, span: tuple[str, str]) -> Iterable[tuple[bytes, bytes]]:
    held = int(SessionState.HELD)
    ended = connection.exec_driver_sql(
        _ENDED, (SessionState.PLANNED, held, span[0], held, span[1])
    ).fetchall()
    for group, sessions in ended:
        for person, came in connection.exec_driver_sql(_CAME_TO, (*CAME, group, held)):
            if more_than_half(came, sessions):
                yield group, person
