"""What came of a referral, another day to look, why somebody is sent, and the paper itself."""

from __future__ import annotations

from datetime import date

from PySide6.QtWidgets import QComboBox, QWidget

from desktop.i18n import _, tell
from desktop.programme.referral_slip import Slip
from desktop.programme.referrals import (
    CAUSE_WORDS,
    FOLLOWS,
    STATE_WORDS,
    WAITING,
    latest_look,
    look_again,
    needs_why,
)
from desktop.programme.vocabulary import ReferralCause, ReferralState
from desktop.reports.referral_slip import referral_slip, slip_lines
from desktop.services.referral_views import ReferralLine
from desktop.trouble import say
from ui.door import print_out
from ui.page import Page
from ui.widgets.dialog import Dialog
from ui.widgets.free_text import FreeLines
from ui.widgets.parts import card, choose, column, label
from ui.widgets.when import DayField


class StateDialog(Dialog):
    """What follows comes first; the rest are corrections and say why."""

    def __init__(
        self, parent: QWidget, line: ReferralLine, state: ReferralState | None = None
    ) -> None:
        super().__init__(parent, _("¿Qué pasó?"), _("Guardar"), "check")
        self.about = f"referral state {line.id.hex()}"
        self.line = line
        form = self.form()
        self.state = QComboBox()
        self.state.setAccessibleName(_("Cómo está ahora"))
        follows = FOLLOWS[line.state]
        others = [each for each in ReferralState if each not in follows]
        for each in (*follows, *others):
            words = tell(STATE_WORDS[each])
            if needs_why(line.state, each) and each not in follows:
                words = _("{state} (corrección)").format(state=words)
            self.state.addItem(words, each)
        choose(self.state, state or next(iter(follows), line.state))
        form.addRow(_("Cómo está ahora"), self.state)
        self.day = DayField(date.today())
        self.day.setAccessibleName(_("Día"))
        form.addRow(_("Día"), self.day)
        self.look = DayField(look_again(line.urgency, date.today()))
        self.look.setAccessibleName(_("Volver a ver cómo va"))
        self._look_words = label(_("Volver a ver cómo va"))
        self.body.addLayout(column(self._look_words, self.look, spacing=6))
        self.why = FreeLines()
        self.why.setAccessibleName(_("Por qué"))
        self._why_words = label("", wrap=True)
        self.body.addLayout(column(self._why_words, self.why, spacing=6))
        self.hint = label("", "small", wrap=True)
        self.body.addWidget(self.hint)
        self.body.addStretch(1)
        self.state.currentIndexChanged.connect(lambda _at: self._on_state())
        self._on_state()
        self.fit(660, 560)
        self.state.setFocus()

    @property
    def chosen(self) -> ReferralState:
        return ReferralState(self.state.currentData())

    @property
    def next_look(self) -> date | None:
        """The day to look again, None where nobody has to or the rule says it."""
        return self.look.day if self._asks_look() else None

    def _asks_look(self) -> bool:
        return self.chosen in WAITING and self.chosen is not ReferralState.UNREACHABLE

    def _on_state(self) -> None:
        self.complain("")
        for each in (self.look, self._look_words):
            each.setVisible(self._asks_look())
        needed = needs_why(self.line.state, self.chosen)
        self._why_words.setText(
            _("Por qué (hace falta)") if needed else _("Algo más (si hace falta)")
        )
        hints = {
            ReferralState.UNREACHABLE: _("Al guardar se ofrece buscar otro servicio."),
            ReferralState.REFUSED: _("Es su decisión y nadie le insiste."),
        }
        self.hint.setText(hints.get(self.chosen, ""))
        self.hint.setVisible(self.chosen in hints)

    def on_primary(self) -> None:
        if self.day.day is None or (self._asks_look() and self.look.day is None):
            self.complain(_("Escriba el día así: 23/11/2026."))
        elif self.day.day > date.today():
            self.complain(_("Ese día todavía no llega: anote lo que ya pasó."))
            self.day.setFocus()
        elif needs_why(self.line.state, self.chosen) and not self.why.toPlainText().strip():
            self.complain(_("Escriba en pocas palabras por qué."))
            self.why.setFocus()
        else:
            self.accept()


class LaterDialog(Dialog):
    """Another day; what nobody has answered, within a week."""

    def __init__(self, parent: QWidget, line: ReferralLine) -> None:
        super().__init__(parent, _("Verlo otro día"), _("Guardar"), "check")
        today = date.today()
        self._last = latest_look(line.state, today)
        self.day = DayField(look_again(line.urgency, today))
        self.day.setAccessibleName(_("Volver a ver cómo va"))
        self.form().addRow(_("Volver a ver cómo va"), self.day)
        if self._last is not None:
            told = _("Lo que nadie ha contestado se vuelve a ver en siete días o menos.")
            self.body.addWidget(label(told, "small", wrap=True))
        self.body.addStretch(1)
        self.fit(660, 320)
        self.day.setFocus()

    def on_primary(self) -> None:
        day = self.day.day
        if day is None or day < date.today():
            self.complain(_("Escriba un día de hoy en adelante."))
        elif self._last is not None and day > self._last:
            self.complain(_("Elija un día más cercano. Se puede aplazar otra vez."))
        else:
            self.accept()


class CauseDialog(Dialog):
    """Why, before the services show: it decides what stands on top."""

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent, _("¿Por qué se le canaliza?"), _("Seguir"), "arrow-right")
        self.cause = QComboBox()
        self.cause.setAccessibleName(_("Motivo"))
        for cause, words in CAUSE_WORDS.items():
            self.cause.addItem(tell(words), cause)
        choose(self.cause, ReferralCause.ASKED_FOR)
        self.form().addRow(_("Motivo"), self.cause)
        told = _("Queda en este programa; no va en ningún papel.")
        self.body.addWidget(label(told, "small", wrap=True))
        self.body.addStretch(1)
        self.fit(480, 300)
        self.cause.setFocus()


class SlipDialog(Dialog):
    """Everything that the paper says; it is only printed, since it tells of a person."""

    def __init__(self, page: Page, slip: Slip) -> None:
        super().__init__(page, _("Hoja para el servicio"), _("Imprimir"), "printer")
        self._page, self._slip = page, slip
        frame, inside = card(spacing=2, margin=14)
        inside.addWidget(label(_("El papel dirá esto, y nada más:"), "strong", wrap=True))
        for what, said in slip_lines(slip):
            inside.addWidget(label(f"{what}: {said}", wrap=True))
        self.body.addWidget(frame)
        for words in (
            _("Pregúntele si es seguro llevarlo. Si no, entréguelo usted o dígalo de palabra."),
            _("Sólo se imprime, no se guarda en un archivo."),
        ):
            self.body.addWidget(label(words, wrap=True))
        self.body.addStretch(1)
        self.fit(560, 520)

    def on_primary(self) -> None:
        html = referral_slip(self._slip, demo=self._page.room.desk.is_demo)
        if print_out(self, self._page.room, say("Hoja para un servicio"), html):
            self.accept()
