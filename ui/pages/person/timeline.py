"""What happened with one person, as a list that holds thousands of lines without a stall."""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial

from PySide6.QtCore import QAbstractListModel, QModelIndex, QPersistentModelIndex, QSize, Qt, Signal
from PySide6.QtWidgets import (
    QAbstractItemView,
    QFrame,
    QHBoxLayout,
    QListView,
    QPushButton,
    QScrollArea,
    QSizePolicy,
    QVBoxLayout,
    QWidget,
)

from desktop.i18n import _, tell
from desktop.services.timeline import Event
from ui.dates import full_date
from ui.icons import icon
from ui.pages.person.words import SYMBOLS, Shown
from ui.theme import theme
from ui.widgets.parts import button, clear, label, row
from ui.widgets.tips import tip

LINE_PX = 50
LIST_MIN_PX = 110
CHIPS_PX = 50
Index = QModelIndex | QPersistentModelIndex


class EventsModel(QAbstractListModel):
    """Events in their order; only those of the chosen sorts."""

    def __init__(self) -> None:
        super().__init__()
        self._all: Sequence[Event] = ()
        self._rows: Sequence[Event] = ()
        self._shown = Shown.ALL

    def show_events(self, events: Sequence[Event], shown: Shown) -> None:
        self.beginResetModel()
        self._all, self._shown = events, shown
        self._rows = [each for each in events if each.sort in shown.sorts]
        self.endResetModel()

    def show_only(self, shown: Shown) -> None:
        self.show_events(self._all, shown)

    def event_at(self, index: Index) -> Event:
        return self._rows[index.row()]

    def rowCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008
        return 0 if parent.isValid() else len(self._rows)

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        if not index.isValid() or index.row() >= len(self._rows):
            return None
        event = self._rows[index.row()]
        if role == Qt.ItemDataRole.DecorationRole:
            return icon(SYMBOLS[event.sort], theme().tokens.accent)
        if role == Qt.ItemDataRole.SizeHintRole:
            return QSize(0, theme().px(LINE_PX))
        if role == Qt.ItemDataRole.DisplayRole:
            return "\n".join(_lines(event))
        if role == Qt.ItemDataRole.ToolTipRole:
            return tip("\n".join(_lines(event)))
        return None


def _lines(event: Event) -> list[str]:
    on = full_date(event.on) if event.on else _("Sin fecha")
    hint = tell(event.hint) if event.hint else ""
    return [tell(event.what), f"{on} · {hint}" if hint else on]


class Timeline(QWidget):
    """Chips to choose by, and the list.

    Signals:
        wanted(Event): open what this line tells of.
    """

    wanted = Signal(object)

    def __init__(self) -> None:
        super().__init__()
        self.shown = Shown.ALL
        self.model = EventsModel()
        self.chips: dict[Shown, QPushButton] = {}
        self._line = row()
        self._area = _sideways(self._line)
        self.list = QListView()
        self.list.setModel(self.model)
        self.list.setAccessibleName(_("Lo que ha pasado"))
        self.list.setFrameShape(QFrame.Shape.NoFrame)
        self.list.setUniformItemSizes(True)
        self.list.setIconSize(QSize(theme().px(20), theme().px(20)))
        self.list.setTextElideMode(Qt.TextElideMode.ElideRight)
        self.list.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.list.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.list.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.list.setMinimumHeight(theme().px(LIST_MIN_PX))
        self.list.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Ignored)
        self.list.activated.connect(self._on_line)
        self.nothing = label(_("Todavía no hay nada anotado."), "soft")
        inside = QVBoxLayout(self)
        inside.setContentsMargins(0, 0, 0, 0)
        inside.setSpacing(theme().px(6))
        inside.addWidget(self._area)
        inside.addWidget(self.nothing)
        inside.addWidget(self.list, 1)

    def show_events(self, events: Sequence[Event]) -> None:
        sorts = {event.sort for event in events}
        offered = [each for each in Shown if each is Shown.ALL or each.sorts & sorts]
        if self.shown not in offered:
            self.shown = Shown.ALL
        if list(self.chips) != offered:
            clear(self._line)
            self.chips = {each: self._chip(each) for each in offered}
            for chip in self.chips.values():
                self._line.addWidget(chip)
            self._line.addStretch(1)
        self._area.setVisible(len(offered) > 2)
        self.nothing.setVisible(not events)
        self.list.setVisible(bool(events))
        self.model.show_events(events, self.shown)
        self._press()

    def _chip(self, shown: Shown) -> QPushButton:
        made = button(shown.word, then=partial(self._on_chip, shown))
        made.setCheckable(True)
        t = theme().tokens
        made.setStyleSheet(
            f"QPushButton:checked {{ color: {t.accent}; background: {t.accent_soft};"
            f" border: 2px solid {t.accent}; }}"
        )
        return made

    def _on_chip(self, shown: Shown) -> None:
        self.shown = shown
        self.model.show_only(shown)
        self.list.scrollToTop()
        self._press()

    def _press(self) -> None:
        for shown, chip in self.chips.items():
            chip.setChecked(shown is self.shown)

    def _on_line(self, index: QModelIndex) -> None:
        self.wanted.emit(self.model.event_at(index))


def _sideways(line: QHBoxLayout) -> QScrollArea:
    """Large letters on a small screen leave no room for all chips at once."""
    area = QScrollArea()
    area.setWidgetResizable(True)
    area.setFrameShape(QFrame.Shape.NoFrame)
    area.setFocusPolicy(Qt.FocusPolicy.NoFocus)
    area.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
    area.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Fixed)
    area.setFixedHeight(theme().px(CHIPS_PX))
    inner = QWidget()
    inner.setLayout(line)
    area.setWidget(inner)
    return area
