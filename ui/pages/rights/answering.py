"""How a request ended, why a record is kept, and the programme's terms: small questions."""

from __future__ import annotations

from PySide6.QtWidgets import QComboBox, QPlainTextEdit, QSpinBox, QWidget

from desktop.i18n import _, tell
from desktop.programme.rights import OUTCOME_WORDS, TERM_MAX_DAYS, TERM_MIN_DAYS
from desktop.programme.vocabulary import RightOutcome, RightSort
from desktop.services.retention import MONTHS_OFFERED, WHY_MAX, Old
from desktop.services.rights import WORDS_MAX, Request
from desktop.services.rights_views import Shown
from ui.dates import full_date
from ui.pages.rights.words import title_of
from ui.theme import theme
from ui.widgets.dialog import Dialog
from ui.widgets.free_text import FreeText
from ui.widgets.parts import choose, label
from ui.widgets.typed_line import bound

TEXT_PX = 96


class AnswerDialog(Dialog):
    """A no, or a yes in part, says why: the person has a right to know."""

    def __init__(self, parent: QWidget, request: Request) -> None:
        super().__init__(parent, _("Contestar la solicitud"), _("Guardar"), "check")
        self.about = f"answer {request.id.hex()}"
        self.body.addWidget(label(title_of(request), "strong", wrap=True))
        form = self.form()
        self.outcome = QComboBox()
        self.outcome.setAccessibleName(_("Cómo quedó"))
        for outcome in RightOutcome:
            # To erase is done by erasing alone.
            erases = request.sort is RightSort.CANCELLATION and outcome is RightOutcome.DONE
            if not erases:
                self.outcome.addItem(tell(OUTCOME_WORDS[outcome]), int(outcome))
        form.addRow(self.outcome.accessibleName(), self.outcome)
        self.why = _text(_("Por qué, en palabras sencillas"), WORDS_MAX)
        form.addRow(self.why.accessibleName(), self.why)
        self.body.addStretch(1)
        self.fit(540, 420)
        self.outcome.setFocus()

    def chosen(self) -> RightOutcome:
        return RightOutcome(self.outcome.currentData())

    def on_primary(self) -> None:
        asks_why = self.chosen() in (RightOutcome.REFUSED, RightOutcome.PARTLY)
        if asks_why and not self.why.toPlainText().strip():
            self.complain(_("Escriba por qué: la persona tiene derecho a saberlo."))
        elif len(self.why.toPlainText().strip()) > WORDS_MAX:
            self.complain(_("Es demasiado texto. Anote sólo lo necesario."))
        else:
            self.accept()


class KeepDialog(Dialog):
    """ "Conservar, porque…": the review comes again in a year."""

    def __init__(self, parent: QWidget, old: Old) -> None:
        super().__init__(parent, _("Conservar el registro"), _("Conservar"), "check")
        self.about = f"keep {old.person.hex()}"
        words = _("Folio {folio}: lo último anotado es del {day}. Se revisa otra vez en un año.")
        told = words.format(folio=old.folio, day=full_date(old.last))
        self.body.addWidget(label(told, wrap=True))
        self.why = _text(_("Se conserva porque…"), WHY_MAX)
        self.form().addRow(self.why.accessibleName(), self.why)
        self.body.addStretch(1)
        self.fit(520, 360)
        self.why.setFocus()

    def on_primary(self) -> None:
        if not 0 < len(self.why.toPlainText().strip()) <= WHY_MAX:
            self.complain(_("Escriba en pocas palabras por qué se conserva."))
        else:
            self.accept()


class TermsDialog(Dialog):
    """How long an answer may take, and after how long a record is proposed for review."""

    def __init__(self, parent: QWidget, found: Shown) -> None:
        super().__init__(parent, _("Plazos del programa"), _("Guardar"), "check")
        told = _(
            "Confírmelos con su asesoría jurídica y con su aviso de privacidad. Ningún registro "
            "se borra solo: sólo se propone revisarlo."
        )
        self.body.addWidget(label(told, "soft", wrap=True))
        form = self.form()
        self.term = QSpinBox()
        self.term.setRange(TERM_MIN_DAYS, TERM_MAX_DAYS)
        self.term.setValue(found.term_days)
        self.term.setAccessibleName(_("Días hábiles para contestar una solicitud"))
        form.addRow(self.term.accessibleName(), self.term)
        self.months = QComboBox()
        self.months.setAccessibleName(_("Proponer la revisión de un registro"))
        self.months.addItem(_("Nunca"), None)
        for months in MONTHS_OFFERED:
            words = _("{n} meses después de lo último anotado")
            self.months.addItem(words.format(n=months), months)
        choose(self.months, found.months)
        form.addRow(self.months.accessibleName(), self.months)
        self.body.addStretch(1)
        self.fit(540, 400)
        self.term.setFocus()


def _text(words: str, longest: int) -> QPlainTextEdit:
    made = FreeText()
    made.setAccessibleName(words)
    made.setTabChangesFocus(True)
    made.setFixedHeight(theme().px(TEXT_PX))
    bound(made, longest)
    return made
