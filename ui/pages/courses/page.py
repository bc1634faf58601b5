"""All courses of this stream, and the outlines that come with Vereda for who has none."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtWidgets import QFrame, QHBoxLayout, QVBoxLayout

from desktop.changes import Changes
from desktop.curriculum import shipped
from desktop.curriculum.model import CourseFile
from desktop.curriculum.shipped import CourseHead
from desktop.i18n import LANGUAGES, _, language
from desktop.programme.roles import Role
from desktop.programme.vocabulary import CourseState
from desktop.services import courses
from desktop.services.course_identity import outline_id
from desktop.services.courses import CourseLine, NewCourse
from ui.page import Room
from ui.pages.courses.dialogs import ImportDialog, NewCourseDialog
from ui.pages.courses.shared_page import SharedPage, about_courses, scrolling
from ui.pages.courses.words import OUTLINE_WORDS, length, of_course, standing
from ui.widgets.empty import Empty
from ui.widgets.files import choose_folder
from ui.widgets.parts import button, card, clear, column, label, row, tile
from ui.widgets.rowbutton import RowButton

if TYPE_CHECKING:
    from desktop.journal.open_vault import OpenVault

_SECTIONS = (CourseState.READY, CourseState.DRAFT, CourseState.RETIRED)


class CoursesPage(SharedPage):
    """Those that groups can have first, then drafts; a coordinator also sees the other stream's."""

    def __init__(self, room: Room) -> None:
        super().__init__(room)
        self.writes = room.desk.role is Role.COORDINATOR
        self.outlines: tuple[CourseHead, ...] = ()
        self.found: list[CourseLine] = []
        self.head(_("Cursos"), _("Lo que se hace en cada sesión, sin conexión y a la mano."))
        self.tools.addWidget(button(_("Grupos"), symbol="arrow-left", then=self._on_back))
        self.lines: QVBoxLayout = column(spacing=8)
        self.area = scrolling(self.lines)
        self.body.addWidget(self.area, 1)
        self.empty = Empty(
            "book-open",
            _("Todavía no hay cursos"),
            _(
                "Un curso dice qué se hace en cada sesión: el propósito, los pasos con sus "
                "minutos y lo que hay que llevar. Quien coordina lo agrega en su computadora "
                "y llega aquí con el siguiente envío."
            ),
        )
        self.empty.hide()
        self.body.addWidget(self.empty, 1)
        if self.writes:
            self.foot.addStretch(1)
            self.foot.addWidget(
                button(_("Traer de una memoria"), symbol="upload-simple", then=self.ask_import)
            )
            self.foot.addWidget(button(_("Curso nuevo"), "primary", "plus", self.ask_new))

    def reload(self) -> None:
        self.ask_shared(_look, self.writes, then=self._show)

    def on_changes(self, changes: Changes) -> None:
        if about_courses(changes):
            self.reload()

    def _show(self, seen: tuple[list[CourseLine], tuple[CourseHead, ...]]) -> None:
        self.found, self.outlines = seen
        ours = self.room.desk.work.stream
        mine = [line for line in self.found if line.stream is ours]
        others = [line for line in self.found if line.stream is not ours]
        here = {line.outline for line in self.found}
        offered = [
            head
            for head in sorted(self.outlines, key=lambda head: head.language != language())
            if head.stream is ours and outline_id(head.slug, head.language) not in here
        ]
        clear(self.lines)
        if self.writes and not mine:
            self._teach()
        for state in _SECTIONS:
            self._list(_section(state), [line for line in mine if line.state is state])
        if self.writes and offered:
            self.lines.addWidget(label(_("Guiones que vienen con Vereda"), "section"))
            for head in offered:
                self.lines.addWidget(self._outline(head))
        if self.writes:
            self._list(_("De los otros grupos"), others)
        self.lines.addStretch(1)
        nothing = not self.writes and not mine
        self.area.setVisible(not nothing)
        self.empty.setVisible(nothing)

    def _teach(self) -> None:
        frame, inside = card(margin=16)
        words = _(
            "Un curso dice qué se hace en cada sesión: el propósito, los pasos con sus minutos "
            "y lo que hay que llevar. Empiece con un guion, tráigalo de una memoria, o haga uno "
            "nuevo del largo que su programa use: 16 sesiones, 25 o un año."
        )
        inside.addWidget(label(_("Todavía no hay cursos"), "strong"))
        inside.addWidget(label(words, "soft", wrap=True))
        self.lines.addWidget(frame)

    def _list(self, heading: str, found: list[CourseLine]) -> None:
        if not found:
            return
        self.lines.addWidget(label(heading, "section"))
        frame, inside = card(spacing=2, margin=10)
        for line in found:
            inside.addWidget(self._line(line))
        self.lines.addWidget(frame)

    def _line(self, line: CourseLine) -> RowButton:
        words, tone, symbol = standing(line)
        hint = " · ".join(part for part in (of_course(line), words) if part)
        made = RowButton(symbol or "book-open", tone or "accent", line.title, hint)
        made.clicked.connect(lambda: self.go.emit("course", line.id))
        return made

    def _outline(self, head: CourseHead) -> QFrame:
        frame, inside = card(spacing=6, margin=14)
        told = f"{length(head.sessions, head.minutes)} · {LANGUAGES[head.language]}"
        add = button(_("Agregar este guion"), symbol="plus", then=lambda: self._add(head))
        add.setAccessibleName(f"{_('Agregar este guion')}: {head.title}, {told}")
        top: QHBoxLayout = row(tile("book-open", "accent"), spacing=14)
        top.addLayout(column(label(head.title, "strong"), label(told, "small"), spacing=0), 1)
        top.addWidget(add)
        inside.addLayout(top)
        inside.addWidget(label(f"{_(OUTLINE_WORDS)}.", "soft", wrap=True))
        return frame

    def _add(self, head: CourseHead) -> None:
        self.do_shared(
            courses.add_shipped,
            head.slug,
            head.language,
            said=_("Guion agregado."),
            then=lambda changes: self.go.emit("course", changes.created[0]),
        )

    def ask_new(self) -> None:
        """Ask how long the course is and what it is called."""
        dialog = NewCourseDialog(self, self.room.desk.work.stream)
        dialog.ask(lambda: self._make(dialog.filled()))

    def _make(self, new: NewCourse) -> None:
        self.do_shared(
            courses.new_course,
            new,
            said=_("Curso creado como borrador."),
            then=lambda changes: self.go.emit("course", changes.created[0]),
        )

    def ask_import(self) -> None:
        """Read a folder and show what is in it before it is taken in."""
        folder = choose_folder(self, _("Elija la carpeta del curso"))
        if folder is not None:
            self.room.tasks.run(
                courses.read_course, folder, then=self._confirm, failed=self.troubled.emit
            )

    def _confirm(self, course: CourseFile) -> None:
        dialog = ImportDialog(self, course)
        dialog.ask(lambda: self._import(course))

    def _import(self, course: CourseFile) -> None:
        self.do_shared(
            courses.import_course,
            course,
            said=_("Curso traído como borrador."),
            then=lambda changes: self.go.emit("course", changes.created[0]),
        )

    def _on_back(self) -> None:
        self.go.emit("groups", None)


def _look(shared: OpenVault, writes: bool) -> tuple[list[CourseLine], tuple[CourseHead, ...]]:
    return courses.list_courses(shared), shipped.outlines() if writes else ()


def _section(state: CourseState) -> str:
    return {
        CourseState.READY: _("Se ofrecen a los grupos"),
        CourseState.DRAFT: _("Borradores"),
        CourseState.RETIRED: _("Ya no se ofrecen"),
    }[state]
