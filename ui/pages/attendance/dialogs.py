"""The attendance page's dialogs: a note, who facilitates, and ending with people unmarked."""

from __future__ import annotations

from PySide6.QtWidgets import QComboBox, QDialog, QPlainTextEdit, QSpinBox, QWidget

from desktop.i18n import _, ngettext
from desktop.programme.vocabulary import AttendanceState
from desktop.services.attendance import Line, Sheet
from desktop.services.group_views import MemberLine
from ui.dates import full_date
from ui.widgets.dialog import Dialog
from ui.widgets.parts import label

LONGEST_LATE_MIN = 240


class NoteDialog(Dialog):
    """A note about one person in this meeting, and the minutes when she or he came late."""

    def __init__(self, parent: QWidget, line: Line) -> None:
        super().__init__(parent, _("Nota de la reunión"), _("Guardar nota"), "check")
        self.line = line
        who = _("{nickname} · Folio {folio}").format(nickname=line.nickname, folio=line.folio)
        self.body.addWidget(label(who, "soft"))
        self.late: QSpinBox | None = None
        if line.state is AttendanceState.LATE:
            form = self.form()
            self.late = QSpinBox()
            self.late.setRange(0, LONGEST_LATE_MIN)
            self.late.setSingleStep(5)
            self.late.setSuffix(" min")
            self.late.setSpecialValueText(_("Sin anotar"))
            self.late.setValue(line.late_minutes or 0)
            form.addRow(_("¿Cuántos minutos tarde?"), self.late)
        self.text = QPlainTextEdit(line.note)
        self.text.setAccessibleName(_("Nota"))
        self.text.setPlaceholderText(_("Sólo lo necesario. Sin nombres de otras personas."))
        self.text.setTabChangesFocus(True)
        self.body.addWidget(self.text, 1)
        self.cancel.setText(_("Descartar"))
        self.cancel.clicked.disconnect()
        self.cancel.clicked.connect(self.discard)
        self.fit(520, 380)
        self.text.setFocus()

    def discard(self) -> None:
        """Close without keeping. Not `super().reject`: Qt would call the one below by its name."""
        self.done(QDialog.DialogCode.Rejected)

    def reject(self) -> None:
        """Escape and the window's own cross keep what was typed; only the button discards."""
        self.accept()

    def leave(self) -> None:
        """So does a lock: this needs no draft."""
        self.accept()


class FacilitatorsDialog(Dialog):
    """Who leads this meeting: one or two people of the team."""

    def __init__(self, parent: QWidget, sheet: Sheet, members: list[MemberLine]) -> None:
        super().__init__(parent, _("¿Quién facilita hoy?"), _("Guardar"), "check")
        form = self.form()
        self.lead = _members(members, sheet.lead_id)
        self.colead = _members(members, sheet.colead_id)
        form.addRow(_("Facilita"), self.lead)
        form.addRow(_("Cofacilita"), self.colead)
        self.body.addStretch(1)
        self.fit(460, 340)

    def on_primary(self) -> None:
        if self.lead.currentData() and self.lead.currentData() == self.colead.currentData():
            self.complain(_("Son dos personas distintas, o deje vacía una."))
            return
        self.accept()


def _members(members: list[MemberLine], chosen: bytes | None) -> QComboBox:
    box = QComboBox()
    box.addItem(_("Nadie"), None)
    for member in members:
        box.addItem(member.nickname, member.id)
        if member.id == chosen:
            box.setCurrentIndex(box.count() - 1)
    return box


class EarlyDialog(Dialog):
    """Ending a meeting whose day has not come."""

    def __init__(self, parent: QWidget, sheet: Sheet) -> None:
        super().__init__(parent, _("Esta reunión todavía no llega"), _("Terminarla ya"), "check")
        words = _("Está anotada para el {date}. Si se adelantó, puede moverla en su grupo.")
        self.body.addWidget(label(words.format(date=full_date(sheet.date)), wrap=True))
        self.body.addStretch(1)
        self.cancel.setText(_("Dejarla por venir"))
        self.primary.setDefault(False)
        self.cancel.setDefault(True)
        self.cancel.setFocus()
        self.fit(500, 260)


class UnmarkedDialog(Dialog):
    """Ending with people unmarked: nothing is invented about them."""

    def __init__(self, parent: QWidget, unmarked: int) -> None:
        title = ngettext(
            "Falta {n} persona por marcar", "Faltan {n} personas por marcar", unmarked
        ).format(n=unmarked)
        super().__init__(parent, title, _("Terminar así"), "check")
        words = _(
            "Quedarán «sin dato», no como «No vino». "
            "Puede volver a abrir la reunión para completarla."
        )
        self.body.addWidget(label(words, wrap=True))
        self.body.addStretch(1)
        self.cancel.setText(_("Seguir marcando"))
        self.fit(480, 260)
