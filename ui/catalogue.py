"""Which pages there are, by the name that `Page.go` uses."""

from __future__ import annotations

from ui.pages.attendance.page import AttendancePage
from ui.pages.groups.detail import GroupPage
from ui.pages.groups.page import GroupsPage
from ui.pages.people.import_page import ImportPage
from ui.pages.people.page import PeoplePage
from ui.pages.settings.page import SettingsPage
from ui.pages.sync.page import SyncPage
from ui.pages.today.page import TodayPage
from ui.shell import PageMaker

PAGES: dict[str, PageMaker] = {
    "today": TodayPage,
    "groups": GroupsPage,
    "group": GroupPage,
    "attendance": AttendancePage,
    "people": PeoplePage,
    "import": ImportPage,
    "sync": SyncPage,
    "settings": SettingsPage,
}
