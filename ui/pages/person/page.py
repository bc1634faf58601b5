"""One person: what waits, what happened, and the way to everything else that is kept.

While a group meets only what a list shows is here, until whoever sits here says to be alone.
"""

from __future__ import annotations

import time
from collections.abc import Callable
from datetime import datetime

from PySide6.QtWidgets import QStackedWidget, QVBoxLayout, QWidget

from desktop.changes import Changes
from desktop.i18n import _, tell
from desktop.programme.typed import in_a_line
from desktop.services import people, profile
from desktop.services.people import Person
from desktop.services.profile import Profile
from desktop.services.refusals import NotFound
from desktop.services.timeline import Event
from ui.calls.opening import open_card
from ui.dates import full_date
from ui.page import Page, Room
from ui.pages.person.dialogs import ActsDialog, PauseDialog, acts_of, come_back
from ui.pages.person.inside import InsideView
from ui.pages.person.words import standing
from ui.person_form import PersonDialog
from ui.widgets.empty import Empty
from ui.widgets.parts import button, clear, label, pill
from ui.widgets.veil import veil
from ui.widgets.wrapped import Wrapped

HELD_S = 0.5
"""A press shorter than this was meant as a click."""


class PersonPage(Page):
    """The hub of one person's record.

    Attributes:
        now: the laptop's local time, by which a meeting of this hour is known.
    """

    def __init__(self, room: Room) -> None:
        super().__init__(room)
        self.now: Callable[[], datetime] = datetime.now
        self.person = b""
        self.found: Profile | None = None
        self._alone = False
        """Whoever sits here said so since the page was opened."""
        self._eye_since = 0.0
        self.edit = button(_("Corregir datos"), symbol="pencil-simple", then=self._on_edit)
        self.tools.addWidget(self.edit)
        self.tool(_("Personas"), "arrow-left", "people")
        self.chips = QVBoxLayout()
        self.body.addLayout(self.chips)
        self.veil = veil(self._on_alone)
        self.closed = Empty(
            "lock-simple",
            _("Este registro lo lleva otra persona"),
            _(
                "Se anotó parentesco o cercanía, y por eso no se abre con su cuenta. Todo sigue "
                "guardado y lo atiende alguien más del equipo. Si es un error, hable con su "
                "coordinación."
            ),
        )
        self.inside = InsideView(room.pages)
        self.inside.lead.connect(self._on_lead)
        self.inside.time.wanted.connect(self._on_event)
        self.blank = QWidget()
        self.stack = QStackedWidget()
        for each in (self.blank, self.veil, self.closed, self.inside):
            self.stack.addWidget(each)
        self.body.addWidget(self.stack, 1)
        self._make_foot()
        self._blank()

    def _make_foot(self) -> None:
        self.eye = button(_("Ver nombre"), symbol="eye")
        self.eye.setToolTip(_("Mantenga oprimido"))
        self.eye.pressed.connect(self._on_eye)
        self.eye.released.connect(self._hide_name)
        self.eye.clicked.connect(self._on_eye_clicked)
        self.shown_name = label("", "strong")
        self.more = button(_("Más"), symbol="dots-three", then=self._on_more)
        self.pause = button(_("En pausa"), symbol="pause", then=self._on_pause)
        self.back = button(_("Vuelve al grupo"), symbol="arrow-u-up-left", then=self._on_back)
        self.call = button(_("Llamada"), symbol="phone", then=self._on_call)
        self.foot.addWidget(self.eye)
        self.foot.addWidget(self.shown_name)
        self.foot.addStretch(1)
        for each in (self.more, self.pause, self.back, self.call):
            self.foot.addWidget(each)

    # --- showing -------------------------------------------------------------------

    def open(self, argument: object = None) -> None:
        if isinstance(argument, bytes):
            self._alone = False
            if argument != self.person:
                self.person = argument
                self.inside.lines.verticalScrollBar().setValue(0)
                self._blank()
        self.reload()

    def reload(self) -> None:
        if self.person:
            self.ask(
                profile.read,
                self.person,
                self.now(),
                alone=self._alone,
                then=self._show,
                failed=self._fail,
            )

    def on_changes(self, changes: Changes) -> None:
        if changes and self.isVisible():
            self.reload()

    def leaving(self) -> None:
        """Nothing of the person stays in a page that is not in front."""
        self._blank()

    def _blank(self) -> None:
        self.found = None
        self._hide_name()
        self.head(_("Persona"))
        clear(self.chips)
        self.stack.setCurrentWidget(self.blank)
        for each in (self.edit, self.eye, self.more, self.pause, self.back, self.call):
            each.hide()

    def _fail(self, problem: BaseException) -> None:
        self._blank()
        self.troubled.emit(problem)
        if isinstance(problem, NotFound):
            self.go.emit("people", None)

    def _show(self, found: Profile) -> None:
        if found.id != self.person:
            return
        self.found = found
        folio = _("Folio {folio}").format(folio=found.folio)
        inside = found.inside
        self.head(self._named(), folio if inside is None else f"{folio} · {tell(inside.call)}")
        clear(self.chips)
        self.chips.addWidget(Wrapped(*self._chips(found)))
        if inside is not None:
            self.inside.show_inside(found, inside)
        self.stack.setCurrentWidget(
            self.closed if found.closed else self.veil if inside is None else self.inside
        )
        opened = not found.closed
        self.eye.setVisible(opened)
        for each in (self.edit, self.more):
            each.setVisible(inside is not None)
        self.call.setVisible(inside is not None and not found.died)
        self.pause.setVisible(opened and found.active and not found.died)
        self.back.setVisible(opened and found.paused and not found.died)

    def _named(self) -> str:
        return in_a_line(self.found.nickname) if self.found else ""

    def _chips(self, found: Profile) -> list[QWidget]:
        """How she or he stands, in words; a death says so before anything else."""
        made = []
        if found.died:
            told = _("Falleció el {day}") if found.died_on else _("Falleció")
            day = full_date(found.died_on) if found.died_on else ""
            made.append(pill(told.format(day=day), "info"))
        elif not found.here:
            made.append(pill(_("Sin grupo"), "info"))
        return made + [pill(*standing(each)) for each in found.here or found.places[:1]]

    def _on_alone(self) -> None:
        self._alone = True
        self.reload()

    # --- leading on -------------------------------------------------------------------

    def _on_lead(self, page: str, argument: object) -> None:
        if page == "call":
            self._on_call()
        elif page == "back":
            self._on_back()
        elif page in self.room.pages:
            self.go.emit(page, argument)

    def _on_event(self, event: Event) -> None:
        if event.page in self.room.pages:
            self.go.emit(event.page, event.argument)

    def _on_call(self) -> None:
        open_card(self, self.person)

    def _on_pause(self) -> None:
        PauseDialog(self, self.person, self._named()).open()

    def _on_back(self) -> None:
        come_back(self, self.person, self._named())

    def _on_more(self) -> None:
        if self.found is not None:
            name = self._named()
            ActsDialog(self, name, acts_of(self, self.found, name)).open()

    def _on_edit(self) -> None:
        self.ask(people.get_person, self.person, then=self._edit)

    def _edit(self, person: Person) -> None:
        dialog = PersonDialog(self, self.room.desk.work.stream, person)
        dialog.ask(
            lambda: self.do(
                people.edit_person, person.id, dialog.filled(), said=_("Datos guardados.")
            )
        )

    # --- the name on demand -------------------------------------------------------------

    def _on_eye(self) -> None:
        self._eye_since = time.monotonic()
        self.ask(people.get_person, self.person, then=self._show_name)

    def _on_eye_clicked(self) -> None:
        """A short click shows nothing: say why."""
        if time.monotonic() - self._eye_since < HELD_S:
            self.said.emit(_("Mantenga oprimido para ver el nombre."), None)

    def _show_name(self, person: Person) -> None:
        if self.eye.isDown() and person.id == self.person:
            self.shown_name.setText(person.name or _("Sin nombre anotado"))

    def _hide_name(self) -> None:
        self.shown_name.setText("")
