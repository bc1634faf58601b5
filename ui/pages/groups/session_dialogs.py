"""Move one session, or say that it does not take place."""

from __future__ import annotations

from PySide6.QtWidgets import QComboBox, QLineEdit, QRadioButton, QWidget

from desktop.i18n import _
from desktop.programme.vocabulary import SkipReason
from desktop.services.group_views import SessionLine
from ui.dates import full_date
from ui.widgets.dialog import Dialog
from ui.widgets.parts import label
from ui.widgets.when import DayField, HourField
from ui.words import SKIP_WORDS


class MoveDialog(Dialog):
    """Another day or hour for one session; the others stay where they are."""

    def __init__(self, parent: QWidget, line: SessionLine) -> None:
        title = _("Mover la sesión {n}").format(n=line.ordinal)
        super().__init__(parent, title, _("Mover"), "check")
        self.body.addWidget(label(_("Estaba el {date}.").format(date=full_date(line.date)), "soft"))
        form = self.form()
        self.day = DayField(line.date)
        self.day.setAccessibleName(_("Nuevo día"))
        self.hour = HourField(line.start_minute)
        form.addRow(_("Nuevo día"), self.day)
        form.addRow(_("Hora"), self.hour)
        self.body.addStretch(1)
        self.fit(560, 380)

    def on_primary(self) -> None:
        if self.day.day is None:
            self.complain(_("Escriba el día así: 23/11/2026."))
        elif self.hour.minute is None:
            self.complain(_("Escriba la hora así: 16:00."))
        else:
            self.accept()


class SkipDialog(Dialog):
    """No meeting that day: move the rest a week on, or leave the number out."""

    def __init__(self, parent: QWidget, line: SessionLine) -> None:
        title = _("No habrá reunión el {date}").format(date=full_date(line.date))
        super().__init__(parent, title, _("Guardar"), "check")
        self.about = f"skip {line.id.hex()}"
        words = _("No cuenta como ausencia para nadie.")
        self.body.addWidget(label(words, "soft"))
        form = self.form()
        self.reason = QComboBox()
        for reason in SkipReason:
            self.reason.addItem(_(SKIP_WORDS[reason]), reason)
        form.addRow(_("¿Por qué?"), self.reason)
        self.note = QLineEdit()
        self.note.setMaxLength(200)
        form.addRow(_("Nota (si hace falta)"), self.note)
        self.shift = QRadioButton(_("Recorrer ésta y las siguientes una semana"))
        self.alone = QRadioButton(_("Sólo saltar esta sesión"))
        self.shift.setChecked(True)
        self.body.addWidget(self.shift)
        self.body.addWidget(self.alone)
        self.body.addStretch(1)
        self.fit(560, 540)
