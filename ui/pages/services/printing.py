"""Which part of the directory goes to paper, and for whom."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from PySide6.QtWidgets import QButtonGroup, QComboBox, QRadioButton

from desktop.i18n import _
from desktop.programme.directory import Service, same_municipality
from desktop.reports.directory_sheet import directory_sheet, folded_sheet
from desktop.trouble import say
from ui.door import let_out_pdf, print_out
from ui.page import Page
from ui.widgets.dialog import Dialog
from ui.widgets.parts import button, label


class DirectoryPaperDialog(Dialog):
    """One municipality with the country's lines, or all; to hand out, or for the team."""

    def __init__(
        self, page: Page, services: Sequence[Service], municipalities: Sequence[str]
    ) -> None:
        super().__init__(page, _("Imprimir el directorio"), _("Imprimir"), "printer")
        self.page, self._services = page, services
        self.where = QComboBox()
        self.where.setAccessibleName(_("Municipio"))
        self.where.addItem(_("Todos los municipios"), None)
        for name in municipalities:
            self.where.addItem(_("{name} y las líneas del país").format(name=name), name)
        form = self.form()
        form.addRow(_("Municipio"), self.where)
        self._group = QButtonGroup(self)
        self.to_hand_out = QRadioButton(_("Para entregar: se dobla y por fuera no dice nada"))
        self.for_team = QRadioButton(_("Para el equipo: con todo, y cuándo se verificó"))
        self.to_hand_out.setChecked(True)
        for each in (self.to_hand_out, self.for_team):
            self._group.addButton(each)
            self.body.addWidget(each)
        words = _("Los domicilios ocultos no salen en ninguna. Imprima por un solo lado.")
        self.body.addWidget(label(words, "small", wrap=True))
        self.body.addStretch(1)
        keep = button(_("Guardar PDF"), symbol="download-simple", then=self._on_keep)
        keep.setAutoDefault(False)
        self.buttons.insertWidget(1, keep)
        self.fit(600, 420)

    def chosen(self) -> list[Service]:
        place = self.where.currentData()
        return [
            each
            for each in self._services
            if place is None or not each.municipality or same_municipality(each.municipality, place)
        ]

    def html(self) -> str:
        demo = self.page.room.desk.is_demo
        if self.for_team.isChecked():
            return directory_sheet(self.chosen(), date.today(), demo=demo)
        return folded_sheet(self.chosen(), demo=demo)

    def on_primary(self) -> None:
        if print_out(self, self.page.room, say("Teléfonos útiles"), self.html()):
            self.accept()

    def _on_keep(self) -> None:
        what = say("Teléfonos útiles")
        let_out_pdf(self, self.page.room, what, self.html(), lambda _paper: self._kept())

    def _kept(self) -> None:
        self.accept()
        self.page.said.emit(_("Hoja guardada. Para borrarla después: Ajustes."), None)
