"""Who is in a group: joining, also late, being away, leaving, going over to another group.

Nothing here touches attendance: what somebody did stays where it was.
"""

from __future__ import annotations

from collections.abc import Collection, Sequence
from datetime import date
from typing import TYPE_CHECKING

from desktop.programme.codes import known
from desktop.programme.roles import Role
from desktop.programme.schema import ENROLMENT, Draft
from desktop.programme.vocabulary import EnrolmentState, Intake, LeaveReason, SessionState
from desktop.services.home import require_known
from desktop.services.open_calls import dead
from desktop.services.refusals import BadForm, NotEnrolled, Refusal
from desktop.trouble import say

if TYPE_CHECKING:
    from sqlalchemy import Connection

    from desktop.changes import Changes
    from desktop.journal.open_vault import OpenVault
    from desktop.services.entrance import Desk

HERE = (EnrolmentState.ACTIVE, EnrolmentState.PAUSED)
"""The standings of somebody who has not left."""


class IntakeClosed(Refusal):
    """The group has begun and takes nobody new."""

    def __init__(self) -> None:
        super().__init__(
            say("El grupo ya empezó y es cerrado: no recibe a personas nuevas."),
            say(
                "Agréguela a otro grupo. La coordinación puede agregarla aquí si anota por qué, "
                "o abrir el grupo en sus datos."
            ),
        )


class OnlyCoordination(Refusal):
    """Somebody else than a coordinator would let a person into a closed group."""

    def __init__(self) -> None:
        super().__init__(
            say("Sólo la coordinación agrega personas a un grupo cerrado que ya empezó."),
            say("Hable con su coordinación, o agregue a la persona a otro grupo."),
        )


_BEGUN = """
SELECT 1 FROM session s WHERE s.grp = ?1 AND NOT s.deleted AND (s.state = ?2 OR EXISTS (
    SELECT 1 FROM attendance a
    WHERE a.session = s.id AND a.state IS NOT NULL AND NOT a.deleted))
LIMIT 1
"""


def add_to_group(
    vault: OpenVault, group: bytes, people: Sequence[bytes], since: date | None = None
) -> Changes:
    """Put people into a group, or back into it. Who is active in it already stays as is.

    Meetings before `since` are no absence for them. Raises: IntakeClosed, NotFound.
    """
    with vault.write() as journal:
        connection = journal.connection
        require_intake(connection, group, people)
        return journal.record(*_joining(connection, group, people, since))


def admit(
    desk: Desk, group: bytes, people: Sequence[bytes], why: str, since: date | None = None
) -> Changes:
    """As `add_to_group`, into a closed group that has begun: a coordinator, who says why.

    Raises: OnlyCoordination, BadForm, NotFound.
    """
    if desk.role is not Role.COORDINATOR:
        raise OnlyCoordination
    if not why.strip():
        raise BadForm(say("Falta anotar por qué."), say("Escriba en pocas palabras el motivo."))
    with desk.work.write() as journal:
        return journal.record(*_joining(journal.connection, group, people, since, why.strip()))


def rejoin(vault: OpenVault, group: bytes, person: bytes, since: date | None = None) -> Changes:
    """Back from a pause, or after leaving; never refused. Raises: NotEnrolled."""
    with vault.write() as journal:
        if person not in standings(journal.connection, group):
            raise NotEnrolled
        return journal.record(*_joining(journal.connection, group, [person], since))


def pause_in_group(
    vault: OpenVault, group: bytes, person: bytes, why: str = "", since: date | None = None
) -> Changes:
    """Somebody is away for a while and may come back: no absence is counted meanwhile.

    `rejoin` ends the pause. Raises: NotEnrolled.
    """
    with vault.write() as journal:
        _require_here(journal.connection, group, person)
        return journal.record(_standing(group, person, EnrolmentState.PAUSED, since, why))


def leave_group(
    vault: OpenVault,
    group: bytes,
    person: bytes,
    why: str = "",
    since: date | None = None,
    *,
    reason: LeaveReason = LeaveReason.UNKNOWN,
) -> Changes:
    """Take a person out of a group. The attendance stays.

    Who died leaves every group at once; calls, letters and evaluations read the reason.
    Raises: NotEnrolled.
    """
    with vault.write() as journal:
        _require_here(journal.connection, group, person)
        groups = {group}
        if reason is LeaveReason.DIED:
            groups |= _groups_of(journal.connection, person)
        return journal.record(
            *(
                _standing(each, person, EnrolmentState.LEFT, since, why).set(leave_reason=reason)
                for each in sorted(groups)
            )
        )


def transfer(
    vault: OpenVault, person: bytes, from_group: bytes, to_group: bytes, since: date | None = None
) -> Changes:
    """Somebody goes on in another group of the stream; attendance stays where it was.

    Raises: NotEnrolled, IntakeClosed, BadForm, NotFound.
    """
    if from_group == to_group:
        raise BadForm(say("Ya está en ese grupo."), say("Elija otro grupo."))
    with vault.write() as journal:
        connection = journal.connection
        _require_here(connection, from_group, person)
        require_intake(connection, to_group, [person])
        left = _standing(from_group, person, EnrolmentState.LEFT, since, "")
        return journal.record(
            left.set(leave_reason=LeaveReason.TRANSFERRED, moved_to=to_group),
            *_joining(connection, to_group, [person], since),
        )


def require_intake(connection: Connection, group: bytes, people: Collection[bytes]) -> None:
    """Raises: IntakeClosed when one of them is new to a closed group that has begun, NotFound."""
    require_known(connection, "grp", group)
    if set(people) - standings(connection, group).keys():
        require_newcomers(connection, group)


def require_newcomers(connection: Connection, group: bytes) -> None:
    """Raises: IntakeClosed when the group takes nobody new any more."""
    intake = connection.exec_driver_sql("SELECT intake FROM grp WHERE id = ?", (group,)).scalar()
    if intake == Intake.CLOSED and has_begun(connection, group):
        raise IntakeClosed


def has_begun(connection: Connection, group: bytes) -> bool:
    """Whether a meeting was ended, or somebody was marked at one."""
    row = connection.exec_driver_sql(_BEGUN, (group, SessionState.HELD)).fetchone()
    return row is not None


def _joining(
    connection: Connection,
    group: bytes,
    people: Sequence[bytes],
    since: date | None,
    why: str = "",
) -> list[Draft]:
    require_known(connection, "grp", group)
    there, gone = standings(connection, group), dead(connection)
    for person in people:
        require_known(connection, "participant", person)
    return [
        _standing(group, person, EnrolmentState.ACTIVE, since, why)
        for person in dict.fromkeys(people)
        if there.get(person) is not EnrolmentState.ACTIVE or person in gone
    ]


def _standing(
    group: bytes, person: bytes, state: EnrolmentState, since: date | None, why: str
) -> Draft:
    return ENROLMENT.pair(
        group,
        person,
        state=state,
        since=since.isoformat() if since else None,
        why=why.strip() or None,
    )


def _require_here(connection: Connection, group: bytes, person: bytes) -> None:
    if standings(connection, group).get(person) not in HERE:
        raise NotEnrolled


def standings(connection: Connection, group: bytes) -> dict[bytes, EnrolmentState | None]:
    """Whoever was ever in the group, and as what."""
    rows = connection.exec_driver_sql(
        "SELECT participant, state FROM enrolment WHERE grp = ? AND NOT deleted", (group,)
    ).fetchall()
    return {bytes(row[0]): known(EnrolmentState, row[1]) for row in rows}


def _groups_of(connection: Connection, person: bytes) -> set[bytes]:
    rows = connection.exec_driver_sql(
        "SELECT grp FROM enrolment WHERE participant = ? AND state IN (?, ?) AND NOT deleted",
        (person, *HERE),
    ).fetchall()
    return {bytes(row[0]) for row in rows}
