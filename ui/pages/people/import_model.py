"""What the preview of an import shows: each row, what would become of it and why."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, Qt

from desktop.i18n import N_, _, tell
from desktop.services.roster_import.preview import Preview
from desktop.services.roster_import.rows import Row
from ui.widgets.table import Column, RowsModel
from ui.widgets.tips import tip

Index = QModelIndex | QPersistentModelIndex


@dataclass
class Choice:
    """One row of the file and whether it will be created."""

    row: Row
    kind: str
    """"create", "doubtful" or "refused"."""
    accepted: bool


KIND_WORDS = {
    "create": N_("Se creará"),
    "doubtful": N_("Dudosa"),
    "refused": N_("No se puede"),
}


def _what(choice: Choice) -> str:
    form = choice.row.form
    return " · ".join(part for part in (form.nickname, form.name, form.folio) if part)


def why(choice: Choice) -> str:
    """All reasons of a row, as sentences."""
    return " ".join(tell(reason) for reason in choice.row.why)


COLUMNS: Sequence[Column[Choice]] = (
    (N_("Renglón"), lambda c: str(c.row.number)),
    (N_("Qué pasará"), lambda c: _(KIND_WORDS[c.kind])),
    (N_("Persona"), _what),
    (N_("Por qué"), why),
)


class PreviewModel(RowsModel[Choice]):
    """Doubtful rows first, because they need somebody; a tick accepts one."""

    def __init__(self) -> None:
        super().__init__(COLUMNS)

    def put(self, found: Preview) -> None:
        self.show(
            [
                *(Choice(row, "doubtful", False) for row in found.doubtful),
                *(Choice(row, "refused", False) for row in found.refused),
                *(Choice(row, "create", True) for row in found.create),
            ]
        )

    @property
    def accepted(self) -> list[Row]:
        return [choice.row for choice in self.rows if choice.accepted]

    def accept_all_doubtful(self, on: bool) -> None:
        for choice in self.rows:
            if choice.kind == "doubtful":
                choice.accepted = on
        if self.rows:
            self.dataChanged.emit(self.index(0, 0), self.index(len(self.rows) - 1, 0))

    def flags(self, index: Index) -> Qt.ItemFlag:
        flags = super().flags(index)
        if index.column() == 0 and self.row(index).kind != "refused":
            flags |= Qt.ItemFlag.ItemIsUserCheckable
        return flags

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        if index.isValid() and index.column() == 0 and role == Qt.ItemDataRole.CheckStateRole:
            choice = self.row(index)
            if choice.kind == "refused":
                return None
            return Qt.CheckState.Checked if choice.accepted else Qt.CheckState.Unchecked
        if index.isValid() and role == Qt.ItemDataRole.ToolTipRole and index.column() == 3:
            return tip(why(self.row(index)))
        return super().data(index, role)

    def setData(self, index: Index, value: Any, role: int = Qt.ItemDataRole.EditRole) -> bool:
        if role != Qt.ItemDataRole.CheckStateRole or index.column() != 0:
            return False
        choice = self.row(index)
        if choice.kind == "refused":
            return False
        choice.accepted = Qt.CheckState(value) is Qt.CheckState.Checked
        self.dataChanged.emit(index, index)
        return True
