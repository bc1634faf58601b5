"""One version of a course: its modules and sessions, its state, and what can be done with it."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from itertools import groupby

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QHBoxLayout, QPushButton, QVBoxLayout

from desktop.changes import Changes
from desktop.i18n import _
from desktop.programme.schema import GROUP
from desktop.programme.vocabulary import CourseState
from desktop.services import course_sessions, courses
from desktop.services.courses import CourseDetail, GroupOfCourse, PlanLine
from desktop.services.papers import Write
from desktop.trouble import say
from ui.door import let_out_folder
from ui.page import Room
from ui.pages.courses.dialogs import CourseDialog, ReviewDialog
from ui.pages.courses.shared_page import SharedPage, about_courses, notice, scrolling
from ui.pages.courses.words import STATE_WORDS, of_course, standing
from ui.widgets.parts import button, card, clear, column, label, pill, row, tile
from ui.widgets.rowbutton import RowButton


class CoursePage(SharedPage):
    """Facilitators read; who coordinates changes a draft and offers it."""

    def __init__(self, room: Room) -> None:
        super().__init__(room)
        self.course = b""
        self.shown: CourseDetail | None = None
        self.state = row()
        self.tools.addLayout(self.state)
        self.tools.addWidget(button(_("Cursos"), symbol="arrow-left", then=self._on_back))
        self.lines: QVBoxLayout = column(spacing=8)
        self.body.addWidget(scrolling(self.lines), 1)
        self.acts: QHBoxLayout = row()
        self.foot.addLayout(self.acts, 1)

    def open(self, argument: object = None) -> None:
        if isinstance(argument, bytes):
            self.course = argument
        self.reload()

    def reload(self) -> None:
        if self.course:
            self.ask_shared(courses.get_course, self.course, then=self._on_read)

    def on_changes(self, changes: Changes) -> None:
        if about_courses(changes) or changes.touches(GROUP.number):
            self.reload()

    @property
    def writes(self) -> bool:
        """Whether whoever sits here writes this course."""
        return self.shown is not None and self.may_edit(self.shown.line.stream)

    def _on_read(self, course: CourseDetail) -> None:
        self.shown = course
        if course.line.stream is not self.room.desk.work.stream:
            self._show(())
            return
        self.ask_at_desk(courses.groups_of, self.course, then=self._show)

    def _show(self, groups: tuple[GroupOfCourse, ...]) -> None:
        course = self.shown
        if course is None:
            return
        self.head(course.line.title, of_course(course.line))
        word, tone, symbol = STATE_WORDS[course.line.state]
        clear(self.state)
        self.state.addWidget(pill(_(word), tone, symbol), 0, Qt.AlignmentFlag.AlignVCenter)
        clear(self.lines)
        words, tone, symbol = standing(course.line)
        if words:
            self.lines.addWidget(notice(words, tone, symbol))
        for told in (course.review_note, course.about):
            if told:
                self.lines.addWidget(label(told, "soft", wrap=True))
        self._groups(course, groups)
        for module, plans in groupby(course.plans, key=lambda plan: plan.module):
            self._module(module, list(plans))
        self.lines.addStretch(1)
        self._offer(course)

    def _module(self, name: str, plans: list[PlanLine]) -> None:
        if name:
            self.lines.addWidget(label(name, "section", wrap=True))
        frame, inside = card(spacing=2, margin=10)
        for plan in plans:
            inside.addLayout(self._session(plan))
        self.lines.addWidget(frame)

    def _session(self, plan: PlanLine) -> QHBoxLayout:
        unlike = plan.steps and plan.planned != plan.minutes
        minutes = (
            _("{planned} de {minutes} min").format(planned=plan.planned, minutes=plan.minutes)
            if unlike
            else _("{minutes} min").format(minutes=plan.minutes)
        )
        told = _("{steps} pasos · {minutes}") if plan.steps else _("Por escribir · {minutes}")
        line = RowButton(
            "list-bullets" if plan.steps else "pencil-line",
            "accent" if plan.steps else "plain",
            f"{plan.ordinal}. {plan.title or _('Todavía no llega')}",
            told.format(steps=plan.steps, minutes=minutes),
        )
        line.setEnabled(self.writes or not (self.shown and self.shown.line.locked))
        line.clicked.connect(lambda: self.go.emit("course_plan", (self.course, plan.ordinal)))
        out: QHBoxLayout = row(line)
        out.setStretch(0, 1)
        if self.writes and self.shown and self.shown.line.state is CourseState.DRAFT:
            for each in self._arranging(plan):
                out.addWidget(each)
        return out

    def _arranging(self, plan: PlanLine) -> tuple[QPushButton, ...]:
        last = len(self.shown.plans) if self.shown else 0
        up = button(_("Subir la sesión {n}").format(n=plan.ordinal), "icon", "arrow-up")
        up.setEnabled(plan.ordinal > 1)
        up.clicked.connect(lambda: self._move(plan.ordinal, plan.ordinal - 1))
        down = button(_("Bajar la sesión {n}").format(n=plan.ordinal), "icon", "arrow-down")
        down.setEnabled(plan.ordinal < last)
        down.clicked.connect(lambda: self._move(plan.ordinal, plan.ordinal + 1))
        gone = button(_("Quitar la sesión {n}").format(n=plan.ordinal), "icon", "trash")
        gone.setEnabled(last > 1)
        gone.clicked.connect(lambda: self._remove(plan.ordinal))
        return up, down, gone

    def _groups(self, course: CourseDetail, groups: tuple[GroupOfCourse, ...]) -> None:
        if not groups or course.line.state is not CourseState.READY:
            return
        frame, inside = card(spacing=6, margin=12)
        inside.addWidget(label(_("Grupos con este curso"), "strong"))
        for group in groups:
            ours = group.course == course.line.id
            told = _("Con esta versión") if ours else _("Con la versión {n}")
            words = column(
                label(group.name), label(told.format(n=group.version), "small"), spacing=0
            )
            line: QHBoxLayout = row(tile("users-three", "plain", 32), spacing=12)
            line.addLayout(words, 1)
            if not ours and self.writes and not course.line.locked:
                move = button(_("Pasar a esta versión"), symbol="arrow-right")
                move.setAccessibleName(f"{_('Pasar a esta versión')}: {group.name}")
                move.clicked.connect(lambda _on=False, each=group: self._move_group(each))
                line.addWidget(move)
            inside.addLayout(line)
        self.lines.addWidget(frame)

    def _offer(self, course: CourseDetail) -> None:
        """The buttons at the foot: what can be done with a course that stands so."""
        clear(self.acts)
        self.acts.addStretch(1)
        if not self.writes:
            return
        line = course.line
        self._action(_("A una memoria"), "download-simple", self._export)
        if line.is_outline and not line.reviewed_by:
            self._action(_("Anotar la revisión"), "check-circle", self._review)
        match line.state:
            case CourseState.DRAFT:
                self._action(_("Datos"), "pencil-simple", self._edit)
                self._action(_("Agregar sesión"), "plus", self._add)
                self._action(_("Ofrecer a los grupos"), "check", self._set(CourseState.READY), True)
            case CourseState.READY:
                self._action(_("Dejar de ofrecer"), "archive", self._set(CourseState.RETIRED))
                self._action(_("Versión nueva"), "copy", self._version, True)
            case CourseState.RETIRED:
                self._action(_("Versión nueva"), "copy", self._version)
                self._action(_("Ofrecer otra vez"), "check", self._set(CourseState.READY), True)

    def _action(
        self, words: str, symbol: str, then: Callable[[], object], primary: bool = False
    ) -> None:
        self.acts.addWidget(button(words, "primary" if primary else "", symbol, then))

    def _set(self, state: CourseState) -> Callable[[], None]:
        said = {
            CourseState.READY: _("Los grupos ya lo pueden elegir."),
            CourseState.RETIRED: _("Ya no se ofrece; los grupos que lo llevan siguen con él."),
        }

        def then() -> None:
            self.do_shared(courses.set_state, self.course, state, said=said[state])

        return then

    def _version(self) -> None:
        self.do_shared(
            courses.new_version,
            self.course,
            said=_("Versión nueva, como borrador. Los grupos siguen con la suya."),
            then=lambda changes: self.go.emit("course", changes.created[0]),
        )

    def _edit(self) -> None:
        if self.shown is not None:
            dialog = CourseDialog(self, self.shown)
            dialog.ask(
                lambda: self.do_shared(
                    courses.edit_course, self.course, dialog.filled(), said=_("Guardado.")
                )
            )

    def _review(self) -> None:
        if self.shown is not None:
            dialog = ReviewDialog(self, self.shown)
            dialog.ask(lambda: self._record(dialog.note.toPlainText()))

    def _record(self, note: str) -> None:
        self.do_at_desk(
            courses.record_review, self.course, note, date.today(), said=_("Revisión anotada.")
        )

    def _add(self) -> None:
        last = len(self.shown.plans) if self.shown else 0
        title = _("Sesión {number}").format(number=last + 1)
        self.do_shared(
            course_sessions.add_session, self.course, title, said=_("Sesión agregada al final.")
        )

    def _move(self, ordinal: int, to: int) -> None:
        self.do_shared(
            course_sessions.move_session_to, self.course, ordinal, to, said=_("Sesión movida.")
        )

    def _remove(self, ordinal: int) -> None:
        self.do_shared(
            course_sessions.remove_session, self.course, ordinal, said=_("Sesión quitada.")
        )

    def _move_group(self, group: GroupOfCourse) -> None:
        said = _("Desde la próxima sesión usa esta versión.")
        self.do_at_desk(courses.move_group, group.id, self.course, said=said)

    def _export(self) -> None:
        self.ask_shared(courses.export_course, self.course, then=self._let_out)

    def _let_out(self, write: Write) -> None:
        let_out_folder(
            self,
            self.room,
            say("Un curso, con sus sesiones"),
            write,
            then=lambda _paper: self.said.emit(_("Guardado en la memoria."), None),
        )

    def _on_back(self) -> None:
        self.go.emit("courses", None)
