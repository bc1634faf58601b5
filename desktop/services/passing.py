"""A death: said once in the person's own record, it stops whatever asks for her or him.

Nothing is erased and nothing else is written: every part that calls, writes, evaluates, refers
or reminds asks `open_calls.dead` first. A coordinator takes back what was a mistake.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from typing import TYPE_CHECKING

from desktop.programme.roles import Role
from desktop.programme.schema import ENROLMENT, PARTICIPANT, Draft
from desktop.programme.vocabulary import EnrolmentState, LeaveReason, Purpose
from desktop.services.apart import refuses
from desktop.services.bookings import local_today
from desktop.services.closeness import closed_to_me, require_open
from desktop.services.consent_reading import may
from desktop.services.enrolments import HERE, left_all
from desktop.services.home import require_known
from desktop.services.one_person import with_twins
from desktop.services.open_calls import dead
from desktop.services.refusals import BadForm, NotFound, Refusal
from desktop.trouble import say

if TYPE_CHECKING:
    from sqlalchemy import Connection

    from desktop.changes import Changes
    from desktop.journal.open_vault import OpenVault
    from desktop.services.entrance import Desk
    from desktop.services.today_attention import Attention


class OnlyCoordination(Refusal):
    """Somebody else than a coordinator would take a death back."""

    def __init__(self) -> None:
        super().__init__(
            say("Sólo la coordinación corrige un fallecimiento anotado por error."),
            say("Hable con ella; mientras tanto no se llama ni se escribe a nadie."),
        )


_STILL_HERE = """
SELECT DISTINCT p.id, coalesce(p.folio, '') FROM enrolment e
JOIN participant p ON p.id = e.participant AND NOT p.deleted
JOIN grp g ON g.id = e.grp AND NOT g.deleted AND NOT coalesce(g.closed, 0)
WHERE e.state IN (?, ?) AND NOT e.deleted ORDER BY p.folio, p.id
"""
_LEFT_BY_IT = """
SELECT e.grp, coalesce(g.closed, 0) FROM enrolment e JOIN grp g ON g.id = e.grp
WHERE e.participant = ? AND e.leave_reason = ? AND NOT e.deleted ORDER BY e.grp
"""


def note_death(vault: OpenVault, person: bytes, on: date | None) -> Changes:
    """She or he died, on a day or nobody knows when; leaves every group at once, in one commit.

    Raises: NotFound, RecordClosed, BadForm for a day that has not come.
    """
    if on is not None and on > local_today(vault.clock):
        raise BadForm(say("Ese día todavía no llega."), say("Revise el año, o déjelo sin fecha."))
    with vault.write() as journal:
        connection = journal.connection
        require_known(connection, "participant", person)
        require_open(connection, vault, person)
        told = {"died": True, "died_on": on.isoformat() if on else None}
        left = left_all(connection, person, on, LeaveReason.DIED)
        return journal.record(PARTICIPANT.of(person, **told), *left)


def on_today(desk: Desk, _day: date) -> Iterator[Attention]:
    """Whom another laptop left or put in a group without knowing of the death."""
    from desktop.services.today_attention import Attention, AttentionKind

    with desk.work.read() as connection:
        gone = dead(connection) - closed_to_me(connection, desk.work)
        rows = connection.exec_driver_sql(_STILL_HERE, HERE).fetchall() if gone else []
    for person, folio in rows:
        if bytes(person) in gone:
            yield Attention(
                AttentionKind.TWICE,
                what=say(
                    "Folio {folio}: está anotado su fallecimiento y sigue en un grupo", folio=folio
                ),
                hint=say("Otra computadora no lo sabía. Vea su registro"),
                participant=bytes(person),
                page="person",
                argument=bytes(person),
            )


def take_back(desk: Desk, person: bytes, today: date) -> Changes:
    """It was a mistake: everything goes on, and groups that still meet have her or him again.

    From today on, so that the weeks between are no absence. In records of the same person
    that were written down twice it is taken back as well.
    Raises: OnlyCoordination, NotFound when no death is noted, RecordClosed.
    """
    if desk.role is not Role.COORDINATOR:
        raise OnlyCoordination
    with desk.work.write() as journal:
        connection = journal.connection
        require_known(connection, "participant", person)
        require_open(connection, desk.work, person)
        drafts = [
            draft
            for each in sorted(with_twins(connection, [person]))
            for draft in _alive(connection, each, today)
        ]
        if not drafts:
            raise NotFound
        return journal.record(*drafts)


def _alive(connection: Connection, person: bytes, today: date) -> list[Draft]:
    drafts = []
    if connection.exec_driver_sql(
        "SELECT 1 FROM participant WHERE id = ? AND died AND NOT deleted", (person,)
    ).fetchone():
        drafts.append(PARTICIPANT.of(person, died=False, died_on=None))
    may_come = all(
        may(connection, person, each) for each in (Purpose.TAKING_PART, Purpose.KEEPING_DATA)
    )
    for group, closed in connection.exec_driver_sql(
        _LEFT_BY_IT, (person, LeaveReason.DIED)
    ).fetchall():
        unsaid = ENROLMENT.pair(bytes(group), person, leave_reason=LeaveReason.UNKNOWN)
        if may_come and not closed and not refuses(connection, bytes(group), [person]):
            unsaid = unsaid.set(state=EnrolmentState.ACTIVE, since=today.isoformat(), why=None)
        drafts.append(unsaid)
    return drafts
