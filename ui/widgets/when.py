"""Fields for a day and an hour that take what people type: 23/11/2026, 23 nov, 1730, 16:30.

Qt's own date field moves a cursor through sections and swallows such typing;
one wrong key there put twenty-five sessions on another weekday.
"""

from __future__ import annotations

import contextlib
import re
from datetime import date, timedelta

from PySide6.QtCore import QEvent, QObject, Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QHBoxLayout, QLineEdit, QWidget

from desktop.i18n import _
from desktop.programme.dates import Doubt, read_date
from ui.dates import full_date, hour, weekday_name
from ui.theme import theme
from ui.widgets.parts import button, label

HOUR = re.compile(r"(\d{1,2})(?:[:.h ]?(\d{2}))?", re.ASCII)
STEPS = {Qt.Key.Key_Up.value: 1, Qt.Key.Key_Down.value: -1}


class DayField(QWidget):
    """A day as text, with the weekday beside it and a step of one day to either side.

    Signals:
        changed(): another day is understood, or none.
    """

    changed = Signal()

    def __init__(self, day: date) -> None:
        super().__init__()
        self._day: date | None = day
        across = QHBoxLayout(self)
        across.setContentsMargins(0, 0, 0, 0)
        across.setSpacing(theme().px(8))
        self.text = QLineEdit(_written(day))
        self.text.setFixedWidth(theme().px(150))
        self.text.setPlaceholderText(_("día/mes/año"))
        self.text.textChanged.connect(self._read)
        self.text.editingFinished.connect(self._tidy)
        self.text.installEventFilter(self)
        earlier = button(_("Un día antes"), "icon", "caret-left", lambda: self._step(-1))
        later = button(_("Un día después"), "icon", "caret-right", lambda: self._step(1))
        self.words = label("", "soft")
        for each in (self.text, earlier, later):
            across.addWidget(each)
        across.addWidget(self.words, 1)
        self.setFocusProxy(self.text)
        self._say()

    @property
    def day(self) -> date | None:
        """The day that is understood, None when the text is no day."""
        return self._day

    def setAccessibleName(self, name: str) -> None:
        self.text.setAccessibleName(name)

    def _read(self, text: str) -> None:
        self._day = read_day(text, date.today())
        self._say()
        self.changed.emit()

    def _say(self) -> None:
        if self._day is None:
            self.words.setText(_("No se entiende el día"))
        else:
            self.words.setText(f"{weekday_name(self._day.weekday())}, {full_date(self._day)}")

    def _step(self, days: int) -> None:
        # The calendar has a last day.
        with contextlib.suppress(OverflowError):
            self.text.setText(_written((self._day or date.today()) + timedelta(days=days)))

    def _tidy(self) -> None:
        if self._day is not None:
            self.text.setText(_written(self._day))

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if isinstance(event, QKeyEvent) and event.type() == QEvent.Type.KeyPress:
            step = STEPS.get(event.key())
            if step is not None:
                self._step(step)
                return True
        return False


class HourField(QLineEdit):
    """An hour of the day as text: "16:00", "1600", "16" and "4:30" are understood."""

    def __init__(self, minute: int) -> None:
        super().__init__(hour(minute))
        self.setFixedWidth(theme().px(150))
        self.setPlaceholderText("16:00")
        self.editingFinished.connect(self._tidy)

    @property
    def minute(self) -> int | None:
        """Minutes after midnight, None when the text is no hour."""
        found = HOUR.fullmatch(self.text().strip())
        if found is None:
            return None
        hours, minutes = int(found[1]), int(found[2] or 0)
        return hours * 60 + minutes if hours < 24 and minutes < 60 else None

    def _tidy(self) -> None:
        if self.minute is not None:
            self.setText(hour(self.minute))


def read_day(text: str, today: date) -> date | None:
    """The day of a meeting: where the year is cut short or left out, the one nearest to today.

    Unlike births, meetings lie ahead as well as behind.
    """
    found = read_date(text, today)
    if found is None:
        years = range(today.year - 1, today.year + 2)
        possible = [_whole(f"{text} {year}", today) for year in years]
    elif Doubt.CENTURY in found.doubts:
        written = _whole(text, today)
        possible = [written, written and _a_century_later(written)]
    else:
        possible = [_whole(text, today)]
    return min((day for day in possible if day), key=lambda day: abs(day - today), default=None)


def _whole(text: str, today: date) -> date | None:
    found = read_date(text, today)
    return date.fromisoformat(found.iso) if found is not None and len(found.iso) == 10 else None


def _a_century_later(day: date) -> date | None:
    with contextlib.suppress(ValueError):  # 29 February 2100 is no day
        return day.replace(year=day.year + 100)
    return None


def _written(day: date) -> str:
    return f"{day.day}/{day.month}/{day.year}"
