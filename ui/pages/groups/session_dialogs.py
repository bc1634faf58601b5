"""Move one session, say that it does not take place, make one up, meet in another place."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, timedelta

from PySide6.QtWidgets import QComboBox, QLineEdit, QRadioButton, QWidget

from desktop.i18n import _
from desktop.programme.schema import MAKE_UP_FROM
from desktop.programme.vocabulary import SessionState, SkipReason
from desktop.services.group_views import SessionLine
from desktop.services.venues import Venue
from ui.dates import full_date, hour
from ui.page import Page
from ui.pages.groups.place_field import PlaceField
from ui.widgets.dialog import Dialog
from ui.widgets.parts import label
from ui.widgets.typed_line import bound
from ui.widgets.when import DayField, HourField
from ui.words import SKIP_WORDS, meeting_name


class DayDialog(Dialog):
    """A day and an hour for one meeting. Another meeting that day is said, and allowed."""

    def __init__(
        self,
        parent: QWidget,
        title: str,
        primary: str,
        line: SessionLine,
        others: Sequence[SessionLine],
        day: date,
    ) -> None:
        super().__init__(parent, title, primary, "check")
        self._line = line
        self._others = others
        self.about_it = label("", "soft", wrap=True)
        self.body.addWidget(self.about_it)
        form = self.form()
        self.day = DayField(day)
        self.day.setAccessibleName(_("Nuevo día"))
        self.day.changed.connect(self._look)
        self.hour = HourField(line.start_minute)
        self.hour.textChanged.connect(self._look)
        form.addRow(_("Nuevo día"), self.day)
        form.addRow(_("Hora"), self.hour)
        self.same_day = label("", "strong", wrap=True)
        self.body.addWidget(self.same_day)
        self.body.addStretch(1)
        self._look()
        self.fit(640, 420)

    def _look(self) -> None:
        """Who else of the group meets that day."""
        there = [
            other
            for other in self._others
            if other.date == self.day.day and other.state is not SessionState.SKIPPED
        ]
        self.same_day.setVisible(bool(there))
        if there:
            self.same_day.setText(_two_a_day(there[0], self._overlaps(there)))

    def _overlaps(self, there: Sequence[SessionLine]) -> bool:
        minute = self.hour.minute
        if minute is None:
            return False
        return any(
            minute < other.start_minute + other.minutes
            and other.start_minute < minute + self._line.minutes
            for other in there
        )

    def on_primary(self) -> None:
        if self.day.day is None:
            self.complain(_("Escriba el día así: 23/11/2026."))
        elif self.hour.minute is None:
            self.complain(_("Escriba la hora así: 16:00."))
        else:
            self.accept()


def _two_a_day(other: SessionLine, overlaps: bool) -> str:
    words = _("Ese día ya está la {meeting}, a las {hour}: serán dos reuniones en un día.")
    told = words.format(meeting=meeting_name(other.ordinal).lower(), hour=hour(other.start_minute))
    if overlaps:
        told += " " + _("Las horas se enciman.")
    return told


class MoveDialog(DayDialog):
    """Another day or hour for one session; the others stay where they are."""

    def __init__(self, parent: QWidget, line: SessionLine, sessions: Sequence[SessionLine]) -> None:
        others = [other for other in sessions if other.id != line.id]
        title = _("Mover la {meeting}").format(meeting=meeting_name(line.ordinal).lower())
        super().__init__(parent, title, _("Mover"), line, others, line.date)
        self.about_it.setText(_("Estaba el {date}.").format(date=full_date(line.date)))


class MakeUpDialog(DayDialog):
    """A meeting that makes one good; it has a list and a plan of its own."""

    def __init__(
        self, parent: QWidget, line: SessionLine, sessions: Sequence[SessionLine], today: date
    ) -> None:
        title = meeting_name(MAKE_UP_FROM + line.number)
        day = max(today, line.date) + timedelta(days=1)
        super().__init__(parent, title, _("Agregar la reposición"), line, sessions, day)
        words = _("Sigue el mismo plan que la del {date} y tiene su propia lista.")
        self.about_it.setText(words.format(date=full_date(line.date)))


class PlaceDialog(Dialog):
    """Where one meeting is; empty means the group's place again."""

    def __init__(self, page: Page, line: SessionLine, venues: Sequence[Venue]) -> None:
        super().__init__(page, _("Otro lugar"), _("Guardar"), "check")
        self.about = f"place {line.id.hex()}"
        words = _("Sólo para la reunión del {date}. Vacío: el lugar del grupo.")
        self.body.addWidget(label(words.format(date=full_date(line.date)), "soft", wrap=True))
        form = self.form()
        self.place = PlaceField(page, venues, line.place)
        self.place.setAccessibleName(_("Lugar"))
        form.addRow(_("Lugar"), self.place)
        self.body.addWidget(self.place.hint)
        self.body.addStretch(1)
        self.fit(560, 320)
        self.place.selectAll()
        self.place.setFocus()


class SkipDialog(Dialog):
    """No meeting that day: move the rest a week on, or leave the number out."""

    def __init__(self, parent: QWidget, line: SessionLine) -> None:
        title = _("No habrá reunión el {date}").format(date=full_date(line.date))
        super().__init__(parent, title, _("Guardar"), "check")
        self.about = f"skip {line.id.hex()}"
        words = _("No cuenta como ausencia para nadie.")
        self.body.addWidget(label(words, "soft"))
        form = self.form()
        self.reason = QComboBox()
        for reason in SkipReason:
            self.reason.addItem(_(SKIP_WORDS[reason]), reason)
        form.addRow(_("¿Por qué?"), self.reason)
        self.note = QLineEdit()
        bound(self.note, 200)
        form.addRow(_("Nota (si hace falta)"), self.note)
        self.shift = QRadioButton(_("Recorrer ésta y las siguientes una semana"))
        self.alone = QRadioButton(_("Sólo saltar esta sesión"))
        self.shift.setChecked(True)
        self.body.addWidget(self.shift)
        self.body.addWidget(self.alone)
        self.body.addStretch(1)
        self.fit(560, 540)
