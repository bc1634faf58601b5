"""The dialog in which an organisation is written down or corrected."""

from __future__ import annotations

from PySide6.QtWidgets import QWidget

from desktop.i18n import _
from desktop.reports.code_words import SERVICE_WORDS
from desktop.services.organisations import TEXT_MAX_CHARS, Organisation, OrganisationLine
from ui.pages.services.fields import DirectoryForm
from ui.widgets.parts import choose


class OrganisationForm(DirectoryForm):
    """Who it is, and whom to ask there."""

    def __init__(self, parent: QWidget, line: OrganisationLine | None) -> None:
        title = _("Agregar una organización") if line is None else _("Corregir la organización")
        about = "organisation" if line is None else f"organisation {line.id.hex()}"
        words = _("La leen los dos programas. No escriba aquí nada de una persona que participa.")
        super().__init__(parent, title, about, words, longest=TEXT_MAX_CHARS)
        shown = line.about if line else Organisation(name="")
        self.name = self.text(_("Nombre de la organización"), shown.name)
        self.sort = self.box(_("Qué hace"))
        for sort, text in SERVICE_WORDS.items():
            self.sort.addItem(_(text), sort)
        choose(self.sort, shown.sort)
        self.contact = self.text(_("Con quién se habla ahí"), shown.contact)
        self.phone = self.text(_("Teléfono"), shown.phone)
        self.municipality = self.text(_("Municipio"), shown.municipality)
        self.notes = self.several_lines(_("Algo más"), shown.about)
        self.fit(540, 560)
        self.name.setFocus()

    def filled(self) -> Organisation:
        return Organisation(
            name=self.name.text(),
            sort=self.sort.currentData(),
            contact=self.contact.text(),
            phone=self.phone.text(),
            municipality=self.municipality.text(),
            about=self.notes.toPlainText(),
        )

    def on_primary(self) -> None:
        if self.name.text().strip():
            self.accept()
        else:
            self.complain(_("Escriba cómo se llama."))
            self.name.setFocus()
