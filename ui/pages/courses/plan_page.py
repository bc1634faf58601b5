"""One session of a course: read by everybody, written by who coordinates while it is a draft."""

from __future__ import annotations

from collections.abc import Mapping
from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QFrame, QScrollArea

from desktop.changes import Changes
from desktop.curriculum.model import Plan, tidy_plan
from desktop.i18n import _
from desktop.programme.roles import Role
from desktop.programme.vocabulary import CourseState
from desktop.services import courses
from desktop.services.courses import CourseDetail
from ui.page import Room
from ui.pages.courses.plan_editor import PlanEditor
from ui.pages.courses.plan_reading import PlanReading
from ui.pages.courses.shared_page import SharedPage, about_courses, notice
from ui.pages.courses.words import standing
from ui.widgets.parts import button, clear, column, pill, row

if TYPE_CHECKING:
    from desktop.journal.open_vault import OpenVault

_Seen = tuple[CourseDetail, Plan, Mapping[str, str]]


class PlanPage(SharedPage):
    """The argument is (course id, number of the session). Leaving the page saves it."""

    def __init__(self, room: Room) -> None:
        super().__init__(room)
        self.course = b""
        self.ordinal = 0
        self.saved: Plan | None = None
        self.editor: PlanEditor | None = None
        self._sessions = 0
        self.sum = row()
        self.tools.addLayout(self.sum)
        self.tools.addWidget(button(_("Curso"), symbol="arrow-left", then=self._on_back))
        self.above = column()
        self.body.addLayout(self.above)
        self.area = QScrollArea()
        self.area.setWidgetResizable(True)
        self.area.setFrameShape(QFrame.Shape.NoFrame)
        self.area.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.area.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.body.addWidget(self.area, 1)
        self.before = button(_("Anterior"), symbol="arrow-left", then=lambda: self._step(-1))
        self.after = button(_("Siguiente"), symbol="arrow-right", then=lambda: self._step(1))
        self.save = button(_("Guardar"), "primary", "check", self.keep)
        for each in (self.before, self.after):
            self.foot.addWidget(each)
        self.foot.addStretch(1)
        self.foot.addWidget(self.save)
        QShortcut(
            QKeySequence.StandardKey.Save,
            self,
            self.keep,
            context=Qt.ShortcutContext.WidgetWithChildrenShortcut,
        )

    def open(self, argument: object = None) -> None:
        match argument:
            case (bytes() as course, int() as ordinal):
                self.course, self.ordinal = course, ordinal
                self.saved = None
        self.reload()

    def reload(self) -> None:
        if self.course:
            may = self.room.desk.role is Role.COORDINATOR
            self.ask_shared(_look, self.course, self.ordinal, may, then=self._show)

    def on_changes(self, changes: Changes) -> None:
        if about_courses(changes):
            self.reload()

    def leaving(self) -> None:
        self._keep()

    def keep(self) -> None:
        """Save what was written, and say so."""
        self._keep(_("Guardado."))

    def _keep(self, said: str = "") -> None:
        """Nothing is written where nothing was typed."""
        if self.editor is None or self.editor.ordinal != self.ordinal:
            return
        plan = tidy_plan(self.editor.filled())
        if plan != self.saved:
            done = partial(self._on_kept, plan)
            self.do_shared(courses.edit_plan, self.course, plan, said=said, then=done)

    def _on_kept(self, plan: Plan, _changes: Changes) -> None:
        if plan.ordinal == self.ordinal:
            self.saved = plan

    def _show(self, seen: _Seen) -> None:
        course, plan, titles = seen
        if plan.ordinal != self.ordinal or course.line.id != self.course:
            return  # an answer for the session that was shown before
        if plan == self.saved:
            return  # what came back is what is on the screen, and may have been typed on since
        self._sessions = course.line.sessions
        self.saved = plan
        parts = (course.line.title, plan.module)
        self.head(f"{plan.ordinal}. {plan.title}", " · ".join(part for part in parts if part))
        clear(self.above)
        words, tone, symbol = standing(course.line)
        if words:
            self.above.addWidget(notice(words, tone, symbol))
        writes = course.line.state is CourseState.DRAFT and self.may_edit(course.line.stream)
        if writes:
            self.editor = PlanEditor(plan, course.line.minutes, titles)
            self.editor.rearranged.connect(self._keep)
            self.editor.timed.connect(self._show_sum)
            self.area.setWidget(self.editor)
            self._show_sum(*self.editor.told_minutes)
        else:
            self.editor = None
            self.area.setWidget(PlanReading(plan, titles))
            self._show_sum(plan.step_minutes, plan.minutes or course.line.minutes)
        self.save.setVisible(writes)
        self.before.setEnabled(self.ordinal > 1)
        self.after.setEnabled(self.ordinal < self._sessions)

    def _show_sum(self, planned: int, minutes: int) -> None:
        clear(self.sum)
        words = _("{planned} de {minutes} min").format(planned=planned, minutes=minutes)
        even = planned == minutes
        self.sum.addWidget(
            pill(words, "good" if even else "amber", "check" if even else "clock"),
            0,
            Qt.AlignmentFlag.AlignVCenter,
        )

    def _step(self, by: int) -> None:
        self._keep()
        self.open((self.course, self.ordinal + by))

    def _on_back(self) -> None:
        self.go.emit("course", self.course)


def _look(shared: OpenVault, course: bytes, ordinal: int, may_read_locked: bool) -> _Seen:
    """A locked outline is read here by who coordinates: somebody has to review it."""
    return (
        courses.get_course(shared, course),
        courses.get_plan(shared, course, ordinal, may_read_locked=may_read_locked),
        courses.material_titles(shared),
    )
