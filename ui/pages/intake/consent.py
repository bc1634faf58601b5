"""Step 1: what cannot stay secret is heard first, then consent, purpose by purpose."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QObject, Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QFrame, QPushButton, QWidget

from desktop.i18n import _, language
from desktop.programme.consent import Standing, slot_of
from desktop.programme.vocabulary import Answer, ConsentState, Purpose
from ui.consent_card import Answered, ConsentCard, PurposeRow
from ui.listen import SpokenText
from ui.pages.intake.aside import aside
from ui.pages.intake.step import Desk, Step
from ui.widgets.parts import button, row

LIMITS = "limits"
YES_KEY, NO_KEY = Qt.Key.Key_1.value, Qt.Key.Key_2.value


class ConsentStep(Step):
    """The purposes show once the person has heard the limits; a no to keeping data ends here."""

    def __init__(self, desk: Desk) -> None:
        self.name = _("Consentimiento")
        super().__init__(
            desk,
            self.name,
            _("Léalo en voz alta, o póngalo con audífonos. Teclas: 1 sí, 2 no."),
        )
        self.limits = SpokenText(desk.page, LIMITS)
        self.inside.addWidget(self.limits)
        self.heard = button(_("Ya lo oyó"), "choice", "ear", self._on_heard)
        self.heard.setCheckable(True)
        self.inside.addLayout(row(self.heard, None))
        self.card = ConsentCard(desk.page)
        self.card.answered.connect(self._on_answered)
        self.inside.addWidget(self.card)
        for each in self.card.rows.values():
            for field in (each.yes, each.no, each.how):
                field.installEventFilter(self)
        self.nothing = self._nothing_kept()
        self.inside.addWidget(self.nothing)
        self.inside.addStretch(1)

    def _nothing_kept(self) -> QFrame:
        """What a no to keeping data means, before anything is let go."""
        self.services = button(_("Ver servicios"), symbol="compass", then=self._on_services)
        self.drop = button(_("Terminar sin guardar"), symbol="x", then=self._on_drop)
        words = _(
            "No se guarda nada de esta persona: sólo se cuenta que alguien no quiso. "
            "Antes de que se vaya, vean si quiere los servicios cercanos."
        )
        return aside(words, self.services, self.drop)

    # --- what it shows --------------------------------------------------------------

    def show_texts(self) -> None:
        aloud = self.desk.aloud
        if LIMITS not in aloud.texts:
            return
        self.limits.show_wording(aloud.texts[LIMITS], language())
        self.limits.listen.show_sound(aloud.sounds.get(LIMITS), aloud.language)
        self.card.show_texts(aloud.texts, language())
        for purpose, each in self.card.rows.items():
            each.listen.show_sound(aloud.sounds.get(slot_of(purpose)), aloud.language)

    def show_interview(self) -> None:
        interview = self.desk.interview
        heard = interview.answers.get(LIMITS) == Answer.YES
        self.heard.setChecked(heard)
        asked = heard or bool(interview.consents)
        self.card.setVisible(asked)
        for purpose in Purpose:
            said = interview.consents.get(purpose)
            self.card.mark(purpose, said.state if said else None, said.how if said else None)
        refused = self._state(Purpose.KEEPING_DATA) is ConsentState.REFUSED
        self.nothing.setVisible(refused and interview.is_draft)

    def _state(self, purpose: Purpose) -> ConsentState | None:
        said = self.desk.interview.consents.get(purpose)
        return said.state if said else None

    def begin(self) -> QWidget | None:
        if not self.heard.isChecked():
            return self.heard
        return self._next_unanswered() or self.card.rows[Purpose.TAKING_PART].yes

    def is_done(self) -> bool:
        return self._state(Purpose.KEEPING_DATA) is not None

    # --- what is answered -----------------------------------------------------------

    def _on_heard(self) -> None:
        wording = self.limits.wording
        heard = self.heard.isChecked()
        self.desk.keep(
            answers={
                LIMITS: Answer.YES if heard else None,
                "limits_wording": wording.id_hex if heard and wording else None,
            }
        )
        self.show_interview()
        if heard:
            self._to(self._next_unanswered())

    def _on_answered(self, said: Answered) -> None:
        self.desk.agree(
            Standing(
                said.purpose, said.state, said.wording, said.how, self.desk.today, said.language
            )
        )
        self.show_interview()

    def _next_unanswered(self) -> QPushButton | None:
        rows = self.card.rows.values()
        return next((each.yes for each in rows if each.state is None), None)

    def _to(self, on: QWidget | None) -> None:
        if on is None:
            self.desk.end_of_step()
        else:
            on.setFocus(Qt.FocusReason.TabFocusReason)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """1 and 2 answer the purpose in focus and go on to the next one."""
        if event.type() == QEvent.Type.KeyPress and isinstance(event, QKeyEvent):
            on = self._row_of(watched)
            if on is not None and event.key() in (YES_KEY, NO_KEY):
                (on.yes if event.key() == YES_KEY else on.no).click()
                self._to(self._next_unanswered())
                return True
        return super().eventFilter(watched, event)

    def _row_of(self, field: QObject) -> PurposeRow | None:
        rows = self.card.rows.values()
        return next((each for each in rows if field in (each.yes, each.no, each.how)), None)

    # --- a no to keeping data -------------------------------------------------------

    def _on_services(self) -> None:
        from ui.pages.intake.options import show_options

        show_options(self.desk)

    def _on_drop(self) -> None:
        self.desk.keep_nothing()
