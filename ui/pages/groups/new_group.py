"""The dialog that makes a group, one question a screen: what, when and where, who, which dates."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

from PySide6.QtWidgets import QStackedWidget
from shiboken6 import isValid

from desktop.i18n import _, language, tell
from desktop.services import planning
from desktop.services.groups import NewGroup
from desktop.services.planning import Choices, PreviewDay
from desktop.trouble import Trouble
from ui.page import Page
from ui.pages.groups.dates_step import DatesStep
from ui.pages.groups.new_group_steps import Step, WhatStep, WhenStep, WhoStep
from ui.widgets.dialog import Dialog
from ui.widgets.parts import button, label


class NewGroupDialog(Dialog):
    """Everything but the name has a sensible default: Enter goes on, and makes it at the end."""

    def __init__(self, page: Page, found: Choices) -> None:
        super().__init__(page, _("Crear un grupo"), _("Seguir"), "")
        self.page = page
        self.about = "group"
        desk = page.room.desk
        self.what = WhatStep(desk, found)
        self.when = WhenStep(page, found, date.today())
        self.who = WhoStep(desk, found.members)
        self.dates = DatesStep()
        self.dates.chosen.connect(self._preview)
        self.steps: tuple[Step, ...] = (self.what, self.when, self.who, self.dates)
        self.stack = QStackedWidget()
        for step in self.steps:
            self.stack.addWidget(step)
        self.place = label("", "small")
        self.body.addWidget(self.place)
        self.body.addWidget(self.stack, 1)
        self.back = button(_("Atrás"), symbol="arrow-left", then=lambda: self._turn(-1))
        self.back.setAutoDefault(False)
        self.buttons.insertWidget(0, self.back)
        self._show()
        self.fit(720, 560)

    @property
    def _at(self) -> int:
        return self.stack.currentIndex()

    def _show(self) -> None:
        last = self._at == len(self.steps) - 1
        self.place.setText(_("Paso {n} de {all}").format(n=self._at + 1, all=len(self.steps)))
        self.back.setVisible(self._at > 0)
        self.primary.setText(_("Crear el grupo") if last else _("Seguir"))
        self.complain("")
        self.steps[self._at].begin()
        if last:
            self._preview()

    def _turn(self, by: int) -> None:
        self.stack.setCurrentIndex(self._at + by)
        self._show()

    def _preview(self) -> None:
        """The dates as they would be; without them nothing is made."""
        self.primary.setEnabled(False)
        self.page.ask_at_desk(
            planning.preview,
            self._asked(),
            frozenset(self.dates.met),
            language(),
            then=self._on_preview,
            failed=self._on_trouble,
        )

    def _on_preview(self, days: tuple[PreviewDay, ...]) -> None:
        if isValid(self):  # it may have been closed meanwhile
            self.dates.show_days(days)
            self.primary.setEnabled(True)

    def _on_trouble(self, problem: BaseException) -> None:
        if not isValid(self):
            return
        if isinstance(problem, Trouble):
            self.complain(f"{tell(problem.happened)} {tell(problem.next_step)}")
        else:
            self.page.troubled.emit(problem)

    def on_primary(self) -> None:
        missing = self.steps[self._at].missing()
        if missing is not None:
            words, field = missing
            self.complain(words)
            field.setFocus()
        elif self._at < len(self.steps) - 1:
            self._turn(1)
        else:
            self.accept()

    def _asked(self) -> NewGroup:
        """What was typed so far, with the days that somebody ticked by hand."""
        day, minute = self.when.start.day, self.when.hour.minute
        if day is None or minute is None:
            raise ValueError("the steps before have a day and an hour")
        course = self.what.course.currentData()
        return NewGroup(
            name=self.what.name.text().strip(),
            start_date=day,
            start_minute=minute,
            place=self.when.place.place,
            minutes=self.when.minutes.value(),
            sessions=course.sessions if course else self.what.sessions.value(),
            facilitator=self.who.lead.currentData(),
            cofacilitator=self.who.colead.currentData(),
            capacity=self.what.capacity.value() or None,
            language=language(),
            course=course.id if course else None,
            intake=self.what.intake.currentData(),
            venue=self.when.place.venue,
            skipped=frozenset(self.dates.skipped),
        )

    def filled(self) -> NewGroup:
        """The group as its dates were shown; only after the dialog was accepted."""
        skipped = frozenset(day.date for day in self.dates.days if day.ordinal is None)
        return replace(self._asked(), skipped=skipped)
