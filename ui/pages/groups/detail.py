"""One group: its sessions, its people, and what can be done with the chosen session."""

from __future__ import annotations

from datetime import date

from PySide6.QtCore import QModelIndex
from PySide6.QtGui import QResizeEvent

from desktop.changes import Changes
from desktop.i18n import _
from desktop.programme.schema import ATTENDANCE, ENROLMENT, GROUP, PARTICIPANT, SESSION
from desktop.programme.vocabulary import NoticeSort, SessionState, Stream
from desktop.services import group_views, meeting_days, planning, rooms
from desktop.services.group_views import GroupDetail, GroupPerson, SessionLine
from desktop.services.planning import Choices
from ui.dates import hours, weekday_name
from ui.page import Page, Room
from ui.pages.groups.facts import ask_facts
from ui.pages.groups.model import SESSION_COLUMNS
from ui.pages.groups.notice import NoticeDialog
from ui.pages.groups.people_card import PeopleCard
from ui.pages.groups.person_acts import PersonActsDialog, come_back
from ui.pages.groups.session_dialogs import MakeUpDialog, MoveDialog, PlaceDialog, SkipDialog
from ui.theme import theme
from ui.widgets.choose_people import choose_people
from ui.widgets.parts import button, card, row
from ui.widgets.table import RowsModel, Table

WIDE_PX = 1000
"""Of the page itself; narrower, the way back is an icon alone."""


class GroupPage(Page):
    """Sessions on the left, people on the right."""

    def __init__(self, room: Room) -> None:
        super().__init__(room)
        self.group = b""
        self.detail: GroupDetail | None = None
        self.away = button(_("Grupos"), symbol="arrow-left", then=self._on_away)
        self.away.setToolTip(self.away.accessibleName())
        self.tools.addWidget(self.away)
        self.tools.addWidget(button(_("Datos"), symbol="pencil-simple", then=self._on_facts))
        self.papers = button(_("Papeles"), "icon", "files", self._on_papers)
        self.papers.setVisible("paper" in room.pages)
        self.tools.addWidget(self.papers)
        self.tool(_("Entregar"), "handshake", "handover", lambda: self.group)
        self.tool(_("Cerrar grupo"), "flag", "closing", lambda: self.group)
        self.model: RowsModel[SessionLine] = RowsModel(SESSION_COLUMNS)
        self.table = Table(self.model, _("Sesiones"), stretch=2)
        self.table.widths(52, 168, 0, 124, 84)
        self.table.activated.connect(self._on_open)
        self.table.doubleClicked.connect(self._on_open)
        self.table.selectionModel().currentChanged.connect(lambda *_a: self._show_actions())
        left, inside = card(margin=10)
        inside.addWidget(self.table)
        self.people = PeopleCard(self._on_add, self._on_person, self._on_back)
        across = row(left, self.people.frame, spacing=16)
        across.setStretch(0, 1)
        self.body.addLayout(across, 1)
        self._make_foot()

    def _make_foot(self) -> None:
        self.place_button = button(_("Otro lugar"), symbol="map-pin", then=self._on_place)
        self.move_button = button(_("Mover"), symbol="calendar-blank", then=self._on_move)
        self.skip_button = button(_("No hubo reunión"), symbol="calendar-x", then=self._on_skip)
        self.make_up_button = button(_("Reponer"), symbol="calendar-plus", then=self._on_make_up)
        self.back_button = button(
            _("Sí habrá reunión"), symbol="arrow-u-up-left", then=self._on_unskip
        )
        self.list_button = button(_("Pasar lista"), "primary", "check-square", self._on_list)
        self.foot.addStretch(1)
        for each in (
            self.place_button,
            self.move_button,
            self.skip_button,
            self.make_up_button,
            self.back_button,
            self.list_button,
        ):
            self.foot.addWidget(each)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """On a narrow page the group's name needs the room of a word."""
        wide = event.size().width() >= theme().px(WIDE_PX)
        self.away.setText(f" {self.away.accessibleName()}" if wide else "")
        super().resizeEvent(event)

    def open(self, argument: object = None) -> None:
        if isinstance(argument, bytes) and argument != self.group:
            self.group = argument
            self.detail = None
        self.reload()

    def _on_away(self) -> None:
        self.go.emit("groups", None)

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
        about += [_("cerrado")] if found.closed else []
        self.head(found.name, " · ".join(about))
        self.model.show(found.sessions)
        wanted = kept.id if kept else found.next_session
        at = next((i for i, s in enumerate(found.sessions) if s.id == wanted), 0)
        if found.sessions:
            self._choose(at)
        self.people.show_people(found)
        self._show_actions()

    def _choose(self, at: int) -> None:
        self.table.setCurrentIndex(self.model.index(at, 0))
        self.table.scrollTo(self.model.index(at, 0))

    def _chosen(self) -> SessionLine | None:
        index = self.table.currentIndex()
        return self.model.row(index) if index.isValid() else None

    def _show_actions(self) -> None:
        line = self._chosen()
        state = line.state if line else None
        untouched = state is SessionState.PLANNED and line is not None and not line.marked
        self.place_button.setVisible(state is SessionState.PLANNED)
        self.move_button.setVisible(state is SessionState.PLANNED)
        self.skip_button.setVisible(untouched)
        self.make_up_button.setVisible(state in (SessionState.HELD, SessionState.SKIPPED))
        self.back_button.setVisible(state is SessionState.SKIPPED)
        self.list_button.setVisible(state in (SessionState.PLANNED, SessionState.HELD))
        self.list_button.setText(
            " " + (_("Ver la lista") if state is SessionState.HELD else _("Pasar lista"))
        )

    def on_changes(self, changes: Changes) -> None:
        if changes.touches(SESSION.number) or changes.touches(GROUP.number):
            # Also what came from another laptop, and what was undone: the rooms follow.
            self.ask_at_desk(rooms.settle, then=self.changed.emit)
        kinds = (GROUP, SESSION, ENROLMENT, ATTENDANCE, PARTICIPANT)
        if self.isVisible() and any(changes.touches(kind.number) for kind in kinds):
            self.reload()

    # --- what can be done with a session --------------------------------------

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
        dialog = MoveDialog(self, line, self.model.rows)

        def move() -> None:
            minute = dialog.hour.minute
            self.do_at_desk(
                meeting_days.move,
                line.id,
                dialog.day.day,
                minute if minute != line.start_minute else None,
                said=_("Sesión movida."),
            )

        dialog.ask(move)

    def _on_place(self) -> None:
        line = self._chosen()
        if line is not None:
            self.ask_at_desk(planning.choices, then=lambda found: self._ask_place(line, found))

    def _ask_place(self, line: SessionLine, found: Choices) -> None:
        dialog = PlaceDialog(self, line, found.venues)

        def change() -> None:
            self.do_at_desk(
                meeting_days.change_place,
                line.id,
                dialog.place.place,
                dialog.place.venue,
                said=_("Esa reunión será en otro lugar."),
            )

        dialog.ask(change)

    def _on_make_up(self) -> None:
        line = self._chosen()
        if line is None:
            return
        dialog = MakeUpDialog(self, line, self.model.rows, date.today())

        def add() -> None:
            self.do_at_desk(
                meeting_days.make_up,
                line.id,
                dialog.day.day,
                dialog.hour.minute,
                said=_("Reposición agregada."),
            )

        dialog.ask(add)

    def _on_skip(self) -> None:
        line = self._chosen()
        if line is None:
            return
        dialog = SkipDialog(self, line)
        dialog.ask(lambda: self._skip(line, dialog))

    def _skip(self, line: SessionLine, dialog: SkipDialog) -> None:
        shift = dialog.shift.isChecked()
        service = meeting_days.shift if shift else meeting_days.skip
        said = _("Recorridas una semana.") if shift else _("Sesión saltada.")
        self.do_at_desk(
            service, line.id, dialog.reason.currentData(), dialog.note.text(), said=said
        )

    def _on_unskip(self) -> None:
        line = self._chosen()
        if line is not None:
            said = _("La sesión vuelve a estar por venir.")
            self.do_at_desk(meeting_days.unskip, line.id, said=said)

    # --- the group and its people ----------------------------------------------

    def _on_papers(self) -> None:
        self.go.emit("paper", self.group)

    def _on_facts(self) -> None:
        if self.detail is not None:
            ask_facts(self, self.detail)

    def _on_add(self) -> None:
        choose_people(self, self.group, joined=lambda: self._offer_notice(NoticeSort.STARTS))

    def _on_person(self, person: GroupPerson) -> None:
        PersonActsDialog(self, self.group, person, self._on_left).open()

    def _on_back(self, person: GroupPerson) -> None:
        come_back(self, self.group, person)

    def _on_left(self) -> None:
        self._offer_notice(NoticeSort.LEAVES)

    def _offer_notice(self, why: NoticeSort) -> None:
        """A man starts or left: his facilitator is offered the notice to the women's team."""
        if self.room.desk.work.stream is Stream.MEN and "notice" in self.room.pages:
            NoticeDialog(self, why).ask(lambda: self._write_notice(why))

    def _write_notice(self, why: NoticeSort) -> None:
        from ui.notices_form import offer

        offer(self, why)
