"""What the preview of an import shows: each row, what would become of it and why."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from typing import Any, Generic, Protocol, TypeVar

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, Qt

from desktop.i18n import N_, _, tell
from desktop.trouble import Message
from ui.widgets.table import RowsModel
from ui.widgets.tips import tip

Index = QModelIndex | QPersistentModelIndex

CREATE, DOUBTFUL, REFUSED = "create", "doubtful", "refused"
_WHY = 3


class FileRow(Protocol):
    """A row of a file, and what there is to say about it."""

    @property
    def number(self) -> int: ...

    @property
    def why(self) -> tuple[Message, ...]: ...


R = TypeVar("R", bound=FileRow)


@dataclass
class Choice(Generic[R]):
    """One row of the file and whether it will be taken. `fixed`: nobody can tick it."""

    row: R
    kind: str
    accepted: bool
    fixed: bool = False


def why(choice: Choice[R]) -> str:
    """All reasons of a row, as sentences."""
    return " ".join(tell(reason) for reason in choice.row.why)


class ChoiceModel(RowsModel[Choice[R]]):
    """Rows of a file; a tick accepts one.

    Args:
        kinds: what becomes of a row, by its kind, as marked words.
        heading: of the column that says what a row holds, marked.
        what: says what a row holds.
    """

    def __init__(self, kinds: Mapping[str, str], heading: str, what: Callable[[R], str]) -> None:
        super().__init__(
            (
                (N_("Renglón"), lambda c: str(c.row.number)),
                (N_("Qué pasará"), lambda c: _(kinds[c.kind])),
                (heading, lambda c: what(c.row)),
                (N_("Por qué"), why),
            )
        )

    @property
    def accepted(self) -> list[R]:
        return [choice.row for choice in self.rows if choice.accepted]

    def put_rows(self, rows: Iterable[tuple[R, str]], fixed: Iterable[str] = (REFUSED,)) -> None:
        """Show rows with their kinds: the doubtful ones wait for a tick."""
        never = frozenset(fixed)
        self.show(
            [
                Choice(row, kind, kind != DOUBTFUL and kind not in never, kind in never)
                for row, kind in rows
            ]
        )

    def accept_all_doubtful(self, on: bool) -> None:
        for choice in self.rows:
            if choice.kind == DOUBTFUL:
                choice.accepted = on
        if self.rows:
            self.dataChanged.emit(self.index(0, 0), self.index(len(self.rows) - 1, 0))

    def flags(self, index: Index) -> Qt.ItemFlag:
        flags = super().flags(index)
        if index.column() == 0 and not self.row(index).fixed:
            flags |= Qt.ItemFlag.ItemIsUserCheckable
        return flags

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        if index.isValid() and index.column() == 0 and role == Qt.ItemDataRole.CheckStateRole:
            choice = self.row(index)
            if choice.fixed:
                return None
            return Qt.CheckState.Checked if choice.accepted else Qt.CheckState.Unchecked
        if index.isValid() and role == Qt.ItemDataRole.ToolTipRole and index.column() == _WHY:
            return tip(why(self.row(index)))
        return super().data(index, role)

    def setData(self, index: Index, value: Any, role: int = Qt.ItemDataRole.EditRole) -> bool:
        if role != Qt.ItemDataRole.CheckStateRole or index.column() != 0:
            return False
        choice = self.row(index)
        if choice.fixed:
            return False
        choice.accepted = Qt.CheckState(value) is Qt.CheckState.Checked
        self.dataChanged.emit(index, index)
        return True
