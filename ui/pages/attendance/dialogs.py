"""The attendance page's dialogs: who facilitates, who else was there, and ending a meeting."""

from __future__ import annotations

from PySide6.QtWidgets import QComboBox, QSpinBox, QWidget

from desktop.i18n import _, ngettext
from desktop.services.attendance import MOST_COUNTED, Sheet
from desktop.services.group_views import MemberLine
from ui.dates import full_date
from ui.widgets.dialog import Dialog
from ui.widgets.parts import label


class OthersDialog(Dialog):
    """Who was there and is no participant; "Sin contar" is not zero."""

    def __init__(self, parent: QWidget, sheet: Sheet) -> None:
        super().__init__(parent, _("Otras personas en la reunión"), _("Guardar"), "check")
        self.about = f"others {sheet.session.hex()}"
        words = _("Se cuentan aparte: no son participantes y no entran en ninguna cifra.")
        self.body.addWidget(label(words, "soft", wrap=True))
        form = self.form()
        self.visitors = _count(sheet.visitors)
        self.interpreters = _count(sheet.interpreters)
        self.in_care = _count(sheet.children)
        form.addRow(_("Visitas"), self.visitors)
        form.addRow(_("Intérpretes"), self.interpreters)
        form.addRow(_("Niñas y niños en cuidado"), self.in_care)
        self.body.addStretch(1)
        self.fit(460, 430)

    @property
    def counted(self) -> tuple[int | None, int | None, int | None]:
        fields = (self.visitors, self.interpreters, self.in_care)
        visitors, interpreters, children = (
            None if field.value() < 0 else field.value() for field in fields
        )
        return visitors, interpreters, children


def _count(number: int | None) -> QSpinBox:
    box = QSpinBox()
    box.setRange(-1, MOST_COUNTED)
    box.setSpecialValueText(_("Sin contar"))
    box.setValue(-1 if number is None else number)
    return box


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
            "Quedarán «sin dato», no como «No vino». Después podrá corregirlo, diciendo por qué."
        )
        self.body.addWidget(label(words, wrap=True))
        self.body.addStretch(1)
        self.cancel.setText(_("Seguir marcando"))
        self.fit(480, 260)
