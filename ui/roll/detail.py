"""What belongs to a mark beside its state, as fields: minutes, or the reason of an excuse."""

from __future__ import annotations

from PySide6.QtWidgets import QComboBox, QFormLayout, QSpinBox

from desktop.i18n import _
from desktop.programme.marks import LONGEST_MIN, WITH_MINUTES, detail_of
from desktop.programme.vocabulary import AttendanceState
from ui.widgets.parts import choose
from ui.words import EXCUSE_WORDS


class DetailFields:
    """Rows of a form, of which those show that the state has.

    Excuses stand with the digit that sets them on the list itself.
    """

    def __init__(self, form: QFormLayout) -> None:
        self._form = form
        self._state: AttendanceState | None = None
        self.minutes = QSpinBox()
        self.minutes.setRange(0, LONGEST_MIN)
        self.minutes.setSingleStep(5)
        self.minutes.setSuffix(" min")
        self.minutes.setSpecialValueText(_("Sin anotar"))
        self.excuse = QComboBox()
        self.excuse.addItem(_("Sin anotar"), None)
        for code, word in EXCUSE_WORDS.items():
            self.excuse.addItem(f"{code:d} {_(word)}", int(code))
        form.addRow(_("¿Cuántos minutos?"), self.minutes)
        form.addRow(_("¿Por qué se justifica?"), self.excuse)

    def show(self, state: AttendanceState | None, detail: int | None = None) -> None:
        self._state = state
        has_minutes, excused = state in WITH_MINUTES, state is AttendanceState.EXCUSED
        self._form.setRowVisible(self.minutes, has_minutes)
        self._form.setRowVisible(self.excuse, excused)
        self.minutes.setValue(detail or 0 if has_minutes else 0)
        choose(self.excuse, detail if excused else None)

    @property
    def detail(self) -> int | None:
        """Minutes or the code of an excuse, None when the state has neither or none was given."""
        value = self.minutes.value() if self._state in WITH_MINUTES else self.excuse.currentData()
        return detail_of(self._state, value)
