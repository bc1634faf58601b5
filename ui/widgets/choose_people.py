"""Put people into a group: choose from the list, or add somebody with a nickname alone."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLineEdit, QListWidget, QListWidgetItem

from desktop.changes import Changes
from desktop.i18n import _, ngettext
from desktop.programme.text import fold
from desktop.services import groups, people
from desktop.services.people import PersonForm, PersonLine
from ui.page import Page
from ui.theme import theme
from ui.widgets.dialog import Dialog
from ui.widgets.parts import button, label, row

SHOWN_AT_MOST = 200


class ChoosePeopleDialog(Dialog):
    """Search, tick several, or type a nickname for somebody new."""

    def __init__(self, page: Page, group: bytes, found: list[PersonLine]) -> None:
        super().__init__(page, _("Agregar al grupo"), _("Agregar"), "user-plus")
        self.page = page
        self.group = group
        self._found = found
        self._ticked: set[bytes] = set()
        self.search = QLineEdit()
        self.search.setPlaceholderText(_("Buscar por apodo o folio"))
        self.search.setAccessibleName(_("Buscar por apodo o folio"))
        self.search.textChanged.connect(self._fill)
        self.body.addWidget(self.search)
        self.list = QListWidget()
        self.list.setMinimumHeight(theme().px(150))
        self.list.itemChanged.connect(self._on_tick)
        self.list.setAccessibleName(_("Personas"))
        self.body.addWidget(self.list, 1)
        self.body.addWidget(label(_("¿Es alguien nuevo? Basta un apodo."), "small"))
        self.nickname = QLineEdit()
        self.nickname.setPlaceholderText(_("Apodo"))
        self.nickname.setAccessibleName(_("Apodo"))
        self.body.addLayout(
            row(self.nickname, button(_("Crear y agregar"), symbol="plus", then=self._on_new))
        )
        everybody = button(_("Marcar todas"), "link", then=self._tick_all)
        self.body.insertLayout(1, row(None, everybody))
        self.cancel.setText(_("Cerrar"))
        self._fill()
        self.fit(560, 560)
        self.search.setFocus()

    def _fill(self) -> None:
        wanted = fold(self.search.text())
        self.list.blockSignals(True)
        self.list.clear()
        shown = [line for line in self._found if wanted in line.sought][:SHOWN_AT_MOST]
        for line in shown:
            words = _("{nickname} · Folio {folio}").format(nickname=line.nickname, folio=line.folio)
            if line.group_name:
                words += f" · {line.group_name}"
            item = QListWidgetItem(words)
            item.setData(Qt.ItemDataRole.UserRole, line.id)
            item.setFlags(item.flags() | Qt.ItemFlag.ItemIsUserCheckable)
            ticked = line.id in self._ticked
            item.setCheckState(Qt.CheckState.Checked if ticked else Qt.CheckState.Unchecked)
            self.list.addItem(item)
        self.list.blockSignals(False)

    def _tick_all(self) -> None:
        """Everybody whom the search leaves, or nobody when all of them are ticked."""
        items = [self.list.item(at) for at in range(self.list.count())]
        ticked = all(item.checkState() is Qt.CheckState.Checked for item in items)
        for item in items:
            item.setCheckState(Qt.CheckState.Unchecked if ticked else Qt.CheckState.Checked)

    def _on_tick(self, item: QListWidgetItem) -> None:
        person = item.data(Qt.ItemDataRole.UserRole)
        if item.checkState() is Qt.CheckState.Checked:
            self._ticked.add(person)
        else:
            self._ticked.discard(person)
        n = len(self._ticked)
        self.primary.setText(
            " " + (ngettext("Agregar {n}", "Agregar {n}", n).format(n=n) if n else _("Agregar"))
        )

    def _on_new(self) -> None:
        nickname = self.nickname.text().strip()
        if not nickname:
            self.complain(_("Escriba un apodo."))
            return
        self.complain("")
        self.page.do(people.add_person, PersonForm(nickname=nickname), then=self._put)
        self.nickname.clear()

    def _put(self, changes: Changes) -> None:
        self.page.do(
            groups.add_to_group, self.group, list(changes.created[:1]), said=_("Agregada al grupo.")
        )

    def on_primary(self) -> None:
        if self.nickname.text().strip():
            self._on_new()
            if self.nickname.hasFocus():
                return  # Enter adds one and waits for the next nickname
        elif self.search.hasFocus() and not self._ticked:
            self.list.setFocus()
            return
        if self._ticked:
            n = len(self._ticked)
            words = ngettext("{n} persona agregada.", "{n} personas agregadas.", n).format(n=n)
            self.page.do(groups.add_to_group, self.group, list(self._ticked), said=words)
        self.accept()


def choose_people(page: Page, group: bytes) -> None:
    """Open the dialog over a page once the list has been read."""
    page.ask(people.list_people, then=lambda found: ChoosePeopleDialog(page, group, found).open())
