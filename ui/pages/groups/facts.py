"""What is known of a group, corrected: name, place, who leads, whom it takes, course, day."""

from __future__ import annotations

from datetime import date

from PySide6.QtWidgets import QComboBox, QLineEdit, QSpinBox

from desktop.changes import Changes
from desktop.i18n import _
from desktop.programme.schedule import first_meeting
from desktop.services import planning
from desktop.services.entrance import Desk
from desktop.services.group_views import GroupDetail, MemberLine
from desktop.services.groups import GroupEdit
from desktop.services.planning import Choices
from ui.page import Page
from ui.pages.groups.new_group_steps import NAME_MAX, Step, capacity_box, intake_box, member_box
from ui.pages.groups.place_field import PlaceField
from ui.pages.groups.words import course_words
from ui.widgets.dialog import Dialog
from ui.widgets.parts import button, choose, label, row
from ui.widgets.typed_line import bound
from ui.widgets.when import DayField, HourField


class FactsDialog(Dialog):
    """One form; only what differs is written. Another weekday or hour is asked for apart."""

    def __init__(self, page: Page, now: GroupDetail, found: Choices) -> None:
        super().__init__(page, _("Datos del grupo"), _("Guardar"), "check")
        self.about = f"facts {now.id.hex()}"
        self.page = page
        self.now = now
        form = Step()
        self.name = QLineEdit(now.name)
        bound(self.name, NAME_MAX)
        self.place = PlaceField(page, found.venues, now.place)
        self.lead = _members(found.members, now.facilitator, now.lead)
        self.colead = _members(found.members, now.cofacilitator, now.colead)
        self.intake = intake_box(now.intake)
        self.capacity = capacity_box(now.capacity)
        self.course = QComboBox()
        self.course.addItem(_("Como está ahora"), None)
        for course in found.courses:
            if course.id == now.course:
                self.course.setItemText(0, course_words(course))
            else:
                self.course.addItem(course_words(course), course.id)
        form.put(_("Nombre del grupo"), self.name, 0, 0)
        form.put(_("Lugar"), self.place, 0, 1)
        form.put(_("Facilita"), self.lead, 1, 0)
        form.put(_("Cofacilita"), self.colead, 1, 1)
        form.put(_("Ingreso"), self.intake, 2, 0)
        form.put(_("Cupo"), self.capacity, 2, 1)
        form.put(_("Curso"), self.course, 3, 0, 2)
        form.inside.addWidget(self.place.hint)
        words = _("Al cambiar de curso sólo cambian los temas de las reuniones por venir.")
        form.inside.addWidget(label(words, "small", wrap=True))
        self.body.addWidget(form)
        self.hours = button(_("Cambiar el día o la hora"), "link", "calendar-blank", self._on_hours)
        self.hours.setAutoDefault(False)
        self.body.addLayout(row(self.hours, None))
        self.body.addStretch(1)
        self.fit(680, 640)
        self.name.setFocus()

    def _on_hours(self) -> None:
        self.reject()
        HoursDialog(self.page, self.now).open()

    def on_primary(self) -> None:
        if not self.name.text().strip():
            self.complain(_("Falta el nombre del grupo."))
            self.name.setFocus()
        elif self.lead.currentData() and self.lead.currentData() == self.colead.currentData():
            self.complain(_("Facilita y cofacilita son dos personas distintas, o deje una vacía."))
            self.colead.setFocus()
        else:
            self._save()
            self.accept()

    def _save(self) -> None:
        venue = self.place.venue
        if venue is None and self.place.place == self.now.place:
            venue = self.now.venue
        edit = GroupEdit(
            name=self.name.text().strip(),
            place=self.place.place,
            facilitator=self.lead.currentData(),
            cofacilitator=self.colead.currentData(),
            capacity=self.capacity.value() or None,
            intake=self.intake.currentData(),
            venue=venue,
        )
        self.page.do_at_desk(
            _saved, self.now.id, edit, self.course.currentData(), said=_("Datos guardados.")
        )


def _saved(desk: Desk, group: bytes, edit: GroupEdit, course: bytes | None) -> Changes:
    changes = planning.edit_group(desk, group, edit)
    return changes | planning.change_course(desk, group, course) if course else changes


def _members(members: tuple[MemberLine, ...], chosen: bytes | None, nickname: str) -> QComboBox:
    """Whoever leads already stays, also without access now."""
    box = member_box(members)
    if chosen is not None and all(member.id != chosen for member in members):
        box.addItem(nickname or _("Sin acceso"), chosen)
    choose(box, chosen)
    return box


class HoursDialog(Dialog):
    """Another weekday or hour for all meetings to come."""

    def __init__(self, page: Page, now: GroupDetail) -> None:
        super().__init__(page, _("Cambiar el día o la hora"), _("Cambiar"), "check")
        self.page = page
        self.now = now
        words = _(
            "Todas las reuniones por venir se acomodan una por semana desde el día que elija, "
            "sin las fechas en que no se trabaja. Las reuniones con lista se quedan."
        )
        self.body.addWidget(label(words, "soft", wrap=True))
        form = self.form()
        self.first = DayField(first_meeting(now.next_date or date.today(), now.weekday))
        self.first.setAccessibleName(_("Primer día"))
        self.hour = HourField(now.start_minute)
        self.minutes = QSpinBox()
        self.minutes.setRange(15, 480)
        self.minutes.setSingleStep(15)
        self.minutes.setValue(now.minutes)
        self.minutes.setSuffix(" min")
        form.addRow(_("Primer día"), self.first)
        form.addRow(_("Hora"), self.hour)
        form.addRow(_("Duración de cada reunión"), self.minutes)
        self.body.addStretch(1)
        self.fit(600, 480)

    def on_primary(self) -> None:
        if self.first.day is None:
            self.complain(_("Escriba el día así: 23/11/2026."))
        elif self.hour.minute is None:
            self.complain(_("Escriba la hora así: 16:00."))
        else:
            self.page.do_at_desk(
                planning.reschedule,
                self.now.id,
                self.first.day,
                self.hour.minute,
                self.minutes.value(),
                said=_("Las reuniones por venir tienen otro día u otra hora."),
            )
            self.accept()


def ask_facts(page: Page, now: GroupDetail) -> None:
    """Once it is known who may lead, and which courses and places there are."""

    def show(found: Choices) -> None:
        FactsDialog(page, now, found).open()

    page.ask_at_desk(planning.choices, then=show)
