"""Adds a language of the list to the line of those that are spoken somewhere."""

from __future__ import annotations

from PySide6.QtWidgets import QLineEdit, QVBoxLayout, QWidget

from desktop.i18n import _
from desktop.programme import languages, service_languages
from ui.widgets.language_pick import LanguagePick


class Spoken(QWidget):
    """Choose one: it is added to the line, and the next can be chosen.

    What is no language of the list can be written into the line itself.
    """

    def __init__(self, line: QLineEdit) -> None:
        super().__init__()
        self._line = line
        self.pick = LanguagePick()
        self.pick.line.setPlaceholderText(_("Agregar una lengua, por ejemplo, maya o náhuatl"))
        self.pick.picked.connect(self._on_picked)
        inside = QVBoxLayout(self)
        inside.setContentsMargins(0, 0, 0, 0)
        inside.addWidget(self.pick)

    def _on_picked(self, code: object) -> None:
        found = languages.of_code(code) if isinstance(code, str) else None
        if found is None:
            return
        said = self._line.text().strip()
        if found.code not in service_languages.codes(said):
            self._line.setText(f"{said}, {found.name}" if said else found.name)
        self.pick.set_code("")
