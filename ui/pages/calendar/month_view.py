"""The month as one table: arrows go by days, Page Up and Page Down by months, Home to today."""

from __future__ import annotations

import contextlib
from calendar import monthrange
from datetime import date, timedelta

from PySide6.QtCore import QModelIndex, Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QAbstractItemView, QHeaderView, QTableView

from desktop.i18n import _
from ui.dates import month_name
from ui.pages.calendar.delegate import LINE_PX, DayDelegate
from ui.pages.calendar.model import MonthModel
from ui.theme import theme

STEPS = {
    Qt.Key.Key_Left.value: -1,
    Qt.Key.Key_Right.value: 1,
    Qt.Key.Key_Up.value: -7,
    Qt.Key.Key_Down.value: 7,
}
MONTHS = {Qt.Key.Key_PageUp.value: -1, Qt.Key.Key_PageDown.value: 1}
ROW_MIN_PX = 2 * LINE_PX + 8


class MonthView(QTableView):
    """Shows a `MonthModel` and keeps one day chosen.

    Signals:
        chosen(date): another day; its month may be another one too.
        entered(): Enter, or a double click: on to what can be done with the day.
    """

    chosen = Signal(object)
    entered = Signal()

    def __init__(self, model: MonthModel, today: date) -> None:
        super().__init__()
        self._month = model
        self.today = self.day = today
        self.setModel(model)
        self.setItemDelegate(DayDelegate(self, today))
        self.setShowGrid(False)
        self.setTabKeyNavigation(False)
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.verticalHeader().hide()
        for header in (self.verticalHeader(), self.horizontalHeader()):
            header.setSectionResizeMode(QHeaderView.ResizeMode.Stretch)
            header.setHighlightSections(False)
            header.setSectionsClickable(False)
            header.setMinimumSectionSize(theme().px(ROW_MIN_PX))
        self.setMinimumHeight(
            theme().px(6 * ROW_MIN_PX) + self.horizontalHeader().sizeHint().height()
        )
        self.setMinimumWidth(theme().px(7 * 64))
        self.clicked.connect(self._on_click)
        self.doubleClicked.connect(lambda _index: self.entered.emit())

    def mark(self) -> None:
        """Put the frame on the chosen day again, after the model was filled anew."""
        index = self._month.index_of(self.day)
        if index.isValid():
            self.setCurrentIndex(index)
        self.setAccessibleName(_("Calendario de {month}").format(month=month_name(self.day)))

    def go(self, on: date) -> None:
        """Choose a day."""
        self.day = on
        self.mark()
        self.chosen.emit(on)

    def turn(self, months: int) -> None:
        """The same day so many months on, or that month's last."""
        ahead = self.day.year * 12 + self.day.month - 1 + months
        year, month = divmod(ahead, 12)
        if date.min.year <= year <= date.max.year:
            last = monthrange(year, month + 1)[1]
            self.go(date(year, month + 1, min(self.day.day, last)))

    def keyPressEvent(self, event: QKeyEvent) -> None:
        key = event.key()
        if key in STEPS:
            # The calendar has a first and a last day.
            with contextlib.suppress(OverflowError):
                self.go(self.day + timedelta(days=STEPS[key]))
        elif key in MONTHS:
            self.turn(MONTHS[key])
        elif key == Qt.Key.Key_Home:
            self.go(self.today)
        elif key in (Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_Space):
            self.entered.emit()
        else:
            event.ignore()

    def _on_click(self, index: QModelIndex) -> None:
        day = self._month.day(index)
        if day is not None:
            self.go(day.date)
