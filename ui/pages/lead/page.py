"""Lead a session: the plan in letters that are read from a metre, the list beside it."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeyEvent, QKeySequence, QResizeEvent, QShortcut
from PySide6.QtWidgets import QWidget

from desktop.changes import Changes
from desktop.i18n import _
from desktop.programme.schema import COURSE, GROUP, MATERIAL, SESSION, SESSION_PLAN
from desktop.programme.vocabulary import IncidentSort, SessionState
from desktop.services import history, leading_session, own_words, planning, prefs
from desktop.services.attendance import Sheet
from desktop.services.leading_session import SessionPlan, Standing
from desktop.services.own_words import Said
from desktop.services.planning import Choices
from ui.dates import hours, long_date
from ui.incidents.asking import ask_note, ask_what
from ui.media import play
from ui.page import Page, Room
from ui.pages.lead.chips import Chips
from ui.pages.lead.choose_course import ChooseCourseDialog
from ui.pages.lead.clock import StepClock
from ui.pages.lead.no_plan import NoPlan
from ui.pages.lead.own_words import OwnWordsDialog
from ui.pages.lead.plan_list import PlanList
from ui.pages.lead.roll_side import WORDS_KEY, RollSide
from ui.sheets.battery_line import BatteryLine
from ui.sheets.printing import PaperDialog
from ui.theme import theme
from ui.widgets.elided import Elided
from ui.widgets.parts import button, column, row
from ui.words import meeting_name

WIDE_PX = 1000
"""Of the page itself; narrower, its tools are icons alone."""
BOTH_PX = 740
"""Narrower, or in larger letters, the list stands in place of the plan and not beside it."""
PLAN_KINDS = (COURSE, SESSION_PLAN, MATERIAL, GROUP)


class LeadPage(Page):
    """Two people lead a group with this on a table between them: few things, large ones."""

    def __init__(self, room: Room) -> None:
        super().__init__(room)
        self.session = b""
        self.found: SessionPlan | None = None
        self._wanted_door = b""
        self._without = False
        self._ticked: list[Changes] = []
        self._folded: bool | None = None
        """As somebody wants it; None: as there is room."""
        self.clock = StepClock(self)
        self.clock.turn(prefs.load(room.folder).timer)
        self.chips = Chips()
        self.chips.wanted.connect(self._on_chip)
        self.outline = Elided("small", shortest_px=0)
        self.outline.setText(_("Guion por completar: lo revisa su equipo de especialistas"))
        self.plan = PlanList(self.clock)
        self.plan.tick_asked.connect(self._on_tick)
        self.plan.back_asked.connect(self._on_back)
        self.no_plan = NoPlan()
        self.no_plan.course_asked.connect(self._on_course)
        self.no_plan.courses_asked.connect(lambda: self.go.emit("courses", None))
        self.no_plan.without_asked.connect(self._on_without)
        self.side = RollSide(self)
        self.side.view.showed.connect(self._on_sheet)
        self.side.words_asked.connect(self._on_words)
        self.side.door_asked.connect(self._on_door)
        self.left = QWidget()
        inside = column(self.chips, self.no_plan, spacing=8)
        inside.addWidget(self.plan, 1)
        self.left.setLayout(inside)
        across = row(spacing=16)
        across.addWidget(self.left, 1)
        across.addWidget(self.side, 0)
        self.battery = BatteryLine(self, self._on_paper)
        self.body.addWidget(self.battery)
        self.body.addLayout(across, 1)
        self._build_tools()
        self._build_foot()
        for each in (self.chips, self.outline, self.no_plan, self.plan, self.on):
            each.hide()
        QShortcut(QKeySequence(WORDS_KEY), self, self._on_words).setContext(
            Qt.ShortcutContext.WidgetWithChildrenShortcut
        )

    def _build_tools(self) -> None:
        self.happened = button(_("Algo pasó"), symbol="warning-circle", then=self._on_happened)
        self.timer = button(_("Minutos"), "choice", "timer", self._on_timer)
        self.timer.setCheckable(True)
        self.timer.setChecked(self.clock.on)
        self.fold = button(_("Lista"), "choice", "users", self._on_fold)
        self.fold.setCheckable(True)
        self.fold.setChecked(True)
        for tool in (self.happened, self.timer, self.fold):
            tool.setStyleSheet(f"padding: 0 {theme().px(14)}px;")
            self.tools.addWidget(tool)
        self.happened.setToolTip(self.happened.accessibleName())
        self.timer.setToolTip(_("Muestra los minutos que quedan en cada paso"))
        self.fold.setToolTip(_("Muestra o esconde la lista de asistencia"))

    def _build_foot(self) -> None:
        self.keys = Elided("small", shortest_px=0)
        self.foot.addLayout(column(None, self.outline, self.keys, None, spacing=0), 1)
        self.whole = button(_("Lista completa"), symbol="check-square", then=self._to_list)
        self.on = button(_("Hecho, seguir"), "primary", "arrow-down", self._on_go_on)
        self.foot.addWidget(self.whole)
        self.foot.addWidget(self.on)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        wide = event.size().width() >= theme().px(WIDE_PX)
        # What is needed in a hurry keeps its words on every screen.
        for tool in (self.timer, self.fold):
            tool.setText(f" {tool.accessibleName()}" if wide else "")
        self._arrange()

    def _on_fold(self) -> None:
        self._folded = not self.fold.isChecked()
        self._arrange()

    def _arrange(self) -> None:
        """The plan, the list, or both, as there is room and as it was asked for."""
        no_plan = self._without and self.found is not None and self.found.plan is None
        both = self.width() >= theme().px(BOTH_PX)
        listed = no_plan or (both if self._folded is None else not self._folded)
        self.fold.setChecked(listed)
        self.side.setVisible(listed)
        self.left.setVisible(not no_plan and (both or not listed))
        self.side.beside(self.left.isVisibleTo(self))
        ready = self.found is not None and self.found.plan is not None
        self.on.setVisible(ready and self.left.isVisibleTo(self))

    # --- what it shows -----------------------------------------------------

    def open(self, argument: object = None) -> None:
        """Of a meeting's id; or of that and whom it did not admit, to note that first."""
        session, self._wanted_door = argument if isinstance(argument, tuple) else (argument, b"")
        if isinstance(session, bytes) and session != self.session:
            self.session, self.found = session, None
            self._without = False
            self._ticked.clear()
            self.clock.run(None)
            # Nothing of the last meeting can be ticked as this one's.
            self.plan.hide()
            self.on.hide()
        self.plan.shut()
        self.whole.setEnabled(bool(self.session))
        self.happened.setEnabled(bool(self.session))
        if not self.session:
            self.head(_("Plan de sesión"), _("Ábralo desde una reunión, en Hoy o en su grupo."))
            return
        self.side.open(self.session)
        self._read_plan()

    def reload(self) -> None:
        if self.session:
            self.side.view.reload()
            self._read_plan()

    def _read_plan(self) -> None:
        self.ask_at_desk(
            leading_session.plan_for, self.room.folder, self.session, then=self._show_plan
        )

    def leaving(self) -> None:
        self.side.view.leaving()
        self.plan.shut()

    def on_changes(self, changes: Changes) -> None:
        if not self.session:
            return
        self.side.view.on_changes(changes)
        mine = changes.touches(SESSION.number, self.session)
        if self.isVisible() and (mine or any(changes.touches(k.number) for k in PLAN_KINDS)):
            self._read_plan()

    def _show_plan(self, found: SessionPlan) -> None:
        if found.session != self.session:
            return
        first, self.found = self.found is None, found
        ready = found.standing is Standing.READY
        self.clock.run(found.next_step)
        self.plan.put(found)
        self.chips.put(found.chips)
        self.outline.setVisible(ready and found.unreviewed)
        self.plan.setVisible(ready)
        self.no_plan.setVisible(not ready)
        if not ready:
            self.no_plan.put(found.standing)
        self.keys.setText(
            _("↑↓ cambian de paso · Espacio: hecho · Enter: hecho y seguir") if ready else ""
        )
        self._arrange()
        if first:
            (self.plan if ready else self.side.view).setFocus()

    def _on_paper(self) -> None:
        sheet = self.side.view.roll.sheet
        if sheet is not None:
            PaperDialog(self, sheet).open()

    def _on_sheet(self, sheet: Sheet) -> None:
        self.battery.about(sheet.date)
        named = meeting_name(sheet.ordinal)
        self.head(
            f"{sheet.group_name} · {named}",
            "  ·  ".join(
                part
                for part in (
                    sheet.theme,
                    f"{long_date(sheet.date)}, {hours(sheet.start_minute, sheet.minutes)}",
                    _("Suspendida") if sheet.state is SessionState.SKIPPED else "",
                )
                if part
            ),
        )
        person, self._wanted_door = self._wanted_door, b""
        if person:
            ask_note(self, sheet, IncidentSort.NOT_ADMITTED, person)

    # --- the plan ------------------------------------------------------------

    def _on_go_on(self) -> None:
        self.plan.go_on()
        self.plan.setFocus()

    def _on_tick(self, step: int, done: bool) -> None:
        self.do(
            leading_session.tick if done else leading_session.untick,
            self.session,
            step,
            then=self._ticked.append,
        )

    def _on_back(self) -> None:
        if self._ticked:
            self.do(history.undo, self._ticked.pop())
        else:
            self.said.emit(_("No hay nada que deshacer."), None)

    def _on_chip(self, material: bytes) -> None:
        play.play(self, material, self.session)

    def _on_timer(self) -> None:
        self.clock.turn(self.timer.isChecked())
        prefs.change(self.room.folder, timer=self.timer.isChecked())

    def _on_without(self) -> None:
        self._without = True
        self._arrange()
        self.side.view.setFocus()

    def _on_course(self) -> None:
        self.ask_at_desk(planning.choices, then=self._ask_course)

    def _ask_course(self, found: Choices) -> None:
        dialog = ChooseCourseDialog(self, found.courses)

        def take() -> None:
            if dialog.chosen is None or self.found is None:
                self.go.emit("courses", None)
            else:
                self.do_at_desk(
                    planning.change_course, self.found.group, dialog.chosen, said=_("Guardado.")
                )

        dialog.ask(take)

    # --- the people ------------------------------------------------------------

    def _on_happened(self) -> None:
        sheet = self.side.view.roll.sheet
        if sheet is not None:
            ask_what(self, sheet)

    def _on_door(self, person: bytes) -> None:
        sheet = self.side.view.roll.sheet
        if sheet is not None:
            ask_note(self, sheet, IncidentSort.NOT_ADMITTED, person)

    def _on_words(self) -> None:
        """Of the person whose row is chosen, and only while the list shows who that is."""
        person = self.side.view.person()
        if person is not None and self.side.isVisible():
            self.ask(
                own_words.said,
                self.session,
                person,
                then=lambda said: self._ask_words(person, said),
            )

    def _ask_words(self, person: bytes, said: Said) -> None:
        session = self.session
        place = self.side.view.roll.row_of(person)
        if place is None:
            return
        dialog = OwnWordsDialog(self, session, self.side.view.roll.line(place), said)
        dialog.finished.connect(self.side.view.setFocus)
        dialog.ask(
            lambda: self.do(own_words.keep, session, person, dialog.filled(), said=_("Guardado."))
        )

    def _to_list(self) -> None:
        self.go.emit("attendance", self.session)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Escape from the list is back to the plan."""
        if event.key() == Qt.Key.Key_Escape and self.plan.isVisible():
            self.plan.setFocus()
        else:
            super().keyPressEvent(event)
