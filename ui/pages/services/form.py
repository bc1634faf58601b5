"""The dialog in which a service is written down or corrected."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QCheckBox, QCompleter, QWidget

from desktop.i18n import _
from desktop.programme.directory import Service, same_municipality
from desktop.reports.code_words import SERVICE_WORDS
from desktop.services.directory import TEXT_MAX_CHARS, ServiceLine
from desktop.services.organisations import OrganisationLine
from ui.pages.services.fields import DirectoryForm
from ui.pages.services.spoken import Spoken
from ui.widgets.parts import choose

FREE = "Gratuito"
"""As it is kept: the shared records are in Spanish."""


class ServiceForm(DirectoryForm):
    """What to know before sending somebody there."""

    def __init__(
        self,
        parent: QWidget,
        line: ServiceLine | None,
        municipalities: Sequence[str],
        organisations: Sequence[OrganisationLine] = (),
    ) -> None:
        title = _("Agregar un servicio") if line is None else _("Corregir el servicio")
        about = "service" if line is None else f"service {line.id.hex()}"
        words = _("Lo leen los dos programas. No escriba aquí nada de una persona.")
        super().__init__(parent, title, about, words, longest=TEXT_MAX_CHARS)
        shown = self._before = line.about if line else Service(name="")
        self.name = self.text(_("Nombre del servicio"), shown.name)
        self.sort = self.box(_("Qué es"))
        for sort, text in SERVICE_WORDS.items():
            self.sort.addItem(_(text), sort)
        choose(self.sort, shown.sort)
        self.municipality = self.text(
            _("Municipio (vacío si atiende a todo el país)"), shown.municipality
        )
        known = QCompleter(list(municipalities), self)
        known.setCaseSensitivity(Qt.CaseSensitivity.CaseInsensitive)
        self.municipality.setCompleter(known)
        self.phone = self.text(_("Teléfono"), shown.phone)
        self.hours = self.text(_("Horario"), shown.hours)
        self.address = self.text(_("Domicilio"), shown.address)
        self.hidden = QCheckBox(_("Domicilio oculto: nunca se imprime"))
        self.hidden.setChecked(shown.address_hidden)
        self.fields.addRow(self.hidden)
        self.languages = self.text(_("Lenguas en que atienden"), shown.languages)
        self.fields.addRow(Spoken(self.languages))
        self.wheelchair = self.box(_("Acceso para silla de ruedas"))
        for text, told in ((_("No se sabe"), None), (_("Sí"), True), (_("No"), False)):
            self.wheelchair.addItem(text, told)
        choose(self.wheelchair, shown.wheelchair)
        self.access = self.text(_("Cómo se entra (cita, papeles)"), shown.access)
        self.cost = self.text(_("Costo"), shown.cost)
        self.free = QCheckBox(_("Gratuito"))
        self.free.setChecked(shown.is_free)
        self.free.toggled.connect(self._on_free)
        self.cost.textEdited.connect(self._on_cost)
        self.fields.addRow(self.free)
        self.organisation = self.box(_("Organización"))
        self._fill_organisations(line, organisations)
        self.notes = self.several_lines(_("Algo más"), shown.about)
        self.fit(560, 620)
        self.name.setFocus()

    def _fill_organisations(
        self, line: ServiceLine | None, organisations: Sequence[OrganisationLine]
    ) -> None:
        self.organisation.addItem(_("Ninguna"), None)
        for each in organisations:
            self.organisation.addItem(each.about.name, each.id)
        mine = self._before.organisation
        if line is not None and mine and all(each.id != mine for each in organisations):
            # One that we work with no more: who corrects a telephone does not take it away.
            self.organisation.addItem(line.organisation or _("Una que ya no está"), mine)
        choose(self.organisation, mine)

    def _on_free(self, on: bool) -> None:
        said = Service(name="", cost=self.cost.text()).is_free
        if on != said:
            self.cost.setText(FREE if on else "")

    def _on_cost(self, text: str) -> None:
        self.free.setChecked(Service(name="", cost=text).is_free)

    def filled(self) -> Service:
        place = self.municipality.text()
        moved = not same_municipality(place, self._before.municipality)
        return replace(
            self._before,
            name=self.name.text(),
            sort=self.sort.currentData(),
            municipality=place,
            place_code="" if moved else self._before.place_code,
            phone=self.phone.text(),
            hours=self.hours.text(),
            address=self.address.text(),
            address_hidden=self.hidden.isChecked(),
            languages=self.languages.text(),
            wheelchair=self.wheelchair.currentData(),
            access=self.access.text(),
            cost=self.cost.text(),
            organisation=self.organisation.currentData(),
            about=self.notes.toPlainText(),
        )

    def on_primary(self) -> None:
        told = self.filled()
        if not told.name.strip():
            self.complain(_("Escriba cómo se llama."))
            self.name.setFocus()
        elif not (told.phone.strip() or told.address.strip() or told.about.strip()):
            self.complain(_("Escriba un teléfono, un domicilio o una nota."))
            self.phone.setFocus()
        else:
            self.accept()
