"""One group: its sessions, its people, and what can be done with the chosen session."""

from __future__ import annotations

from PySide6.QtCore import QModelIndex, Qt
from PySide6.QtWidgets import QListWidget, QListWidgetItem

from desktop.changes import Changes
from desktop.i18n import _, ngettext
from desktop.programme.schema import ATTENDANCE, ENROLMENT, GROUP, PARTICIPANT, SESSION
from desktop.programme.vocabulary import SessionState
from desktop.services import group_views, groups
from desktop.services.group_views import GroupDetail, SessionLine
from ui.dates import hours, weekday_name
from ui.page import Page, Room
from ui.pages.groups.model import SESSION_COLUMNS
from ui.pages.groups.session_dialogs import MoveDialog, SkipDialog
from ui.theme import theme
from ui.widgets.choose_people import choose_people
from ui.widgets.parts import button, card, label, row
from ui.widgets.table import RowsModel, Table

PEOPLE_PX = 232


class GroupPage(Page):
    """Sessions on the left, people on the right."""

    def __init__(self, room: Room) -> None:
        super().__init__(room)
        self.group = b""
        self.detail: GroupDetail | None = None
        self.tools.addWidget(
            button(_("Grupos"), symbol="arrow-left", then=lambda: self.go.emit("groups", None))
        )
        self.model: RowsModel[SessionLine] = RowsModel(SESSION_COLUMNS)
        self.table = Table(self.model, _("Sesiones"), stretch=2)
        self.table.widths(52, 168, 0, 124, 84)
        self.table.activated.connect(self._on_open)
        self.table.doubleClicked.connect(self._on_open)
        self.table.selectionModel().currentChanged.connect(lambda *_a: self._show_actions())
        left, inside = card(margin=10)
        inside.addWidget(self.table)
        right, people = card(spacing=8)
        self.count = label("", "section")
        people.addWidget(self.count)
        self.people = QListWidget()
        self.people.setAccessibleName(_("Personas del grupo"))
        people.addWidget(self.people, 1)
        people.addWidget(button(_("Agregar"), symbol="user-plus", then=self._on_add))
        self.take_out = button(_("Dar de baja"), symbol="sign-out", then=self._on_take_out)
        people.addWidget(self.take_out)
        self.people.currentRowChanged.connect(lambda at: self.take_out.setEnabled(at >= 0))
        right.setFixedWidth(max(theme().px(PEOPLE_PX), right.minimumSizeHint().width()))
        across = row(left, right, spacing=16)
        across.setStretch(0, 1)
        self.body.addLayout(across, 1)
        self.move_button = button(_("Mover"), symbol="calendar-blank", then=self._on_move)
        self.skip_button = button(_("No hubo reunión"), symbol="calendar-x", then=self._on_skip)
        self.back_button = button(
            _("Sí habrá reunión"), symbol="arrow-u-up-left", then=self._on_unskip
        )
        self.list_button = button(_("Pasar lista"), "primary", "check-square", self._on_list)
        self.foot.addStretch(1)
        for each in (self.move_button, self.skip_button, self.back_button, self.list_button):
            self.foot.addWidget(each)

    def open(self, argument: object = None) -> None:
        if isinstance(argument, bytes) and argument != self.group:
            self.group = argument
            self.detail = None
        self.reload()

    def reload(self) -> None:
        if self.group:
            self.ask(group_views.get_group, self.group, then=self._show)

    def _show(self, found: GroupDetail) -> None:
        if found.id != self.group:
            return
        first = self.detail is None
        kept = None if first else self._chosen()
        self.detail = found
        about = [f"{weekday_name(found.weekday)}, {hours(found.start_minute, found.minutes)}"]
        about += [part for part in (found.place, found.facilitators) if part]
        self.head(found.name, " · ".join(about))
        self.model.show(found.sessions)
        wanted = kept.id if kept else found.next_session
        at = next((i for i, s in enumerate(found.sessions) if s.id == wanted), 0)
        if found.sessions:
            self.table.setCurrentIndex(self.model.index(at, 0))
            self.table.scrollTo(self.model.index(at, 0))
        n = len(found.people)
        self.count.setText(ngettext("{n} persona", "{n} personas", n).format(n=n))
        self.people.clear()
        for person in found.people:
            item = QListWidgetItem(
                _("{nickname} · {folio}").format(nickname=person.nickname, folio=person.folio)
            )
            item.setData(Qt.ItemDataRole.UserRole, person.id)
            self.people.addItem(item)
        self.take_out.setEnabled(False)
        self._show_actions()

    def _chosen(self) -> SessionLine | None:
        index = self.table.currentIndex()
        return self.model.row(index) if index.isValid() else None

    def _show_actions(self) -> None:
        line = self._chosen()
        state = line.state if line else None
        untouched = state is SessionState.PLANNED and line is not None and not line.marked
        self.move_button.setVisible(state is SessionState.PLANNED)
        self.skip_button.setVisible(untouched)
        self.back_button.setVisible(state is SessionState.SKIPPED)
        self.list_button.setVisible(state in (SessionState.PLANNED, SessionState.HELD))
        self.list_button.setText(
            " " + (_("Ver la lista") if state is SessionState.HELD else _("Pasar lista"))
        )

    def on_changes(self, changes: Changes) -> None:
        kinds = (GROUP, SESSION, ENROLMENT, ATTENDANCE, PARTICIPANT)
        if self.isVisible() and any(changes.touches(kind.number) for kind in kinds):
            self.reload()

    # --- what can be done ------------------------------------------------------

    def _on_open(self, _index: QModelIndex) -> None:
        self._on_list()

    def _on_list(self) -> None:
        line = self._chosen()
        if line is not None and line.state is not SessionState.SKIPPED:
            self.go.emit("attendance", line.id)

    def _on_move(self) -> None:
        line = self._chosen()
        if line is None:
            return
        dialog = MoveDialog(self, line)

        def move() -> None:
            minute = dialog.hour.minute
            self.do(
                groups.move_session,
                line.id,
                dialog.day.day,
                minute if minute != line.start_minute else None,
                said=_("Sesión movida."),
            )

        dialog.ask(move)

    def _on_skip(self) -> None:
        line = self._chosen()
        if line is None:
            return
        dialog = SkipDialog(self, line)
        dialog.ask(lambda: self._skip(line, dialog))

    def _skip(self, line: SessionLine, dialog: SkipDialog) -> None:
        shift = dialog.shift.isChecked()
        service = groups.skip_and_shift if shift else groups.skip_session
        said = _("Recorridas una semana.") if shift else _("Sesión saltada.")
        self.do(service, line.id, dialog.reason.currentData(), dialog.note.text(), said=said)

    def _on_unskip(self) -> None:
        line = self._chosen()
        if line is not None:
            self.do(groups.unskip_session, line.id, said=_("La sesión vuelve a estar por venir."))

    def _on_add(self) -> None:
        choose_people(self, self.group)

    def _on_take_out(self) -> None:
        item = self.people.currentItem()
        if item is not None:
            self.do(
                groups.leave_group,
                self.group,
                item.data(Qt.ItemDataRole.UserRole),
                said=_("Dada de baja del grupo. Su asistencia se conserva."),
            )
