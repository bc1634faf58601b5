"""The list of people by nickname and folio, with search; names only while the eye is held."""

from __future__ import annotations

import time
from functools import partial

from PySide6.QtCore import Qt
from PySide6.QtGui import QHideEvent
from PySide6.QtWidgets import QLineEdit

from desktop.changes import Changes
from desktop.i18n import _, ngettext
from desktop.programme.roles import Role
from desktop.programme.schema import ENROLMENT, GROUP, INTAKE, PARTICIPANT
from desktop.services import intake_views, people
from desktop.services.intake_views import Unfinished
from desktop.services.people import Person, PersonLine
from ui.calls.opening import open_card
from ui.page import Page, Room
from ui.pages.people.model import PeopleModel
from ui.person_form import PersonDialog
from ui.theme import theme
from ui.widgets.empty import Empty
from ui.widgets.parts import button, card, label
from ui.widgets.table import Table
from ui.widgets.tips import tip

HELD_S = 0.5
"""A press shorter than this was meant as a click."""


class PeoplePage(Page):
    """Search, add, open, import."""

    def __init__(self, room: Room) -> None:
        super().__init__(room)
        self._wanted: bytes | None = None
        self._stale = True
        self._eye_since = 0.0
        self.search = QLineEdit()
        self.search.setPlaceholderText(_("Buscar por apodo, folio, nombre o grupo"))
        self.search.setAccessibleName(_("Buscar"))
        self.search.setClearButtonEnabled(True)
        self.search.setFixedWidth(theme().px(360))
        if "orders" in room.pages:
            self.tools.addWidget(button(_("Orden"), symbol="scales", then=self._on_orders))
        self.tool(_("Repetidos"), "users", "duplicates")
        self.tools.addWidget(self.search)
        self.model = PeopleModel()
        self.search.textChanged.connect(self._on_search)
        self.table = Table(self.model, _("Personas"), stretch=2)
        self.table.widths(280, 140, 0)
        self.table.activated.connect(lambda _index: self._on_open())
        self.table.selectionModel().currentChanged.connect(lambda *_a: self._show_choice())
        self._unfinished: tuple[Unfinished, ...] = ()
        self.waiting = button("", symbol="note", then=self._on_waiting)
        self.body.addWidget(self.waiting, 0, Qt.AlignmentFlag.AlignLeft)
        self.waiting.hide()
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
        self.record = button(_("Abrir"), symbol="user", then=self._on_open)
        self.foot.addWidget(self.record)
        self.foot.addWidget(
            button(
                _("Importar una lista"),
                symbol="upload-simple",
                then=lambda: self.go.emit("import", None),
            )
        )
        self.quick = button(_("Anotar rápido"), "icon", "lightning", self._on_add)
        self.quick.setToolTip(tip(_("Anotar rápido, sin entrevista: sólo lo que ya sepa")))
        self.foot.addWidget(self.quick)
        self.foot.addWidget(
            button(
                _("Agregar persona"),
                "primary",
                "user-plus",
                then=lambda: self.go.emit("intake", None),
            )
        )

    def open(self, argument: object = None) -> None:
        self._wanted = argument if isinstance(argument, bytes) else None
        if self._wanted is not None:
            self.search.clear()
        if self._stale or self._wanted is not None:
            self.reload()
        else:
            # A draft of an interview changes no record.
            self._read_waiting()

    def reload(self) -> None:
        self._stale = False
        self.ask(people.list_people, then=self._show)
        self._read_waiting()

    def _read_waiting(self) -> None:
        everybody = self.room.desk.role is Role.COORDINATOR
        self.ask(intake_views.unfinished, everybody=everybody, then=self._show_waiting)

    def _show_waiting(self, found: tuple[Unfinished, ...]) -> None:
        """Interviews that somebody left."""
        self._unfinished = found
        n = len(found)
        told = ngettext("{n} entrevista sin terminar", "{n} entrevistas sin terminar", n)
        self.waiting.setText(f" {told.format(n=n)}")
        self.waiting.setAccessibleName(told.format(n=n))
        self.waiting.setVisible(bool(found))

    def _on_waiting(self) -> None:
        """A single one opens at once; of several one is chosen."""
        if len(self._unfinished) > 1:
            from ui.pages.people.waiting import WaitingDialog

            dialog = WaitingDialog(self, self._unfinished)
            dialog.ask(lambda: self.go.emit("intake", dialog.chosen))
        elif self._unfinished:
            self.go.emit("intake", self._unfinished[0].id)

    def leaving(self) -> None:
        """A name that was searched for does not wait here for whoever comes next."""
        self.search.clear()

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
        self.record.setEnabled(chosen)
        self.call.setEnabled(chosen)

    def on_changes(self, changes: Changes) -> None:
        if any(changes.touches(kind.number) for kind in (PARTICIPANT, ENROLMENT, GROUP, INTAKE)):
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

    # --- adding and opening -----------------------------------------------------

    def _on_add(self) -> None:
        dialog = PersonDialog(self, self.room.desk.work.stream, None)
        dialog.ask(
            lambda: self.do(
                people.add_person,
                dialog.filled(),
                said=_("Persona agregada."),
                then=partial(self._choose_new, dialog),
            )
        )

    def _choose_new(self, dialog: PersonDialog, changes: Changes) -> None:
        self._wanted = changes.created[0] if changes.created else None
        if dialog.alike is not None and self._wanted is not None:
            dialog.alike.remember(self._wanted)

    def _on_open(self) -> None:
        person = self._chosen_id()
        if person is not None:
            self.go.emit("person", person)

    def _on_call(self) -> None:
        person = self._chosen_id()
        if person is not None:
            open_card(self, person)

    def _on_orders(self) -> None:
        self.go.emit("orders", self._chosen_id())
