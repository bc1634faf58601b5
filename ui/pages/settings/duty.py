"""Who is on duty for notices, and when an unread one goes to who coordinates."""

from __future__ import annotations

from PySide6.QtWidgets import QLineEdit

from desktop.changes import Changes
from desktop.i18n import _
from desktop.services import notice_duty
from desktop.services.entrance import Desk
from ui.page import Page
from ui.pages.settings.card import SettingsCard, combo, line
from ui.widgets.parts import button, label, row
from ui.widgets.typed_line import bound


def _read(desk: Desk) -> tuple[str, int]:
    return notice_duty.contact(desk), notice_duty.hours(desk.work)


class DutyCard(SettingsCard):
    """Only for who coordinates the team that receives notices."""

    def __init__(self, page: Page) -> None:
        super().__init__(page, _("Avisos"))
        words = _(
            "A quién llama quien escribió un aviso que nadie ha leído. Lo ve todo el equipo de "
            "los dos programas: escriba un apodo y un teléfono de guardia."
        )
        self.inside.addWidget(label(words, "small", wrap=True))
        self.contact = QLineEdit()
        bound(self.contact, notice_duty.CONTACT_MAX_CHARS)
        self.contact.setAccessibleName(_("Guardia para avisos"))
        self.contact.setPlaceholderText(_("Guardia para avisos"))
        self.contact.returnPressed.connect(self._on_contact)
        keep = button(_("Guardar"), symbol="check", then=self._on_contact)
        self.inside.addLayout(row(self.contact, keep))
        choices = [
            (_("{hours} horas").format(hours=hours), hours) for hours in notice_duty.HOURS_OFFERED
        ]
        self.hours = combo(choices, notice_duty.HOURS)
        self.hours.activated.connect(lambda _at: self._on_hours())
        self.inside.addLayout(line(_("Sin leer, pasa a la coordinación en"), self.hours))
        self.frame.setVisible(notice_duty.chooses(self.room.desk))

    def reload(self) -> None:
        if notice_duty.chooses(self.room.desk):
            self.page.ask_at_desk(_read, then=self._show)

    def _show(self, found: tuple[str, int]) -> None:
        contact, hours = found
        if not self.contact.hasFocus():
            self.contact.setText(contact)
        self.hours.setCurrentIndex(max(self.hours.findData(hours), 0))

    def _on_contact(self) -> None:
        self.page.ask_at_desk(notice_duty.set_contact, self.contact.text(), then=self._kept)

    def _on_hours(self) -> None:
        self.page.ask_at_desk(notice_duty.set_hours, self.hours.currentData(), then=self._kept)

    def _kept(self, changes: Changes) -> None:
        self.page.changed.emit(changes)
        self.page.said.emit(_("Guardado."), None)
