"""One step of a session while it is written: title, minutes, text, and its place."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QWheelEvent
from PySide6.QtWidgets import QFrame, QLineEdit, QSpinBox, QVBoxLayout

from desktop.curriculum.model import LINE_MAX, MINUTES_MAX, Step
from desktop.i18n import _
from ui.theme import theme
from ui.widgets.lines import Lines
from ui.widgets.parts import button, label, row
from ui.widgets.typed_line import bound


class Minutes(QSpinBox):
    """Turns with the wheel only while it is being typed in: the page scrolls past it."""

    def __init__(self, value: int, none: str) -> None:
        super().__init__()
        self.setRange(0, MINUTES_MAX)
        self.setSingleStep(5)
        self.setSpecialValueText(none)
        self.setSuffix(_(" min"))
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setValue(value)

    def wheelEvent(self, event: QWheelEvent) -> None:
        if self.hasFocus():
            super().wheelEvent(event)
        else:
            event.ignore()


class StepCard(QFrame):
    """Fields of a step.

    Signals:
        asked(str): "up", "down" or "remove".
        timed(): the minutes changed.
    """

    asked = Signal(str)
    timed = Signal()

    def __init__(self, number: int, step: Step) -> None:
        super().__init__()
        self.setProperty("kind", "card")
        self.title = QLineEdit(step.title)
        bound(self.title, LINE_MAX)
        self.title.setPlaceholderText(_("Qué se hace"))
        self.minutes = Minutes(step.minutes, _("sin min"))
        self.minutes.valueChanged.connect(lambda _value: self.timed.emit())
        self.text = Lines(step.text)
        self.text.setPlaceholderText(_("Cómo se lleva, en dos a cuatro frases. Una lista: - así"))
        self.number = label("", "strong")
        self.up = button(_("Subir"), "icon", "arrow-up", lambda: self.asked.emit("up"))
        self.down = button(_("Bajar"), "icon", "arrow-down", lambda: self.asked.emit("down"))
        self.gone = button(_("Quitar"), "icon", "trash", lambda: self.asked.emit("remove"))
        top = row(self.number, self.title, self.minutes, self.up, self.down, self.gone)
        top.setStretch(1, 1)
        inside = QVBoxLayout(self)
        margin = theme().px(10)
        inside.setContentsMargins(margin, margin, margin, margin)
        inside.addLayout(top)
        inside.addWidget(self.text)
        self.place(number, 0)

    def place(self, number: int, last: int) -> None:
        """Say which step it is, and which ways it can move."""
        self.number.setText(f"{number}.")
        self.up.setEnabled(number > 1)
        self.down.setEnabled(number < last)
        named = _("Paso {n}").format(n=number)
        self.title.setAccessibleName(_("{step}: título").format(step=named))
        self.minutes.setAccessibleName(_("{step}: minutos").format(step=named))
        self.text.setAccessibleName(_("{step}: cómo se lleva").format(step=named))
        for each, words in (
            (self.up, _("Subir el paso {n}")),
            (self.down, _("Bajar el paso {n}")),
            (self.gone, _("Quitar el paso {n}")),
        ):
            each.setAccessibleName(words.format(n=number))
            each.setToolTip(words.format(n=number))

    def filled(self) -> Step | None:
        """What was written; None for a step without a word."""
        title, text = self.title.text().strip(), self.text.toPlainText()
        if not title and not text.strip() and not self.minutes.value():
            return None
        return Step(title or _("Paso"), self.minutes.value(), text)
