"""When and where the group meets next."""

from __future__ import annotations

from desktop.i18n import _
from desktop.services.close_meeting import CloseFacts
from ui.dates import hour, long_date
from ui.page import Page
from ui.pages.close.step import CloseStep
from ui.widgets.parts import button, label, row
from ui.words import meeting_name


class UpcomingStep(CloseStep):
    """The date to read aloud; another one is chosen in the group."""

    def __init__(self, page: Page) -> None:
        super().__init__(page, _("La próxima reunión"))
        self._group = b""
        self.date = label("", "title", wrap=True)
        self.place = label("", "soft", wrap=True)
        self.inside.addWidget(self.date)
        self.inside.addWidget(self.place)
        self.move_it = button(
            _("Cambiar el día o el lugar"),
            symbol="calendar-blank",
            then=lambda: self.page.go.emit("group", self._group),
        )
        self.inside.addLayout(row(self.move_it, None))
        self.inside.addStretch(1)

    def show_facts(self, facts: CloseFacts) -> None:
        self._group = facts.group
        following = facts.next
        self.move_it.setVisible(following is not None)
        if following is None:
            self.date.setText(_("No hay otra reunión planeada"))
            self.place.setText(_("Ésta fue la última del grupo."))
            return
        when = _("{day}, {hour}").format(
            day=long_date(following.date), hour=hour(following.start_minute)
        )
        self.date.setText(when)
        about = meeting_name(following.ordinal)
        self.place.setText(" · ".join(part for part in (about, following.place) if part))
