"""A session's plan while it is written: every part in one column, the minutes added up."""

from __future__ import annotations

from collections.abc import Mapping

from PySide6.QtCore import QTimer, Signal
from PySide6.QtWidgets import QLineEdit, QVBoxLayout, QWidget

from desktop.curriculum.model import LINE_MAX, STEPS_MAX, Plan, Step
from desktop.i18n import _
from ui.pages.courses.material_list import MaterialList
from ui.pages.courses.step_card import Minutes, StepCard
from ui.theme import theme
from ui.widgets.lines import Lines
from ui.widgets.parts import button, clear, column, label, row
from ui.widgets.typed_line import bound


class PlanEditor(QWidget):
    """Fields of a plan.

    Signals:
        rearranged(str): steps or materials were added, moved or removed; what to say of it.
        timed(int, int): what the steps add up to, and how long the session is.
    """

    rearranged = Signal(str)
    timed = Signal(int, int)

    def __init__(self, plan: Plan, course_minutes: int, titles: Mapping[str, str]) -> None:
        super().__init__()
        self.ordinal = plan.ordinal
        self._course_minutes = course_minutes
        inside = QVBoxLayout(self)
        inside.setContentsMargins(0, 0, theme().px(10), 0)
        inside.setSpacing(theme().px(10))
        self.title = _line(plan.title)
        self.module = _line(plan.module)
        self.minutes = Minutes(plan.minutes, _("{n} min, las del curso").format(n=course_minutes))
        self.minutes.valueChanged.connect(lambda _value: self._tell_minutes())
        self.aim = Lines(plan.aim)
        self.bring = Lines(plan.bring)
        inside.addLayout(_field(_("Título"), self.title))
        beside = row(spacing=14)
        beside.addLayout(_field(_("Módulo o parte del curso"), self.module), 1)
        beside.addLayout(_field(_("Duración"), self.minutes))
        inside.addLayout(beside)
        aim = _("Propósito: qué sabrán o podrán hacer después")
        inside.addLayout(_field(aim, self.aim))
        inside.addLayout(_field(_("Qué llevar"), self.bring))
        inside.addWidget(label(_("Pasos"), "section"))
        self.cards: list[StepCard] = []
        self.steps: QVBoxLayout = column(spacing=8)
        inside.addLayout(self.steps)
        self.more = button(_("Agregar un paso"), symbol="plus", then=self._add)
        inside.addLayout(row(self.more, None))
        self.materials = MaterialList(plan.materials, titles)
        self.materials.changed.connect(lambda: self.rearranged.emit(_("Materiales guardados.")))
        inside.addWidget(label(_("Materiales"), "section"))
        inside.addWidget(self.materials)
        self.closing = Lines(plan.closing)
        self.homework = Lines(plan.homework)
        self.notes = Lines(plan.notes)
        inside.addLayout(_field(_("Cierre"), self.closing))
        inside.addLayout(_field(_("Tarea (opcional y segura)"), self.homework))
        inside.addLayout(_field(_("Notas para quien facilita"), self.notes))
        inside.addStretch(1)
        self._show_steps(list(plan.steps))

    def filled(self) -> Plan:
        """What was written; a session without a title keeps its number as one."""
        return Plan(
            ordinal=self.ordinal,
            title=self.title.text().strip() or _("Sesión {number}").format(number=self.ordinal),
            aim=self.aim.toPlainText(),
            module=self.module.text(),
            minutes=self.minutes.value(),
            steps=tuple(step for each in self.cards if (step := each.filled()) is not None),
            bring=self.bring.toPlainText(),
            closing=self.closing.toPlainText(),
            homework=self.homework.toPlainText(),
            notes=self.notes.toPlainText(),
            materials=self.materials.chosen,
        )

    def _show_steps(self, steps: list[Step]) -> None:
        clear(self.steps)
        self.cards = []
        for step in steps:
            self._append(step)
        self._number()

    def _append(self, step: Step) -> StepCard:
        made = StepCard(len(self.cards) + 1, step)
        made.asked.connect(lambda what: self._on_asked(made, what))
        made.timed.connect(self._tell_minutes)
        self.cards.append(made)
        self.steps.addWidget(made)
        return made

    def _add(self) -> None:
        made = self._append(Step(""))
        self._number()
        made.title.setFocus()

    def _on_asked(self, card: StepCard, what: str) -> None:
        at = self.cards.index(card)
        if what == "remove":
            self.cards.remove(card)
            self.steps.removeWidget(card)
            card.hide()
            card.deleteLater()
            said = _("Paso quitado.")
        else:
            to = at - 1 if what == "up" else at + 1
            self.cards.insert(to, self.cards.pop(at))
            self.steps.removeWidget(card)
            self.steps.insertWidget(to, card)
            said = _("Paso movido.")
        self._number()
        # The button that was pressed may be gone, or may have been disabled by the move.
        nearest = self.cards[min(at, len(self.cards) - 1)] if self.cards else None
        QTimer.singleShot(0, self, (card if what != "remove" else nearest or self.more).setFocus)
        self.rearranged.emit(said)

    def _number(self) -> None:
        for number, each in enumerate(self.cards, start=1):
            each.place(number, len(self.cards))
        self.more.setEnabled(len(self.cards) < STEPS_MAX)
        self._tell_minutes()

    def _tell_minutes(self) -> None:
        self.timed.emit(*self.told_minutes)

    @property
    def told_minutes(self) -> tuple[int, int]:
        """What the steps add up to, and how long the session is."""
        planned = sum(each.minutes.value() for each in self.cards)
        return planned, self.minutes.value() or self._course_minutes


def _field(words: str, field: QWidget) -> QVBoxLayout:
    """A field under its name, which a screen reader says too."""
    field.setAccessibleName(words)
    named = label(words)
    named.setBuddy(field)
    return column(named, field, spacing=6)


def _line(text: str) -> QLineEdit:
    made = QLineEdit(text)
    bound(made, LINE_MAX)
    return made
