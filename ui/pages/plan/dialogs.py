"""What is asked about a whole plan: when it was agreed, where its paper will be, what it said."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, datetime, timedelta

from PySide6.QtWidgets import QCheckBox, QRadioButton, QWidget

from desktop.i18n import _, tell
from desktop.programme.safety_plan import PAPER_HINTS, PAPER_WORDS
from desktop.programme.vocabulary import PaperPlace
from desktop.services.safety_plans import PlanVersion
from ui.dates import full_date, hour
from ui.widgets.dialog import Dialog
from ui.widgets.parts import card, column, label
from ui.widgets.when import DayField

REVIEW_OFFERED_DAYS = 30
"""A first proposal; the two of them choose."""


class AgreeDialog(Dialog):
    """They went through it together, and when they will look at it again."""

    def __init__(self, parent: QWidget, about: bytes, review_on: date | None) -> None:
        super().__init__(parent, _("Acordar el plan"), _("Guardar"), "check")
        self.about = f"agree plan {about.hex()}"
        told = _("Léanlo juntas. Un plan se queda viejo: pongan un día para verlo otra vez.")
        self.body.addWidget(label(told, wrap=True))
        form = self.form()
        self.on = DayField(date.today())
        self.on.setAccessibleName(_("Lo vimos juntas el"))
        form.addRow(_("Lo vimos juntas el"), self.on)
        self.again = QCheckBox(_("Verlo de nuevo"))
        self.again.setChecked(True)
        self.body.addWidget(self.again)
        ahead = date.today() + timedelta(days=REVIEW_OFFERED_DAYS)
        known = review_on if review_on and review_on > date.today() else None
        self.review = DayField(known or ahead)
        self.review.setAccessibleName(_("Verlo de nuevo"))
        self.again.toggled.connect(self.review.setEnabled)
        self.body.addWidget(self.review)
        self.body.addStretch(1)
        self.fit(620, 420)
        self.on.setFocus()

    @property
    def review_on(self) -> date | None:
        return self.review.day if self.again.isChecked() else None

    def on_primary(self) -> None:
        if self.on.day is None or (self.again.isChecked() and self.review.day is None):
            self.complain(_("Escriba el día así: 23/11/2026."))
        elif self.review_on is not None and self.review_on < self.on.day:
            self.complain(_("Se vería de nuevo antes de haberlo acordado. Revise los días."))
        else:
            self.accept()


class PaperDialog(Dialog):
    """Where will the paper be? Nothing is chosen before somebody chooses.

    Attributes:
        place: what was chosen, once accepted.
    """

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent, _("¿Dónde estará el papel?"), _("Imprimir"), "printer")
        self.place: PaperPlace | None = None
        self._asked: PaperPlace | None = None
        told = _(
            "Un plan que otra persona encuentra puede ponerla en peligro. Pregúntele a ella; si "
            "hay duda, que se quede en la oficina."
        )
        self.body.addWidget(label(told, "strong", wrap=True))
        self.answers: dict[PaperPlace, QRadioButton] = {}
        for place, words in PAPER_WORDS.items():
            answer = QRadioButton(tell(words))
            answer.toggled.connect(lambda _on: self.complain(""))
            self.answers[place] = answer
            hint = label(tell(PAPER_HINTS[place]), "soft", wrap=True)
            self.body.addLayout(column(answer, hint, spacing=2))
        told = _(
            "Sale sólo por la impresora, sin nombre y con un título que no dice nada. El folio va "
            "únicamente en el que se queda en la oficina."
        )
        self.body.addWidget(label(told, "small", wrap=True))
        self.body.addStretch(1)
        self.fit(600, 520)
        self.answers[PaperPlace.OFFICE].setFocus()

    def on_primary(self) -> None:
        chosen = next((place for place, each in self.answers.items() if each.isChecked()), None)
        if chosen is None:
            self.complain(_("Elija dónde estará el papel."))
        elif chosen is not PaperPlace.OFFICE and chosen is not self._asked:
            self._asked = chosen
            told = _(
                "¿Quién más podría encontrarlo? Si no está segura, elija la oficina. "
                "Si ella lo decide así, oprima otra vez."
            )
            self.complain(told)
        else:
            self.place = chosen
            self.accept()


class HistoryDialog(Dialog):
    """How her words to one question changed, the newest first."""

    def __init__(self, parent: QWidget, title: str, versions: Sequence[PlanVersion]) -> None:
        super().__init__(parent, title, _("Cerrar"))
        self.cancel.hide()
        if not versions:
            self.body.addWidget(label(_("Todavía no se ha escrito nada aquí."), "soft", wrap=True))
        for each in versions:
            at = datetime.fromtimestamp(each.at_ms / 1000)
            when = f"{full_date(at.date())}, {hour(at.hour * 60 + at.minute)}"
            who = _("{when} · {name}").format(when=when, name=each.author or "—")
            frame, inside = card(spacing=4, margin=14)
            now = _("{who} · vale ahora").format(who=who) if each.stands else who
            inside.addWidget(label(now, "small", wrap=True))
            inside.addWidget(label(each.text or _("(se dejó vacío)"), wrap=True))
            self.body.addWidget(frame)
        self.body.addStretch(1)
        self.fit(600, 520)
        self.primary.setFocus()
