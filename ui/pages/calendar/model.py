"""Six weeks of days as a table model; what a cell shows is a `CalendarDay`."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, timedelta
from typing import Any

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QPersistentModelIndex, Qt

from desktop.i18n import _
from desktop.services.calendar_days import CalendarDay
from ui.dates import full_date, hour, locale, weekday_name
from ui.widgets.tips import tip

Index = QModelIndex | QPersistentModelIndex
DAY_ROLE = Qt.ItemDataRole.UserRole
WEEKS, WEEK_DAYS = 6, 7
_DAY = timedelta(days=1)


class MonthModel(QAbstractTableModel):
    """The weeks of a month, from the weekday that calendars of the country begin with.

    Days beyond the calendar's two ends are empty cells.
    """

    def __init__(self, month: date) -> None:
        super().__init__()
        self._days: Mapping[date, CalendarDay] = {}
        self._place(month)

    def _place(self, month: date) -> None:
        self.month = month.replace(day=1)
        begins = locale().firstDayOfWeek().value - 1
        self._before = (self.month.weekday() - begins) % WEEK_DAYS

    def show(self, month: date, days: Mapping[date, CalendarDay]) -> None:
        self.beginResetModel()
        self._place(month)
        self._days = days
        self.endResetModel()

    @property
    def shown(self) -> tuple[date, date]:
        """The first and the last day in the table."""
        found = [on for at in range(WEEKS * WEEK_DAYS) if (on := self._date(at)) is not None]
        return found[0], found[-1]

    def index_of(self, on: date) -> QModelIndex:
        """Where a day is; an invalid index for a day of another month's table."""
        at = (on - self.month).days + self._before
        return self.index(*divmod(at, WEEK_DAYS)) if self._date(at) == on else QModelIndex()

    def day(self, index: Index) -> CalendarDay | None:
        on = self._date(index.row() * WEEK_DAYS + index.column()) if index.isValid() else None
        return None if on is None else self._days.get(on, CalendarDay(on))

    def _date(self, at: int) -> date | None:
        if not 0 <= at < WEEKS * WEEK_DAYS:
            return None
        try:
            return self.month + _DAY * (at - self._before)
        except OverflowError:
            return None

    def rowCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008
        return 0 if parent.isValid() else WEEKS

    def columnCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008
        return 0 if parent.isValid() else WEEK_DAYS

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        day = self.day(index)
        if day is None:
            return None
        if role == Qt.ItemDataRole.DisplayRole:
            return str(day.date.day)
        if role == DAY_ROLE:
            return day
        if role in (Qt.ItemDataRole.AccessibleTextRole, Qt.ItemDataRole.ToolTipRole):
            words = "\n".join((full_date(day.date), *told(day)))
            return tip(words) if role == Qt.ItemDataRole.ToolTipRole else words
        return None

    def headerData(
        self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole
    ) -> Any:
        if orientation is not Qt.Orientation.Horizontal:
            return None
        weekday = (section + locale().firstDayOfWeek().value - 1) % WEEK_DAYS
        if role == Qt.ItemDataRole.DisplayRole:
            return weekday_name(weekday)[:3]
        if role == Qt.ItemDataRole.AccessibleTextRole:
            return weekday_name(weekday)
        return None


def told(day: CalendarDay) -> list[str]:
    """Everything a day has, a line each: others are never more than "taken"."""
    lines = [reason.name for reason in day.off]
    for meeting in day.meetings:
        line = f"{hour(meeting.start_minute)} {meeting.group_name}"
        if meeting.session in day.clashing:
            line += " · " + _("lugar ocupado")
        lines.append(line)
    lines += [_("Ocupado: {place}").format(place=venue.name) for venue in day.taken]
    lines += [_("Apartado: {place}").format(place=venue.name) for venue in day.aside]
    return lines
