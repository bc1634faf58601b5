"""Agree with somebody, face to face, on how she or he may be looked for."""

from __future__ import annotations

from datetime import date

from PySide6.QtWidgets import QCheckBox, QLineEdit, QWidget

from desktop.i18n import _
from desktop.programme.typed import in_a_line
from desktop.services.calls import Agreement, CallCard
from ui.dates import full_date
from ui.widgets.dialog import Dialog
from ui.widgets.parts import label
from ui.widgets.typed_line import bound

LONGEST = 200


class AgreementDialog(Dialog):
    """Who may answer, at what hours, saying what and never what; and whether it was today."""

    def __init__(self, parent: QWidget, card: CallCard) -> None:
        super().__init__(parent, _("Acordar cómo llamar"), _("Guardar"), "check")
        self.about = f"agreement {card.participant.hex()}"
        who = _("{nickname} · Folio {folio}").format(
            nickname=in_a_line(card.nickname), folio=card.folio
        )
        self.body.addWidget(label(who, "soft"))
        words = _("Pregúnteselo en persona y a solas. No anote nombres de otras personas.")
        self.body.addWidget(label(words, wrap=True))
        self._before = card.confirmed
        form = self.form()
        self.who = _field(card.who, _("Por ejemplo: nadie más"))
        form.addRow(_("Quién puede contestar"), self.who)
        self.hours = _field(card.hours, _("Por ejemplo: martes de 9 a 11"))
        form.addRow(_("A qué horas"), self.hours)
        self.pretext = _field(card.pretext, _("Por ejemplo: llaman de la biblioteca"))
        form.addRow(_("Qué decir si contesta otra persona"), self.pretext)
        self.avoid = _field(card.avoid, _("Por ejemplo: no decir «grupo»"))
        form.addRow(_("Qué no decir nunca"), self.avoid)
        self.today = QCheckBox(_("Lo confirmé hoy con la persona"))
        self.body.addWidget(self.today)
        if card.confirmed is not None:
            last = _("Se confirmó por última vez el {date}.").format(date=full_date(card.confirmed))
            self.body.addWidget(label(last, "small", wrap=True))
        self.body.addStretch(1)
        self.fit(560, 560)
        self.who.setFocus()

    def filled(self) -> Agreement:
        return Agreement(
            who=self.who.text(),
            hours=self.hours.text(),
            pretext=self.pretext.text(),
            avoid=self.avoid.text(),
            confirmed=date.today() if self.today.isChecked() else self._before,
        )


def _field(text: str, example: str) -> QLineEdit:
    made = QLineEdit(text)
    bound(made, LONGEST)
    made.setPlaceholderText(example)
    return made
