"""The list of people by nickname and folio, with search; names only while the eye is held."""

from __future__ import annotations

import time

from PySide6.QtCore import QModelIndex
from PySide6.QtGui import QHideEvent
from PySide6.QtWidgets import QLineEdit

from desktop.changes import Changes
from desktop.i18n import _, ngettext
from desktop.programme.schema import ENROLMENT, GROUP, PARTICIPANT
from desktop.services import people
from desktop.services.people import Person, PersonLine
from ui.calls.opening import open_card
from ui.page import Page, Room
from ui.pages.people.form import PersonDialog
from ui.pages.people.model import PeopleModel
from ui.theme import theme
from ui.widgets.empty import Empty
from ui.widgets.parts import button, card, label
from ui.widgets.table import Table

HELD_S = 0.5
"""A press shorter than this was meant as a click."""


class PeoplePage(Page):
    """Search, add, correct, import."""

    def __init__(self, room: Room) -> None:
        super().__init__(room)
        self._wanted: bytes | None = None
        self._open_it = False
        self._stale = True
        self._eye_since = 0.0
        self.search = QLineEdit()
        self.search.setPlaceholderText(_("Buscar por apodo, folio, nombre o grupo"))
        self.search.setAccessibleName(_("Buscar"))
        self.search.setClearButtonEnabled(True)
        self.search.setFixedWidth(theme().px(360))
        if "orders" in room.pages:
            self.tools.addWidget(button(_("Orden"), symbol="scales", then=self._on_orders))
        self.tools.addWidget(self.search)
        self.model = PeopleModel()
        self.search.textChanged.connect(self._on_search)
        self.table = Table(self.model, _("Personas"), stretch=2)
        self.table.widths(280, 140, 0)
        self.table.activated.connect(self._on_open)
        self.table.doubleClicked.connect(self._on_open)
        self.table.selectionModel().currentChanged.connect(lambda *_a: self._show_choice())
        self.frame, inside = card(margin=10)
        inside.addWidget(self.table)
        self.body.addWidget(self.frame, 1)
        self.empty = Empty(
            "user-circle",
            _("Todavía no hay personas"),
            _(
                "Puede agregarlas una por una, o importar la lista que ya tiene en Excel "
                "o en CSV: antes de guardar verá qué se va a crear."
            ),
            button(
                _("Importar una lista"),
                symbol="upload-simple",
                then=lambda: self.go.emit("import", None),
            ),
        )
        self.body.addWidget(self.empty, 1)
        self.eye = button(_("Ver nombre"), symbol="eye")
        self.eye.setToolTip(_("Mantenga oprimido"))
        self.eye.pressed.connect(self._on_eye)
        self.eye.released.connect(self._hide_name)
        self.eye.clicked.connect(self._on_eye_clicked)
        self.shown_name = label("", "strong")
        self.foot.addWidget(self.eye)
        self.foot.addWidget(self.shown_name)
        self.foot.addStretch(1)
        self.call = button(_("Llamada"), symbol="phone", then=self._on_call)
        self.foot.addWidget(self.call)
        self.edit = button(_("Abrir"), symbol="pencil-simple", then=self._on_edit)
        self.foot.addWidget(self.edit)
        self.foot.addWidget(
            button(
                _("Importar una lista"),
                symbol="upload-simple",
                then=lambda: self.go.emit("import", None),
            )
        )
        self.foot.addWidget(button(_("Agregar persona"), "primary", "user-plus", self._on_add))

    def open(self, argument: object = None) -> None:
        self._wanted = argument if isinstance(argument, bytes) else None
        self._open_it = self._wanted is not None
        if self._wanted is not None:
            self.search.clear()
        if self._stale or self._wanted is not None:
            self.reload()

    def reload(self) -> None:
        self._stale = False
        self.ask(people.list_people, then=self._show)

    def hideEvent(self, event: QHideEvent) -> None:
        self._hide_name()
        super().hideEvent(event)

    def _show(self, found: list[PersonLine]) -> None:
        chosen = self._wanted or self._chosen_id()
        self.model.put(found)
        self.frame.setVisible(bool(found))
        self.empty.setVisible(not found)
        self._show_count()
        place = self.model.place_of(chosen) if chosen else None
        if place is None and self.model.rowCount():
            place = 0
        if place is not None:
            self.table.setCurrentIndex(self.model.index(place, 0))
        self._wanted = None
        self._show_choice()
        wanted, self._open_it = self._open_it, False
        if wanted and chosen is not None and self._chosen_id() == chosen:
            self._on_edit()

    def _show_count(self) -> None:
        total, shown = self.model.total, self.model.rowCount()
        words = ngettext("{n} persona", "{n} personas", total).format(n=f"{total:,}")
        if shown != total:
            words = _("{shown} de {total}").format(shown=f"{shown:,}", total=words)
        self.head(_("Personas"), words)

    def _on_search(self, text: str) -> None:
        self.model.search(text)
        self._show_count()
        if self.model.rowCount():
            self.table.setCurrentIndex(self.model.index(0, 0))
        self._show_choice()

    def _chosen_id(self) -> bytes | None:
        index = self.table.currentIndex()
        return self.model.row(index).id if index.isValid() else None

    def _show_choice(self) -> None:
        self._hide_name()
        chosen = self._chosen_id() is not None
        self.eye.setEnabled(chosen)
        self.edit.setEnabled(chosen)
        self.call.setEnabled(chosen)

    def on_changes(self, changes: Changes) -> None:
        if any(changes.touches(kind.number) for kind in (PARTICIPANT, ENROLMENT, GROUP)):
            self._stale = True
            if self.isVisible():
                self.reload()

    # --- names on demand -----------------------------------------------------

    def _on_eye(self) -> None:
        self._eye_since = time.monotonic()
        person = self._chosen_id()
        if person is not None:
            self.ask(people.get_person, person, then=self._show_name)

    def _on_eye_clicked(self) -> None:
        """A short click shows nothing: say why."""
        if time.monotonic() - self._eye_since < HELD_S:
            self.said.emit(_("Mantenga oprimido para ver el nombre."), None)

    def _show_name(self, person: Person) -> None:
        if self.eye.isDown() and person.id == self._chosen_id():
            self.shown_name.setText(person.name or _("Sin nombre anotado"))

    def _hide_name(self) -> None:
        self.shown_name.setText("")

    # --- adding and correcting -------------------------------------------------

    def _on_add(self) -> None:
        dialog = PersonDialog(self, self.room.desk.work.stream, None)
        dialog.ask(
            lambda: self.do(
                people.add_person,
                dialog.filled(),
                said=_("Persona agregada."),
                then=self._choose_new,
            )
        )

    def _choose_new(self, changes: Changes) -> None:
        self._wanted = changes.created[0] if changes.created else None

    def _on_open(self, _index: QModelIndex) -> None:
        self._on_edit()

    def _on_edit(self) -> None:
        person = self._chosen_id()
        if person is not None:
            self.ask(people.get_person, person, then=self._edit)

    def _on_call(self) -> None:
        person = self._chosen_id()
        if person is not None:
            open_card(self, person)

    def _on_orders(self) -> None:
        self.go.emit("orders", self._chosen_id())

    def _edit(self, person: Person) -> None:
        dialog = PersonDialog(self, self.room.desk.work.stream, person)
        dialog.ask(
            lambda: self.do(
                people.edit_person, person.id, dialog.filled(), said=_("Datos guardados.")
            )
        )
