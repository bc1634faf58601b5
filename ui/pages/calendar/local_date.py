"""A local date is written down or corrected, and the meetings that fall on it are shown."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Sequence
from datetime import date

from PySide6.QtCore import Qt
from PySide6.QtWidgets import (
    QCheckBox,
    QComboBox,
    QGridLayout,
    QLineEdit,
    QListWidget,
    QListWidgetItem,
    QVBoxLayout,
    QWidget,
)

from desktop.i18n import _, ngettext
from desktop.programme.local_dates import DAYS_MAX
from desktop.programme.states import state_names
from desktop.services.bookings import Meeting
from desktop.services.days_off import LocalDate, LocalDateLine
from desktop.services.whereabouts import Whereabouts
from ui.dates import short_date
from ui.pages.calendar.words import DAY_OFF_LOOKS
from ui.theme import theme
from ui.widgets.dialog import Dialog
from ui.widgets.parts import button, choose, column, label, row
from ui.widgets.tips import tip
from ui.widgets.typed_line import bound
from ui.widgets.when import DayField

Where = tuple[str, str]
"""State and municipality; ("", "") is everywhere."""


class LocalDateDialog(Dialog):
    """What a day or a range is called there, and whether it comes back every year."""

    def __init__(
        self,
        parent: QWidget,
        on: date,
        here: Whereabouts,
        municipalities: Sequence[str],
        line: LocalDateLine | None = None,
        remove: Callable[[], object] | None = None,
    ) -> None:
        title = _("Fecha local") if line is None else _("Corregir la fecha local")
        super().__init__(parent, title, _("Guardar"), "check")
        self.about = "local date" if line is None else f"local date {line.id.hex()}"
        words = _("Días en que un lugar no se reúne. Los ven los dos programas.")
        self.body.addWidget(label(words, "soft", wrap=True))
        self.sort = QComboBox()
        for sort, (text, _symbol) in DAY_OFF_LOOKS.items():
            self.sort.addItem(_(text), sort)
        self.name = QLineEdit()
        bound(self.name, 80)
        self.name.setPlaceholderText(_("Por ejemplo, San Miguel"))
        self.first, self.last = (
            DayField(line.about.first if line else on),
            DayField(line.about.last if line else on),
        )
        self.yearly = QCheckBox(_("Cada año, los mismos días"))
        self.yearly.setChecked(line is None or line.about.yearly)
        self.where = QComboBox()
        for text, where in _scopes(here, municipalities, line):
            self.where.addItem(text, where)
        grid = QGridLayout()
        grid.setHorizontalSpacing(theme().px(20))
        grid.setVerticalSpacing(theme().px(10))
        self.body.addLayout(grid)
        grid.addLayout(_named(_("¿Qué es?"), self.sort), 0, 0)
        grid.addLayout(_named(_("Cómo la llaman"), self.name), 0, 1)
        grid.addLayout(_named(_("Desde"), self.first), 1, 0, 1, 2)
        grid.addLayout(_named(_("Hasta"), self.last), 2, 0, 1, 2)
        grid.addLayout(_named(_("¿Dónde?"), self.where), 3, 0)
        grid.addWidget(self.yearly, 3, 1, Qt.AlignmentFlag.AlignBottom)
        if line is not None:
            self.name.setText(line.about.name)
            choose(self.sort, line.about.sort)
            choose(self.where, (line.about.state_name, line.about.municipality))
        if remove is not None:
            gone = button(_("Retirar esta fecha"), symbol="trash", then=remove)
            gone.setAutoDefault(False)
            self.body.addLayout(row(gone, None))
        self.body.addStretch(1)
        self.sort.currentIndexChanged.connect(self._on_sort)
        self.first.changed.connect(self._follow)
        self._begun = self.first.day
        self.fit(660, 620)
        self.name.setFocus()

    def _on_sort(self) -> None:
        """A feast comes back on its day; rain and harvest do not."""
        self.yearly.setChecked(self.sort.currentIndex() == 0)

    def _follow(self) -> None:
        """The last day goes along while it was the first one."""
        begun, self._begun = self._begun, self.first.day
        if self._begun is not None and self.last.day in (begun, None):
            self.last.text.setText(self.first.text.text())

    def on_primary(self) -> None:
        first, last = self.first.day, self.last.day
        if not self.name.text().strip():
            self.complain(_("Escriba cómo la llaman allí."))
            self.name.setFocus()
        elif first is None or last is None:
            self.complain(_("Escriba el día así: 23/11/2026."))
        elif not 0 <= (last - first).days < DAYS_MAX:
            words = _("El último día va después del primero, y no más de {days} días.")
            self.complain(words.format(days=DAYS_MAX))
            self.last.setFocus()
        else:
            self.accept()

    def filled(self) -> LocalDate:
        """What was typed; only after the dialog was accepted."""
        first, last = self.first.day, self.last.day
        if first is None or last is None:
            raise ValueError("an accepted dialog has two days")
        state_name, municipality = self.where.currentData() or ("", "")
        return LocalDate(
            name=self.name.text().strip(),
            sort=self.sort.currentData(),
            first=first,
            last=last,
            yearly=self.yearly.isChecked(),
            municipality=municipality,
            state_name=state_name,
        )


def _named(words: str, field: QWidget) -> QVBoxLayout:
    field.setAccessibleName(words)
    return column(label(words), field)


def _scopes(
    here: Whereabouts, municipalities: Sequence[str], line: LocalDateLine | None
) -> list[tuple[str, Where]]:
    """Where a date may be kept: a municipality, the whole state, everywhere."""
    names = dict.fromkeys(name for name in (here.municipality, *municipalities) if name)
    found: list[tuple[str, Where]] = [(name, (here.state_name, name)) for name in names]
    if here.state_name:
        words = _("Todo el estado ({state})").format(state=here.state_name)
        found.append((words, (here.state_name, "")))
    found.append((_("Todos los lugares"), ("", "")))
    if line is not None:
        kept = (line.about.state_name, line.about.municipality)
        if kept not in [where for _text, where in found]:
            found.insert(0, (", ".join(part for part in reversed(kept) if part), kept))
    return found


class FallenDialog(Dialog):
    """Which groups move on because of a date; the others stay where they are."""

    def __init__(self, parent: QWidget, meetings: Sequence[Meeting]) -> None:
        super().__init__(parent, _("Hay reuniones en esos días"), _("Recorrer"), "arrow-right")
        self.cancel.setText(_("Dejarlas así"))
        words = _(
            "Los grupos marcados se recorren por semanas enteras, con lo que sigue: "
            "nadie pierde una sesión, y no cuenta como ausencia."
        )
        self.body.addWidget(label(words, "soft", wrap=True))
        self.list = QListWidget()
        self.list.setAccessibleName(_("Grupos que se reúnen en esos días"))
        by_group: defaultdict[bytes, list[Meeting]] = defaultdict(list)
        for meeting in meetings:
            by_group[meeting.group].append(meeting)
        for found in by_group.values():
            n = len(found)
            text = ngettext(
                "{group}: {n} reunión ({days})", "{group}: {n} reuniones ({days})", n
            ).format(
                group=found[0].group_name, n=n, days=", ".join(short_date(m.date) for m in found)
            )
            item = QListWidgetItem(text)
            item.setToolTip(tip(text))
            item.setFlags(item.flags() | Qt.ItemFlag.ItemIsUserCheckable)
            item.setCheckState(Qt.CheckState.Checked)
            item.setData(Qt.ItemDataRole.UserRole, frozenset(m.session for m in found))
            self.list.addItem(item)
        self.body.addWidget(self.list, 1)
        self.fit(560, 440)

    def chosen(self) -> frozenset[bytes]:
        """The sessions of the groups that are checked."""
        items = (self.list.item(at) for at in range(self.list.count()))
        sessions: frozenset[bytes] = frozenset()
        for item in items:
            if item.checkState() is Qt.CheckState.Checked:
                sessions |= item.data(Qt.ItemDataRole.UserRole)
        return sessions


class StateDialog(Dialog):
    """In which state the site is: asked where nobody said it yet."""

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent, _("¿En qué estado trabajan?"), _("Guardar"), "check")
        words = _("Así el calendario sabe qué días se guardan en todo el estado.")
        self.body.addWidget(label(words, "soft", wrap=True))
        self.state = QComboBox()
        self.state.addItems(state_names())
        self.form().addRow(_("Estado"), self.state)
        self.body.addStretch(1)
        self.fit(480, 320)
