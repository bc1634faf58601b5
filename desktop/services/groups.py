"""Make groups with their weekly meetings, and say who is in a group and who leads it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING

from desktop.programme.outline import session_titles
from desktop.programme.schedule import weekly_dates
from desktop.programme.schema import ENROLMENT, GROUP, MEMBER, SESSION
from desktop.programme.vocabulary import (
    COURSE_SESSIONS,
    SESSION_MINUTES,
    EnrolmentState,
)
from desktop.services.group_views import (
    GroupDetail,
    GroupLine,
    GroupPerson,
    MemberLine,
    SessionLine,
    get_group,
    list_groups,
    list_members,
)
from desktop.services.home import home_site, require_known
from desktop.services.meetings import (
    beyond_calendar,
    move_session,
    skip_and_shift,
    skip_session,
    unskip_session,
)
from desktop.services.refusals import BadForm, NotEnrolled
from desktop.trouble import say

if TYPE_CHECKING:
    from sqlalchemy import Connection

    from desktop.changes import Changes
    from desktop.journal.open_vault import OpenVault

__all__ = [
    "GroupDetail",
    "GroupEdit",
    "GroupLine",
    "GroupPerson",
    "MemberLine",
    "NewGroup",
    "SessionLine",
    "add_member",
    "add_to_group",
    "close_group",
    "create_group",
    "edit_group",
    "get_group",
    "leave_group",
    "list_groups",
    "list_members",
    "move_session",
    "pause_in_group",
    "skip_and_shift",
    "skip_session",
    "unskip_session",
]

SESSIONS_MAX = 104
"""Two years of weekly meetings; the longest court programme known has 52."""


@dataclass(frozen=True, slots=True)
class NewGroup:
    """What is asked to make a group. The first meeting is on `start_date`.

    `sessions` None means the length of the pilot's course for the vault's stream;
    `themes` empty means the working outline in `language`.
    """

    name: str
    start_date: date
    start_minute: int
    place: str = ""
    minutes: int = SESSION_MINUTES
    sessions: int | None = None
    facilitator: bytes | None = None
    cofacilitator: bytes | None = None
    capacity: int | None = None
    themes: Sequence[str] = ()
    language: str = "es"


@dataclass(frozen=True, slots=True)
class GroupEdit:
    """What can be corrected about a group; everything is said, also what stays."""

    name: str
    place: str = ""
    facilitator: bytes | None = None
    cofacilitator: bytes | None = None
    capacity: int | None = None


def create_group(vault: OpenVault, new: NewGroup) -> Changes:
    """Make a group and all its weekly meetings, in one commit; the group's id comes first.

    Raises: BadForm.
    """
    sessions = COURSE_SESSIONS[vault.stream] if new.sessions is None else new.sessions
    _require_sensible(new, sessions)
    titles = new.themes or session_titles(vault.stream, sessions, new.language)
    try:
        dates = weekly_dates(new.start_date, sessions)
    except OverflowError:
        raise beyond_calendar() from None
    with vault.write() as journal:
        group = journal.record(
            GROUP.new(
                name=new.name.strip(),
                site=home_site(journal.connection, vault),
                place=new.place.strip() or None,
                weekday=new.start_date.weekday(),
                start_minute=new.start_minute,
                minutes=new.minutes,
                start_date=new.start_date.isoformat(),
                sessions=sessions,
                facilitator=new.facilitator,
                cofacilitator=new.cofacilitator,
                capacity=new.capacity,
            )
        )
        return group | journal.record(
            *(
                SESSION.child(
                    group.created[0],
                    ordinal,
                    date=day.isoformat(),
                    theme=titles[ordinal - 1] if ordinal <= len(titles) else None,
                )
                for ordinal, day in enumerate(dates, start=1)
            )
        )


def add_to_group(
    vault: OpenVault, group: bytes, people: Sequence[bytes], since: date | None = None
) -> Changes:
    """Put people into a group, or back into it. Who is in it already stays as is.

    Raises: NotFound.
    """
    with vault.write() as journal:
        require_known(journal.connection, "grp", group)
        active = _in_group(journal.connection, group, EnrolmentState.ACTIVE)
        for person in people:
            require_known(journal.connection, "participant", person)
        return journal.record(
            *(
                ENROLMENT.pair(
                    group,
                    person,
                    state=EnrolmentState.ACTIVE,
                    since=since.isoformat() if since else None,
                )
                for person in dict.fromkeys(people)
                if person not in active
            )
        )


def leave_group(
    vault: OpenVault, group: bytes, person: bytes, why: str = "", since: date | None = None
) -> Changes:
    """Take a person out of a group. The attendance stays. Raises: NotEnrolled."""
    return _stand(vault, group, person, EnrolmentState.LEFT, why, since)


def pause_in_group(
    vault: OpenVault, group: bytes, person: bytes, why: str = "", since: date | None = None
) -> Changes:
    """Somebody is away for a while and may come back: no absence is counted meanwhile.

    `add_to_group` ends the pause. Raises: NotEnrolled.
    """
    return _stand(vault, group, person, EnrolmentState.PAUSED, why, since)


def edit_group(vault: OpenVault, group: bytes, edit: GroupEdit) -> Changes:
    """Correct what a group is called, where it meets and who leads it; only what differs.

    Meetings that were already ended keep who led them. Raises: BadForm, NotFound.
    """
    if not edit.name.strip():
        raise _nameless()
    with vault.write() as journal:
        require_known(journal.connection, "grp", group)
        return journal.record(
            GROUP.of(
                group,
                name=edit.name.strip(),
                place=edit.place.strip() or None,
                facilitator=edit.facilitator,
                cofacilitator=edit.cofacilitator,
                capacity=edit.capacity,
            )
        )


def close_group(vault: OpenVault, group: bytes) -> Changes:
    """The course is over: the group leaves Today and goes last in the list. Raises: NotFound."""
    with vault.write() as journal:
        require_known(journal.connection, "grp", group)
        return journal.record(GROUP.of(group, closed=True))


def add_member(vault: OpenVault, nickname: str, account: bytes | None = None) -> Changes:
    """Name somebody of the team, so that meetings can say who led them. Raises: BadForm."""
    if not nickname.strip():
        raise BadForm(say("Falta el apodo."), say("Escriba un apodo."))
    with vault.write() as journal:
        return journal.record(
            MEMBER.new(nickname=nickname.strip(), account=account.hex() if account else None)
        )


def _stand(
    vault: OpenVault,
    group: bytes,
    person: bytes,
    state: EnrolmentState,
    why: str,
    since: date | None,
) -> Changes:
    with vault.write() as journal:
        if person not in _in_group(
            journal.connection, group, EnrolmentState.ACTIVE, EnrolmentState.PAUSED
        ):
            raise NotEnrolled
        return journal.record(
            ENROLMENT.pair(
                group,
                person,
                state=state,
                since=since.isoformat() if since else None,
                why=why.strip() or None,
            )
        )


def _in_group(connection: Connection, group: bytes, *states: EnrolmentState) -> set[bytes]:
    rows = connection.exec_driver_sql(
        "SELECT participant, state FROM enrolment WHERE grp = ? AND NOT deleted", (group,)
    ).fetchall()
    return {bytes(row[0]) for row in rows if row[1] in states}


def _require_sensible(new: NewGroup, sessions: int) -> None:
    if not new.name.strip():
        raise _nameless()
    if not 1 <= sessions <= SESSIONS_MAX:
        raise BadForm(
            say("{sessions} sesiones no es una cantidad posible.", sessions=sessions),
            say("Escriba un número del 1 al {most}.", most=SESSIONS_MAX),
        )
    if not (0 <= new.start_minute < 24 * 60 and 0 < new.minutes <= 24 * 60):
        raise BadForm(
            say("La hora o la duración no es posible."),
            say("Revise la hora de inicio y la duración."),
        )


def _nameless() -> BadForm:
    return BadForm(say("Falta el nombre del grupo."), say("Escriba un nombre para el grupo."))
