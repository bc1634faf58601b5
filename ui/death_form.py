"""A death is noted: the day, what stops at once, and what is kept."""

from __future__ import annotations

from datetime import date

from PySide6.QtWidgets import QCheckBox

from desktop.i18n import _
from desktop.services import passing
from ui.page import Page
from ui.widgets.dialog import Dialog
from ui.widgets.parts import label
from ui.widgets.when import DayField


def offer(page: Page, person: bytes, nickname: str) -> None:
    """Ask for the day. The page hears of the change like of any other."""
    DeathDialog(page, person, nickname).open()


class DeathDialog(Dialog):
    """Calm, and complete: nobody should have to remember what to stop."""

    def __init__(self, page: Page, person: bytes, nickname: str) -> None:
        super().__init__(page, _("Registrar fallecimiento"), _("Registrar"), "check")
        self.about = f"death {person.hex()}"
        self.page, self.person = page, person
        who = _("{nickname} · lo sentimos mucho.").format(nickname=nickname)
        self.body.addWidget(label(who, "strong", wrap=True))
        form = self.form()
        self.on = DayField(date.today())
        self.on.setAccessibleName(_("Día"))
        form.addRow(_("Día"), self.on)
        self.unknown = QCheckBox(_("No se sabe el día"))
        self.unknown.toggled.connect(lambda on: self.on.setDisabled(on))
        form.addRow(self.unknown)
        for words in (
            _(
                "Se detiene ahora mismo: las llamadas, las cartas, las evaluaciones, el "
                "seguimiento de canalizaciones, las revisiones y los recordatorios. Sale de "
                "todos sus grupos y no se ofrece ningún aviso."
            ),
            _("Se conserva todo lo anotado. Nada se borra."),
            _(
                "Después: acuerden con la coordinación la revisión del caso y el cuidado del "
                "equipo y del grupo."
            ),
            _("Si fue un error, la coordinación lo quita desde este mismo registro."),
        ):
            self.body.addWidget(label(words, "soft", wrap=True))
        self.body.addStretch(1)
        self.fit(640, 560)
        self.on.setFocus()

    def on_primary(self) -> None:
        on = None if self.unknown.isChecked() else self.on.day
        if on is None and not self.unknown.isChecked():
            self.complain(_("Escriba el día así: 23/11/2026, o marque que no se sabe."))
            self.on.setFocus()
        elif on is not None and on > date.today():
            self.complain(_("Ese día todavía no llega. Revise el año."))
            self.on.setFocus()
        else:
            note(self.page, self.person, on)
            self.accept()


def note(page: Page, person: bytes, on: date | None) -> None:
    """Write it down, and say what is left to do."""
    page.do(
        passing.note_death,
        person,
        on,
        said=_("Anotado; todo se detuvo. Falta la revisión del caso y el cuidado del equipo."),
    )
