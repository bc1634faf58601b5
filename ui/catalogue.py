"""Which pages there are for whoever sits here, by the name that `Page.go` uses."""

from __future__ import annotations

from typing import TYPE_CHECKING

from desktop.programme.roles import Role
from ui.pages.attendance.page import AttendancePage
from ui.pages.groups.detail import GroupPage
from ui.pages.groups.page import GroupsPage
from ui.pages.people.import_page import ImportPage
from ui.pages.people.page import PeoplePage
from ui.pages.settings.page import SettingsPage
from ui.pages.sync.page import SyncPage
from ui.pages.today.page import TodayPage
from ui.shell import PageMaker

if TYPE_CHECKING:
    from desktop.services.entrance import Desk
    from ui.page import Page, Room


# Pages that most people open on few days are imported when they are: 3 MB less at Today.


def _team(room: Room) -> Page:
    from ui.pages.team.page import TeamPage

    return TeamPage(room)


def _counts(room: Room) -> Page:
    from ui.pages.counts.page import CountsPage

    return CountsPage(room)


def _ceremony(room: Room) -> Page:
    from ui.pages.ceremony.page import CeremonyPage

    return CeremonyPage(room)


def _doctor(room: Room) -> Page:
    from ui.pages.doctor.page import DoctorPage

    return DoctorPage(room)


def _papers(room: Room) -> Page:
    from ui.pages.papers.page import PapersPage

    return PapersPage(room)


_GROUP_WORK: dict[str, PageMaker] = {
    "today": TodayPage,
    "groups": GroupsPage,
    "people": PeoplePage,
    "group": GroupPage,
    "attendance": AttendancePage,
    "import": ImportPage,
}
_COORDINATION: dict[str, PageMaker] = {
    "team": _team,
    "counts": _counts,
    "ceremony": _ceremony,
}
_EVERYBODY: dict[str, PageMaker] = {
    "sync": SyncPage,
    "settings": SettingsPage,
    "doctor": _doctor,
    "papers": _papers,
}

_PAGES: dict[Role, dict[str, PageMaker]] = {
    Role.FACILITATOR: {**_GROUP_WORK, "colleagues": _team, **_EVERYBODY},
    Role.COORDINATOR: {**_GROUP_WORK, **_COORDINATION, **_EVERYBODY},
    Role.EVALUATOR: {"counts": _counts, **_EVERYBODY},
    Role.STEWARD: _EVERYBODY,
}


def pages_for(desk: Desk) -> dict[str, PageMaker]:
    """The pages of this role; the first one is where the window opens.

    Who works with no group gets no page that reads a stream's records. A facilitator
    finds the list of colleagues in Settings, not in the rail.
    """
    return _PAGES[desk.role]
