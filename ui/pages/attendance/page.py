"""Take attendance for one meeting: by taps or by keys, each mark on disk at once."""

from __future__ import annotations

from datetime import date

from PySide6.QtGui import QResizeEvent

from desktop.changes import Changes
from desktop.i18n import _
from desktop.programme.marks import WITH_MINUTES
from desktop.programme.vocabulary import AttendanceState, SessionState
from desktop.services import attendance, leading
from desktop.services.attendance import Sheet
from desktop.services.group_views import MemberLine
from ui.dates import hours, long_date
from ui.page import Page, Room
from ui.pages.attendance.dialogs import (
    EarlyDialog,
    FacilitatorsDialog,
    OthersDialog,
    UnmarkedDialog,
)
from ui.roll.view import RollList
from ui.roll.words import ON_THE_ROW
from ui.sheets.battery_line import BatteryLine
from ui.theme import theme
from ui.widgets.choose_people import choose_people
from ui.widgets.elided import Elided
from ui.widgets.empty import Empty
from ui.widgets.parts import button, card, clear, pill, row
from ui.words import ATTENDANCE_LOOKS, EXCUSE_WORDS

WIDE_PX = 1000
"""Of the page itself; narrower, all its tools are icons alone."""
TARGET_PX = 40


class AttendancePage(Page):
    """One row a person by nickname and folio; keys mark the row and go to the next."""

    def __init__(self, room: Room) -> None:
        super().__init__(room)
        self.session = b""
        self._shown = b""
        self._at_the_door = b""
        self.view = RollList(self)
        self.model = self.view.roll
        self.view.showed.connect(self._show)
        self.view.moved.connect(self._show_state)
        self.view.marked.connect(self._on_marked)
        self.setFocusProxy(self.view)
        self.empty: Empty | None = None
        # In this order Tab goes on from the list, which takes the page's focus.
        self._build_list()
        self._build_tools()
        self._build_foot()

    def _build_list(self) -> None:
        self.frame, inside = card(spacing=0, margin=8)
        inside.addWidget(self.view)
        self.others = button("", "link", then=self._on_others)
        self.door = button(_("Anotar qué pasó"), "link", "prohibit", self._on_door)
        self.door.hide()
        for link in (self.others, self.door):
            link.setStyleSheet(f"min-height: {theme().px(TARGET_PX)}px;")
        inside.addLayout(row(self.others, None, self.door))
        self.battery = BatteryLine(self, self._on_paper)
        self.body.addWidget(self.battery)
        self.body.addWidget(self.frame, 1)

    def _build_tools(self) -> None:
        self.who = button("", symbol="users", then=self._on_facilitators)
        self.plan = button(_("Plan de sesión"), symbol="book-open", then=self._on_plan)
        self.paper = button(_("Hoja impresa"), "icon", "printer", self._on_paper)
        self.papers = button(_("Papeles"), "icon", "files", self._on_papers)
        for tool in (self.who, self.plan, self.paper, self.papers):
            self.tools.addWidget(tool)
        for tool in (self.plan, self.paper):
            tool.setToolTip(tool.accessibleName())
        # In its place first: alone it would show as a window of its own.
        self.plan.setVisible("lead" in self.room.pages)
        self.papers.setVisible("paper" in self.room.pages)

    def _build_foot(self) -> None:
        self.state = row()
        self.foot.addLayout(self.state)
        self.keys = Elided("small", shortest_px=0)
        self.foot.addWidget(self.keys)
        self.foot.addStretch(1)
        self.add = button(_("Agregar persona"), symbol="user-plus", then=self._on_add)
        self.end = button(_("Terminar la reunión de hoy"), "primary", "check", self._on_end)
        self.foot.addWidget(self.add)
        self.foot.addWidget(self.end)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """On a narrow page the session's number needs the room of a word."""
        wide = event.size().width() >= theme().px(WIDE_PX)
        self.plan.setText(f" {self.plan.accessibleName()}" if wide else "")
        super().resizeEvent(event)

    # --- what it shows -----------------------------------------------------

    def open(self, argument: object = None) -> None:
        if isinstance(argument, bytes):
            self.session = argument
        self.door.hide()
        self.view.open(self.session)

    def reload(self) -> None:
        self.view.reload()

    def leaving(self) -> None:
        self.view.leaving()

    def on_changes(self, changes: Changes) -> None:
        self.view.on_changes(changes)

    def _show(self, sheet: Sheet) -> None:
        self.head(_title(sheet), _subtitle(sheet))
        names = [name for name in (sheet.lead, sheet.colead) if name]
        self.who.setText(" " + (_(" y ").join(names) if names else _("¿Quién facilita?")))
        self.who.setAccessibleName(_("Quién facilita: {names}").format(names=", ".join(names)))
        self.others.setText(_others(sheet))
        self.others.setAccessibleName(_others(sheet))
        self.others.setVisible(sheet.state is not SessionState.SKIPPED)
        closed = sheet.state is not SessionState.PLANNED
        self.end.setText(
            " " + (_("Reabrir la reunión") if closed else _("Terminar la reunión de hoy"))
        )
        past = closed and sheet.date < date.today()
        self.end.setVisible(sheet.state is not SessionState.SKIPPED and not past)
        self.add.setVisible(not closed)
        self.battery.about(sheet.date)
        self._show_empty(not sheet.lines)
        if self._shown != sheet.session:
            self._shown = sheet.session
            self.view.setFocus()

    def _show_empty(self, empty: bool) -> None:
        self.frame.setVisible(not empty)
        if empty and self.empty is None:
            self.empty = Empty(
                "user-plus",
                _("Este grupo todavía no tiene personas"),
                _("Agregue a quienes vienen hoy. Basta un apodo; el folio lo pone el programa."),
                button(_("Agregar persona"), symbol="user-plus", then=self._on_add),
            )
            self.body.insertWidget(0, self.empty, 1)
        if self.empty is not None:
            self.empty.setVisible(empty)

    def _show_state(self) -> None:
        self.keys.setText(_hint(self.model.closed, self.model.awaited))
        clear(self.state)
        total = self.model.rowCount()
        words = _("{n} de {total} marcadas").format(n=self.model.marked, total=total)
        if self.model.saving:
            self.state.addWidget(pill(words + " · " + _("guardando"), "amber", "clock"))
        else:
            self.state.addWidget(pill(words + " · " + _("guardado"), "good", "check-circle"))

    def _on_marked(self, person: bytes, state: AttendanceState | None) -> None:
        """Who was not admitted may need a way home: the page for that is one tap away."""
        if state is AttendanceState.NOT_ADMITTED and "lead" in self.room.pages:
            self._at_the_door = person
            self.door.show()

    # --- people, the plan, the end ---------------------------------------------

    def _on_facilitators(self) -> None:
        sheet = self.model.sheet
        if sheet is None:
            return

        def show(members: list[MemberLine]) -> None:
            dialog = FacilitatorsDialog(self, sheet, members)
            dialog.ask(
                lambda: self.do_at_desk(
                    leading.name_for_meeting,
                    sheet.session,
                    dialog.lead.currentData(),
                    dialog.colead.currentData(),
                    said=_("Guardado."),
                )
            )

        self.ask_at_desk(leading.who_may_lead, (sheet.lead_id, sheet.colead_id), then=show)

    def _on_others(self) -> None:
        sheet = self.model.sheet
        if sheet is not None:
            dialog = OthersDialog(self, sheet)
            dialog.finished.connect(self.view.setFocus)
            dialog.ask(
                lambda: self.do(
                    attendance.head_count, sheet.session, *dialog.counted, said=_("Guardado.")
                )
            )

    def _on_plan(self) -> None:
        self.go.emit("lead", self.session)

    def _on_door(self) -> None:
        self.go.emit("lead", (self.session, self._at_the_door))

    def _on_papers(self) -> None:
        if self.model.sheet is not None:
            self.go.emit("paper", (self.model.sheet.group, self.session))

    def _on_paper(self) -> None:
        if self.model.sheet is not None:
            from ui.sheets.printing import PaperDialog

            PaperDialog(self, self.model.sheet).open()

    def _on_add(self) -> None:
        if self.model.sheet is not None:
            choose_people(self, self.model.sheet.group, self.model.sheet.date)

    def _on_end(self) -> None:
        sheet = self.model.sheet
        if sheet is None:
            return
        if self.model.closed:
            said = _("La reunión está abierta otra vez.")
            self.do(attendance.reopen, self.session, date.today(), said=said)
            return
        self.view.leaving()
        if sheet.date > date.today():
            early = EarlyDialog(self, sheet)
            early.rejected.connect(self.view.setFocus)
            early.ask(self._ask_to_finish)
        else:
            self._ask_to_finish()

    def _ask_to_finish(self) -> None:
        left = self.model.rowCount() - self.model.marked
        if left:
            dialog = UnmarkedDialog(self, left)
            dialog.rejected.connect(self.view.setFocus)
            dialog.ask(self._finish)
        else:
            self._finish()

    def _finish(self) -> None:
        self.do(
            attendance.finish,
            self.session,
            said=_("Reunión terminada. Gracias."),
            then=lambda _changes: self._finished(self.session),
        )

    def _finished(self, session: bytes) -> None:
        self.room.send("send")
        if "close" in self.room.pages and session == self.session and self.isVisible():
            self.go.emit("close", session)


def _title(sheet: Sheet) -> str:
    if sheet.replaces_ordinal is not None:
        return _("{group} · Reposición de la sesión {n}").format(
            group=sheet.group_name, n=sheet.replaces_ordinal
        )
    return _("{group} · Sesión {n} de {total}").format(
        group=sheet.group_name, n=sheet.ordinal, total=sheet.sessions
    )


def _subtitle(sheet: Sheet) -> str:
    when = f"{long_date(sheet.date)}, {hours(sheet.start_minute, sheet.minutes)}"
    return "  ·  ".join(part for part in (sheet.theme, when) if part)


def _others(sheet: Sheet) -> str:
    """Beside the participants, never among them."""
    counted = (sheet.visitors, sheet.interpreters, sheet.children)
    if counted == (None, None, None):
        return _("+ visitas, intérpretes, niñas y niños: sin contar")
    visitors, interpreters, children = ("–" if n is None else n for n in counted)
    return _("+ visitas {visitors} · intérpretes {interpreters} · niñas y niños {children}").format(
        visitors=visitors, interpreters=interpreters, children=children
    )


def _hint(closed: bool, awaited: AttendanceState | None) -> str:
    """What the keyboard does now."""
    if closed:
        return _("Reunión terminada: toque una marca para corregirla · Enter historia")
    if awaited is AttendanceState.EXCUSED:
        digits = " · ".join(f"{code:d} {_(word)}" for code, word in EXCUSE_WORDS.items())
        return _("Motivo: {digits}").format(digits=digits)
    if awaited in WITH_MINUTES:
        return _("Escriba los minutos, o siga con la persona de abajo")
    letters = " ".join(_(ATTENDANCE_LOOKS[state].key) for state in ON_THE_ROW)
    return _("{letters} marcan · ↑↓ mueven · Enter nota · Ctrl+Z deshace").format(letters=letters)
