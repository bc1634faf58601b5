"""The end of a group: a count for each person, certificates, and what is still open."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import date

from PySide6.QtCore import QModelIndex

from desktop.changes import Changes
from desktop.i18n import N_, _, ngettext
from desktop.programme.certificate import Certificate, CertificateText
from desktop.programme.group_papers import Completing
from desktop.programme.roles import Role
from desktop.programme.schema import (
    ATTENDANCE,
    CALL,
    ENROLMENT,
    GROUP,
    INCIDENT,
    PARTICIPANT,
    SESSION,
    SETTING,
)
from desktop.programme.vocabulary import EnrolmentState, Evaluation
from desktop.reports.certificate import certificates
from desktop.reports.code_words import EVALUATION_WORDS, STANDING_WORDS
from desktop.reports.group_summary import group_summary
from desktop.services import certificates as certificate_words
from desktop.services import closing_group
from desktop.services.closing_group import ClosingFacts
from desktop.trouble import say
from ui.dates import full_date
from ui.door import print_out
from ui.page import Page, Room
from ui.pages.closing.dialogs import (
    CertificateTextDialog,
    CloseDialog,
    PersonDialog,
    RuleDialog,
)
from ui.pages.closing.panel import OpenPanel
from ui.print_or_keep import PrintOrKeepDialog
from ui.printing import Sheets
from ui.widgets.parts import button, card, row
from ui.widgets.table import RowsModel, Table

COLUMNS: Sequence[tuple[str, Callable[[Completing], str]]] = (
    (N_("Persona"), lambda p: f"{p.nickname} · {p.folio}"),
    (N_("Sesiones"), lambda p: str(p.attended)),
    (N_("Cómo queda"), lambda p: standing(p)),
    (N_("Evaluación final"), lambda p: evaluation(p)),
)
_SHOWN = (ATTENDANCE, CALL, ENROLMENT, GROUP, INCIDENT, PARTICIPANT, SESSION, SETTING)


def standing(person: Completing) -> str:
    """How the person stands, and what closing the group would make of it."""
    if person.state is EnrolmentState.ACTIVE and person.reached and not person.died:
        return _("Termina el curso al cerrar")
    return _(STANDING_WORDS[person.state])


def evaluation(person: Completing) -> str:
    if person.evaluation_pending:
        return _(EVALUATION_WORDS[Evaluation.PENDING])
    if person.agreed is False and person.evaluation in (None, Evaluation.PENDING):
        return _(EVALUATION_WORDS[Evaluation.DECLINED])
    return _(EVALUATION_WORDS[person.evaluation]) if person.evaluation and not person.died else "—"


class ClosingPage(Page):
    """About one group: people on the left, what is still open on the right."""

    def __init__(self, room: Room) -> None:
        super().__init__(room)
        self.group = b""
        self.found: ClosingFacts | None = None
        back = button(_("Grupo"), symbol="arrow-left", then=lambda: self._lead("group"))
        self.tools.addWidget(back)
        self.model: RowsModel[Completing] = RowsModel(COLUMNS)
        self.table = Table(self.model, _("Personas del grupo"), stretch=0)
        self.table.widths(0, 84, 200, 132)
        self.table.activated.connect(self._on_person)
        self.table.clicked.connect(self._on_person)
        left, inside = card(margin=10)
        inside.addWidget(self.table)
        self.panel = OpenPanel()
        across = row(left, self.panel.frame, spacing=16)
        across.setStretch(0, 1)
        self.body.addLayout(across, 1)
        if room.desk.role is Role.COORDINATOR:
            self.foot.addWidget(button(_("Regla"), symbol="sliders", then=self._on_rule))
            self.foot.addWidget(button(_("Texto"), symbol="pencil-simple", then=self._on_text))
        self.foot.addStretch(1)
        self.reopen = button(_("Reabrir"), symbol="arrow-u-up-left", then=self._on_reopen)
        self.summary = button(_("Resumen"), symbol="file-text", then=self._on_summary)
        self.paper = button(_("Constancias"), symbol="medal", then=self._on_certificates)
        self.close_it = button(_("Cerrar grupo"), "primary", "flag", self._on_close)
        for each in (self.reopen, self.summary, self.paper, self.close_it):
            self.foot.addWidget(each)
        self.reopen.hide()
        self.paper.setEnabled(False)

    # --- what it shows -----------------------------------------------------------

    def open(self, argument: object = None) -> None:
        if isinstance(argument, bytes) and argument != self.group:
            self.group, self.found = argument, None
        self.reload()

    def reload(self) -> None:
        if self.group:
            self.ask(closing_group.facts, self.group, date.today(), then=self._show)

    def on_changes(self, changes: Changes) -> None:
        if self.isVisible() and any(changes.touches(kind.number) for kind in _SHOWN):
            self.reload()

    def _show(self, found: ClosingFacts) -> None:
        if found.group != self.group:
            return
        self.found = found
        about = found.summary
        told = [_("{held} de {n} sesiones").format(held=about.held, n=about.sessions)]
        if found.closed:
            told.append(
                _("cerrado el {date}").format(date=full_date(about.closed_on))
                if about.closed_on
                else _("cerrado")
            )
        self.head(_("Fin del curso · {group}").format(group=about.name), " · ".join(told))
        self.model.show(about.people)
        self.panel.show_facts(found)
        self.reopen.setVisible(found.closed)
        self.close_it.setText(" " + (_("Corregir cierre") if found.closed else _("Cerrar grupo")))
        self.paper.setEnabled(bool(self._receive()))

    def _receive(self) -> tuple[bytes, ...]:
        """Who gets a certificate: who completed the course, or will when the group closes."""
        if self.found is None:
            return ()
        completed = [
            each
            for each in self.found.summary.people
            if each.state is EnrolmentState.COMPLETED and not each.died
        ]
        return tuple(each.participant for each in (*completed, *self.found.will_complete))

    def _lead(self, page: str) -> None:
        self.go.emit(page, self.group)

    # --- one person ------------------------------------------------------------------

    def _on_person(self, index: QModelIndex) -> None:
        if self.found is None:
            return
        person = self.model.row(index)
        dialog = PersonDialog(
            self,
            person,
            self.found.summary.needed,
            lambda: self._ask_certificates((person.participant,)),
        )
        dialog.ask(lambda: self._keep(person, dialog))

    def _keep(self, person: Completing, dialog: PersonDialog) -> None:
        evaluation = dialog.evaluation.currentData()
        if evaluation is not (person.evaluation or Evaluation.PENDING):
            self.do(
                closing_group.set_evaluation,
                self.group,
                person.participant,
                evaluation,
                said=_("Guardado."),
            )
        was = person.state is EnrolmentState.COMPLETED
        if dialog.completed.isChecked() and not was:
            people = (person.participant,)
            self.do(closing_group.complete, self.group, people, said=_("Terminó el curso."))
        elif was and not dialog.completed.isChecked():
            said = _("Ya no cuenta como terminado.")
            self.do(closing_group.not_completed, self.group, person.participant, said=said)

    # --- paper ---------------------------------------------------------------------------

    def _on_certificates(self) -> None:
        self._ask_certificates(self._receive())

    def _ask_certificates(self, people: tuple[bytes, ...]) -> None:
        day = (self.found.summary.closed_on if self.found else None) or date.today()

        def written(found: tuple[Certificate, ...]) -> None:
            self.ask(certificate_words.read, then=lambda text: self._print(found, text))

        self.ask(certificate_words.write_for, self.group, people, day, then=written)

    def _print(self, people: tuple[Certificate, ...], text: CertificateText) -> None:
        """Names never go into a file: straight to the printer."""
        if not people:
            return
        made = Sheets(certificates(people, text, demo=self.room.desk.is_demo))
        what = say("Constancias: {n} hojas con nombres", n=len(people))
        if print_out(self, self.room, what, made):
            n = len(people)
            words = ngettext("{n} constancia impresa.", "{n} constancias impresas.", n)
            self.said.emit(words.format(n=n), None)

    def _on_summary(self) -> None:
        if self.found is None:
            return
        about, demo = self.found.summary, self.room.desk.is_demo
        PrintOrKeepDialog(
            self,
            _("Resumen del grupo"),
            _("Lleva el nombre del grupo, cuentas y folios; ningún nombre de persona."),
            say("Resumen: cuentas y folios"),
            lambda: group_summary(about, demo=demo),
        ).open()

    # --- the group -------------------------------------------------------------------------

    def _on_close(self) -> None:
        if self.found is None:
            return
        dialog = CloseDialog(self, self.found, date.today())
        dialog.ask(
            lambda: self.do_at_desk(
                closing_group.close,
                self.group,
                dialog.day.day,
                dialog.note.toPlainText(),
                said=_("Grupo cerrado."),
            )
        )

    def _on_reopen(self) -> None:
        said = _("El grupo está abierto otra vez.")
        self.do_at_desk(closing_group.reopen, self.group, said=said)

    def _on_rule(self) -> None:
        if self.found is not None:
            dialog = RuleDialog(self, self.found)
            dialog.ask(
                lambda: self.do_at_desk(closing_group.set_rule, dialog.rule(), said=_("Guardado."))
            )

    def _on_text(self) -> None:
        self.ask(certificate_words.read, then=self._edit_text)

    def _edit_text(self, text: CertificateText) -> None:
        dialog = CertificateTextDialog(self, text)
        dialog.ask(
            lambda: self.do_at_desk(
                certificate_words.keep, dialog.filled(), said=_("Texto guardado.")
            )
        )
