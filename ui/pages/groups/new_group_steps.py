"""The screens of the dialog that makes a group: what it is, when and where, who leads it."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from PySide6.QtWidgets import QComboBox, QGridLayout, QLineEdit, QSpinBox, QVBoxLayout, QWidget

from desktop.i18n import _
from desktop.programme.vocabulary import COURSE_SESSIONS, SESSION_MINUTES, Intake
from desktop.services.entrance import Desk
from desktop.services.group_views import MemberLine
from desktop.services.groups import CAPACITY_MAX, SESSIONS_MAX
from desktop.services.planning import Choices
from ui.page import Page
from ui.pages.groups.place_field import PlaceField
from ui.pages.groups.words import INTAKE_WORDS, course_words
from ui.theme import theme
from ui.widgets.parts import choose, column, label
from ui.widgets.typed_line import bound
from ui.widgets.when import DayField, HourField

NAME_MAX = 60
USUAL_START_MINUTE = 16 * 60


class Step(QWidget):
    """One screen: two columns of named fields. `missing` says what keeps it from going on."""

    def __init__(self) -> None:
        super().__init__()
        self.inside = QVBoxLayout(self)
        self.inside.setContentsMargins(0, 0, 0, 0)
        self.inside.setSpacing(theme().px(12))
        self.grid = QGridLayout()
        self.grid.setHorizontalSpacing(theme().px(20))
        self.grid.setVerticalSpacing(theme().px(12))
        self.grid.setColumnStretch(0, 1)
        self.grid.setColumnStretch(1, 1)
        self.inside.addLayout(self.grid)

    def put(self, words: str, field: QWidget, line: int, place: int, across: int = 1) -> QWidget:
        """A field under its name; the two together, so that they can be hidden."""
        field.setAccessibleName(words)
        both = QWidget()
        both.setLayout(column(label(words), field, spacing=4))
        self.grid.addWidget(both, line, place, 1, across)
        return both

    def begin(self) -> None:
        """It shows: the keyboard goes to the first field."""

    def missing(self) -> tuple[str, QWidget] | None:
        return None


class WhatStep(Step):
    """A name, the course, and whom the group takes."""

    def __init__(self, desk: Desk, found: Choices) -> None:
        super().__init__()
        self.name = QLineEdit()
        self.name.setPlaceholderText(_("Por ejemplo, Jacaranda"))
        bound(self.name, NAME_MAX)
        self.course = QComboBox()
        n = COURSE_SESSIONS[desk.work.stream]
        self.course.addItem(_("Sin curso: sólo el número de sesiones"), None)
        for course in found.courses:
            self.course.addItem(course_words(course), course)
        if found.courses:
            self.course.setCurrentIndex(1)
        self.sessions = QSpinBox()
        self.sessions.setRange(1, SESSIONS_MAX)
        self.sessions.setValue(n)
        self.intake = intake_box(Intake.OPEN)
        self.capacity = capacity_box(None)
        self.put(_("Nombre del grupo"), self.name, 0, 0, 2)
        self.put(_("Curso"), self.course, 1, 0, 2)
        self._length = self.put(_("Número de sesiones"), self.sessions, 2, 0)
        self.put(_("Ingreso"), self.intake, 3, 0)
        self.put(_("Cupo"), self.capacity, 3, 1)
        self.inside.addStretch(1)
        self.course.currentIndexChanged.connect(self._show_length)
        self._show_length()

    def _show_length(self) -> None:
        self._length.setVisible(self.course.currentData() is None)

    def begin(self) -> None:
        self.name.setFocus()

    def missing(self) -> tuple[str, QWidget] | None:
        if not self.name.text().strip():
            return _("Falta el nombre del grupo."), self.name
        return None


class WhenStep(Step):
    """The first day, the hour and the place."""

    def __init__(self, page: Page, found: Choices, today: date) -> None:
        super().__init__()
        self.start = DayField(today)
        self.hour = HourField(USUAL_START_MINUTE)
        self.minutes = QSpinBox()
        self.minutes.setRange(15, 480)
        self.minutes.setSingleStep(15)
        self.minutes.setValue(SESSION_MINUTES)
        self.minutes.setSuffix(" min")
        self.place = PlaceField(page, found.venues)
        self.put(_("Primera reunión"), self.start, 0, 0, 2)
        self.put(_("Hora"), self.hour, 1, 0)
        self.put(_("Duración de cada reunión"), self.minutes, 1, 1)
        self.put(_("Lugar"), self.place, 2, 0, 2)
        self.inside.addWidget(self.place.hint)
        words = _(
            "El lugar queda apartado para el grupo: otro programa no lo usa el mismo día. "
            "El calendario no dice qué grupo es."
        )
        self.inside.addWidget(label(words, "soft", wrap=True))
        self.inside.addStretch(1)

    def begin(self) -> None:
        self.start.setFocus()

    def missing(self) -> tuple[str, QWidget] | None:
        if self.start.day is None:
            return _("Escriba el día así: 23/11/2026."), self.start
        if self.hour.minute is None:
            return _("Escriba la hora así: 16:00."), self.hour
        return None


class WhoStep(Step):
    """Two people of the team, or fewer for now."""

    def __init__(self, desk: Desk, members: Sequence[MemberLine]) -> None:
        super().__init__()
        self.lead = member_box(members)
        self.colead = member_box(members)
        me = desk.me.hex()
        mine = next((member.id for member in members if member.account == me), None)
        choose(self.lead, mine)
        self.put(_("Facilita"), self.lead, 0, 0)
        self.put(_("Cofacilita"), self.colead, 0, 1)
        words = _("Sólo aparece quien puede facilitar en este programa y tiene acceso.")
        if desk.both:
            words = _("Usted coordina los dos programas y por eso no facilita grupos.")
        self.inside.addWidget(label(words, "soft", wrap=True))
        self.inside.addStretch(1)

    def begin(self) -> None:
        self.lead.setFocus()

    def missing(self) -> tuple[str, QWidget] | None:
        if self.lead.currentData() and self.lead.currentData() == self.colead.currentData():
            words = _("Facilita y cofacilita son dos personas distintas, o deje una vacía.")
            return words, self.colead
        return None


def member_box(members: Sequence[MemberLine]) -> QComboBox:
    box = QComboBox()
    box.addItem(_("Nadie"), None)
    for member in members:
        box.addItem(member.nickname, member.id)
    return box


def intake_box(intake: Intake) -> QComboBox:
    box = QComboBox()
    for each in Intake:
        box.addItem(_(INTAKE_WORDS[each]), each)
    choose(box, intake)
    return box


def capacity_box(capacity: int | None) -> QSpinBox:
    """0 stands for "as many as come"."""
    box = QSpinBox()
    box.setRange(0, CAPACITY_MAX)
    box.setSpecialValueText(_("Sin límite"))
    box.setValue(capacity or 0)
    return box
