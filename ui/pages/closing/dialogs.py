"""What is asked at the end of a group: the day, the rule, the words of certificates, one person."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date

from PySide6.QtWidgets import QCheckBox, QComboBox, QLineEdit, QSpinBox, QWidget

from desktop.i18n import _, ngettext
from desktop.programme.certificate import TEXT_MAX_CHARS, CertificateText, betraying
from desktop.programme.completion import CompletionRule
from desktop.programme.group_papers import Completing
from desktop.programme.typed import in_a_line
from desktop.programme.vocabulary import EnrolmentState, Evaluation
from desktop.reports.code_words import EVALUATION_WORDS
from desktop.services.closing_group import ClosingFacts
from ui.widgets.dialog import Dialog
from ui.widgets.free_text import FreeLines
from ui.widgets.parts import button, choose, label
from ui.widgets.typed_line import bound
from ui.widgets.when import DayField


def counts_only() -> str:
    """What every sight of this rule says."""
    return _("Es una cuenta de asistencia: no dice nada de cambio ni de seguridad.")


class CloseDialog(Dialog):
    """The day and a note. Nothing that is open holds the group back."""

    def __init__(self, parent: QWidget, found: ClosingFacts, today: date) -> None:
        title = _("Corregir el cierre") if found.closed else _("Cerrar el grupo")
        super().__init__(parent, title, _("Cerrar grupo"), "flag")
        self.about = f"closing {found.group.hex()}"
        n = len(found.will_complete)
        nobody = _("Nadie más termina el curso con este cierre. La asistencia se conserva.")
        words = ngettext(
            "Quedará que {n} persona terminó el curso. La asistencia y las llamadas se conservan.",
            "Quedará que {n} personas terminaron el curso. La asistencia y las llamadas se "
            "conservan.",
            n,
        ).format(n=n)
        self.body.addWidget(label(words if n else nobody, wrap=True))
        if not found.still_open.nothing:
            still = _("Lo que sigue abierto no se pierde ni se cierra solo.")
            self.body.addWidget(label(still, "soft", wrap=True))
        form = self.form()
        self.day = DayField(found.summary.closed_on or today)
        self.day.setAccessibleName(_("Día del cierre"))
        form.addRow(_("Día del cierre"), self.day)
        self.note = FreeLines(found.summary.note)
        self.note.setAccessibleName(_("Nota (sin nombres)"))
        form.addRow(_("Nota (sin nombres)"), self.note)
        self.body.addStretch(1)
        self.fit(660, 460)

    def on_primary(self) -> None:
        if self.day.day is None:
            self.complain(_("Escriba el día así: 23/11/2026."))
        else:
            self.accept()


class RuleDialog(Dialog):
    """From how many sessions on somebody has completed the course."""

    def __init__(self, parent: QWidget, found: ClosingFacts) -> None:
        super().__init__(parent, _("Terminar el curso"), _("Guardar"), "check")
        self._of = max(found.summary.sessions, 1)
        words = _(
            "Vale para todos los grupos de este programa, en proporción a lo largo del curso. La "
            "medida de siempre es 13 de 25: así se contó la adherencia media a alta en el piloto."
        )
        self.body.addWidget(label(words, wrap=True))
        self.body.addWidget(label(counts_only(), "soft", wrap=True))
        self.sessions = QSpinBox()
        self.sessions.setRange(1, self._of)
        self.sessions.setValue(found.summary.needed)
        self.sessions.setAccessibleName(_("Sesiones, de {n}").format(n=self._of))
        self.form().addRow(self.sessions.accessibleName(), self.sessions)
        self.body.addStretch(1)
        self.fit(540, 360)

    def rule(self) -> CompletionRule:
        return CompletionRule(self.sessions.value(), self._of)


class CertificateTextDialog(Dialog):
    """What certificates say; a word that betrays is named before anything is kept."""

    def __init__(self, parent: QWidget, text: CertificateText) -> None:
        super().__init__(parent, _("Texto de las constancias"), _("Guardar"), "check")
        self.about = "certificate"
        words = _(
            "Una constancia la ve cualquiera. No puede decir de qué trata el curso ni para quién "
            "es; tampoco el nombre de la institución."
        )
        self.body.addWidget(label(words, "soft", wrap=True))
        form = self.form()
        self.fields: dict[str, QLineEdit] = {}
        for name, said, hint in (
            ("title", _("Título"), _("Constancia de participación")),
            ("course", _("Sesiones de…"), _("un curso de bienestar comunitario")),
            ("institution", _("Institución (puede quedar vacía)"), ""),
            ("city", _("Lugar"), ""),
            ("signatory", _("Quien firma"), ""),
            ("post", _("Cargo de quien firma"), ""),
        ):
            field = self.fields[name] = QLineEdit(getattr(text, name))
            bound(field, TEXT_MAX_CHARS)
            field.setAccessibleName(said)
            field.setPlaceholderText(hint)
            form.addRow(said, field)
        self.fit(560, 600)

    def filled(self) -> CertificateText:
        return CertificateText(**{name: field.text() for name, field in self.fields.items()})

    def on_primary(self) -> None:
        for field in self.fields.values():
            word = betraying(field.text())
            if word:
                told = _("«{word}» diría de qué es el curso o para quién. Use otra palabra.")
                self.complain(told.format(word=word))
                field.setFocus()
                return
        self.accept()


class PersonDialog(Dialog):
    """One person at the end of the group: whether she or he completed it, the evaluation.

    Args:
        print_one: print the certificate of this person.
    """

    def __init__(
        self, parent: QWidget, person: Completing, needed: int, print_one: Callable[[], object]
    ) -> None:
        title = _("{nickname} · Folio {folio}")
        title = title.format(nickname=in_a_line(person.nickname), folio=person.folio)
        super().__init__(parent, title, _("Guardar"), "check")
        words = _("Vino a {n} sesiones; terminar el curso pide {needed}.")
        self.body.addWidget(label(words.format(n=person.attended, needed=needed), wrap=True))
        self.body.addWidget(label(counts_only(), "soft", wrap=True))
        self.completed = QCheckBox(_("Terminó el curso"))
        self.completed.setChecked(person.state is EnrolmentState.COMPLETED)
        self.completed.setEnabled(person.here and not person.died)
        self.body.addWidget(self.completed)
        self.evaluation = QComboBox()
        self.evaluation.setAccessibleName(_("Evaluación final"))
        for evaluation in Evaluation:
            self.evaluation.addItem(_(EVALUATION_WORDS[evaluation]), evaluation)
        choose(self.evaluation, person.evaluation or Evaluation.PENDING)
        self.evaluation.setEnabled(not person.died)
        self.form().addRow(_("Evaluación final"), self.evaluation)
        self.body.addStretch(1)
        if person.attended and not person.died:
            one = button(_("Imprimir constancia"), symbol="medal", then=print_one)
            one.setAutoDefault(False)
            self.buttons.insertWidget(0, one)
        self.fit(600, 420)
