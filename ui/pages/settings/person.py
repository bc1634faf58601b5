"""What is asked of a person: the CURP or not, and INEGI's list of localities to search in."""

from __future__ import annotations

from PySide6.QtWidgets import QCheckBox

from desktop.changes import Changes
from desktop.i18n import _
from desktop.programme.roles import Role
from desktop.services import locality_list, person_details
from ui.page import Page
from ui.pages.settings.card import SettingsCard
from ui.widgets.files import open_file
from ui.widgets.parts import button, label, row


class PersonCard(SettingsCard):
    """Only for who coordinates. The CURP is of the whole programme, the list of this laptop."""

    def __init__(self, page: Page) -> None:
        super().__init__(page, _("Datos de las personas"))
        self.curp = QCheckBox(_("Preguntar la CURP"))
        self.curp.clicked.connect(self._on_curp)
        self.inside.addWidget(self.curp)
        words = _(
            "Sólo si un convenio la pide. No sale en listas, en cartas ni en archivos; lo ya "
            "contestado se queda."
        )
        self.inside.addWidget(label(words, "small", wrap=True))
        self.loaded = label("", wrap=True)
        load = button(_("Cargar localidades"), symbol="folder-open", then=self._on_load)
        line = row(self.loaded, load)
        line.setStretch(0, 1)
        self.inside.addLayout(line)
        words = _(
            "Los estados y municipios ya vienen. Las localidades las da el INEGI: descargue su "
            "catálogo (AGEEML) en CSV, cópielo a una memoria USB y elíjalo aquí. Son datos "
            "públicos y se quedan en esta computadora."
        )
        self.inside.addWidget(label(words, "small", wrap=True))
        self.frame.setVisible(self._coordinates)

    @property
    def _coordinates(self) -> bool:
        return self.room.desk.role is Role.COORDINATOR

    def reload(self) -> None:
        if self._coordinates:
            self.page.ask(person_details.asks_curp, then=self.curp.setChecked)
            self._count()

    def _count(self) -> None:
        self.room.tasks.run(
            locality_list.count,
            self.room.folder,
            then=self._show_count,
            failed=self.page.troubled.emit,
        )

    def _show_count(self, count: int) -> None:
        told = _("{n} localidades cargadas.").format(n=f"{count:,}")
        self.loaded.setText(told if count else _("Aún no hay localidades cargadas."))

    def _on_curp(self, on: bool) -> None:
        def kept(changes: Changes) -> None:
            self.page.changed.emit(changes)
            self.page.said.emit(_("Guardado."), None)

        def failed(problem: BaseException) -> None:
            self.reload()
            self.page.troubled.emit(problem)

        self.room.tasks.run(
            person_details.ask_curp, self.room.desk, on=on, then=kept, failed=failed
        )

    def _on_load(self) -> None:
        source = open_file(
            self.page, _("Catálogo de localidades"), _("Lista del INEGI"), "*.csv *.zip *.txt"
        )
        if source is None:
            return
        self.loaded.setText(_("Cargando…"))

        def failed(problem: BaseException) -> None:
            self._count()
            self.page.troubled.emit(problem)

        self.room.tasks.run(
            locality_list.load,
            self.room.desk,
            self.room.folder,
            source,
            then=self._on_loaded,
            failed=failed,
        )

    def _on_loaded(self, count: int) -> None:
        self._show_count(count)
        self.page.said.emit(_("Se cargaron las localidades."), None)
