"""Choose the one person whom an order is about."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLineEdit, QListWidget, QListWidgetItem

from desktop.i18n import _
from desktop.programme.text import fold
from desktop.programme.typed import in_a_line
from desktop.services.people import PersonLine
from ui.page import Page
from ui.theme import theme
from ui.widgets.dialog import Dialog

SHOWN_AT_MOST = 200


class PickDialog(Dialog):
    """Search by nickname or folio; the list shows nobody's name.

    Attributes:
        chosen: the person, once accepted.
    """

    def __init__(self, page: Page, found: list[PersonLine]) -> None:
        super().__init__(page, _("¿De quién es la orden?"), _("Seguir"), "arrow-right")
        self._found = found
        self.chosen = b""
        self.search = QLineEdit()
        self.search.setPlaceholderText(_("Buscar por apodo o folio"))
        self.search.setAccessibleName(_("Buscar por apodo o folio"))
        self.search.textChanged.connect(self._fill)
        self.body.addWidget(self.search)
        self.list = QListWidget()
        self.list.setAccessibleName(_("Personas"))
        self.list.setMinimumHeight(theme().px(150))
        self.list.itemActivated.connect(lambda _item: self.on_primary())
        self.body.addWidget(self.list, 1)
        self._fill()
        self.fit(520, 480)
        self.search.setFocus()

    def _fill(self) -> None:
        wanted = fold(self.search.text())
        self.list.clear()
        for line in [line for line in self._found if wanted in line.sought][:SHOWN_AT_MOST]:
            told = _("{nickname} · Folio {folio}")
            item = QListWidgetItem(told.format(nickname=in_a_line(line.nickname), folio=line.folio))
            item.setData(Qt.ItemDataRole.UserRole, line.id)
            self.list.addItem(item)
        if self.list.count():
            self.list.setCurrentRow(0)

    def on_primary(self) -> None:
        at = self.list.currentRow()
        if at < 0:
            self.complain(_("Elija a una persona."))
            return
        self.chosen = self.list.item(at).data(Qt.ItemDataRole.UserRole)
        self.accept()
