"""The dialog that makes a group: a name, a first date, an hour; the rest is filled in."""

from __future__ import annotations

from datetime import date

from PySide6.QtCore import QDate, QTime
from PySide6.QtWidgets import QComboBox, QDateEdit, QLineEdit, QSpinBox, QTimeEdit, QWidget

from desktop.i18n import _, language
from desktop.programme.vocabulary import COURSE_SESSIONS, SESSION_MINUTES, Stream
from desktop.services.group_views import MemberLine
from desktop.services.groups import SESSIONS_MAX, NewGroup
from ui.dates import full_date, locale, weekday_name
from ui.widgets.dialog import Dialog
from ui.widgets.parts import label


class NewGroupDialog(Dialog):
    """Everything but the name has a sensible default."""

    def __init__(self, parent: QWidget, members: list[MemberLine], stream: Stream) -> None:
        super().__init__(parent, _("Crear un grupo"), _("Crear el grupo"), "check")
        form = self.form()
        self.name = QLineEdit()
        self.name.setPlaceholderText(_("Por ejemplo, Jacaranda"))
        self.name.setMaxLength(60)
        form.addRow(_("Nombre del grupo"), self.name)
        self.start = QDateEdit(QDate.currentDate())
        self.start.setCalendarPopup(True)
        self.start.setLocale(locale())
        self.start.setDisplayFormat(_("dddd d 'de' MMMM 'de' yyyy"))
        self.start.dateChanged.connect(self._explain)
        form.addRow(_("Primera reunión"), self.start)
        self.hour = QTimeEdit(QTime(16, 0))
        self.hour.setDisplayFormat("HH:mm")
        form.addRow(_("Hora"), self.hour)
        self.sessions = QSpinBox()
        self.sessions.setRange(1, SESSIONS_MAX)
        self.sessions.setValue(COURSE_SESSIONS[stream])
        self.sessions.valueChanged.connect(self._explain)
        form.addRow(_("Número de sesiones"), self.sessions)
        self.minutes = QSpinBox()
        self.minutes.setRange(15, 480)
        self.minutes.setSingleStep(15)
        self.minutes.setValue(SESSION_MINUTES)
        self.minutes.setSuffix(" min")
        form.addRow(_("Duración de cada reunión"), self.minutes)
        self.place = QLineEdit()
        self.place.setPlaceholderText(_("Por ejemplo, Casa Comunal"))
        self.place.setMaxLength(80)
        form.addRow(_("Lugar"), self.place)
        self.lead = _choice(members)
        self.colead = _choice(members)
        if members:
            self.lead.setCurrentIndex(1)
        form.addRow(_("Facilita"), self.lead)
        form.addRow(_("Cofacilita"), self.colead)
        self.explanation = label("", "small", wrap=True)
        self.body.addWidget(self.explanation)
        self._explain()
        self.fit(560, 640)
        self.name.setFocus()

    def _first(self) -> date:
        chosen = self.start.date()
        return date(chosen.year(), chosen.month(), chosen.day())

    def _explain(self) -> None:
        first = self._first()
        self.explanation.setText(
            _("{n} sesiones, una cada {weekday}, desde el {date}.").format(
                n=self.sessions.value(),
                weekday=weekday_name(first.weekday()),
                date=full_date(first),
            )
        )

    def on_primary(self) -> None:
        if not self.name.text().strip():
            self.complain(_("Falta el nombre del grupo."))
            self.name.setFocus()
        elif self.lead.currentData() and self.lead.currentData() == self.colead.currentData():
            self.complain(_("Facilita y cofacilita son dos personas distintas, o deje una vacía."))
        else:
            self.accept()

    def filled(self) -> NewGroup:
        clock = self.hour.time()
        return NewGroup(
            name=self.name.text().strip(),
            start_date=self._first(),
            start_minute=clock.hour() * 60 + clock.minute(),
            place=self.place.text().strip(),
            minutes=self.minutes.value(),
            sessions=self.sessions.value(),
            facilitator=self.lead.currentData(),
            cofacilitator=self.colead.currentData(),
            language=language(),
        )


def _choice(members: list[MemberLine]) -> QComboBox:
    box = QComboBox()
    box.addItem(_("Nadie"), None)
    for member in members:
        box.addItem(member.nickname, member.id)
    return box
