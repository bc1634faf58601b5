"""The dialog in which a service is written down or corrected."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QCheckBox, QComboBox, QCompleter, QLineEdit, QWidget

from desktop.i18n import _
from desktop.programme.directory import Service
from desktop.reports.code_words import SERVICE_WORDS
from desktop.services.directory import TEXT_MAX_CHARS, ServiceLine
from ui.widgets.dialog import Dialog
from ui.widgets.lines import Lines
from ui.widgets.parts import choose, label


class ServiceForm(Dialog):
    """What to know before sending somebody there."""

    def __init__(
        self, parent: QWidget, line: ServiceLine | None, municipalities: Sequence[str]
    ) -> None:
        title = _("Agregar un servicio") if line is None else _("Corregir el servicio")
        super().__init__(parent, title, _("Guardar"), "check")
        self.about = "service" if line is None else f"service {line.id.hex()}"
        shown = line.about if line else Service(name="")
        words = _("Lo leen los dos programas. No escriba aquí nada de una persona.")
        self.body.addWidget(label(words, "soft", wrap=True))
        self._form = self.form()
        self.name = self._text(_("Nombre del servicio"), shown.name)
        self.sort = QComboBox()
        self.sort.setAccessibleName(_("Qué es"))
        for sort, text in SERVICE_WORDS.items():
            self.sort.addItem(_(text), sort)
        choose(self.sort, shown.sort)
        self._form.addRow(_("Qué es"), self.sort)
        self.municipality = self._text(
            _("Municipio (vacío si atiende a todo el país)"), shown.municipality
        )
        known = QCompleter(list(municipalities), self)
        known.setCaseSensitivity(Qt.CaseSensitivity.CaseInsensitive)
        self.municipality.setCompleter(known)
        self.phone = self._text(_("Teléfono"), shown.phone)
        self.hours = self._text(_("Horario"), shown.hours)
        self.address = self._text(_("Domicilio"), shown.address)
        self.hidden = QCheckBox(_("Domicilio oculto: nunca se imprime"))
        self.hidden.setChecked(shown.address_hidden)
        self._form.addRow(self.hidden)
        self.languages = self._text(_("Lenguas en que atienden"), shown.languages)
        self.access = self._text(_("Cómo se entra (cita, papeles, rampa)"), shown.access)
        self.cost = self._text(_("Costo"), shown.cost)
        self.notes = Lines(shown.about)
        self.notes.setAccessibleName(_("Algo más"))
        self._form.addRow(_("Algo más"), self.notes)
        self.fit(560, 620)
        self.name.setFocus()

    def _text(self, words: str, value: str) -> QLineEdit:
        made = QLineEdit(value)
        made.setMaxLength(TEXT_MAX_CHARS)
        made.setAccessibleName(words)
        made.textChanged.connect(lambda: self.complain(""))
        self._form.addRow(words, made)
        return made

    def filled(self) -> Service:
        return Service(
            name=self.name.text(),
            sort=self.sort.currentData(),
            municipality=self.municipality.text(),
            phone=self.phone.text(),
            hours=self.hours.text(),
            address=self.address.text(),
            address_hidden=self.hidden.isChecked(),
            languages=self.languages.text(),
            access=self.access.text(),
            cost=self.cost.text(),
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
