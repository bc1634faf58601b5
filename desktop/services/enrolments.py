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
from desktop.services.apart import require_none_apart
from desktop.services.closeness import require_open
from desktop.services.consent_reading import require_enrollable
from desktop.services.home import require_known
from desktop.services.of_age import require_of_age
from desktop.services.one_person import with_twins
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


class NotedDead(Refusal):
    """The person's record says that she or he died."""

    def __init__(self) -> None:
        super().__init__(
            say("Está anotado su fallecimiento: no se agrega a ningún grupo."),
            say("Si fue un error, la coordinación lo corrige en su registro."),
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

    Meetings before `since` are no absence for them.
    Raises: IntakeClosed, NotConsented, KeptApart, NotedDead, UnderAge, NotFound.
    """
    with vault.write() as journal:
        connection = journal.connection
        require_intake(connection, group, people)
        require_of_age(connection, vault, people, since)
        return journal.record(*joining(connection, group, people, since))


def admit(
    desk: Desk, group: bytes, people: Sequence[bytes], why: str, since: date | None = None
) -> Changes:
    """As `add_to_group`, into a closed group that has begun: a coordinator, who says why.

    Raises: OnlyCoordination, BadForm, NotConsented, KeptApart, NotedDead, UnderAge, NotFound.
    """
    if desk.role is not Role.COORDINATOR:
        raise OnlyCoordination
    if not why.strip():
        raise BadForm(say("Falta anotar por qué."), say("Escriba en pocas palabras el motivo."))
    with desk.work.write() as journal:
        require_of_age(journal.connection, desk.work, people, since)
        return journal.record(*joining(journal.connection, group, people, since, why.strip()))


def rejoin(vault: OpenVault, group: bytes, person: bytes, since: date | None = None) -> Changes:
    """Back from a pause, or after leaving; a group that is closed refuses nobody who was in it.

    Raises: NotEnrolled, NotConsented, KeptApart, NotedDead, UnderAge, RecordClosed.
    """
    with vault.write() as journal:
        require_open(journal.connection, vault, person)
        if person not in standings(journal.connection, group):
            raise NotEnrolled
        require_of_age(journal.connection, vault, [person], since)
        return journal.record(*joining(journal.connection, group, [person], since))


def pause_in_group(
    vault: OpenVault, group: bytes, person: bytes, why: str = "", since: date | None = None
) -> Changes:
    """Somebody is away for a while and may come back: no absence is counted meanwhile.

    `rejoin` ends the pause. Raises: NotEnrolled, RecordClosed.
    """
    with vault.write() as journal:
        require_open(journal.connection, vault, person)
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

    Who died leaves every group at once, as older versions write it; a window notes the death
    itself with `passing.note_death`.
    Raises: NotEnrolled, RecordClosed.
    """
    with vault.write() as journal:
        require_open(journal.connection, vault, person)
        _require_here(journal.connection, group, person)
        if reason is LeaveReason.DIED:
            return journal.record(*left_all(journal.connection, person, since, reason, why))
        left = _standing(group, person, EnrolmentState.LEFT, since, why)
        return journal.record(left.set(leave_reason=reason))


def transfer(
    vault: OpenVault, person: bytes, from_group: bytes, to_group: bytes, since: date | None = None
) -> Changes:
    """Somebody goes on in another group of the stream; attendance stays where it was.

    Raises: NotEnrolled, IntakeClosed, NotConsented, KeptApart, BadForm, NotFound, RecordClosed.
    """
    if from_group == to_group:
        raise BadForm(say("Ya está en ese grupo."), say("Elija otro grupo."))
    with vault.write() as journal:
        connection = journal.connection
        require_open(connection, vault, person)
        _require_here(connection, from_group, person)
        require_intake(connection, to_group, [person])
        require_of_age(connection, vault, [person], since)
        left = _standing(from_group, person, EnrolmentState.LEFT, since, "")
        return journal.record(
            left.set(leave_reason=LeaveReason.TRANSFERRED, moved_to=to_group),
            *joining(connection, to_group, [person], since),
        )


def pause_everywhere(
    vault: OpenVault, person: bytes, why: str = "", since: date | None = None
) -> Changes:
    """Away for a while from every group that she or he comes to; `back_everywhere` ends it.

    Raises: NotEnrolled, RecordClosed.
    """
    with vault.write() as journal:
        connection = journal.connection
        require_open(connection, vault, person)
        groups = groups_of(connection, person, (EnrolmentState.ACTIVE,))
        if not groups:
            raise NotEnrolled
        return journal.record(
            *(_standing(each, person, EnrolmentState.PAUSED, since, why) for each in groups)
        )


def back_everywhere(vault: OpenVault, person: bytes, since: date | None = None) -> Changes:
    """Back to every group that she or he was away from.

    Raises: NotEnrolled, NotConsented, KeptApart, NotedDead, UnderAge, RecordClosed.
    """
    with vault.write() as journal:
        connection = journal.connection
        require_open(connection, vault, person)
        groups = groups_of(connection, person, (EnrolmentState.PAUSED,))
        if not groups:
            raise NotEnrolled
        require_of_age(connection, vault, [person], since)
        return journal.record(
            *(draft for group in groups for draft in joining(connection, group, [person], since))
        )


def left_all(
    connection: Connection,
    person: bytes,
    on: date | None,
    reason: LeaveReason = LeaveReason.OTHER,
    why: str = "",
) -> list[Draft]:
    """Out of every group from a day on: who died, or took back what taking part needs."""
    return [
        _standing(group, person, EnrolmentState.LEFT, on, why).set(leave_reason=reason)
        for group in groups_of(connection, person)
    ]


def require_intake(connection: Connection, group: bytes, people: Collection[bytes]) -> None:
    """Whether these people may join.

    Raises: IntakeClosed when one of them is new to a closed group that has begun, KeptApart,
    NotFound.
    """
    require_known(connection, "grp", group)
    require_none_apart(connection, group, people)
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


def joining(
    connection: Connection,
    group: bytes,
    people: Sequence[bytes],
    since: date | None,
    why: str = "",
) -> list[Draft]:
    """What puts people into a group, for a commit that does more than that.

    Raises: NotConsented, KeptApart, NotedDead, NotFound.
    """
    require_known(connection, "grp", group)
    require_none_apart(connection, group, people)
    there, gone = standings(connection, group), dead(connection)
    for person in people:
        require_known(connection, "participant", person)
        require_enrollable(connection, person)
        _require_alive(connection, person)
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


def _require_alive(connection: Connection, person: bytes) -> None:
    """A death that stands in the person's own record, or in another one of the same person.

    One that only a group's list tells is taken back by joining. Raises: NotedDead.
    """
    for record in with_twins(connection, [person]):
        if connection.exec_driver_sql(
            "SELECT 1 FROM participant WHERE id = ? AND died", (record,)
        ).fetchone():
            raise NotedDead


def _require_here(connection: Connection, group: bytes, person: bytes) -> None:
    if standings(connection, group).get(person) not in HERE:
        raise NotEnrolled


def standings(connection: Connection, group: bytes) -> dict[bytes, EnrolmentState | None]:
    """Whoever was ever in the group, and as what."""
    rows = connection.exec_driver_sql(
        "SELECT participant, state FROM enrolment WHERE grp = ? AND NOT deleted", (group,)
    ).fetchall()
    return {bytes(row[0]): known(EnrolmentState, row[1]) for row in rows}


def groups_of(
    connection: Connection, person: bytes, states: Collection[EnrolmentState] = HERE
) -> list[bytes]:
    """The groups in which somebody stands so, in the order of their ids."""
    rows = connection.exec_driver_sql(
        "SELECT grp, state FROM enrolment WHERE participant = ? AND NOT deleted ORDER BY grp",
        (person,),
    ).fetchall()
    return [bytes(row[0]) for row in rows if row[1] in states]
