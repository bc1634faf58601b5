"""Step 6: what the rule recommends, line by line, and what a person decides."""

from __future__ import annotations

from datetime import timedelta

from PySide6.QtWidgets import QComboBox, QFrame, QLineEdit, QVBoxLayout, QWidget

from desktop.i18n import _, tell
from desktop.programme.eligibility import WAIT_DAYS
from desktop.programme.vocabulary import Outcome, ReferralCause
from desktop.services import doubts, group_views, intake_deciding, intakes
from desktop.services.doubts import Door
from desktop.services.group_views import GroupLine
from desktop.services.intake_deciding import Advice
from ui.dates import hour, weekday_name
from ui.pages.intake.aside import aside
from ui.pages.intake.choices import Choices
from ui.pages.intake.options import refer
from ui.pages.intake.step import Desk, Step
from ui.pages.intake.words import OUTCOME_WORDS, RECOMMENDED
from ui.theme import theme
from ui.widgets.joining import words_of
from ui.widgets.parts import button, choose, clear, column, label, row
from ui.widgets.typed_line import bound
from ui.widgets.when import DayField

WHY_MAX_CHARS = 500


class ResultStep(Step):
    """The recommendation decides nothing: nothing is chosen before somebody chooses it."""

    def __init__(self, desk: Desk) -> None:
        self.name = _("Resultado")
        super().__init__(desk, self.name, _("La regla recomienda; decide usted, con la persona."))
        self.advice: Advice | None = None
        self.referral: bytes | None = None
        self.said = column(spacing=6)
        self.inside.addLayout(self.said)
        self.unkept = self._unkept_card()
        self.inside.addWidget(self.unkept)
        self.outcome = Choices(
            [(_(words), outcome) for outcome, words in OUTCOME_WORDS.items()], _("Resultado:")
        )
        self.outcome.chosen.connect(lambda _value: self._show_parts())
        self.outcome.passed.connect(lambda _by: self._to_part())
        self.inside.addWidget(self.outcome)
        self.eligible, self.deferred, self.referred = (
            self._eligible(),
            self._deferred(),
            self._referred(),
        )
        for part in (self.eligible, self.deferred, self.referred):
            self.inside.addWidget(part)
        self.why = QLineEdit()
        bound(self.why, WHY_MAX_CHARS)
        self.why.setAccessibleName(_("Por qué se decide distinto"))
        self.why_part = _part(
            label(_("¿Por qué se decide distinto de la recomendación?")), self.why
        )
        self.inside.addWidget(self.why_part)
        self.problem = label("", "error", wrap=True)
        self.inside.addWidget(self.problem)
        self.inside.addStretch(1)

    def _unkept_card(self) -> QFrame:
        self.ask_consent = button(
            _("Ir al consentimiento"), symbol="arrow-left", then=lambda: self.desk.go_to(0)
        )
        words = _("Para terminar falta preguntar si se pueden guardar sus datos.")
        return aside(words, self.ask_consent)

    def _eligible(self) -> QWidget:
        self.group = QComboBox()
        self.group.setAccessibleName(_("Grupo"))
        self.group.currentIndexChanged.connect(lambda _at: self._on_group())
        self.room = label("", "soft", wrap=True)
        return _part(label(_("Grupo (puede quedar sin grupo por ahora)")), self.group, self.room)

    def _deferred(self) -> QWidget:
        self.until = DayField(self.desk.today + timedelta(days=WAIT_DAYS))
        self.until.setAccessibleName(_("Día en que se le vuelve a preguntar"))
        return _part(label(_("¿Cuándo se le vuelve a preguntar?")), self.until)

    def _referred(self) -> QWidget:
        self.told = label("", wrap=True)
        self.refer = button(_("Hacer la canalización"), symbol="compass", then=self.on_refer)
        line = QWidget()
        line.setLayout(row(self.refer, None))
        return _part(self.told, line)

    # --- what it shows --------------------------------------------------------------

    def show_interview(self) -> None:
        draft = self.desk.interview.is_draft
        self.unkept.setVisible(draft)
        self.outcome.setEnabled(not draft)
        self._show_parts()

    def begin(self) -> QWidget | None:
        self.problem.setText("")
        page = self.desk.page
        page.ask(intake_deciding.advise, self.desk.interview, self.desk.today, then=self._advised)
        page.ask(group_views.list_groups, then=self._groups)
        return self.ask_consent if self.desk.interview.is_draft else self.outcome.first

    def forget(self) -> None:
        """Another interview is open."""
        self.advice, self.referral = None, None
        self.outcome.mark(None)
        self.why.clear()
        clear(self.said)

    def is_done(self) -> bool:
        return self.desk.interview.decision is not None

    def _advised(self, advice: Advice) -> None:
        self.advice = advice
        self.referral = self.referral or advice.referral
        clear(self.said)
        found = advice.recommendation
        words = _(RECOMMENDED[found.outcome])
        if found.until is not None:
            words = _("{what}, el {day}").format(
                what=words, day=f"{found.until.day}/{found.until.month}/{found.until.year}"
            )
            self.until.text.setText(f"{found.until.day}/{found.until.month}/{found.until.year}")
        self.said.addWidget(label(words, "section", wrap=True))
        for why in found.whys:
            self.said.addWidget(label(f"·  {tell(why)}", wrap=True))
        if found.outcome is not None:
            rule = _("Regla {version}").format(version=advice.rule)
            self.said.addWidget(label(rule, "small"))
            if self.outcome.value is None and self.outcome.first.hasFocus():
                # Enter must not be nearer to the milder outcome than to what is recommended.
                self.outcome.buttons[found.outcome].setFocus()
        self._show_parts()

    def _groups(self, found: list[GroupLine]) -> None:
        chosen = self.group.currentData()
        self.group.blockSignals(True)
        self.group.clear()
        self.group.addItem(_("Sin grupo por ahora"), None)
        for each in found:
            if not each.closed:
                when = f"{weekday_name(each.weekday)} {hour(each.start_minute)}"
                self.group.addItem(f"{each.name} · {when}", each.id)
        choose(self.group, chosen)
        self.group.blockSignals(False)

    def _on_group(self) -> None:
        self.room.setText("")
        group = self.group.currentData()
        if group is not None:
            self.desk.page.ask(doubts.door, group, then=self._on_door)

    def _on_door(self, door: Door) -> None:
        """How many there are, and what speaks against it: a question, no bar."""
        person = self.desk.interview.person
        told = [
            _("{people} de {capacity} lugares ocupados").format(
                people=door.people, capacity=door.capacity
            )
            if door.capacity is not None
            else _("{people} personas en el grupo").format(people=door.people)
        ]
        found = door.doubts([person]) if person is not None else ()
        self.room.setText("\n".join(filter(None, (*told, words_of(found)))))

    def _show_parts(self) -> None:
        chosen = self.outcome.value
        self.eligible.setVisible(chosen is Outcome.ELIGIBLE)
        self.deferred.setVisible(chosen is Outcome.DEFERRED)
        self.referred.setVisible(chosen is Outcome.REFERRED)
        self.told.setText(
            _("La canalización está anotada.")
            if self.referral is not None
            else _("Elijan el servicio; si no quiere ir, se anota que no quiso.")
        )
        advised = self.advice.recommendation.outcome if self.advice else None
        self.why_part.setVisible(
            chosen is not None and advised is not None and chosen is not advised
        )
        self.problem.setText("")

    def _to_part(self) -> None:
        chosen = self.outcome.value
        if chosen is Outcome.REFERRED and self.referral is None:
            self.refer.setFocus()
        elif self.why_part.isVisibleTo(self):
            self.why.setFocus()
        elif chosen is Outcome.ELIGIBLE:
            self.group.setFocus()
        else:
            self.desk.end_of_step()

    # --- what is decided ------------------------------------------------------------

    def on_refer(self) -> None:
        """The form of a referral, of the cause that the rule or the danger names."""
        advice = self.advice
        alarm = advice.alarms[0] if advice and advice.alarms else None
        cause = advice.recommendation.cause if advice else None
        if cause is None:
            cause = alarm.cause if alarm else ReferralCause.NOT_ELIGIBLE
        sorts = alarm.services if alarm is not None and alarm.cause is cause else ()
        refer(self.desk, cause, sorts)

    def referred_to(self, referral: bytes) -> None:
        self.referral = referral
        self._show_parts()
        self.desk.end_of_step()

    def finish(self) -> None:
        """Say what is missing, or decide."""
        outcome, advice = self.outcome.value, self.advice
        if not isinstance(outcome, Outcome) or advice is None:
            self._complain(_("Elija el resultado: 1, 2 o 3."), self.outcome.first)
            return
        if outcome is Outcome.REFERRED and self.referral is None:
            self._complain(
                _("Falta la canalización: elija el servicio, o anote que no quiso."), self.refer
            )
            return
        if self.why_part.isVisibleTo(self) and not intake_deciding.is_reason(self.why.text()):
            self._complain(_("Escriba por qué se decide distinto."), self.why)
            return
        if outcome is Outcome.DEFERRED and self.until.day is None:
            self._complain(_("Escriba el día así: 23/11/2026."), self.until)
            return
        self.desk.page.do(
            intakes.decide,
            self.desk.interview.id,
            outcome,
            self.desk.today,
            recommended=advice.recommendation.outcome,
            rule=advice.rule,
            until=self.until.day if outcome is Outcome.DEFERRED else None,
            referral=self.referral,
            why=self.why.text() if self.why_part.isVisibleTo(self) else "",
            group=self.group.currentData() if outcome is Outcome.ELIGIBLE else None,
            said=_("Entrevista terminada."),
            then=lambda _changes: self.desk.decided(),
        )

    def _complain(self, words: str, on: QWidget) -> None:
        self.problem.setText(words)
        on.setFocus()
        self.desk.reveal(self.problem)


def _part(*parts: QWidget) -> QWidget:
    made = QWidget()
    inside = QVBoxLayout(made)
    inside.setContentsMargins(0, 0, 0, 0)
    inside.setSpacing(theme().px(6))
    for part in parts:
        inside.addWidget(part)
    return made
