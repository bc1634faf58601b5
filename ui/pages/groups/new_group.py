"""The dialog that makes a group: a name, a first day, an hour; the rest is filled in."""

from __future__ import annotations

from datetime import date

from PySide6.QtWidgets import (
    QComboBox,
    QGridLayout,
    QLineEdit,
    QSpinBox,
    QVBoxLayout,
    QWidget,
)

from desktop.i18n import _, language
from desktop.programme.vocabulary import COURSE_SESSIONS, SESSION_MINUTES
from desktop.services.entrance import Desk
from desktop.services.group_views import MemberLine
from desktop.services.groups import SESSIONS_MAX, NewGroup
from ui.dates import full_date, weekday_name
from ui.theme import theme
from ui.widgets.dialog import Dialog
from ui.widgets.parts import column, label
from ui.widgets.when import DayField, HourField

USUAL_START_MINUTE = 16 * 60


class NewGroupDialog(Dialog):
    """Everything but the name has a sensible default. Two columns, so that all of it shows."""

    def __init__(self, parent: QWidget, members: list[MemberLine], desk: Desk) -> None:
        """`members` may lead. Whoever makes a group leads it unless somebody else is chosen."""
        super().__init__(parent, _("Crear un grupo"), _("Crear el grupo"), "check")
        self.about = "group"
        self.name = QLineEdit()
        self.name.setPlaceholderText(_("Por ejemplo, Jacaranda"))
        self.name.setMaxLength(60)
        self.name.textChanged.connect(lambda: self.complain(""))
        self.place = QLineEdit()
        self.place.setPlaceholderText(_("Por ejemplo, Casa Comunal"))
        self.place.setMaxLength(80)
        self.start = DayField(date.today())
        self.start.changed.connect(self._explain)
        self.hour = HourField(USUAL_START_MINUTE)
        self.sessions = QSpinBox()
        self.sessions.setRange(1, SESSIONS_MAX)
        self.sessions.setValue(COURSE_SESSIONS[desk.work.stream])
        self.sessions.valueChanged.connect(self._explain)
        self.minutes = QSpinBox()
        self.minutes.setRange(15, 480)
        self.minutes.setSingleStep(15)
        self.minutes.setValue(SESSION_MINUTES)
        self.minutes.setSuffix(" min")
        self.lead = _choice(members)
        self.colead = _choice(members)
        me = desk.me.hex()
        mine = next((at for at, m in enumerate(members, 1) if m.account == me), 0)
        self.lead.setCurrentIndex(mine)
        grid = QGridLayout()
        grid.setHorizontalSpacing(theme().px(20))
        grid.setVerticalSpacing(theme().px(10))
        self.body.addLayout(grid)
        for place, (words, field) in enumerate(
            (
                (_("Nombre del grupo"), self.name),
                (_("Lugar"), self.place),
                (_("Hora"), self.hour),
                (_("Duración de cada reunión"), self.minutes),
                (_("Facilita"), self.lead),
                (_("Cofacilita"), self.colead),
            )
        ):
            # The first day takes a row of its own, after the name and the place.
            line = place // 2 + (1 if place >= 2 else 0)
            grid.addLayout(_named(words, field), line, place % 2)
        grid.addLayout(_named(_("Primera reunión"), self.start), 1, 0, 1, 2)
        grid.addLayout(_named(_("Número de sesiones"), self.sessions), 4, 0)
        self.explanation = label("", "soft", wrap=True)
        self.body.addWidget(self.explanation)
        if desk.both:
            words = _("Usted coordina los dos programas y por eso no facilita grupos.")
            self.body.addWidget(label(words, "soft", wrap=True))
        self.body.addStretch(1)
        self._explain()
        self.fit(720, 620)
        self.name.setFocus()

    def _explain(self) -> None:
        first = self.start.day
        if first is not None:
            words = _("{n} sesiones, una cada {weekday}, desde el {date}.")
            self.explanation.setText(
                words.format(
                    n=self.sessions.value(),
                    weekday=weekday_name(first.weekday()),
                    date=full_date(first),
                )
            )
        self.complain("")

    def on_primary(self) -> None:
        if not self.name.text().strip():
            self.complain(_("Falta el nombre del grupo."))
            self.name.setFocus()
        elif self.start.day is None:
            self.complain(_("Escriba el día así: 23/11/2026."))
            self.start.setFocus()
        elif self.hour.minute is None:
            self.complain(_("Escriba la hora así: 16:00."))
            self.hour.setFocus()
        elif self.lead.currentData() and self.lead.currentData() == self.colead.currentData():
            self.complain(_("Facilita y cofacilita son dos personas distintas, o deje una vacía."))
        else:
            self.accept()

    def filled(self) -> NewGroup:
        """What was typed; only after the dialog was accepted."""
        day, minute = self.start.day, self.hour.minute
        if day is None or minute is None:
            raise ValueError("an accepted dialog has a day and an hour")
        return NewGroup(
            name=self.name.text().strip(),
            start_date=day,
            start_minute=minute,
            place=self.place.text().strip(),
            minutes=self.minutes.value(),
            sessions=self.sessions.value(),
            facilitator=self.lead.currentData(),
            cofacilitator=self.colead.currentData(),
            language=language(),
        )


def _named(words: str, field: QWidget) -> QVBoxLayout:
    field.setAccessibleName(words)
    return column(label(words), field, spacing=4)


def _choice(members: list[MemberLine]) -> QComboBox:
    box = QComboBox()
    box.addItem(_("Nadie"), None)
    for member in members:
        box.addItem(member.nickname, member.id)
    return box
