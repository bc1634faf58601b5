"""What was agreed with an organisation: in words, and the dialog in which it is written."""

from __future__ import annotations

from datetime import date

from PySide6.QtWidgets import QLineEdit, QWidget

from desktop.i18n import _
from desktop.programme.agreements import Agreement, Term, term
from desktop.services.organisations import TEXT_MAX_CHARS, AgreementLine
from ui.widgets.dialog import Dialog
from ui.widgets.maybe_day import MaybeDay
from ui.widgets.typed_line import bound


def state_words(agreement: Agreement, today: date) -> str:
    """How it stands, with the day that matters."""
    stands = term(agreement, today)
    if stands is Term.ENDED:
        return _("Terminado")
    if agreement.until is None:
        return _("Sin fecha de término")
    until = agreement.until
    day = f"{until.day}/{until.month}/{until.year}"
    if stands is Term.OVER:
        return _("Venció: {day}").format(day=day)
    if stands is Term.ENDS_SOON:
        return _("Vence: {day}").format(day=day)
    return _("Hasta: {day}").format(day=day)


class AgreementForm(Dialog):
    """What, since when, and until when; both days may stay empty."""

    def __init__(self, parent: QWidget, organisation: bytes, line: AgreementLine | None) -> None:
        title = _("Anotar un acuerdo") if line is None else _("Corregir o renovar el acuerdo")
        super().__init__(parent, title, _("Guardar"), "check")
        self.about = f"agreement {(line.id if line else organisation).hex()}"
        shown = line.agreement if line else Agreement(what="")
        form = self.form()
        self.what = QLineEdit(shown.what)
        bound(self.what, TEXT_MAX_CHARS)
        self.what.setAccessibleName(_("Qué se acordó"))
        self.what.textChanged.connect(lambda: self.complain(""))
        self.signed = MaybeDay(_("Firmado el (puede quedar vacío)"), shown.signed_on)
        self.until = MaybeDay(_("Hasta el (vacío si no tiene fecha)"), shown.until)
        for field in (self.what, self.signed, self.until):
            form.addRow(field.accessibleName(), field)
        self.body.addStretch(1)
        self.fit(520, 400)
        self.what.setFocus()

    def filled(self) -> Agreement:
        return Agreement(what=self.what.text(), signed_on=self.signed.day, until=self.until.day)

    def on_primary(self) -> None:
        wrong = next((each for each in (self.signed, self.until) if each.is_wrong), None)
        told = self.filled()
        if not told.what.strip():
            self.complain(_("Escriba qué se acordó."))
            self.what.setFocus()
        elif wrong is not None:
            self.complain(wrong.complaint())
            wrong.setFocus()
        elif told.signed_on and told.until and told.until < told.signed_on:
            self.complain(_("El acuerdo terminaría antes de firmarse: revise las fechas."))
            self.until.setFocus()
        else:
            self.accept()
