"""What to do first after a danger answer, and the services of this municipality to do it with."""

from __future__ import annotations

from datetime import date
from functools import partial

from desktop.i18n import _, tell
from desktop.programme.first_safety import Alarm, alarms
from desktop.programme.vocabulary import ReferralCause, ServiceSort, Stream
from desktop.reports.code_words import SERVICE_WORDS
from desktop.services import nearby
from desktop.services.directory import ServiceLine
from desktop.services.intake_deciding import answers_of
from desktop.services.nearby import Nearby
from ui.pages.intake.step import Desk
from ui.widgets.dialog import Dialog
from ui.widgets.parts import button, card, label

SHOWN_AT_MOST = 6
CRISIS: dict[Stream, tuple[ServiceSort, ...]] = {
    Stream.WOMEN: (
        ServiceSort.EMERGENCY_LINE,
        ServiceSort.SHELTER,
        ServiceSort.JUSTICE_CENTRE,
        ServiceSort.HEALTH,
        ServiceSort.POLICE,
    ),
    Stream.MEN: (
        ServiceSort.EMERGENCY_LINE,
        ServiceSort.PSYCHOTHERAPY,
        ServiceSort.HEALTH,
    ),
}
"""What is shown where no answer asks for something of its own."""


class OptionsDialog(Dialog):
    """Reads only. The referral begins from here when the person wants one."""

    def __init__(self, desk: Desk, found: tuple[Alarm, ...], near: Nearby) -> None:
        page = desk.page
        refers = desk.interview.person is not None and bool(found)
        super().__init__(
            page,
            _("Qué hacer ahora"),
            _("Canalizar") if refers else _("Listo"),
            "compass" if refers else "check",
        )
        self.refers = refers
        self.cancel.setText(_("Cerrar"))
        self.cancel.setVisible(refers)
        for each in found:
            self.body.addWidget(label(tell(each.what), "strong", wrap=True))
            self.body.addWidget(label(tell(each.do_first), wrap=True))
        self.body.addWidget(label(_("Servicios cercanos"), "section"))
        now = _("Si el peligro es ahora, llame: {numbers}").format(numbers=", ".join(near.numbers))
        self.body.addWidget(label(now, "strong", wrap=True))
        if not near.read:
            told = _("El directorio no se puede abrir en esta computadora.")
            self.body.addWidget(label(told, wrap=True))
        elif not near.services:
            told = _("El directorio todavía no tiene servicios para esto.")
            self.body.addWidget(label(told, "soft", wrap=True))
        for line in near.services[:SHOWN_AT_MOST]:
            self._show_service(line)
        if "services" in page.room.pages:
            self.every = button(_("Ver todo el directorio"), "link", then=self._on_every)
            self.every.setAutoDefault(False)
            self.body.addWidget(self.every)
        self._page = page
        self.body.addStretch(1)
        self.fit(640, 560)
        self.primary.setFocus()

    def _show_service(self, line: ServiceLine) -> None:
        about = line.about
        frame, inside = card(spacing=2, margin=12)
        where = " · ".join(
            each for each in (_(SERVICE_WORDS[about.sort]), about.municipality) if each
        )
        inside.addWidget(label(about.name, "strong", wrap=True))
        inside.addWidget(label(where, "small", wrap=True))
        reach = (about.phone, about.hours, about.printable_address, about.languages)
        inside.addWidget(label(" · ".join(each for each in reach if each), wrap=True))
        if about.is_stale(date.today()):
            # Nobody calls before calling for help.
            called = about.sort is ServiceSort.EMERGENCY_LINE
            stale = (
                _("Sin verificar.") if called else _("Sin verificar en seis meses: llame antes.")
            )
            inside.addWidget(label(stale, "small"))
        self.body.addWidget(frame)

    def _on_every(self) -> None:
        self.reject()
        self._page.go.emit("services", None)


def show_options(desk: Desk) -> None:
    """What the answers of the interview ask for; without any, what anybody in danger may need."""
    found = alarms(answers_of(desk.interview, desk.stream, desk.today))
    sorts = tuple(dict.fromkeys(sort for alarm in found for sort in alarm.services))
    _open(desk, found, sorts or CRISIS[desk.stream])


def _open(desk: Desk, found: tuple[Alarm, ...], sorts: tuple[ServiceSort, ...]) -> None:
    page = desk.page

    def show(near: Nearby) -> None:
        dialog = OptionsDialog(desk, found, near)
        dialog.ask(partial(_refer, desk, found) if dialog.refers else lambda: None)

    page.ask_at_desk(nearby.find, sorts, desk.interview.person, then=show)


def _refer(desk: Desk, found: tuple[Alarm, ...]) -> None:
    refer(desk, found[0].cause, found[0].services)


def refer(desk: Desk, cause: ReferralCause, sorts: tuple[ServiceSort, ...] = ()) -> None:
    """Open the form of a referral; the page hears of it like of every change."""
    from ui import referral_form

    person = desk.interview.person
    if person is not None:
        referral_form.offer(desk.page, person, cause, sorts, then=desk.referred)
