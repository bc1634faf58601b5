"""Choose one of a few lines."""

from __future__ import annotations

from collections.abc import Iterable

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QListWidget, QListWidgetItem, QWidget

from desktop.i18n import _
from ui.widgets.dialog import Dialog


class ChooseOneDialog(Dialog):
    """A list and a way on; Enter on a line takes it.

    Attributes:
        chosen: the record of the line, once accepted.
    """

    def __init__(
        self, parent: QWidget, title: str, name: str, lines: Iterable[tuple[bytes, str]]
    ) -> None:
        """`name` is what the list is called aloud; `lines` are records and their words."""
        super().__init__(parent, title, _("Seguir"), "arrow-right")
        self.chosen = b""
        self.list = QListWidget()
        self.list.setAccessibleName(name)
        self.list.setWordWrap(True)
        for record, words in lines:
            item = QListWidgetItem(words)
            item.setData(Qt.ItemDataRole.UserRole, record)
            self.list.addItem(item)
        self.list.setCurrentRow(0)
        self.list.itemActivated.connect(lambda _item: self.on_primary())
        self.body.addWidget(self.list, 1)
        self.fit(520, 360)
        self.list.setFocus()

    def on_primary(self) -> None:
        item = self.list.currentItem()
        if item is not None:
            self.chosen = item.data(Qt.ItemDataRole.UserRole)
            self.accept()
