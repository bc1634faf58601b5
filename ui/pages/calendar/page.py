"""The month: when one's own groups meet, which places are taken, and which days are off."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from typing import TYPE_CHECKING, Any

from PySide6.QtWidgets import QComboBox, QSizePolicy

from desktop.changes import Changes
from desktop.i18n import _, language, ngettext
from desktop.programme.schema import BOOKING, DAY_OFF, GROUP, SESSION, SITE, VENUE
from desktop.services import aside, calendar_days, days_off, making_way, rooms
from desktop.services.bookings import CalendarDamaged, Meeting
from desktop.services.calendar_days import CalendarDay, CalendarView
from desktop.services.days_off import LocalDate, LocalDateLine
from ui.dates import month_name
from ui.page import Page, Room
from ui.pages.calendar.day_panel import DayPanel
from ui.pages.calendar.local_date import FallenDialog, LocalDateDialog, StateDialog
from ui.pages.calendar.model import MonthModel
from ui.pages.calendar.month_view import MonthView
from ui.pages.calendar.places import AsideDialog, PlacesDialog
from ui.theme import theme
from ui.widgets.empty import Empty
from ui.widgets.parts import button, card, choose, row

if TYPE_CHECKING:
    from desktop.journal.open_vault import OpenVault

PANEL_PX = 272
_SHOWN = (BOOKING, DAY_OFF, GROUP, SESSION, SITE, VENUE)


class CalendarPage(Page):
    """A month on the left, the chosen day on the right."""

    def __init__(self, room: Room) -> None:
        super().__init__(room)
        self.view: CalendarView | None = None
        self._asked = 0
        self.model = MonthModel(date.today())
        self.month = MonthView(self.model, date.today())
        self.month.chosen.connect(self._on_chosen)
        self.month.entered.connect(self._on_entered)
        self.place = QComboBox()
        self.place.setAccessibleName(_("Lugar"))
        self.place.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Fixed)
        self.place.setMaximumWidth(theme().px(220))
        self.place.addItem(_("Todos los lugares"), None)
        self.place.activated.connect(lambda _at: self.reload())
        self.state = button(_("Elegir el estado"), symbol="map-pin", then=self._ask_state)
        self.state.hide()
        for each in (
            button(_("Grupos"), "icon", "arrow-left", lambda: self.go.emit("groups", None)),
            self.state,
            self.place,
            button(_("Mes anterior"), "icon", "caret-left", lambda: self.month.turn(-1)),
            button(_("Hoy"), then=lambda: self.month.go(date.today())),
            button(_("Mes siguiente"), "icon", "caret-right", lambda: self.month.turn(1)),
        ):
            self.tools.addWidget(each)
        self.put_aside = button(_("Apartar un lugar"), symbol="push-pin", then=self._ask_aside)
        self.panel = DayPanel(
            lambda group: self.go.emit("group", group),
            self._edit_date,
            self._give_back,
            self.put_aside,
        )
        self.panel.setFixedWidth(max(theme().px(PANEL_PX), self.panel.minimumSizeHint().width()))
        self.frame, inside = card(margin=8)
        inside.addWidget(self.month)
        self.whole = row(self.frame, self.panel, spacing=16)
        self.whole.setStretch(0, 1)
        self.body.addLayout(self.whole, 1)
        self.empty = Empty(
            "calendar-blank",
            _("El calendario empieza con un lugar"),
            _(
                "Aquí verá cuándo se reúnen sus grupos, qué lugares están ocupados y qué días "
                "no hay reunión. Los dos programas comparten la lista de lugares, para que sus "
                "grupos nunca coincidan en uno el mismo día."
            ),
            button(_("Agregar el primer lugar"), "primary", "map-pin", self._ask_place),
        )
        self.empty.hide()
        self.body.addWidget(self.empty, 1)
        self.date_button = button(
            _("Agregar fecha local"), symbol="calendar-plus", then=self._ask_date
        )
        self.foot.addStretch(1)
        self.foot.addWidget(self.date_button)
        self.foot.addWidget(button(_("Lugares"), symbol="map-pin", then=self._ask_place))

    # --- what it shows -----------------------------------------------------------

    def open(self, argument: object = None) -> None:
        """With a day, that one is chosen."""
        self.month.day = argument if isinstance(argument, date) else self.month.day
        self.reload()
        self.month.setFocus()

    def reload(self) -> None:
        self.model.show(self.month.day, self.view.days if self.view else {})
        self._asked += 1
        asked = self._asked
        self.ask_at_desk(
            calendar_days.calendar_days,
            *self.model.shown,
            date.today(),
            self.place.currentData(),
            language(),
            then=lambda found: self._show(found) if asked == self._asked else None,
        )

    def on_changes(self, changes: Changes) -> None:
        if self.isVisible() and any(changes.touches(kind.number) for kind in _SHOWN):
            self.reload()

    def _show(self, found: CalendarView) -> None:
        self.view = found
        told = [month_name(self.month.day), found.here.state_name]
        if found.clashes:
            told.append(
                ngettext(
                    "{n} reunión sin lugar: muévala", "{n} reuniones sin lugar: muévalas",
                    found.clashes,
                ).format(n=found.clashes)
            )  # fmt: skip
        self.head(_("Calendario"), " · ".join(part for part in told if part))
        self._show_places(found)
        nothing = not found.venues and not found.groups
        for each in (self.frame, self.panel, self.place, self.date_button):
            each.setVisible(not nothing)
        self.empty.setVisible(nothing)
        self.state.setVisible(not nothing and not found.here.state_name)
        self.put_aside.setVisible(bool(found.venues))
        self.model.show(self.month.day, found.days)
        self.month.mark()
        self._show_day()
        if found.settled:
            self.changed.emit(found.settled)

    def _show_places(self, found: CalendarView) -> None:
        chosen = self.place.currentData()
        self.place.clear()
        self.place.addItem(_("Todos los lugares"), None)
        for venue in found.venues:
            self.place.addItem(venue.name, venue.id)
        choose(self.place, chosen)

    def _show_day(self) -> None:
        on = self.month.day
        days = self.view.days if self.view else {}
        self.panel.show_day(days.get(on, CalendarDay(on)))
        self.put_aside.setEnabled(on >= date.today())

    def _on_chosen(self, on: date) -> None:
        if (on.year, on.month) != (self.model.month.year, self.model.month.month):
            self.reload()
        self._show_day()

    def _on_entered(self) -> None:
        line = self.panel.first()
        (line or self.put_aside).setFocus()

    # --- what can be done ----------------------------------------------------------

    def _share(
        self,
        service: Callable[..., Any],
        *args: Any,
        then: Callable[[Any], None],
    ) -> None:
        """Call a service of the vault that both programmes share."""
        shared: OpenVault | None = self.room.desk.shared
        if shared is None:
            self.troubled.emit(CalendarDamaged())
        elif not self.room.over:
            self.room.tasks.run(service, shared, *args, then=then, failed=self.troubled.emit)

    def _told(self, words: str) -> Callable[[Changes], None]:
        """Let everybody hear of it, and offer to take it back."""

        def tell(changes: Changes) -> None:
            self.changed.emit(changes)
            self.said.emit(words, changes if changes.undo else None)

        return tell

    def _ask_place(self) -> None:
        view = self.view
        here = view.here.municipality if view else ""
        dialog = PlacesDialog(self, view.venues if view else (), here)
        dialog.ask(
            lambda: self._share(
                rooms.add_venue,
                dialog.name.text(),
                dialog.municipality.text(),
                then=self._told(_("Lugar agregado.")),
            )
        )

    def _ask_state(self) -> None:
        dialog = StateDialog(self)
        dialog.ask(lambda: self.do(calendar_days.set_home_state, dialog.state.currentText()))

    def _ask_aside(self) -> None:
        if self.view is None or not self.view.venues:
            return
        on = self.month.day
        dialog = AsideDialog(self, self.view.venues, on)
        choose(dialog.place, self.place.currentData())
        dialog.ask(
            lambda: self.ask_at_desk(
                aside.put_aside,
                dialog.place.currentData(),
                on,
                then=self._told(_("Lugar apartado.")),
            )
        )

    def _give_back(self, venue: bytes) -> None:
        self.ask_at_desk(
            aside.give_back, venue, self.month.day, then=self._told(_("El lugar queda libre."))
        )

    def _ask_date(self) -> None:
        self._open_date(None)

    def _edit_date(self, id_: bytes) -> None:
        def open_it(found: list[LocalDateLine]) -> None:
            line = next((one for one in found if one.id == id_), None)
            if line is not None:
                self._open_date(line)

        self._share(days_off.local_dates, then=open_it)

    def _open_date(self, line: LocalDateLine | None) -> None:
        if self.view is None:
            return

        def remove() -> None:
            dialog.reject()
            if line is not None:
                gone = self._told(_("Fecha retirada."))
                self._share(days_off.remove_day_off, line.id, then=gone)

        dialog = LocalDateDialog(
            self,
            self.month.day,
            self.view.here,
            [venue.municipality for venue in self.view.venues],
            line,
            remove if line else None,
        )
        dialog.ask(lambda: self._keep_date(dialog.filled(), line))

    def _keep_date(self, about: LocalDate, line: LocalDateLine | None) -> None:
        def kept(changes: Changes) -> None:
            self._told(_("Fecha guardada."))(changes)
            self.ask_at_desk(
                making_way.fallen,
                about,
                date.today(),
                then=lambda found: self._offer(about, found),
            )

        if line is None:
            self._share(days_off.add_day_off, about, then=kept)
        else:
            self._share(days_off.edit_day_off, line.id, about, then=kept)

    def _offer(self, about: LocalDate, found: tuple[Meeting, ...]) -> None:
        """Those meetings can move on at once."""
        if not found:
            return
        dialog = FallenDialog(self, found)
        dialog.ask(
            lambda: self.do_at_desk(
                making_way.make_way,
                about,
                dialog.chosen(),
                date.today(),
                said=_("Reuniones recorridas."),
            )
        )
