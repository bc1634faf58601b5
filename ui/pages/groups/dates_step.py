"""The last screen before a group is made: every date, with what speaks against it."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QColor
from PySide6.QtWidgets import QListWidget, QListWidgetItem

from desktop.i18n import _, ngettext
from desktop.services.planning import PreviewDay
from desktop.services.rooms import Taken
from ui.dates import full_date, short_date, weekday_name
from ui.pages.groups.new_group_steps import Step
from ui.theme import theme
from ui.widgets.parts import label

LIST_PX = 200


class DatesStep(Step):
    """A list of weeks; a tick means that there is no meeting that week.

    Signals:
        chosen(): somebody ticked or unticked a day; `met` and `skipped` say which.
    """

    chosen = Signal()

    def __init__(self) -> None:
        super().__init__()
        self.days: tuple[PreviewDay, ...] = ()
        self.met: set[date] = set()
        """Days off on which the group meets all the same."""
        self.skipped: set[date] = set()
        """Other days on which it does not."""
        self.summary = label("", "strong", wrap=True)
        words = _("Marque las fechas que se saltan; las demás se recorren una semana.")
        self.list = QListWidget()
        self.list.setAccessibleName(_("Fechas del grupo"))
        self.list.setMinimumHeight(theme().px(LIST_PX))
        self.list.itemChanged.connect(self._on_tick)
        self.inside.addWidget(self.summary)
        self.inside.addWidget(label(words, "soft", wrap=True))
        self.inside.addWidget(self.list, 1)

    def begin(self) -> None:
        self.list.setFocus()

    def show_days(self, days: tuple[PreviewDay, ...]) -> None:
        self.days = days
        at = max(self.list.currentRow(), 0)
        self.list.blockSignals(True)
        self.list.clear()
        for day in days:
            item = QListWidgetItem(_words(day))
            item.setData(Qt.ItemDataRole.UserRole, day.date)
            if day.free:
                item.setFlags(item.flags() | Qt.ItemFlag.ItemIsUserCheckable)
            else:
                item.setFlags(item.flags() & ~Qt.ItemFlag.ItemIsUserCheckable)
            skipped = day.ordinal is None
            item.setCheckState(Qt.CheckState.Checked if skipped else Qt.CheckState.Unchecked)
            if skipped or day.off or day.taken:
                item.setForeground(QColor(theme().tokens.ink2))
            self.list.addItem(item)
        self.list.setCurrentRow(min(at, self.list.count() - 1))
        self.list.blockSignals(False)
        self.summary.setText(_summary(days))

    def _on_tick(self, item: QListWidgetItem) -> None:
        on: date = item.data(Qt.ItemDataRole.UserRole)
        off = next(day.off for day in self.days if day.date == on)
        skip = item.checkState() is Qt.CheckState.Checked
        changed, put_in = (self.met, not skip) if off else (self.skipped, skip)
        if put_in:
            changed.add(on)
        else:
            changed.discard(on)
        self.chosen.emit()


def _words(day: PreviewDay) -> str:
    told = [
        short_date(day.date) if day.ordinal is None else f"{day.ordinal} · {short_date(day.date)}"
    ]
    if day.ordinal is None:
        told.append(_("se salta"))
    if day.off is not None:
        told.append(day.off.name)
    if day.taken is Taken.OTHERS:
        told.append(_("el lugar está ocupado"))
    elif day.taken is Taken.OURS:
        told.append(_("otro grupo del programa usa el lugar ese día"))
    return " · ".join(told)


def _summary(days: Sequence[PreviewDay]) -> str:
    met = [day for day in days if day.ordinal is not None]
    if not met:
        return ""
    words = ngettext(
        "{n} sesión, el {first}.", "{n} sesiones, cada {weekday}, del {first} al {last}.", len(met)
    )
    return words.format(
        n=len(met),
        weekday=weekday_name(met[0].date.weekday()),
        first=full_date(met[0].date),
        last=full_date(met[-1].date),
    )
