"""Offering somebody a service: where to, what is told, when somebody looks again; or her no."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QComboBox, QFrame

from desktop.changes import Changes
from desktop.i18n import _, tell
from desktop.programme.referral_slip import Slip, compose
from desktop.programme.referrals import (
    AT_ONCE,
    CAUSE_WORDS,
    URGENCY_WORDS,
    Urgency,
    look_again,
    urgency_for,
)
from desktop.programme.typed import in_a_line
from desktop.programme.vocabulary import ReferralCause, ReferralState, ServiceSort
from desktop.services import referral_offer, referrals, unsafe_services
from desktop.services.directory import ServiceLine
from desktop.services.referral_offer import Offer
from desktop.services.referrals import NewReferral
from desktop.trouble import Trouble
from ui import unsafe_form
from ui.page import Page
from ui.referring.shared import Shared
from ui.referring.where import Where
from ui.widgets.dialog import Dialog
from ui.widgets.free_text import FreeLines
from ui.widgets.parts import button, card, choose, column, label
from ui.widgets.when import DayField

Then = Callable[[bytes], None]
LINES_SHOWN = 4


def offer(
    page: Page,
    person: bytes,
    cause: ReferralCause,
    sorts: tuple[ServiceSort, ...] = (),
    then: Then | None = None,
) -> None:
    """Open the form over a page; `then` gets the referral's id, also of one that was refused."""

    def show(found: Offer) -> None:
        if found.stopped:
            page.troubled.emit(referrals.ReferralsEnded())
        else:
            ReferralForm(page, found, then).open()

    page.ask_at_desk(referral_offer.offer, person, cause, date.today(), sorts, then=show)


class ReferralForm(Dialog):
    """Danger first; then where, what is told, and when somebody looks again.

    Signals:
        left_for(str): closed for another page.
    """

    left_for = Signal(str)

    def __init__(self, page: Page, found: Offer, then: Then | None = None) -> None:
        super().__init__(page, _("Canalizar a un servicio"), _("Guardar"), "check")
        self.page, self.offer, self._then = page, found, then
        self.about = f"referral {found.participant.hex()} {int(found.cause)}"
        who = _("{nickname} · Folio {folio}").format(
            nickname=in_a_line(found.nickname), folio=found.folio
        )
        self.body.addWidget(label(f"{who} · {tell(CAUSE_WORDS[found.cause])}", "soft", wrap=True))
        if found.cause in AT_ONCE:
            self.body.addWidget(_call_now(found))
        self.body.addWidget(label(_("¿A dónde?"), "section"))
        self.where = Where(found)
        self.body.addWidget(self.where)
        self.body.addWidget(label(_("¿Qué se comparte?"), "section"))
        self.shared = Shared(page, found)
        self.body.addWidget(self.shared)
        self._ask_when()
        self.refused = button(_("No quiso"), symbol="x", then=self._on_refused)
        self.refused.setAutoDefault(False)
        self.buttons.insertWidget(0, self.refused)
        self.where.changed.connect(self._on_change)
        self.where.unsafe.connect(self._on_unsafe)
        self.where.which.connect(self._on_which)
        self.shared.changed.connect(self._on_change)
        self.shared.left.connect(self._to_consents)
        self._on_change()
        self.body.addStretch(1)
        self.fit(760, 720)
        self.where.service.setFocus()
        self.area.verticalScrollBar().setValue(0)

    def _ask_when(self) -> None:
        self.body.addWidget(label(_("¿Cuándo se vuelve a ver?"), "section"))
        self.urgency = QComboBox()
        self.urgency.setAccessibleName(_("Qué tan pronto debe ir"))
        for urgency, told in URGENCY_WORDS.items():
            self.urgency.addItem(tell(told), urgency)
        choose(self.urgency, urgency_for(self.offer.cause))
        self.day = DayField(look_again(self.urgency.currentData(), date.today()))
        self.day.setAccessibleName(_("Volver a ver cómo va"))
        self.urgency.currentIndexChanged.connect(lambda _at: self._propose_day())
        form = self.form()
        form.addRow(self.urgency.accessibleName(), self.urgency)
        form.addRow(_("Volver a ver cómo va"), self.day)
        self.note = FreeLines()
        self.note.setAccessibleName(_("Nota para el equipo (no va en el papel)"))
        self.body.addLayout(
            column(label(self.note.accessibleName(), wrap=True), self.note, spacing=6)
        )

    def _propose_day(self) -> None:
        day = look_again(self.urgency.currentData(), date.today())
        self.day.text.setText(f"{day.day}/{day.month}/{day.year}")

    def _on_change(self) -> None:
        self.complain("")
        self.shared.preview(self._slip())

    def _slip(self) -> Slip | None:
        service = self.where.about
        if service is None:
            return None
        return compose(
            day=date.today(),
            folio=self.offer.folio,
            head=self.offer.head,
            service=service,
            agreed=self.shared.chosen,
            known=self.offer.told,
            need=self.shared.words,
            consents=self.offer.consents,
            phone_safe=self.offer.phone_safe,
        )

    def _filled(self) -> NewReferral:
        line, service = self.where.line, self.where.about
        return NewReferral(
            cause=self.offer.cause,
            on=date.today(),
            urgency=Urgency(self.urgency.currentData()),
            service=line.id if line else None,
            service_name=service.name if service else "",
            sort=service.sort if service else ServiceSort.OTHER,
            shared=self.shared.chosen,
            need=self.shared.words,
            follow_up=self.day.day,
            note=self.note.toPlainText(),
        )

    def on_primary(self) -> None:
        if self.where.about is None:
            self.complain(_("Elija un servicio, o escriba cuál es."))
            self.where.service.setFocus()
        elif self.day.day is None:
            self.complain(_("Escriba el día así: 23/11/2026."))
            self.day.setFocus()
        else:
            self._write(self._filled(), _("Canalización anotada."))

    def _on_refused(self) -> None:
        dialog = RefusedDialog(self)

        def keep() -> None:
            filled = self._filled()
            refused = NewReferral(
                cause=filled.cause,
                on=filled.on,
                urgency=filled.urgency,
                service=filled.service,
                service_name=filled.service_name,
                sort=filled.sort,
                note=filled.note,
                state=ReferralState.REFUSED,
                why=dialog.why.toPlainText(),
            )
            self._write(refused, _("Anotado que no quiso. Puede ofrecerse otra vez cuando quiera."))

        dialog.ask(keep)

    def _write(self, new: NewReferral, said: str) -> None:
        """The form closes once it is written, not before."""
        self.primary.setEnabled(False)
        self.page.do(
            referrals.make,
            self.offer.participant,
            new,
            said=said,
            then=self._written,
            failed=self._failed,
        )

    def _written(self, changes: Changes) -> None:
        self.accept()
        if self._then is not None:
            self._then(changes.created[0])

    def _failed(self, problem: BaseException) -> None:
        self.primary.setEnabled(True)
        if isinstance(problem, Trouble):
            self.complain(f"{tell(problem.happened)} {tell(problem.next_step)}")
        else:
            self.reject()
            self.page.troubled.emit(problem)

    def _on_unsafe(self, line: ServiceLine) -> None:
        dialog = UnsafeServiceDialog(self, line.about.name)

        def mark() -> None:
            self.page.do(
                unsafe_services.mark,
                self.offer.participant,
                line.ids,
                date.today(),
                said=_("Anotado: ya no se le ofrece."),
                then=lambda _changes: self.where.take_away(line.id),
            )

        dialog.ask(mark)

    def _on_which(self) -> None:
        """One that is offered again is found when the form is opened again, with its draft."""
        self.leave()
        self.reject()
        unsafe_form.offer(self.page, self.offer.participant)

    def _to_consents(self) -> None:
        """What was typed is kept as after a lock, and offered when the form opens again."""
        self.leave()
        self.reject()
        self.page.go.emit("consents", self.offer.participant)


class RefusedDialog(Dialog):
    """A no needs no reason; her or his own word is kept where there is one."""

    def __init__(self, parent: Dialog) -> None:
        super().__init__(parent, _("La persona no quiso"), _("Anotar que no quiso"), "check")
        told = _("Es su decisión y nadie le insiste. Queda anotado que se le ofreció.")
        self.body.addWidget(label(told, wrap=True))
        self.why = FreeLines()
        self.why.setAccessibleName(_("En sus palabras, si quiso decir por qué"))
        words = label(self.why.accessibleName(), wrap=True)
        self.body.addLayout(column(words, self.why, spacing=6))
        self.body.addStretch(1)
        self.fit(520, 340)
        self.why.setFocus()


class UnsafeServiceDialog(Dialog):
    """Before it is marked: what that does, and that nobody is asked why."""

    def __init__(self, parent: Dialog, name: str) -> None:
        title = _("¿{name} no es seguro para esta persona?").format(name=name)
        super().__init__(parent, title, _("No ofrecerlo"), "check")
        told = _("No se le vuelve a ofrecer. No se pregunta ni se anota por qué.")
        self.body.addWidget(label(told, wrap=True))
        undone = _("Si la persona lo pide, puede volver a ofrecerse.")
        self.body.addWidget(label(undone, "soft", wrap=True))
        self.body.addStretch(1)
        self.fit(500, 300)


def _call_now(found: Offer) -> QFrame:
    """What is quicker than any form."""
    frame, inside = card(spacing=4, margin=14)
    inside.addWidget(label(_("Si el peligro es ahora: llame ahora."), "section", wrap=True))
    if not found.lines:
        inside.addWidget(label(" · ".join(found.numbers[:LINES_SHOWN]), "strong", wrap=True))
    for line in found.lines[:LINES_SHOWN]:
        words = " · ".join(filter(None, (line.about.name, line.about.phone, line.about.hours)))
        inside.addWidget(label(words, "strong", wrap=True))
    return frame
