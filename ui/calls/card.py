"""The call card: whether calling is safe now, how it was agreed, and what came of it.

The number shows only after somebody said that calling is safe now, and goes with the dialog.
"""

from __future__ import annotations

from datetime import date, timedelta
from enum import Enum

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QCheckBox, QComboBox, QGridLayout, QPushButton

from desktop.i18n import _
from desktop.programme.roles import Role
from desktop.programme.typed import in_a_line
from desktop.programme.vocabulary import STOPS_CALLS, CallOutcome, Stream
from desktop.services.calls import Bar, CallCard, CallLine
from ui.calls.words import BAR_WORDS, NEXT_STEPS, OUTCOME_WORDS, STOPS, TRY_AGAIN
from ui.dates import full_date, short_date
from ui.page import Page
from ui.theme import theme
from ui.widgets.dialog import Dialog
from ui.widgets.free_text import FreeText
from ui.widgets.parts import button, choose, label
from ui.widgets.when import DayField
from ui.widgets.wrapped import Wrapped

AGAIN_AFTER = timedelta(days=1)
ATTEMPTS_SHOWN = 5


class Way(Enum):
    """Where the card leads besides being filled in."""

    AGREE = "agree"
    CONSENT = "consent"
    LIFT = "lift"
    NOTICE = "notice"


class CallDialog(Dialog):
    """One question first. Whatever the answer, what came of it can be noted.

    Signals:
        left_for(Way): closed for something else.
    """

    left_for = Signal(object)

    def __init__(self, page: Page, card: CallCard) -> None:
        ended = card.bar in (Bar.DIED, Bar.COMPLETED)
        title = _("Llamada") if card.stopped else _("¿Es seguro llamar ahora?")
        super().__init__(page, title, _("Cerrar") if ended else _("Guardar"), "check")
        self.card = card
        self.ended = ended
        """Nobody is called any more, and nothing is noted."""
        self._page = page
        self.about = f"call {card.participant.hex()}"
        who = _("{nickname} · Folio {folio}").format(
            nickname=in_a_line(card.nickname), folio=card.folio
        )
        self.body.addWidget(label(who, "strong"))
        if card.returned is not None:
            back = _("Volvió el {date}").format(date=short_date(card.returned))
            self.body.addWidget(label(back, "small"))
        self.yes = self._answer(_("Sí, es seguro"), "check")
        self.no = self._answer(_("No, o no lo sé"), "x")
        self.phone = label("", "figure")
        self.phone.setAccessibleName(_("Teléfono"))
        self.phone.setTextInteractionFlags(Qt.TextInteractionFlag.NoTextInteraction)
        self._say_whether()
        self._say_how()
        self._ask_outcome()
        self._ways_on()
        self._tell_attempts()
        self.body.addStretch(1)
        self.cancel.setVisible(not ended)
        self.fit(600, 680)
        first = self.yes if self.yes.isVisibleTo(self) else self.came
        (self.primary if ended else first).setFocus()

    # --- whether and how -----------------------------------------------------------

    def _answer(self, words: str, symbol: str) -> QPushButton:
        made = button(words, "choice", symbol)
        made.setCheckable(True)
        made.setAutoDefault(False)
        made.clicked.connect(lambda: self._on_answer(made))
        return made

    def _say_whether(self) -> None:
        card = self.card
        if card.bar is not None:
            what, why = BAR_WORDS[card.bar]
            self.body.addWidget(label(_(what), "section", wrap=True))
            self.body.addWidget(label(_(why), wrap=True))
        elif card.phone:
            words = _(
                "Antes de marcar: ¿es la hora acordada?, ¿quién puede estar cerca?, ¿ve alguien "
                "más ese teléfono? Si duda, no llame."
            )
            self.body.addWidget(label(words, wrap=True))
        else:
            self.body.addWidget(label(self._why_no_number(), "strong", wrap=True))
        if card.in_doubt:
            doubt = _("Dos personas anotaron cosas distintas. Acuérdelo otra vez antes de llamar.")
            self.body.addWidget(label(doubt, "error", wrap=True))
        asked = Wrapped(self.yes, self.no)
        self.body.addWidget(asked)
        self.body.addWidget(self.phone)
        asked.setVisible(bool(card.phone))
        self.phone.hide()

    def _why_no_number(self) -> str:
        if self.card.phone_safe is False:
            return _("No llame: dijo que no es seguro.")
        if not self.card.agreed:
            return _("No llame: nadie le ha preguntado si se le puede llamar.")
        if self.card.phone_safe is None:
            return _("No llame: nadie le ha preguntado si es seguro. Pregúntele en persona.")
        return _("No hay teléfono anotado. Búsquele sólo en persona y con cuidado.")

    def _say_how(self) -> None:
        card = self.card
        told = (
            (_("Puede contestar"), card.who),
            (_("Horas"), card.hours),
            (_("Qué decir"), card.pretext),
            (_("Qué no decir"), card.avoid),
            (_("Confirmado"), full_date(card.confirmed) if card.confirmed else ""),
        )
        known = [(name, text) for name, text in told if text]
        if card.bar in (Bar.DIED, Bar.COMPLETED):
            return
        if not known:
            words = _("Todavía no se ha acordado con la persona cómo llamarle.")
            self.body.addWidget(label(words, "soft", wrap=True))
            return
        grid = QGridLayout()
        grid.setHorizontalSpacing(theme().px(14))
        grid.setVerticalSpacing(theme().px(4))
        grid.setColumnStretch(1, 1)
        for at, (name, text) in enumerate(known):
            grid.addWidget(label(name, "soft"), at, 0, Qt.AlignmentFlag.AlignTop)
            grid.addWidget(label(text, wrap=True), at, 1)
        self.body.addLayout(grid)

    def _on_answer(self, pressed: QPushButton) -> None:
        """One of the two is the answer; the number shows for a yes alone."""
        safe = pressed is self.yes
        self.yes.setChecked(safe)
        self.no.setChecked(not safe)
        self.phone.setText(self.card.phone if safe else "")
        self.phone.setVisible(safe)
        if not safe:
            choose(self.came, CallOutcome.NO_CONTACT)
        elif self.outcome is CallOutcome.NO_CONTACT:
            self.came.setCurrentIndex(0)
        if safe:
            self.came.setFocus()

    # --- what came of it -------------------------------------------------------------

    def _ask_outcome(self) -> None:
        self.came = QComboBox()
        self.came.addItem(_("Elija…"), None)
        for outcome, words in OUTCOME_WORDS.items():
            if self.card.bar is None or outcome is CallOutcome.MET:
                self.came.addItem(_(words), outcome)
        self.came.setMaxVisibleItems(len(OUTCOME_WORDS) + 1)
        self.came.setAccessibleName(_("¿Qué pasó?"))
        self.then = label("", "small", wrap=True)
        self.then.hide()
        self.again = QCheckBox(_("Volver a intentar el"))
        self.day = DayField(date.today() + AGAIN_AFTER)
        self.day.setAccessibleName(_("Volver a intentar el"))
        self.day.setVisible(False)
        self.note = FreeText()
        self.note.setTabChangesFocus(True)
        self.note.setAccessibleName(_("Nota"))
        self.note.setPlaceholderText(_("Sólo lo necesario. Sin nombres de otras personas."))
        self.note.setMaximumHeight(theme().px(72))
        self.again.toggled.connect(self.day.setVisible)
        self.came.currentIndexChanged.connect(self._on_outcome)
        if self.ended:
            for each in (self.came, self.note, self.again, self.day):
                each.setParent(self)
                each.hide()
            return
        form = self.form()
        form.addRow(_("¿Qué pasó?"), self.came)
        self.body.addWidget(self.then)
        self.body.addWidget(self.again)
        self.body.addWidget(self.day)
        self.again.setVisible(self.card.bar is None)
        self.body.addWidget(self.note)

    def _on_outcome(self) -> None:
        outcome = self.outcome
        stops = outcome in STOPS_CALLS
        words = STOPS if stops else NEXT_STEPS.get(outcome, "") if outcome else ""
        self.then.setText(_(words) if words else "")
        self.then.setVisible(bool(words))
        self.again.setEnabled(not stops)
        self.again.setChecked(outcome in TRY_AGAIN)

    @property
    def outcome(self) -> CallOutcome | None:
        found: CallOutcome | None = self.came.currentData()
        return found

    @property
    def next_day(self) -> date | None:
        """When to try again, if at all."""
        return self.day.day if self.again.isChecked() else None

    def on_primary(self) -> None:
        if self.ended:
            self.accept()
        elif self.outcome is None:
            self.complain(_("Elija qué pasó. Si no llamó, elija «Decidimos no llamar»."))
            self.came.setFocus()
        elif self.again.isChecked() and (self.day.day is None or self.day.day < date.today()):
            self.complain(_("Escriba un día de hoy en adelante."))
            self.day.setFocus()
        else:
            self.accept()

    # --- around it -------------------------------------------------------------------

    def _ways_on(self) -> None:
        room = self._page.room
        ways = []
        if not self.ended:
            ways.append(
                self._way(_("Acordar cómo llamar"), "pencil-simple", Way.AGREE),
            )
        if not self.card.agreed and not self.ended and "consents" in room.pages:
            ways.append(self._way(_("Anotar si está de acuerdo"), "check-square", Way.CONSENT))
        if self.card.bar is Bar.STOPPED and room.desk.role is Role.COORDINATOR:
            ways.append(self._way(_("Permitir que se intente"), "lock-open", Way.LIFT))
        if room.desk.work.stream is Stream.MEN and "notice" in room.pages:
            ways.append(self._way(_("Ofrecer aviso al equipo de mujeres"), "warning", Way.NOTICE))
        if ways:
            self.body.addWidget(Wrapped(*ways))

    def _way(self, words: str, symbol: str, leads_to: Way) -> QPushButton:
        made = button(words, symbol=symbol, then=lambda: self._leave_for(leads_to))
        made.setAutoDefault(False)
        return made

    def _leave_for(self, what: Way) -> None:
        self.reject()
        self.left_for.emit(what)

    def _tell_attempts(self) -> None:
        if self.card.attempts:
            self.body.addWidget(label(_("Antes"), "strong"))
        for line in self.card.attempts[:ATTEMPTS_SHOWN]:
            self.body.addWidget(label(_told(line), "small", wrap=True))


def _told(line: CallLine) -> str:
    outcome = _("Se permitió volver a intentar") if line.lifted else _("Otro resultado")
    if line.outcome is not None and not line.lifted:
        outcome = _(OUTCOME_WORDS[line.outcome])
    parts = [short_date(line.on) if line.on else _("Sin fecha"), outcome, line.note]
    return " · ".join(part for part in parts if part)
