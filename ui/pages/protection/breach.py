"""An order was not kept: what to do first, then the little that is written down."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from PySide6.QtWidgets import QFormLayout, QLineEdit, QWidget

from desktop.i18n import _
from desktop.programme.happenings import calling
from desktop.programme.protection import BREACH_FIRST_STEPS
from desktop.services.protections import BreachLine
from ui.theme import theme
from ui.widgets.dialog import Dialog
from ui.widgets.first_steps import first_steps_tile
from ui.widgets.free_text import FreeText
from ui.widgets.maybe_day import MaybeDay
from ui.widgets.parts import label
from ui.widgets.typed_line import bound
from ui.widgets.when import DayField

TEXT_PX = 84
LINE_MAX_CHARS = 300


class BreachDialog(Dialog):
    """The steps stand above the fields; whom she told may be written later."""

    def __init__(self, parent: QWidget, protection: bytes, numbers: Sequence[str]) -> None:
        super().__init__(parent, _("No se respetó la orden"), _("Guardar"), "check")
        self.about = f"breach {protection.hex()}"
        steps = calling(next(iter(numbers), ""), BREACH_FIRST_STEPS)
        self.body.addWidget(first_steps_tile(steps))
        form = self.form()
        self.on = DayField(date.today())
        self.on.setAccessibleName(_("Día en que pasó"))
        form.addRow(_("Día en que pasó"), self.on)
        self.what = FreeText()
        self.what.setAccessibleName(_("Qué pasó, con sus palabras"))
        self.what.setPlaceholderText(_("Sin nombres de nadie."))
        self.what.setTabChangesFocus(True)
        self.what.setFixedHeight(theme().px(TEXT_PX))
        form.addRow(self.what.accessibleName(), self.what)
        self.told = ToldFields(form)
        self.body.addStretch(1)
        self.fit(620, 680)
        self.on.setFocus()
        self.area.verticalScrollBar().setValue(0)

    def on_primary(self) -> None:
        if self.on.day is None:
            self.complain(_("Escriba el día así: 23/11/2026."))
        elif self.on.day > date.today():
            self.complain(_("Ese día todavía no llega."))
        elif not self.what.toPlainText().strip():
            self.complain(_("Escriba en pocas palabras qué pasó."))
        elif self.told.on.is_wrong:
            self.complain(self.told.on.complaint())
        else:
            self.accept()


class ToldDialog(Dialog):
    """Whom she told of a breach; also that she told nobody, which is hers to decide."""

    def __init__(self, parent: QWidget, breach: BreachLine) -> None:
        super().__init__(parent, _("¿A quién se avisó?"), _("Guardar"), "check")
        self.about = f"told {breach.id.hex()}"
        self.body.addWidget(label(breach.what, wrap=True))
        told = _("Si ella decidió no avisar a nadie, escríbalo así. No se le insiste.")
        self.body.addWidget(label(told, "soft", wrap=True))
        self.told = ToldFields(self.form(), breach.told_to, breach.told_on or date.today())
        self.body.addStretch(1)
        self.fit(540, 400)
        self.told.to.setFocus()

    def on_primary(self) -> None:
        if not self.told.to.text().strip():
            self.complain(_("Escriba a quién se avisó, o que decidió no avisar."))
        elif self.told.on.is_wrong:
            self.complain(self.told.on.complaint())
        else:
            self.accept()


class ToldFields:
    """Which authority or service was told, and when; offices, never a person."""

    def __init__(self, form: QFormLayout, to: str = "", on: date | None = None) -> None:
        self.to = QLineEdit(to)
        bound(self.to, LINE_MAX_CHARS)
        self.to.setAccessibleName(_("A quién se avisó (puede anotarse después)"))
        self.to.setPlaceholderText(_("Por ejemplo: el juzgado, la policía municipal"))
        form.addRow(self.to.accessibleName(), self.to)
        self.on = MaybeDay(_("Cuándo se avisó"), on)
        form.addRow(self.on.accessibleName(), self.on)
