"""The places that groups may meet in: write one down, or take one from the list."""

from __future__ import annotations

from datetime import date

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QComboBox, QLabel, QLineEdit, QListWidget, QListWidgetItem

from desktop.i18n import _
from desktop.services import rooms
from desktop.services.rooms import Venue
from ui.dates import full_date
from ui.page import Page
from ui.widgets.dialog import Dialog
from ui.widgets.parts import button, label, row
from ui.widgets.typed_line import bound

LIST_ROWS = 4


class PlacesDialog(Dialog):
    """Name and municipality of a new place; below, those that there are.

    `retired` is called with the place that is to be taken from the list.
    """

    def __init__(self, page: Page, places: tuple[Venue, ...], municipality: str) -> None:
        super().__init__(page, _("Lugares"), _("Agregar el lugar"), "plus")
        self.about = "place"
        self._page, self._warned = page, ""
        words = _(
            "Los dos programas usan esta lista. Escriba sólo cómo se llama el lugar: "
            "ni qué grupo se reúne ni para qué."
        )
        self.body.addWidget(label(words, "soft", wrap=True))
        form = self.form()
        self.name = QLineEdit()
        bound(self.name, 80)
        self.name.setPlaceholderText(_("Por ejemplo, Casa Comunal"))
        self.municipality = QLineEdit(municipality)
        bound(self.municipality, 80)
        form.addRow(_("Nombre del lugar"), self.name)
        form.addRow(_("Municipio"), self.municipality)
        for field in (self.name, self.municipality):
            field.textChanged.connect(lambda: self.complain(""))
        self.retire = button(_("Retirar de la lista"), symbol="x-circle", then=self._on_retire)
        self.retire.setAutoDefault(False)
        self.list = QListWidget()
        self.list.setAccessibleName(_("Lugares que hay"))
        for place in places:
            item = QListWidgetItem(f"{place.name} · {place.municipality}")
            item.setData(Qt.ItemDataRole.UserRole, place.id)
            self.list.addItem(item)
        self.list.currentRowChanged.connect(lambda at: self.retire.setEnabled(at >= 0))
        self.retire.setEnabled(False)
        if places:
            self.body.addWidget(self.list, 1)
            self.body.addLayout(row(None, self.retire))
        else:
            self.body.addStretch(1)
        self.fit(560, 600 if places else 420)
        self.name.setFocus()

    def on_primary(self) -> None:
        """A place that reads like another one is asked about once."""
        name, municipality = self.name.text().strip(), self.municipality.text().strip()
        shared = self._page.room.desk.shared
        if not name or not municipality:
            self.complain(_("Escriba el nombre del lugar y el municipio."))
            (self.municipality if name else self.name).setFocus()
        elif shared is None or self._warned == (said := f"{name}\n{municipality}"):
            self.accept()
        else:
            self._page.room.tasks.run(
                rooms.alike,
                shared,
                name,
                municipality,
                then=lambda found: self._warn(said, found),
                failed=self._page.troubled.emit,
            )

    def _warn(self, said: str, found: list[Venue]) -> None:
        if not self.isVisible():
            return
        self._warned = said
        if not found:
            self.accept()
            return
        words = _(
            "Se parece a {place}. Si es el mismo lugar, no lo agregue: con dos nombres, "
            "dos grupos podrían coincidir ahí. Si es otro, pulse de nuevo."
        )
        self.complain(words.format(place=", ".join(place.name for place in found)))

    def _on_retire(self) -> None:
        item, shared = self.list.currentItem(), self._page.room.desk.shared
        if item is not None and shared is not None:
            self._page.room.tasks.run(
                rooms.retire_venue,
                shared,
                item.data(Qt.ItemDataRole.UserRole),
                date.today(),
                then=self._page.changed.emit,
                failed=self._page.troubled.emit,
            )
            self.reject()


class AsideDialog(Dialog):
    """Which place is used for something else on a day."""

    def __init__(self, page: Page, places: tuple[Venue, ...], on: date) -> None:
        super().__init__(page, _("Apartar un lugar"), _("Apartar"), "push-pin")
        words = _(
            "El {date} hay ahí otra cosa: una asamblea, una consulta. "
            "Ese día nadie podrá elegir el lugar para un grupo."
        )
        self.body.addWidget(label(words.format(date=full_date(on)), "soft", wrap=True))
        form = self.form()
        self.place = QComboBox()
        for place in places:
            self.place.addItem(f"{place.name} · {place.municipality}", place.id)
        form.addRow(QLabel(_("Lugar")), self.place)
        self.body.addStretch(1)
        self.fit(520, 340)
