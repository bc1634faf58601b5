"""Marks on their way to disk: taps, digits that follow them, and taking them back."""

from __future__ import annotations

from PySide6.QtCore import QObject, QTimer, Signal

from desktop.changes import Changes
from desktop.i18n import _
from desktop.programme.marks import typed
from desktop.programme.vocabulary import AttendanceState
from desktop.services import attendance, history
from ui.page import Page
from ui.roll.model import RollModel

TYPED_MS = 1500
"""Digits go to disk as one number when none has followed for so long, or at any other key."""

TAKES_DIGITS = (AttendanceState.LATE, AttendanceState.LEFT_EARLY, AttendanceState.EXCUSED)


class Marking(QObject):
    """Writes for one list, by the page that shows it.

    Signals:
        moved(): how many are marked, or whether all of it is on disk, has changed.
        marked(bytes, object): this person's mark, an AttendanceState or None, is on disk.
        idle(): nothing is on its way to disk any more.
        took_back(Changes): Ctrl+Z went back; empty when there was nothing or it could not.
    """

    moved = Signal()
    marked = Signal(object, object)
    idle = Signal()
    took_back = Signal(object)

    def __init__(self, page: Page, model: RollModel) -> None:
        super().__init__(page)
        self._page, self._model = page, model
        self._done: list[Changes] = []
        self._typing: bytes | None = None
        self._timer = QTimer(self, singleShot=True, interval=TYPED_MS)
        self._timer.timeout.connect(self.flush)

    def forget(self) -> None:
        """Another meeting: what was done in the last one is not taken back from here."""
        self._done.clear()

    def mark(self, row: int, state: AttendanceState | None, detail: int | None = None) -> None:
        """Show a tap at once and bring it to disk; digits may follow it."""
        self.settle()
        person = self._model.line(row).participant
        self._model.begin(person, state, detail)
        if state in TAKES_DIGITS and detail is None:
            self._model.wait(person)
        self.moved.emit()
        self._send(person)

    def correct(
        self, row: int, state: AttendanceState | None, detail: int | None, why: str
    ) -> None:
        """Change a mark of a meeting that has ended."""
        sheet = self._model.sheet
        if sheet is not None:
            person = self._model.line(row).participant
            self._page.do(
                attendance.correct,
                sheet.session,
                person,
                state,
                detail,
                why,
                said=_("Corregido. Queda anotado por qué."),
                then=lambda _changes: self.marked.emit(person, state),
            )

    def type(self, digit: int, row: int) -> None:
        """One digit more: for the mark that waits for it, else for the row that is chosen."""
        person = self._model.waiting or self._model.line(row).participant
        place = self._model.row_of(person)
        if place is None:
            return
        line = self._model.line(place)
        before = line.detail if self._model.waiting is not None else None
        detail = typed(line.state, before, digit)
        if detail is None:
            return
        if self._typing is None:
            self._typing = person
            self._model.begin(person, line.state, detail)
        else:
            self._model.amend(person, detail)
        self._model.wait(person)
        self._timer.start()
        self.moved.emit()

    def flush(self) -> None:
        """The digits typed so far go to disk; more may follow."""
        self._timer.stop()
        person, self._typing = self._typing, None
        if person is not None:
            self._send(person)

    def settle(self) -> None:
        """No more digits: whatever was typed goes to disk."""
        self.flush()
        if self._model.waiting is not None:
            self._model.wait(None)
            self.moved.emit()

    def take_back(self) -> None:
        """The last mark of this list, also one that is still on its way to disk."""
        self.settle()
        self._page.room.tasks.run(int, then=lambda _n: self._take_back())

    def _take_back(self) -> None:
        if self._done:
            self._page.do(history.undo, self._done.pop(), then=self.took_back.emit)
        else:
            self._page.said.emit(_("No hay nada que deshacer."), None)

    def _send(self, person: bytes) -> None:
        """What the list shows for this person, to disk."""
        sheet, row = self._model.sheet, self._model.row_of(person)
        if sheet is None or row is None:
            self._model.end(person)
            return
        session, line = sheet.session, self._model.line(row)

        def ended() -> None:
            self._model.end(person)
            self.moved.emit()

        def saved(changes: Changes) -> None:
            ended()
            now = self._model.sheet
            if changes.undo and now is not None and now.session == session:
                self._done.append(changes)
            self.marked.emit(person, line.state)
            if not self._model.saving:
                self.idle.emit()

        def failed(problem: BaseException) -> None:
            ended()
            self.idle.emit()
            self._page.reload()
            self._page.troubled.emit(problem)

        self._page.do(
            attendance.mark,
            session,
            person,
            line.state,
            line.detail,
            then=saved,
            failed=failed,
        )
