"""What a list of attendance shows: a line a person, and whether her or his mark is on disk."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

from PySide6.QtCore import QAbstractListModel, QModelIndex, QPersistentModelIndex, Qt

from desktop.i18n import _
from desktop.programme.typed import in_a_line
from desktop.programme.vocabulary import AttendanceState, SessionState
from desktop.services.attendance import Line, Sheet
from ui.roll.words import spoken_mark

LINE_ROLE = Qt.ItemDataRole.UserRole + 1
SAVING_ROLE = Qt.ItemDataRole.UserRole + 2
WAITING_ROLE = Qt.ItemDataRole.UserRole + 3

Index = QModelIndex | QPersistentModelIndex


class RollModel(QAbstractListModel):
    """Lines of one sheet.

    A mark shows at once as "saving" and as saved only when the service has
    returned, that is, when it is on disk. A sheet that was read meanwhile does
    not take it off the screen again.
    """

    def __init__(self) -> None:
        super().__init__()
        self.sheet: Sheet | None = None
        self._lines: list[Line] = []
        self._saving: dict[bytes, int] = {}
        self._waiting: bytes | None = None

    def show(self, sheet: Sheet) -> None:
        """Put a sheet in place, keeping the rows when the people are the same."""
        same = [each.participant for each in sheet.lines] == [
            each.participant for each in self._lines
        ]
        self.sheet = sheet
        lines = [self._under_way(line) for line in sheet.lines]
        if same:
            self._lines = lines
            if self._lines:
                self.dataChanged.emit(self.index(0), self.index(len(self._lines) - 1))
        else:
            self.beginResetModel()
            self._lines = lines
            self.endResetModel()

    def clear(self) -> None:
        """No sheet: nothing of another meeting may be marked meanwhile."""
        self.beginResetModel()
        self.sheet = None
        self._lines = []
        self._saving.clear()
        self._waiting = None
        self.endResetModel()

    @property
    def waiting(self) -> bytes | None:
        """Whose mark still takes digits: minutes, or the code of an excuse."""
        return self._waiting

    @property
    def awaited(self) -> AttendanceState | None:
        """The state of that mark."""
        row = None if self._waiting is None else self.row_of(self._waiting)
        return None if row is None else self._lines[row].state

    def wait(self, participant: bytes | None) -> None:
        """Show that the next digits belong to this person's mark, or to nobody's any more."""
        before, self._waiting = self._waiting, participant
        for each in {before, participant} - {None}:
            row = self.row_of(each) if each is not None else None
            if row is not None:
                self._touch(row)

    def _under_way(self, line: Line) -> Line:
        """The line as read, with the tap that is still on its way to disk."""
        row = self.row_of(line.participant) if line.participant in self._saving else None
        if row is None:
            return line
        tapped = self._lines[row]
        return replace(line, state=tapped.state, detail=tapped.detail)

    def line(self, row: int) -> Line:
        return self._lines[row]

    def row_of(self, participant: bytes) -> int | None:
        return next((i for i, x in enumerate(self._lines) if x.participant == participant), None)

    @property
    def marked(self) -> int:
        return sum(each.state is not None for each in self._lines)

    @property
    def saving(self) -> bool:
        return bool(self._saving)

    @property
    def closed(self) -> bool:
        return self.sheet is None or self.sheet.state is not SessionState.PLANNED

    def begin(
        self, participant: bytes, state: AttendanceState | None, detail: int | None = None
    ) -> None:
        """Show a tap that is on its way to disk."""
        row = self.row_of(participant)
        if row is None:
            return
        self._lines[row] = replace(self._lines[row], state=state, detail=detail)
        self._saving[participant] = self._saving.get(participant, 0) + 1
        self._touch(row)

    def amend(self, participant: bytes, detail: int | None) -> None:
        """One digit more of a mark that is shown as on its way already."""
        row = self.row_of(participant)
        if row is not None:
            self._lines[row] = replace(self._lines[row], detail=detail)
            self._touch(row)

    def end(self, participant: bytes) -> None:
        """The tap is on disk, or was refused and the sheet will be read again."""
        left = self._saving.pop(participant, 1) - 1
        if left > 0:
            self._saving[participant] = left
        row = self.row_of(participant)
        if row is not None:
            self._touch(row)

    def _touch(self, row: int) -> None:
        self.dataChanged.emit(self.index(row), self.index(row))

    def rowCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008
        return 0 if parent.isValid() else len(self._lines)

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        if not index.isValid() or index.row() >= len(self._lines):
            return None
        line = self._lines[index.row()]
        if role == Qt.ItemDataRole.DisplayRole:
            return line.nickname
        if role == LINE_ROLE:
            return line
        if role == SAVING_ROLE:
            return line.participant in self._saving
        if role == WAITING_ROLE:
            return line.participant == self._waiting
        if role == Qt.ItemDataRole.AccessibleTextRole:
            state = spoken_mark(line.state, line.detail)
            return _("{nickname}, folio {folio}: {state}").format(
                nickname=in_a_line(line.nickname), folio=line.folio, state=state
            )
        return None
