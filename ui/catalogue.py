"""Which pages there are for whoever sits here, by the name that `Page.go` uses."""

from __future__ import annotations

from typing import TYPE_CHECKING

from desktop.programme.roles import Role
from desktop.programme.vocabulary import Stream
from ui.pages.attendance.page import AttendancePage
from ui.pages.groups.detail import GroupPage
from ui.pages.groups.page import GroupsPage
from ui.pages.people.page import PeoplePage
from ui.pages.sync.page import SyncPage
from ui.pages.today.page import TodayPage
from ui.shell import PageMaker

if TYPE_CHECKING:
    from desktop.services.entrance import Desk
    from ui.page import Page, Room


# Pages that most people open on few days are imported when they are: 3 MB less at Today.


def _settings(room: Room) -> Page:
    from ui.pages.settings.page import SettingsPage

    return SettingsPage(room)


def _import(room: Room) -> Page:
    from ui.pages.people.import_page import ImportPage

    return ImportPage(room)


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


def _close(room: Room) -> Page:
    from ui.pages.close.page import ClosePage

    return ClosePage(room)


def _sheet(room: Room) -> Page:
    from ui.pages.sheet.page import SheetPage

    return SheetPage(room)


def _lead(room: Room) -> Page:
    from ui.pages.lead.page import LeadPage

    return LeadPage(room)


def _incidents(room: Room) -> Page:
    from ui.pages.incidents.page import IncidentsPage

    return IncidentsPage(room)


def _calendar(room: Room) -> Page:
    from ui.pages.calendar.page import CalendarPage

    return CalendarPage(room)


def _courses(room: Room) -> Page:
    from ui.pages.courses.page import CoursesPage

    return CoursesPage(room)


def _course(room: Room) -> Page:
    from ui.pages.courses.course_page import CoursePage

    return CoursePage(room)


def _course_plan(room: Room) -> Page:
    from ui.pages.courses.plan_page import PlanPage

    return PlanPage(room)


def _orders(room: Room) -> Page:
    from ui.pages.orders.page import OrdersPage

    return OrdersPage(room)


def _order(room: Room) -> Page:
    from ui.pages.orders.detail import OrderPage

    return OrderPage(room)


def _library(room: Room) -> Page:
    from ui.pages.library.page import LibraryPage

    return LibraryPage(room)


def _notices(room: Room) -> Page:
    from ui.pages.notices.page import NoticesPage

    return NoticesPage(room)


def _notice_read(room: Room) -> Page:
    from ui.pages.notices.reading import NoticeReadPage

    return NoticeReadPage(room)


def _notice(room: Room) -> Page:
    from ui.pages.notices.writing import NoticePage

    return NoticePage(room)


def _services(room: Room) -> Page:
    from ui.pages.services.page import ServicesPage

    return ServicesPage(room)


def _services_import(room: Room) -> Page:
    from ui.pages.services.import_page import ServicesImportPage

    return ServicesImportPage(room)


def _organisations(room: Room) -> Page:
    from ui.pages.services.organisations_page import OrganisationsPage

    return OrganisationsPage(room)


def _closing(room: Room) -> Page:
    from ui.pages.closing.page import ClosingPage

    return ClosingPage(room)


def _paper(room: Room) -> Page:
    from ui.pages.paper.page import PaperPage

    return PaperPage(room)


def _handover(room: Room) -> Page:
    from ui.pages.handover.page import HandoverPage

    return HandoverPage(room)


def _intake(room: Room) -> Page:
    from ui.pages.intake.page import IntakePage

    return IntakePage(room)


def _person(room: Room) -> Page:
    from ui.pages.person.page import PersonPage

    return PersonPage(room)


def _missing(room: Room) -> Page:
    from ui.pages.missing.page import MissingPage

    return MissingPage(room)


def _consents(room: Room) -> Page:
    from ui.pages.consents.page import ConsentsPage

    return ConsentsPage(room)


def _eligibility(room: Room) -> Page:
    from ui.pages.eligibility.page import EligibilityPage

    return EligibilityPage(room)


def _wordings(room: Room) -> Page:
    from ui.pages.wordings.page import WordingsPage

    return WordingsPage(room)


def _referrals(room: Room) -> Page:
    from ui.pages.referrals.page import ReferralsPage

    return ReferralsPage(room)


def _plan(room: Room) -> Page:
    from ui.pages.plan.page import PlanPage

    return PlanPage(room)


def _protection(room: Room) -> Page:
    from ui.pages.protection.page import ProtectionPage

    return ProtectionPage(room)


def _forbidden(room: Room) -> Page:
    from ui.pages.forbidden.page import ForbiddenPage

    return ForbiddenPage(room)


def _risk(room: Room) -> Page:
    from ui.pages.risk.page import RiskPage

    return RiskPage(room)


def _risk_hold(room: Room) -> Page:
    from ui.pages.risk.hold import HoldPage

    return HoldPage(room)


def _instruments(room: Room) -> Page:
    from ui.pages.instruments.page import InstrumentsPage

    return InstrumentsPage(room)


def _rights(room: Room) -> Page:
    from ui.pages.rights.page import RightsPage

    return RightsPage(room)


def _duplicates(room: Room) -> Page:
    from ui.pages.duplicates.page import DuplicatesPage

    return DuplicatesPage(room)


_GROUP_WORK: dict[str, PageMaker] = {
    "today": TodayPage,
    "groups": GroupsPage,
    "people": PeoplePage,
    "group": GroupPage,
    "attendance": AttendancePage,
    "sheet": _sheet,
    "import": _import,
    "intake": _intake,
    "consents": _consents,
    "missing": _missing,
    "duplicates": _duplicates,
    "person": _person,
    "referrals": _referrals,
    "courses": _courses,
    "course": _course,
    "course_plan": _course_plan,
    "calendar": _calendar,
    "library": _library,
    "close": _close,
    "handover": _handover,
    "lead": _lead,
    "incidents": _incidents,
    "closing": _closing,
    "eligibility": _eligibility,
    "paper": _paper,
    "risk": _risk,
    "risk_hold": _risk_hold,
    "rights": _rights,
    "services_import": _services_import,
}
_COURT: dict[str, PageMaker] = {"orders": _orders, "order": _order}
"""Orders of a judge are the men's stream's alone."""
_NOTICES: dict[Stream, dict[str, PageMaker]] = {
    Stream.WOMEN: {"notices": _notices, "notice_read": _notice_read},
    Stream.MEN: {"notice": _notice},
}
"""One stream reads what the other writes, never the other way round."""
_SAFETY: dict[Stream, dict[str, PageMaker]] = {
    Stream.WOMEN: {"plan": _plan, "protection": _protection},
    Stream.MEN: {"forbidden": _forbidden},
}
"""Of a protection order the men's stream holds places and hours, and no more."""
_COORDINATION: dict[str, PageMaker] = {
    "team": _team,
    "counts": _counts,
    "ceremony": _ceremony,
    "instruments": _instruments,
    "wordings": _wordings,
}
_EVERYBODY: dict[str, PageMaker] = {
    "sync": SyncPage,
    "settings": _settings,
    "doctor": _doctor,
    "papers": _papers,
}
_DIRECTORY: dict[str, PageMaker] = {"services": _services, "organisations": _organisations}

_PAGES: dict[Role, dict[str, PageMaker]] = {
    Role.FACILITATOR: {**_GROUP_WORK, "colleagues": _team, **_DIRECTORY, **_EVERYBODY},
    Role.COORDINATOR: {**_GROUP_WORK, **_COORDINATION, **_DIRECTORY, **_EVERYBODY},
    Role.EVALUATOR: {"counts": _counts, **_DIRECTORY, **_EVERYBODY},
    Role.STEWARD: _EVERYBODY,
}


def pages_for(desk: Desk) -> dict[str, PageMaker]:
    """The pages of this role; the first one is where the window opens.

    Who works with no group gets no page that reads a stream's records. A facilitator
    finds the list of colleagues in Settings, not in the rail.
    """
    pages = {**_PAGES[desk.role], **_NOTICES.get(desk.work.stream, {})}
    pages |= _SAFETY.get(desk.work.stream, {})
    return {**pages, **_COURT} if desk.work.stream is Stream.MEN else pages
