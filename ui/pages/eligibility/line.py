"""One line of the rule: what it says, why, and how a coordinator changes it."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QCheckBox, QComboBox, QHBoxLayout, QSpinBox, QVBoxLayout, QWidget

from desktop.i18n import _, tell
from desktop.programme.eligibility import (
    DEFER_DAYS_MAX,
    MINOR_ROW,
    WAIT_DAYS,
    Row,
    changed,
    may_become,
)
from desktop.programme.vocabulary import Outcome
from ui.pages.eligibility.words import OUTCOMES, condition, sentence
from ui.theme import theme
from ui.widgets.dialog import Dialog
from ui.widgets.parts import button, card, choose, column, label, pill, row


class RuleLine(QWidget):
    """A numbered card. Without `edits` it is only read.

    Signals:
        moved(int, int): the line's number, and -1 up or 1 down.
        wanted(int): change this line.
    """

    moved = Signal(int, int)
    wanted = Signal(int)

    def __init__(self, place: int, line: Row, *, edits: bool, up: bool, down: bool) -> None:
        super().__init__()
        frame, inside = card(spacing=6, margin=14)
        outer = QVBoxLayout(self)
        outer.setContentsMargins(0, 0, 0, 0)
        outer.addWidget(frame)
        number = label(f"{place}.", "section")
        number.setFixedWidth(theme().px(32))
        words = column(
            label(sentence(line), "strong" if line.on else "soft", wrap=True),
            label(tell(line.why), "small", wrap=True),
        )
        top = row(number)
        top.addLayout(words, 1)
        inside.addLayout(top)
        if line.number == MINOR_ROW:
            top.addWidget(pill(_("Siempre"), "accent", "lock-simple"))
        elif not line.on:
            top.addWidget(pill(_("No se usa"), "plain", "pause"))
        if edits and line.number != MINOR_ROW:
            top.addLayout(self._tools(line, up=up, down=down))

    def _tools(self, line: Row, *, up: bool, down: bool) -> QHBoxLayout:
        higher = button(_("Subir"), "icon", "arrow-up", lambda: self.moved.emit(line.number, -1))
        lower = button(_("Bajar"), "icon", "arrow-down", lambda: self.moved.emit(line.number, 1))
        change = button(
            _("Cambiar"), "icon", "pencil-simple", lambda: self.wanted.emit(line.number)
        )
        higher.setEnabled(up)
        lower.setEnabled(down)
        for each in (higher, lower, change):
            each.setAccessibleDescription(condition(line.when))
        return row(higher, lower, change, spacing=4)


class LineDialog(Dialog):
    """Whether a line is used, and what follows from it: never milder than its danger.

    Attributes:
        line: as it was filled in.
    """

    def __init__(self, parent: QWidget, line: Row) -> None:
        super().__init__(parent, _("Cambiar la línea"), _("Guardar"), "check")
        self.line = line
        self.about = f"eligibility {line.number}"
        self.body.addWidget(label(condition(line.when), "strong", wrap=True))
        self.used = QCheckBox(_("Se usa esta línea"))
        self.used.setChecked(line.on)
        self.body.addWidget(self.used)
        form = self.form()
        self.outcome = QComboBox()
        self.outcome.setAccessibleName(_("Entonces"))
        for outcome in sorted(may_become(line), reverse=True):
            self.outcome.addItem(_(OUTCOMES[outcome]), outcome)
        choose(self.outcome, line.outcome)
        form.addRow(_("Entonces"), self.outcome)
        self.days = QSpinBox()
        self.days.setAccessibleName(_("Días de espera"))
        self.days.setRange(1, DEFER_DAYS_MAX)
        self.days.setValue(line.defer_days or WAIT_DAYS)
        self.days_label = label(_("Días de espera"))
        form.addRow(self.days_label, self.days)
        self.outcome.currentIndexChanged.connect(lambda _at: self._show_days())
        self._show_days()
        told = _("Una línea que protege no puede volverse una que admite.")
        self.body.addWidget(label(told, "small", wrap=True))
        self.body.addStretch(1)
        self.fit(560, 480)
        self.used.setFocus()

    def _show_days(self) -> None:
        waits = self.outcome.currentData() == Outcome.DEFERRED
        self.days.setVisible(waits)
        self.days_label.setVisible(waits)

    def on_primary(self) -> None:
        self.line = changed(
            self.line,
            on=self.used.isChecked(),
            outcome=Outcome(self.outcome.currentData()),
            days=self.days.value(),
        )
        self.accept()
