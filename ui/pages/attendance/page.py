"""Take attendance for one meeting: by taps or by keys, each mark on disk at once."""

from __future__ import annotations

from datetime import date

from PySide6.QtCore import QEvent, QObject, Qt
from PySide6.QtGui import QKeyEvent, QResizeEvent
from PySide6.QtWidgets import QFrame, QListView

from desktop.changes import Changes
from desktop.i18n import _
from desktop.programme.schema import ATTENDANCE, ENROLMENT, PARTICIPANT, SESSION
from desktop.programme.vocabulary import AttendanceState, SessionState
from desktop.services import attendance, group_views, history
from desktop.services.attendance import Sheet
from desktop.services.group_views import MemberLine
from ui.dates import hours, long_date
from ui.page import Page, Room
from ui.pages.attendance.delegate import AttendanceDelegate, fill_view
from ui.pages.attendance.dialogs import (
    EarlyDialog,
    FacilitatorsDialog,
    NoteDialog,
    UnmarkedDialog,
)
from ui.pages.attendance.model import AttendanceModel
from ui.pages.attendance.paper import PaperDialog
from ui.theme import theme
from ui.widgets.choose_people import choose_people
from ui.widgets.elided import Elided
from ui.widgets.empty import Empty
from ui.widgets.parts import button, card, clear, pill, row
from ui.words import ATTENDANCE_LOOKS

WIDE_PX = 1000
"""Of the page itself; narrower, the paper list is an icon alone."""


class AttendancePage(Page):
    """One row a person by nickname and folio; keys mark the row and go to the next."""

    def __init__(self, room: Room) -> None:
        super().__init__(room)
        self.session = b""
        self._done: list[Changes] = []
        self._note: NoteDialog | None = None
        self._stale = False
        self.model = AttendanceModel()
        self.delegate = AttendanceDelegate()
        self.delegate.marked.connect(self._on_segment)
        self.delegate.note_asked.connect(self._on_note)
        self.frame, inside = card(margin=8)
        self.view = QListView()
        self.view.setFrameShape(QFrame.Shape.NoFrame)
        self.view.setModel(self.model)
        self.view.setItemDelegate(self.delegate)
        self.view.setAccessibleName(_("Lista de asistencia"))
        fill_view(self.view)
        self.view.installEventFilter(self)
        self.setFocusProxy(self.view)
        inside.addWidget(self.view)
        self.body.addWidget(self.frame, 1)
        self.empty: Empty | None = None
        self.who = button("", symbol="users", then=self._on_facilitators)
        self.tools.addWidget(self.who)
        self.paper = button(_("Hoja impresa"), symbol="printer", then=self._on_paper)
        self.paper.setToolTip(_("Hoja impresa"))
        self.tools.addWidget(self.paper)
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
        self.paper.setText(f" {_('Hoja impresa')}" if wide else "")
        super().resizeEvent(event)

    # --- what it shows -----------------------------------------------------

    def open(self, argument: object = None) -> None:
        if isinstance(argument, bytes) and argument != self.session:
            self.session = argument
            self._done.clear()
            self.model.clear()
        self.reload()

    def reload(self) -> None:
        if self.session:
            self.ask(attendance.sheet, self.session, then=self._show)

    def _show(self, sheet: Sheet) -> None:
        if sheet.session != self.session:
            return
        first = self.model.sheet is None or self.model.sheet.session != sheet.session
        kept = None if first else self._current()
        self.model.show(sheet)
        self.head(
            _("{group} · Sesión {n} de {total}").format(
                group=sheet.group_name, n=sheet.ordinal, total=sheet.sessions
            ),
            "  ·  ".join(
                part
                for part in (
                    sheet.theme,
                    f"{long_date(sheet.date)}, {hours(sheet.start_minute, sheet.minutes)}",
                )
                if part
            ),
        )
        names = [name for name in (sheet.lead, sheet.colead) if name]
        self.who.setText(" " + (_(" y ").join(names) if names else _("¿Quién facilita?")))
        self.who.setAccessibleName(_("Quién facilita: {names}").format(names=", ".join(names)))
        closed = sheet.state is not SessionState.PLANNED
        self.end.setText(
            " " + (_("Reabrir la reunión") if closed else _("Terminar la reunión de hoy"))
        )
        self.end.setVisible(sheet.state is not SessionState.SKIPPED)
        self.add.setVisible(not closed)
        letters = " ".join(_(look.key) for look in ATTENDANCE_LOOKS.values())
        self.keys.setText(
            _("Reunión terminada: para corregir, reábrala.")
            if closed
            else _("{letters} marcan · ↑↓ mueven · Enter nota · Ctrl+Z deshace").format(
                letters=letters
            )
        )
        self._show_empty(not sheet.lines)
        if sheet.lines and not self.view.currentIndex().isValid():
            self._choose((kept and self.model.row_of(kept)) or 0)
        if first:
            self.view.setFocus()
        self._show_state()

    def _current(self) -> bytes | None:
        index = self.view.currentIndex()
        return self.model.line(index.row()).participant if index.isValid() else None

    def _choose(self, row: int) -> None:
        self.view.setCurrentIndex(self.model.index(row))

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
        clear(self.state)
        total = self.model.rowCount()
        words = _("{n} de {total} marcadas").format(n=self.model.marked, total=total)
        if self.model.saving:
            self.state.addWidget(pill(words + " · " + _("guardando"), "amber", "clock"))
        else:
            self.state.addWidget(pill(words + " · " + _("guardado"), "good", "check-circle"))

    def on_changes(self, changes: Changes) -> None:
        if (
            changes.touches(ATTENDANCE.number, self.session)
            or changes.touches(SESSION.number, self.session)
            or changes.touches(ENROLMENT.number)
            or changes.touches(PARTICIPANT.number)
        ):
            self._stale = True
            self._catch_up()

    def _catch_up(self) -> None:
        """Read the sheet again once no tap is on its way: taps go first."""
        if self._stale and not self.model.saving:
            self._stale = False
            self.reload()

    # --- marking -------------------------------------------------------------

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if watched is self.view and isinstance(event, QKeyEvent):
            if event.type() == QEvent.Type.KeyPress:
                return self._on_key(event)
            # A plain letter must not reach window shortcuts or the list's own search.
            if event.type() == QEvent.Type.ShortcutOverride and event.text().isalpha():
                event.accept()
        return super().eventFilter(watched, event)

    def _on_key(self, event: QKeyEvent) -> bool:
        here = self.view.currentIndex().row()
        if event.modifiers() & Qt.KeyboardModifier.ControlModifier:
            if event.key() == Qt.Key.Key_Z:
                self.take_back()
                return True
            return False
        letter = event.text().upper()
        for state, look in ATTENDANCE_LOOKS.items():
            if letter and letter == _(look.key).upper():
                if here >= 0 and self.mark(here, state):
                    self._go_on(here)
                return True
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_F2) and here >= 0:
            self._on_note(here)
            return True
        if event.key() in (Qt.Key.Key_Delete, Qt.Key.Key_Backspace) and here >= 0:
            self.mark(here, None)
            return True
        return False

    def _go_on(self, here: int) -> None:
        if here + 1 < self.model.rowCount():
            self._choose(here + 1)

    def _on_segment(self, line: int, state: AttendanceState) -> None:
        self._choose(line)
        same = self.model.line(line).state is state
        self.mark(line, None if same else state)

    def mark(self, line: int, state: AttendanceState | None, late: int | None = None) -> bool:
        """Mark one row; false when the meeting has ended and nothing was asked for."""
        if self.model.closed:
            self.said.emit(_("La reunión ya terminó. Para corregir, reábrala."), None)
            return False
        person = self.model.line(line).participant
        self.model.begin(person, state, late)
        self._show_state()

        session = self.session

        def saved(changes: Changes) -> None:
            self.model.end(person)
            self._show_state()
            if changes.undo and session == self.session:
                self._done.append(changes)
            self._catch_up()

        def failed(problem: BaseException) -> None:
            self.model.end(person)
            self.reload()
            self.troubled.emit(problem)

        self.do(attendance.mark, self.session, person, state, late, then=saved, failed=failed)
        return True

    def take_back(self) -> None:
        """Ctrl+Z: the last mark of this page, also one that is still on its way to disk."""
        self.room.tasks.run(int, then=lambda _n: self._take_back())

    def _take_back(self) -> None:
        if not self._done:
            self.said.emit(_("No hay nada que deshacer."), None)
            return
        self.do(history.undo, self._done.pop(), then=self._show_taken_back)

    def _show_taken_back(self, changes: Changes) -> None:
        """Go to the row, so that the right key can follow."""
        rows = (self.model.row_of(record) for _kind, record in changes.touched)
        for place in rows:
            if place is not None:
                self._choose(place)
        if not changes:
            self.said.emit(_("No se deshizo: alguien lo cambió después."), None)

    # --- notes, people, the end ----------------------------------------------

    def _on_note(self, line: int) -> None:
        self._note = NoteDialog(self, self.model.line(line))
        self._note.finished.connect(self._on_note_closed)
        self._note.ask(self._keep_note)

    def _on_note_closed(self) -> None:
        self._note = None
        self.view.setFocus()

    def _keep_note(self) -> None:
        dialog = self._note
        if dialog is None:
            return
        shown = dialog.line
        text = dialog.text.toPlainText().strip()
        if text != shown.note:
            self.do(
                attendance.write_note,
                self.session,
                shown.participant,
                text,
                said=_("Nota guardada."),
            )
        row = self.model.row_of(shown.participant)
        if row is not None and dialog.late is not None:
            late = dialog.late.value() or None
            if late != shown.late_minutes:
                self.mark(row, AttendanceState.LATE, late)

    def _on_facilitators(self) -> None:
        sheet = self.model.sheet
        if sheet is None:
            return

        def show(members: list[MemberLine]) -> None:
            dialog = FacilitatorsDialog(self, sheet, members)
            dialog.ask(
                lambda: self.do(
                    attendance.set_facilitators,
                    sheet.session,
                    dialog.lead.currentData(),
                    dialog.colead.currentData(),
                    said=_("Guardado."),
                )
            )

        self.ask(group_views.list_members, then=show)

    def _on_paper(self) -> None:
        if self.model.sheet is not None:
            PaperDialog(self, self.model.sheet).open()

    def _on_add(self) -> None:
        if self.model.sheet is not None:
            choose_people(self, self.model.sheet.group)

    def _on_end(self) -> None:
        sheet = self.model.sheet
        if sheet is None:
            return
        if self.model.closed:
            self.do(attendance.reopen, self.session, said=_("La reunión está abierta otra vez."))
            return
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
            then=lambda _c: self.room.send("send"),
        )
