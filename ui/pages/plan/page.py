"""A woman's safety plan, one question a card. What is typed is kept on the way to the next."""

from __future__ import annotations

from datetime import date
from functools import partial

from PySide6.QtCore import Qt, QTimer
from PySide6.QtWidgets import QListWidget, QListWidgetItem, QWidget

from desktop.changes import Changes
from desktop.i18n import _, tell
from desktop.programme.safety_plan import PAPER_WORDS, QUESTIONS, Question
from desktop.programme.schema import PARTICIPANT, SAFETY_PLAN
from desktop.programme.vocabulary import PaperPlace
from desktop.reports.safety_plan import safety_plan
from desktop.services import drafts, safety_plans
from desktop.services.safety_plans import Answered, PlanVersion, SafetyPlan
from desktop.trouble import say
from ui.dates import full_date
from ui.door import print_out
from ui.icons import icon
from ui.page import Page, Room
from ui.pages.plan.dialogs import AgreeDialog, HistoryDialog, PaperDialog
from ui.pages.plan.question import QuestionView
from ui.theme import theme
from ui.widgets.empty import Empty
from ui.widgets.parts import button, card, row

SIDE_PX = 232
DRAFT_AFTER_MS = 1500
"""So long after the last key what is typed is kept as a draft, should the power fail."""


class PlanPage(Page):
    """Questions on the left, one of them on the right."""

    def __init__(self, room: Room) -> None:
        super().__init__(room)
        self.person = b""
        self.plan: SafetyPlan | None = None
        self._typed: dict[str, str] = {}
        """What was typed and not kept yet, by column."""
        self._make_tools()
        self.none = Empty(
            "shield-check",
            _("Plan de seguridad"),
            _(
                "Son once preguntas para que ella piense, con sus palabras, cómo ponerse a salvo. "
                "Se abre desde el registro de una persona, a solas con ella."
            ),
            button(_("Personas"), symbol="users", then=lambda: self.go.emit("people", None)),
        )
        self.body.addWidget(self.none, 1)
        self.list = QListWidget()
        self.list.setAccessibleName(_("Preguntas"))
        self.list.setWordWrap(True)
        self.list.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        for question in QUESTIONS:
            self.list.addItem(QListWidgetItem(tell(question.title)))
        self.list.currentRowChanged.connect(self._on_question)
        left, side = card(margin=10)
        left.setFixedWidth(theme().px(SIDE_PX))
        side.addWidget(self.list)
        self.view = QuestionView()
        right, inside = card(spacing=8)
        inside.addWidget(self.view)
        across = row(left, right, spacing=16)
        across.setStretch(1, 1)
        self.both = QWidget()
        self.both.setLayout(across)
        self.body.addWidget(self.both, 1)
        self._at = -1
        self._draft = QTimer(self, interval=DRAFT_AFTER_MS, singleShot=True)
        self._draft.timeout.connect(self._keep_draft)
        self.view.typed.connect(self._on_typed)
        self._show_nobody()

    def _make_tools(self) -> None:
        self.tool(_("Su registro"), "user", "person", lambda: self.person or None)
        self.told = button(_("Cómo cambió"), symbol="clock-counter-clockwise", then=self._on_told)
        self.to_paper = button(_("Imprimir"), symbol="printer", then=self._on_print)
        self.tools.addWidget(self.told)
        self.tools.addWidget(self.to_paper)
        self.declined = button(_("No quiso plan"), symbol="x-circle", then=self._on_declined)
        self.agreed = button(_("Acordar"), symbol="handshake", then=self._on_agree)
        self.back = button(_("Anterior"), symbol="arrow-left", then=lambda: self._step(-1))
        self.next = button(_("Siguiente"), "primary", "arrow-right", lambda: self._step(1))
        for each in (self.declined, self.agreed):
            self.foot.addWidget(each)
        self.foot.addStretch(1)
        for each in (self.back, self.next):
            self.foot.addWidget(each)

    # --- what it shows -------------------------------------------------------------

    def open(self, argument: object = None) -> None:
        if isinstance(argument, bytes) and argument != self.person:
            self._keep()
            self.person, self.plan, self._typed = argument, None, {}
            self._show_nobody()
            self.ask(drafts.find, self._about, then=self._on_drafts)
        self.reload()

    def reload(self) -> None:
        if self.person:
            self.ask(safety_plans.get, self.person, then=self._show)

    def leaving(self) -> None:
        self._keep()

    def on_changes(self, changes: Changes) -> None:
        touched = (changes.touches(kind.number) for kind in (SAFETY_PLAN, PARTICIPANT))
        if self.isVisible() and any(touched):
            self.reload()

    @property
    def _about(self) -> str:
        return f"plan {self.person.hex()}"

    @property
    def question(self) -> Question:
        return QUESTIONS[max(self._at, 0)]

    def _show_nobody(self) -> None:
        self.head(_("Plan de seguridad"))
        self._reveal(shown=False)

    def _reveal(self, *, shown: bool) -> None:
        self.none.setVisible(not shown)
        for each in (
            *(self.both, self.told, self.to_paper),
            *(self.declined, self.agreed, self.back, self.next),
        ):
            each.setVisible(shown)

    def _on_drafts(self, kept: dict[str, str]) -> None:
        self._typed = {**kept, **self._typed}
        self._show_question()

    def _show(self, found: SafetyPlan) -> None:
        if found.whom.participant != self.person:
            return
        first = self.plan is None
        self.plan = found
        self.head(f"{found.whom.nickname} · {found.whom.folio}", self._how_it_stands(found))
        self._reveal(shown=True)
        self.declined.setVisible(not found.declined and not found.begun)
        stopped = found.whom.stopped
        for each in (self.view.text, self.to_paper, self.agreed, self.declined):
            each.setEnabled(not stopped)
        self.to_paper.setEnabled(found.begun and not stopped)
        for place, question in enumerate(QUESTIONS):
            answered = found.answers[question.column]
            symbol = "warning" if answered.also else "check" if answered.text else "circle"
            self.list.item(place).setIcon(icon(symbol, theme().tokens.accent))
        if first:
            self._at = -1
            self.list.setCurrentRow(0)
            self._on_question(0)
            self.view.text.setFocus()
        else:
            self._show_question()

    def _how_it_stands(self, found: SafetyPlan) -> str:
        if found.whom.stopped:
            return _("Ya no se escribe ni se pide nada. Hable con su coordinación.")
        told = [_("Plan de seguridad. Cada respuesta se guarda al pasar a otra.")]
        if found.declined:
            day = full_date(found.declined_on) if found.declined_on else _("sin fecha")
            told = [_("No quiso plan ({day}). Si quiere uno, escríbanlo.").format(day=day)]
        if found.agreed_on is not None:
            told = [_("Acordado el {day}").format(day=full_date(found.agreed_on))]
        if found.review_on is not None:
            told.append(_("verlo de nuevo el {day}").format(day=full_date(found.review_on)))
        if found.paper is not None:
            told.append(_("papel: {place}").format(place=tell(PAPER_WORDS[found.paper])))
        return " · ".join(told)

    def _on_question(self, at: int) -> None:
        if at == self._at or at < 0:
            return
        if self.view.is_too_long and self._at >= 0:
            self._keep_draft()
            self.list.setCurrentRow(self._at)
            return
        self._keep()
        self._at = at
        self._show_question()

    def _show_question(self) -> None:
        if self.plan is None or self._at < 0:
            return
        answered = self.plan.answers.get(self.question.column, Answered())
        self.view.ask(self.question, self._typed.get(self.question.column, answered.text), answered)
        self.back.setEnabled(self._at > 0)
        last = self._at == len(QUESTIONS) - 1
        self.next.setText(" " + (_("Terminar") if last else _("Siguiente")))
        self.next.setAccessibleName(self.next.text().strip())

    def _step(self, by: int) -> None:
        at = self._at + by
        if at == len(QUESTIONS):
            self._keep()
            if self._typed or (self.plan is not None and self.plan.begun):
                self._on_agree()
        elif at >= 0:
            self.list.setCurrentRow(at)
            self.view.text.setFocus()

    # --- keeping what is typed -------------------------------------------------------

    def _on_typed(self) -> None:
        self._typed[self.question.column] = self.view.words
        self._draft.start()

    def _keep_draft(self) -> None:
        self._draft.stop()
        if self._typed:
            self.ask(drafts.keep, self._about, dict(self._typed), then=lambda _none: None)

    def _keep(self) -> None:
        """Write what was typed; what is too long stays a draft until it is shorter."""
        self._draft.stop()
        if not self._typed or self.plan is None:
            return
        if self.view.is_too_long:
            self._keep_draft()
            return
        for column, text in self._typed.items():
            kept = partial(self._kept, self.person, column, text)
            self.do(safety_plans.write, self.person, column, text, then=kept)

    def _kept(self, person: bytes, column: str, text: str, _changes: Changes) -> None:
        if person == self.person and self._typed.get(column) == text:
            del self._typed[column]
        if person != self.person or not self._typed:
            self.ask(drafts.drop, f"plan {person.hex()}", then=lambda _none: None)

    # --- what can be done --------------------------------------------------------------

    def _on_declined(self) -> None:
        said = _("Anotado: hoy no quiso plan. Puede cambiar de opinión cuando quiera.")
        self.do(safety_plans.decline, self.person, date.today(), said=said)

    def _on_agree(self) -> None:
        self._keep()
        dialog = AgreeDialog(self, self.person, self.plan.review_on if self.plan else None)
        dialog.ask(
            lambda: self.do(
                safety_plans.agree,
                self.person,
                dialog.on.day,
                dialog.review_on,
                said=_("Plan acordado."),
            )
        )

    def _on_told(self) -> None:
        self._keep()
        title = tell(self.question.title)

        def show(versions: tuple[PlanVersion, ...]) -> None:
            HistoryDialog(self, title, versions).open()

        self.ask(safety_plans.history, self.person, self.question.column, then=show)

    def _on_print(self) -> None:
        self._keep()
        dialog = PaperDialog(self)
        dialog.ask(
            lambda: self.ask(
                safety_plans.get,
                self.person,
                then=lambda plan: self._print(plan, dialog.place),
            )
        )

    def _print(self, plan: SafetyPlan, place: PaperPlace | None) -> None:
        """To a printer or nowhere: no file is ever made of it."""
        if place is None:
            return
        words = {column: each.text for column, each in plan.answers.items()}
        html = safety_plan(words, place, plan.whom.folio, demo=self.room.desk.is_demo)
        if print_out(self, self.room, say("Notas en papel"), html):
            said = _("Impreso. Recoja la hoja de la impresora ahora mismo.")
            self.do(safety_plans.note_paper, self.person, place, date.today(), said=said)
