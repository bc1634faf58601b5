"""Make groups with their weekly meetings, and correct what is said of one."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING

from desktop.curriculum import shipped
from desktop.programme.schedule import weekly_dates
from desktop.programme.schema import GROUP, MEMBER, SESSION, Draft
from desktop.programme.vocabulary import COURSE_SESSIONS, SESSION_MINUTES, Intake
from desktop.services.enrolments import (
    add_to_group,
    admit,
    leave_group,
    pause_in_group,
    rejoin,
    transfer,
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
    change_place,
    make_up,
    move_session,
    skip_and_shift,
    skip_session,
    unskip_session,
)
from desktop.services.refusals import BadForm
from desktop.trouble import say

if TYPE_CHECKING:
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
    "admit",
    "change_place",
    "create_group",
    "edit_group",
    "get_group",
    "leave_group",
    "list_groups",
    "list_members",
    "make_up",
    "move_session",
    "pause_in_group",
    "rejoin",
    "skip_and_shift",
    "skip_session",
    "transfer",
    "unskip_session",
]

SESSIONS_MAX = 104
"""Two years of weekly meetings; the longest court programme known has 52."""
CAPACITY_MAX = 200


@dataclass(frozen=True, slots=True)
class NewGroup:
    """What is asked to make a group. The first meeting is on `start_date`.

    `sessions` None means the length of the pilot's course for the vault's stream;
    `themes` empty means the working outline in `language`. `course` and `venue` are
    records of the shared vault, `place` the venue's name; no meeting is put on `skipped`.
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
    course: bytes | None = None
    intake: Intake = Intake.OPEN
    venue: bytes | None = None
    skipped: frozenset[date] = frozenset()

    def dates(self, sessions: int) -> list[date]:
        """On which days so many meetings fall. Raises: BadForm for days that no calendar has."""
        try:
            return weekly_dates(self.start_date, sessions, self.skipped)
        except OverflowError:
            raise beyond_calendar() from None


@dataclass(frozen=True, slots=True)
class GroupEdit:
    """What can be corrected about a group; everything is said, also what stays."""

    name: str
    place: str = ""
    facilitator: bytes | None = None
    cofacilitator: bytes | None = None
    capacity: int | None = None
    intake: Intake = Intake.OPEN
    venue: bytes | None = None


def create_group(vault: OpenVault, new: NewGroup) -> Changes:
    """Make a group and all its weekly meetings, in one commit; the group's id comes first.

    Raises: BadForm.
    """
    sessions = COURSE_SESSIONS[vault.stream] if new.sessions is None else new.sessions
    _require_sensible(new, sessions)
    titles = new.themes or shipped.titles(vault.stream, sessions, new.language)
    dates = new.dates(sessions)
    with vault.write() as journal:
        group = journal.record(
            GROUP.new(
                name=new.name.strip(),
                site=home_site(journal.connection, vault),
                place=new.place.strip() or None,
                weekday=new.start_date.weekday(),
                start_minute=new.start_minute,
                minutes=new.minutes,
                start_date=dates[0].isoformat(),
                sessions=sessions,
                facilitator=new.facilitator,
                cofacilitator=new.cofacilitator,
                capacity=new.capacity,
                intake=new.intake,
                course=new.course,
                venue=new.venue,
            )
        )
        return group | journal.record(*meetings_of(group.created[0], enumerate(dates, 1), titles))


def meetings_of(
    group: bytes, days: Iterable[tuple[int, date]], titles: Sequence[str]
) -> Iterator[Draft]:
    """The planned sessions of a group by number; whoever generates one generates the same."""
    for ordinal, on in days:
        theme = titles[ordinal - 1] if ordinal <= len(titles) else ""
        yield SESSION.child(group, ordinal, date=on.isoformat(), theme=theme or None)


def edit_group(vault: OpenVault, group: bytes, edit: GroupEdit) -> Changes:
    """Correct what a group is called, where it meets, who leads it and whom it takes.

    Only what differs is written; meetings that were already ended keep who led them.
    Raises: BadForm, NotFound.
    """
    if not edit.name.strip():
        raise _nameless()
    _require_room(edit.capacity)
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
                intake=edit.intake,
                venue=edit.venue,
            )
        )


def add_member(vault: OpenVault, nickname: str, account: bytes | None = None) -> Changes:
    """Name somebody of the team, so that meetings can say who led them. Raises: BadForm."""
    if not nickname.strip():
        raise BadForm(say("Falta el apodo."), say("Escriba un apodo."))
    with vault.write() as journal:
        return journal.record(
            MEMBER.new(nickname=nickname.strip(), account=account.hex() if account else None)
        )


def _require_sensible(new: NewGroup, sessions: int) -> None:
    if not new.name.strip():
        raise _nameless()
    if not 1 <= sessions <= SESSIONS_MAX:
        raise BadForm(
            say("{sessions} sesiones no es una cantidad posible.", sessions=sessions),
            say("Escriba un número del 1 al {most}.", most=SESSIONS_MAX),
        )
    require_hours(new.start_minute, new.minutes)
    _require_room(new.capacity)


def require_hours(start_minute: int, minutes: int) -> None:
    """Raises: BadForm for an hour or a length that no day has."""
    if not (0 <= start_minute < 24 * 60 and 0 < minutes <= 24 * 60):
        raise BadForm(
            say("La hora o la duración no es posible."),
            say("Revise la hora de inicio y la duración."),
        )


def _require_room(capacity: int | None) -> None:
    if capacity is not None and not 1 <= capacity <= CAPACITY_MAX:
        raise BadForm(
            say("El cupo no es posible."),
            say("Escriba un número del 1 al {most}, o deje el cupo libre.", most=CAPACITY_MAX),
        )


def _nameless() -> BadForm:
    return BadForm(say("Falta el nombre del grupo."), say("Escriba un nombre para el grupo."))
