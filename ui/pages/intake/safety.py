"""Step 3: immediate safety. Whoever can be heard is asked nothing more today."""

from __future__ import annotations

from PySide6.QtWidgets import QFrame, QLineEdit

from desktop.i18n import _
from desktop.programme import first_safety
from desktop.programme.vocabulary import Answer, Stream
from desktop.services.intake_deciding import answers_of
from ui.pages.intake.aside import aside
from ui.pages.intake.questions import QuestionsStep
from ui.pages.intake.step import Desk
from ui.theme import theme
from ui.widgets.parts import button, label, row
from ui.widgets.typed_line import bound

ASKED: dict[Stream, tuple[str, ...]] = {
    Stream.WOMEN: (
        "alone",
        "safe_today",
        "worse",
        "weapon",
        "death_threat",
        "strangled",
        "assault",
        "children_hurt",
        "pregnant",
        "minor",
    ),
    Stream.MEN: ("alone", "safe_today", "minor"),
}
"""What is asked, in this order. Men are asked nothing about a partner."""
HOURS_MAX_CHARS = 4

HOURS_DIGITS = 4
"""A year has fewer than 10,000 hours."""


class SafetyStep(QuestionsStep):
    """The first question decides whether the others are asked."""

    def __init__(self, desk: Desk) -> None:
        self.name = _("Seguridad inmediata")
        super().__init__(
            desk,
            self.name,
            _("El sonido se oye sólo con audífonos. Puede saltar cualquier pregunta."),
            ASKED[desk.stream],
        )
        self.stop = self._stop_card()
        self.inside.insertWidget(self.inside.indexOf(self.questions["alone"]) + 1, self.stop)
        self.hours = QLineEdit()
        bound(self.hours, HOURS_MAX_CHARS)
        self.hours.setFixedWidth(theme().px(110))
        self.hours.setAccessibleName(_("¿Hace cuántas horas fue?"))
        self.hours.setPlaceholderText(_("horas"))
        self.hours.textChanged.connect(self._on_hours)
        self.hours_wrong = label("", "small", wrap=True)
        self.hours_row = QFrame()
        asked = label(_("¿Hace cuántas horas fue? Primero la salud."), wrap=True)
        line = row(asked, self.hours_wrong, self.hours, spacing=12)
        line.setStretch(0, 1)
        line.setContentsMargins(theme().px(58), 0, 0, 0)
        self.hours_row.setLayout(line)
        if "assault" in self.questions:
            at = self.inside.indexOf(self.questions["assault"]) + 1
            self.inside.insertWidget(at, self.hours_row)
        else:
            self.hours_row.hide()
        self.inside.addStretch(1)

    def _stop_card(self) -> QFrame:
        self.another_day = button(_("Seguir otro día"), symbol="calendar-blank", then=self._leave)
        words = _(
            "Está bien. Hoy no se pregunta nada más. Hablen de otra cosa y acuerden un "
            "momento en que puedan estar a solas."
        )
        return aside(words, self.another_day)

    def show_interview(self) -> None:
        super().show_interview()
        stopped = self.stopped
        self.stop.setVisible(stopped)
        for column, each in self.questions.items():
            each.setVisible(column == "alone" or not stopped)
        self.hours_row.setVisible(not stopped and self.said("assault") is Answer.YES)
        kept = self.desk.interview.answers.get("assault_hours")
        if not self.hours.hasFocus():
            self.hours.blockSignals(True)
            self.hours.setText("" if kept is None else str(kept))
            self.hours.blockSignals(False)

    @property
    def stopped(self) -> bool:
        """Whether somebody hears, or the person cannot say that nobody does."""
        desk = self.desk
        return first_safety.stops(answers_of(desk.interview, desk.stream, desk.today))

    def on_answered(self, column: str) -> None:
        if column == "assault" and self.said("assault") is not Answer.YES:
            self.desk.keep(answers={"assault_hours": None})
        self.show_interview()

    def go_from(self, question: object, by: int) -> None:
        if question is self.questions["alone"] and self.stopped:
            self.another_day.setFocus()
        elif (
            question is self.questions.get("assault")
            and by > 0
            and self.said("assault") is Answer.YES
        ):
            self.hours.setFocus()
        else:
            super().go_from(question, by)  # type: ignore[arg-type]

    def after_hours(self) -> None:
        """Enter in the hours goes on to the next question."""
        super().go_from(self.questions["assault"], 1)

    def _on_hours(self, text: str) -> None:
        text = text.strip()
        understood = not text or (text.isascii() and text.isdigit() and len(text) <= HOURS_DIGITS)
        self.hours_wrong.setText("" if understood else _("Sólo el número de horas."))
        if understood:
            self.desk.keep(answers={"assault_hours": int(text) if text else None})

    def _leave(self) -> None:
        self.desk.leave()
