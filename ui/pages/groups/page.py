"""All groups of this stream; a double click or Enter opens one."""

from __future__ import annotations

from PySide6.QtCore import QModelIndex

from desktop.changes import Changes
from desktop.i18n import _, ngettext
from desktop.programme.schema import ENROLMENT, GROUP, SESSION
from desktop.services import group_views, planning
from desktop.services.group_views import GroupLine
from desktop.services.groups import NewGroup
from desktop.services.planning import Choices
from ui.page import Page, Room
from ui.pages.groups.model import GROUP_COLUMNS
from ui.pages.groups.new_group import NewGroupDialog
from ui.widgets.empty import Empty
from ui.widgets.parts import button, card
from ui.widgets.table import RowsModel, Table


class GroupsPage(Page):
    """List of groups and the button that makes one."""

    def __init__(self, room: Room) -> None:
        super().__init__(room)
        self.tool(_("Calendario"), "calendar-blank", "calendar")
        self.tool(_("Cursos"), "books", "courses")
        self.tool(_("Materiales"), "film-strip", "library")
        self.tool(_("Aviso"), "bell", "notice")
        self.model: RowsModel[GroupLine] = RowsModel(GROUP_COLUMNS)
        self.table = Table(self.model, _("Grupos"), stretch=2)
        self.table.widths(210, 150, 0, 90, 90, 120)
        self.table.activated.connect(self._on_open)
        self.table.clicked.connect(self._on_open)
        self.frame, inside = card(margin=10)
        inside.addWidget(self.table)
        self.body.addWidget(self.frame, 1)
        self.empty = Empty(
            "users-three",
            _("Todavía no hay grupos"),
            _(
                "Un grupo se reúne cada semana. Al crearlo, el programa anota todas sus "
                "sesiones desde la fecha de inicio; después puede mover o saltar una."
            ),
            button(_("Crear el primer grupo"), symbol="plus", then=self.ask_new),
        )
        self.body.addWidget(self.empty, 1)
        self.foot.addStretch(1)
        self.foot.addWidget(button(_("Crear un grupo"), "primary", "plus", self.ask_new))

    def open(self, argument: object = None) -> None:
        self.reload()
        if argument == "new":
            self.ask_new()

    def reload(self) -> None:
        self.ask(group_views.list_groups, then=self._show)

    def _show(self, found: list[GroupLine]) -> None:
        self.head(_("Grupos"), ngettext("{n} grupo", "{n} grupos", len(found)).format(n=len(found)))
        self.model.show(found)
        self.frame.setVisible(bool(found))
        self.empty.setVisible(not found)

    def on_changes(self, changes: Changes) -> None:
        if any(changes.touches(kind.number) for kind in (GROUP, SESSION, ENROLMENT)):
            self.reload()

    def _on_open(self, index: QModelIndex) -> None:
        self.go.emit("group", self.model.row(index).id)

    def ask_new(self) -> None:
        """Open the dialog once the team, the courses and the places have been read."""

        def show(found: Choices) -> None:
            dialog = NewGroupDialog(self, found)
            dialog.ask(lambda: self._create(dialog.filled()))

        self.ask_at_desk(planning.choices, then=show)

    def _create(self, new: NewGroup) -> None:
        def made(changes: Changes) -> None:
            self.go.emit("group", changes.created[0])

        said = _("Grupo creado con sus sesiones.")
        self.do_at_desk(planning.begin_group, new, said=said, then=made)
