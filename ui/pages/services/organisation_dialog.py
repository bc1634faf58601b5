"""One organisation: whom to ask there, and what was agreed, each with what can be done about it."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from functools import partial

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QWidget

from desktop.i18n import _
from desktop.programme.agreements import Agreement, Term, term
from desktop.reports.code_words import SERVICE_WORDS
from desktop.services import organisations
from desktop.services.organisations import AgreementLine, OrganisationLine
from ui.dates import full_date
from ui.page import Page
from ui.pages.services.agreements import AgreementForm, state_words
from ui.pages.services.organisation_form import OrganisationForm
from ui.widgets.dialog import Dialog
from ui.widgets.parts import button, card, label, pill, row

_TONES = {
    Term.HOLDS: ("good", "check-circle"),
    Term.ENDS_SOON: ("amber", "clock"),
    Term.OVER: ("amber", "clock"),
    Term.ENDED: ("accent", "x-circle"),
}


class OrganisationDialog(Dialog):
    """What is known of it. Who only reads finds no button but the one that closes."""

    def __init__(self, page: Page, line: OrganisationLine, today: date, *, keeps: bool) -> None:
        words = _("Anotar un acuerdo") if keeps else _("Cerrar")
        super().__init__(page, line.about.name, words, "plus" if keeps else "check")
        self.page, self.line, self._keeps = page, line, keeps
        about = line.about
        kind = " · ".join(filter(None, (_(SERVICE_WORDS[about.sort]), about.municipality)))
        self.body.addWidget(label(kind, "soft", wrap=True))
        reach = " · ".join(filter(None, (about.contact, about.phone)))
        if reach:
            shown = label(reach, "strong", wrap=True)
            shown.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
            self.body.addWidget(shown)
        if about.about:
            self.body.addWidget(label(about.about, wrap=True))
        self.body.addWidget(label(_("Acuerdos"), "section"))
        for each in line.agreements:
            self.body.addWidget(self._agreement(each, today))
        if not line.agreements:
            self.body.addWidget(label(_("Ninguno anotado."), "soft"))
        self.body.addStretch(1)
        self.cancel.setText(_("Cerrar"))
        self.cancel.setVisible(keeps)
        if keeps:
            self._offer()
        self.fit(640, 520)

    def _offer(self) -> None:
        edit = button(_("Corregir"), symbol="pencil-simple", then=self._on_edit)
        retire = (
            button(_("Trabajar otra vez con ella"), symbol="arrow-u-up-left")
            if self.line.retired
            else button(_("Retirar"), symbol="x-circle")
        )
        retire.clicked.connect(self._on_retire)
        for at, each in enumerate((edit, retire)):
            each.setAutoDefault(False)
            self.buttons.insertWidget(at, each)

    def _agreement(self, line: AgreementLine, today: date) -> QWidget:
        agreement = line.agreement
        frame, inside = card(spacing=6, margin=14)
        inside.addWidget(label(agreement.what, "strong", wrap=True))
        if agreement.signed_on:
            day = full_date(agreement.signed_on)
            inside.addWidget(label(_("Firmado el {day}").format(day=day), "soft", wrap=True))
        tone, symbol = _TONES[term(agreement, today)]
        acts = row(pill(state_words(agreement, today), tone, symbol), None)
        if self._keeps:
            change = button(_("Corregir o renovar"), "link")
            change.clicked.connect(partial(self._on_change, line))
            acts.addWidget(change)
            if not agreement.ended:
                end = button(_("Terminar"), "link")
                end.clicked.connect(partial(self._on_end, line.id))
                acts.addWidget(end)
        inside.addLayout(acts)
        return frame

    def on_primary(self) -> None:
        self.accept()
        if self._keeps:
            self._ask_agreement(None, partial(self._agree, self.line.id))

    def _on_change(self, line: AgreementLine) -> None:
        self.reject()
        self._ask_agreement(line, partial(self._change, line.id))

    def _ask_agreement(
        self, line: AgreementLine | None, write: Callable[[Agreement], None]
    ) -> None:
        dialog = AgreementForm(self.page, self.line.id, line)
        dialog.ask(lambda: write(dialog.filled()))

    def _agree(self, organisation: bytes, told: Agreement) -> None:
        said = _("Acuerdo anotado.")
        self.page.do_at_desk(organisations.agree, organisation, told, said=said)

    def _change(self, agreement: bytes, told: Agreement) -> None:
        self.page.do_at_desk(organisations.change_agreement, agreement, told, said=_("Guardado."))

    def _on_end(self, agreement: bytes) -> None:
        self.reject()
        said = _("Acuerdo terminado.")
        self.page.do_at_desk(organisations.end_agreement, agreement, said=said)

    def _on_edit(self) -> None:
        self.reject()
        dialog = OrganisationForm(self.page, self.line)
        organisation = self.line.id
        dialog.ask(
            lambda: self.page.do_at_desk(
                organisations.edit, organisation, dialog.filled(), said=_("Guardado.")
            )
        )

    def _on_retire(self) -> None:
        self.reject()
        if self.line.retired:
            act, said = organisations.bring_back, _("Se trabaja otra vez con ella.")
        else:
            act, said = organisations.retire, _("Organización retirada.")
        self.page.do_at_desk(act, self.line.id, said=said)
