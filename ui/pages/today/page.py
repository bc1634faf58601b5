"""The first page: the next meeting, what needs attention, the week, the true state of sending."""

from __future__ import annotations

from datetime import datetime

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFrame, QGridLayout, QProgressBar, QPushButton, QScrollArea, QWidget

from desktop.changes import Changes
from desktop.i18n import _, ngettext, tell
from desktop.programme.greeting import PartOfDay
from desktop.programme.schema import MAKE_UP_FROM
from desktop.services import today as service
from desktop.services.today import NextMeeting, Today, WeekItem
from desktop.services.today_attention import Attention, AttentionKind
from sync.client.status import awaits_first
from ui.calls.opening import open_card
from ui.dates import hour, long_date, week_label
from ui.page import Page, Room
from ui.pages.today.state import SendingState
from ui.theme import theme
from ui.widgets.empty import Empty
from ui.widgets.parts import button, card, clear, column, label, row, tile
from ui.widgets.rowbutton import RowButton
from ui.words import meeting_name

ATTENTION_LOOKS = {
    AttentionKind.NOTICE: ("bell", "danger"),
    AttentionKind.INCIDENT: ("warning", "danger"),
    AttentionKind.PROTECTION: ("shield-check", "amber"),
    AttentionKind.REVIEW: ("clock-counter-clockwise", "amber"),
    AttentionKind.REFERRAL: ("arrow-square-out", "amber"),
    AttentionKind.ABSENT: ("phone", "terracotta"),
    AttentionKind.ORDER: ("scales", "amber"),
    AttentionKind.RIGHT: ("identification-card", "amber"),
    AttentionKind.HANDOVER: ("handshake", "amber"),
    AttentionKind.CLASH: ("map-pin", "amber"),
    AttentionKind.OPEN_MEETING: ("calendar-blank", "amber"),
    AttentionKind.INTAKE: ("note", "info"),
    AttentionKind.NO_GROUP: ("user-plus", "info"),
    AttentionKind.TWICE: ("users", "info"),
    AttentionKind.MAY_HELP: ("chat-circle", "info"),
}
ATTENTION_SHOWN = 12


class TodayPage(Page):
    """What a tired person needs to see first, and nothing that tells who is at risk."""

    def __init__(self, room: Room) -> None:
        super().__init__(room)
        self.sending = SendingState()
        self.sending.clicked.connect(self._to_sync)
        self.tools.addWidget(self.sending)
        self.next_place = column(spacing=0)
        self.body.addLayout(self.next_place)
        grid = QGridLayout()
        grid.setSpacing(theme().px(16))
        grid.setColumnStretch(0, 3)
        grid.setColumnStretch(1, 2)
        self.attention = self._list_card(grid, 0, _("Por atender"))
        self.week = self._list_card(grid, 1, _("Esta semana"))
        self.lists = QWidget()
        self.lists.setLayout(grid)
        grid.setContentsMargins(0, 0, 0, 0)
        self.body.addWidget(self.lists, 1)
        self.empty: Empty | None = None
        self.big: QPushButton | None = None

    def _list_card(self, grid: QGridLayout, at: int, title: str) -> QWidget:
        frame, inside = card(spacing=6)
        inside.addWidget(label(title, "section"))
        area = QScrollArea()
        area.setWidgetResizable(True)
        area.setFrameShape(QFrame.Shape.NoFrame)
        area.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        inner = QWidget()
        inner.setLayout(column(spacing=4))
        area.setWidget(inner)
        inside.addWidget(area, 1)
        grid.addWidget(frame, 0, at)
        return inner

    def reload(self) -> None:
        if not self.room.over:
            self.room.tasks.run(
                service.whole,
                self.room.desk,
                datetime.now(),
                then=self._show,
                failed=self.troubled.emit,
            )
        self.sending.read(self.room)

    def on_changes(self, changes: Changes) -> None:
        if changes and self.isVisible():
            self.reload()

    def on_courier(self, message: dict[str, object]) -> None:
        self.sending.hear(message)

    def _show(self, found: Today) -> None:
        greeting = {
            PartOfDay.MORNING: _("Buenos días, {name}"),
            PartOfDay.AFTERNOON: _("Buenas tardes, {name}"),
            PartOfDay.NIGHT: _("Buenas noches, {name}"),
        }[found.part_of_day]
        self.head(greeting.format(name=self.room.desk.nickname), long_date(found.date))
        clear(self.next_place)
        self.big = None
        empty = found.groups == 0
        self._show_empty(empty)
        self.lists.setVisible(not empty)
        if empty:
            return
        self.next_place.addWidget(self._next_card(found.next))
        self._show_attention(found.attention)
        self._show_week(found.week)

    def _show_empty(self, empty: bool) -> None:
        if empty:
            self.room.tasks.run(
                awaits_first,
                self.room.desk.vaults,
                self.room.folder,
                then=self._teach,
                failed=lambda _problem: self._teach(False),
            )
        elif self.empty is not None:
            self.empty.hide()

    def _teach(self, first: bool) -> None:
        """What goes here; on a laptop that awaits its first records, where they come from."""
        if self.empty is not None:
            self.body.removeWidget(self.empty)
            self.empty.deleteLater()
        ways = [
            button(
                _("Importar una lista"),
                symbol="upload-simple",
                then=lambda: self.go.emit("import", None),
            ),
            button(
                _("Crear un grupo"),
                "" if first else "primary",
                "plus",
                then=lambda: self.go.emit("groups", "new"),
            ),
        ]
        if first:
            sync = button(_("Ir a Envíos"), "primary", "cloud-arrow-down", self._to_sync)
            self.empty = Empty(
                "users-three",
                _("Todavía no llega nada a esta computadora"),
                _(
                    "Los grupos de su sede llegan por Envíos: conéctese y reciba primero. "
                    "Si su sede aún no tiene ninguno, créelo aquí."
                ),
                *ways[1:],
                sync,
            )
        else:
            self.empty = Empty(
                "users-three",
                _("Todavía no hay grupos"),
                _(
                    "Aquí verá la próxima reunión y lo que hace falta atender. "
                    "Empiece por crear un grupo, o importe la lista que ya tiene."
                ),
                *ways,
            )
        self.empty.setVisible(not self.lists.isVisibleTo(self))
        self.body.addWidget(self.empty, 1)

    def _to_sync(self) -> None:
        self.go.emit("sync", None)

    def _next_card(self, meeting: NextMeeting | None) -> QFrame:
        frame, inside = card(spacing=12)
        if meeting is None:
            inside.addWidget(label(_("No hay reuniones por venir"), "section"))
            inside.addWidget(label(_("Todas las reuniones planeadas ya pasaron."), "soft"))
            return frame
        about = [_("Sesión {n} de {total}").format(n=meeting.ordinal, total=meeting.sessions)]
        if meeting.ordinal >= MAKE_UP_FROM:
            about = [meeting_name(meeting.ordinal)]
        if meeting.theme:
            about.append(meeting.theme)
        when = hour(meeting.start_minute)
        if not meeting.is_today:
            when = f"{long_date(meeting.date)}, {when}"
        about.append(
            _("{when} en {place}").format(when=when, place=meeting.place) if meeting.place else when
        )
        words = column(
            label(meeting.group_name, "section"),
            label(" · ".join(about), "soft", wrap=True),
            spacing=2,
        )
        line = row(spacing=16)
        picture = tile("users-three", "accent", 44)
        line.addWidget(picture)
        line.addLayout(words, 1)
        self.big = button(
            _("Pasar lista") if meeting.is_today else _("Ver la lista"),
            "primary" if meeting.is_today else "",
            "check-square",
            then=lambda: self.go.emit("attendance", meeting.session),
        )
        if "lead" in self.room.pages:
            plan = button(
                _("Ver plan"),
                symbol="book-open",
                then=lambda: self.go.emit("lead", meeting.session),
            )
            line.addWidget(plan)
        line.addWidget(self.big)
        inside.addLayout(line)
        bar = QProgressBar()
        bar.setTextVisible(False)
        bar.setRange(0, max(meeting.sessions, 1))
        bar.setValue(meeting.held)
        bar.setAccessibleName(
            _("{n} de {total} sesiones terminadas").format(n=meeting.held, total=meeting.sessions)
        )
        inside.addWidget(bar)
        return frame

    def _show_attention(self, items: tuple[Attention, ...]) -> None:
        layout = self.attention.layout()
        assert layout is not None  # noqa: S101
        clear(layout)
        for item in items[:ATTENTION_SHOWN]:
            symbol, tone = ATTENTION_LOOKS[item.kind]
            line = RowButton(symbol, tone, tell(item.what), tell(item.hint))
            line.clicked.connect(lambda _on=False, item=item: self._on_attention(item))
            layout.addWidget(line)
        more = len(items) - ATTENTION_SHOWN
        if more > 0:
            words = ngettext("y {n} más", "y {n} más", more).format(n=more)
            layout.addWidget(label(words, "small"))
        if not items:
            layout.addWidget(label(_("Nada por ahora."), "soft"))
        layout.addStretch(1)  # type: ignore[attr-defined]

    def _on_attention(self, item: Attention) -> None:
        if item.page:
            if item.page in self.room.pages:
                self.go.emit(item.page, item.argument)
        elif item.kind is AttentionKind.OPEN_MEETING:
            self.go.emit("attendance", item.session)
        elif item.kind is AttentionKind.ABSENT and item.participant is not None:
            open_card(self, item.participant, item.group)
        elif item.group is not None:
            self.go.emit("group", item.group)
        elif item.participant is not None:
            self.go.emit("person", item.participant)
        else:
            self.go.emit("people", None)

    def _show_week(self, items: tuple[WeekItem, ...]) -> None:
        layout = self.week.layout()
        assert layout is not None  # noqa: S101
        clear(layout)
        for item in items:
            day = label(week_label(item.date), "small")
            day.setFixedWidth(theme().px(64))
            what = f"{meeting_name(item.ordinal)} · {hour(item.start_minute)}"
            line = QWidget()
            across = row(day, spacing=8)
            across.addLayout(column(label(item.group_name), label(what, "small"), spacing=0), 1)
            across.setContentsMargins(0, theme().px(4), 0, theme().px(4))
            line.setLayout(across)
            layout.addWidget(line)
        if not items:
            layout.addWidget(label(_("Sin reuniones en siete días."), "soft"))
        layout.addStretch(1)  # type: ignore[attr-defined]
