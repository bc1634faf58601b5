"""The list itself: what keys and taps mean on it, and the dialogs of a row."""

from __future__ import annotations

from PySide6.QtCore import QEvent, Qt, Signal
from PySide6.QtGui import QAction, QFocusEvent, QKeyEvent, QMouseEvent
from PySide6.QtWidgets import QAbstractItemView, QFrame, QListView, QMenu

from desktop.changes import Changes
from desktop.i18n import _
from desktop.programme.schema import ATTENDANCE, ENROLMENT, PARTICIPANT, SESSION
from desktop.programme.vocabulary import AttendanceState, SessionState
from desktop.services import attendance, record_history
from desktop.services.attendance import Sheet
from desktop.services.record_history import MarkVersion
from ui.icons import icon
from ui.page import Page
from ui.roll.delegate import RollDelegate
from ui.roll.dialogs import CorrectionDialog, HistoryDialog, NoteDialog
from ui.roll.marking import Marking
from ui.roll.model import RollModel
from ui.roll.places import row_places
from ui.roll.words import MORE
from ui.theme import theme
from ui.words import ATTENDANCE_LOOKS

CONTROL = Qt.KeyboardModifier.ControlModifier
ENTER = (Qt.Key.Key_Return, Qt.Key.Key_Enter)
CLEARS = (Qt.Key.Key_Delete, Qt.Key.Key_Backspace)
MENU_KEYS = (Qt.Key.Key_Menu, Qt.Key.Key_Period)


class RollList(QListView):
    """One row a person; a letter marks the row and goes to the next, digits say how late.

    It belongs to a page, which says `open`, `on_changes` and `leaving` to it, and shows in
    320 pixels as well as in a thousand. On a meeting that has ended a mark asks why it is
    corrected, and Enter shows what it was before.

    Signals:
        showed(Sheet): the sheet was read, or read again.
        moved(): how many are marked, or whether all of it is on disk, has changed.
        marked(bytes, object): this person's mark, an AttendanceState or None, is on disk.
    """

    showed = Signal(object)
    moved = Signal()
    marked = Signal(object, object)

    def __init__(self, page: Page) -> None:
        super().__init__()
        self.page = page
        self.session = b""
        self._stale = False
        self._note: NoteDialog | None = None
        self.roll = RollModel()
        self.delegate = RollDelegate()
        self.marking = Marking(page, self.roll)
        self.setModel(self.roll)
        self.setItemDelegate(self.delegate)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setAccessibleName(_("Lista de asistencia"))
        self.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.delegate.marked.connect(self._on_segment)
        self.delegate.more_asked.connect(self.ask_more)
        self.delegate.note_asked.connect(self.ask_note)
        self.marking.moved.connect(self.moved)
        self.marking.marked.connect(self.marked)
        self.marking.idle.connect(self._catch_up)
        self.marking.took_back.connect(self._show_taken_back)

    # --- what it shows -------------------------------------------------------

    def open(self, session: bytes) -> None:
        """The list of this meeting, read anew."""
        if session != self.session:
            self.marking.settle()
            self.session = session
            self.marking.forget()
            self.roll.clear()
        self.reload()

    def reload(self) -> None:
        if self.session:
            self.page.ask(attendance.sheet, self.session, then=self.put)

    def put(self, sheet: Sheet) -> None:
        """Show a sheet that was read; one of another meeting comes too late."""
        if sheet.session != self.session:
            return
        first = self.roll.sheet is None or self.roll.sheet.session != sheet.session
        kept = None if first else self.person()
        self.roll.show(sheet)
        if sheet.lines and not self.currentIndex().isValid():
            self._choose((kept and self.roll.row_of(kept)) or 0)
        self.showed.emit(sheet)
        self.moved.emit()

    def on_changes(self, changes: Changes) -> None:
        """Read again when the list is touched, once no tap is on its way: taps go first."""
        if (
            changes.touches(ATTENDANCE.number, self.session)
            or changes.touches(SESSION.number, self.session)
            or changes.touches(ENROLMENT.number)
            or changes.touches(PARTICIPANT.number)
        ):
            self._stale = True
            self._catch_up()

    def _catch_up(self) -> None:
        if self._stale and not self.roll.saving:
            self._stale = False
            self.reload()

    def leaving(self) -> None:
        """The page goes off the screen: digits that were typed go to disk."""
        self.marking.settle()

    def person(self) -> bytes | None:
        """Whose row is chosen."""
        index = self.currentIndex()
        return self.roll.line(index.row()).participant if index.isValid() else None

    def _choose(self, row: int) -> None:
        self.setCurrentIndex(self.roll.index(row))

    # --- keys and taps -------------------------------------------------------

    def event(self, event: QEvent) -> bool:
        # A plain letter must not reach window shortcuts.
        if (
            isinstance(event, QKeyEvent)
            and event.type() == QEvent.Type.ShortcutOverride
            and event.text().isalnum()
            and not event.modifiers() & CONTROL
        ):
            event.accept()
            return True
        return super().event(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if not self._on_key(event):
            super().keyPressEvent(event)

    def _on_key(self, event: QKeyEvent) -> bool:
        here = self.currentIndex().row()
        text = event.text()
        if event.modifiers() & CONTROL:
            if event.key() != Qt.Key.Key_Z:
                return False
            self.marking.take_back()
            return True
        if len(text) == 1 and text in "0123456789":
            if here >= 0 and not self.roll.closed:
                self.marking.type(int(text), here)
            return True
        self.marking.settle()
        if here < 0:
            return text.isalnum()
        for state, look in ATTENDANCE_LOOKS.items():
            if text and text.upper() == _(look.key).upper():
                if self.mark(here, state) and here + 1 < self.roll.rowCount():
                    self._choose(here + 1)
                return True
        if event.key() in ENTER:
            (self.ask_history if self._ended() else self.ask_note)(here)
        elif event.key() == Qt.Key.Key_F2:
            self.ask_note(here)
        elif event.key() in CLEARS:
            self.mark(here, None)
        elif event.key() in MENU_KEYS:
            self.ask_more(here)
        else:
            # The list's own search by letters would move the row in hand.
            return text.isalnum()
        return True

    def mousePressEvent(self, event: QMouseEvent) -> None:
        self.marking.settle()
        super().mousePressEvent(event)

    def focusOutEvent(self, event: QFocusEvent) -> None:
        self.marking.settle()
        super().focusOutEvent(event)

    def _on_segment(self, row: int, state: AttendanceState) -> None:
        self._choose(row)
        same = self.roll.line(row).state is state
        self.mark(row, None if same and not self._ended() else state)

    def mark(self, row: int, state: AttendanceState | None) -> bool:
        """Mark a row; on an ended meeting ask why first, and answer False."""
        if not self.roll.closed:
            self.marking.mark(row, state)
            return True
        if self._ended():
            self.ask_correction(row, state)
        else:
            self.page.said.emit(_("Esta reunión no se hizo: no tiene lista."), None)
        return False

    def _ended(self) -> bool:
        return self.roll.sheet is not None and self.roll.sheet.state is SessionState.HELD

    def _show_taken_back(self, changes: Changes) -> None:
        """Go to the row, so that the right key can follow."""
        for _kind, record in changes.touched:
            row = self.roll.row_of(record)
            if row is not None:
                self._choose(row)
        if not changes:
            self.page.said.emit(_("No se deshizo: alguien lo cambió después."), None)

    # --- what a row asks -----------------------------------------------------

    def ask_more(self, row: int) -> None:
        """The states that have no box of their own."""
        self._choose(row)
        t, px = theme().tokens, theme().px
        menu = QMenu(self)
        menu.setStyleSheet(
            f"QMenu {{ background: {t.surface}; border: 1px solid {t.line}; padding: {px(4)}px; }}"
            f"QMenu::item {{ color: {t.ink}; padding: {px(11)}px {px(18)}px; }}"
            f"QMenu::item:selected {{ background: {t.accent_soft}; }}"
        )
        for state in MORE:
            look = ATTENDANCE_LOOKS[state]
            words = f"{_(look.word)}\t{_(look.key)}"
            choice = QAction(icon(look.symbol, t.tone(look.tone)[0]), words, menu)
            choice.triggered.connect(lambda _on=False, state=state: self.mark(row, state))
            menu.addAction(choice)
        if self.roll.line(row).state is not None:
            cleared = QAction(icon("eraser", t.ink2), _("Quitar la marca"), menu)
            cleared.triggered.connect(lambda: self.mark(row, None))
            menu.addAction(cleared)
        menu.aboutToHide.connect(menu.deleteLater)
        box = row_places(self.visualRect(self.roll.index(row))).more
        menu.popup(self.viewport().mapToGlobal(box.bottomLeft()))

    def ask_note(self, row: int) -> None:
        self._note = NoteDialog(self.page, self.roll.line(row), fixed=self.roll.closed)
        self._note.finished.connect(self._on_note_closed)
        self._note.ask(self._keep_note)

    def _on_note_closed(self) -> None:
        self._note = None
        self.setFocus()

    def _keep_note(self) -> None:
        dialog = self._note
        if dialog is None:
            return
        shown = dialog.line
        text = dialog.text.toPlainText().strip()
        if text != shown.note:
            self.page.do(
                attendance.write_note,
                self.session,
                shown.participant,
                text,
                said=_("Nota guardada."),
            )
        row = self.roll.row_of(shown.participant)
        if row is not None and not self.roll.closed and dialog.fields.detail != shown.detail:
            self.marking.mark(row, shown.state, dialog.fields.detail)

    def ask_history(self, row: int) -> None:
        """What a mark was before, newest first, with the way to a correction."""
        line = self.roll.line(row)

        def show(versions: tuple[MarkVersion, ...]) -> None:
            dialog = HistoryDialog(self.page, line, versions)
            dialog.rejected.connect(self.setFocus)
            dialog.ask(lambda: self.ask_correction(row, line.state))

        self.page.ask(record_history.of_mark, self.session, line.participant, then=show)

    def ask_correction(self, row: int, wanted: AttendanceState | None) -> None:
        dialog = CorrectionDialog(self.page, self.session, self.roll.line(row), wanted)
        dialog.finished.connect(self.setFocus)

        def keep() -> None:
            place = self.roll.row_of(dialog.line.participant)
            if place is not None:
                self.marking.correct(
                    place, dialog.state.currentData(), dialog.fields.detail, dialog.why
                )

        dialog.ask(keep)
