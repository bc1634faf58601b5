"""The directory of services: search, read, keep it true, print it."""

from __future__ import annotations

from datetime import date

from PySide6.QtCore import QModelIndex
from PySide6.QtWidgets import QCheckBox, QComboBox, QLineEdit, QPushButton

from desktop.changes import Changes
from desktop.i18n import _, ngettext, tell
from desktop.programme.directory import same_municipality
from desktop.programme.schema import SERVICE
from desktop.programme.text import collate, matches
from desktop.services import directory
from desktop.services.directory import DirectoryDamaged, ServiceLine
from ui.page import Page, Room
from ui.pages.services.detail import Acts, ServiceDialog
from ui.pages.services.form import ServiceForm
from ui.pages.services.model import ServicesModel
from ui.pages.services.printing import DirectoryPaperDialog
from ui.theme import theme
from ui.widgets.empty import Empty
from ui.widgets.parts import button, card, choose, label, row
from ui.widgets.table import Table


class ServicesPage(Page):
    """A table; Enter opens a service. Whoever works with no group reads only."""

    def __init__(self, room: Room) -> None:
        super().__init__(room)
        self.found: list[ServiceLine] = []
        self._keeps = directory.may_edit(room.desk)
        self.print = button(_("Imprimir"), symbol="printer", then=self._on_print)
        self.tools.addWidget(self.print)
        self.search = QLineEdit()
        self.search.setPlaceholderText(_("Buscar un servicio"))
        self.search.setAccessibleName(_("Buscar un servicio"))
        self.search.textChanged.connect(self._filter)
        self.where = QComboBox()
        self.where.setAccessibleName(_("Municipio"))
        self.where.setMaximumWidth(theme().px(280))
        self.where.activated.connect(lambda _at: self._filter())
        self.retired = QCheckBox(_("También los retirados"))
        self.retired.toggled.connect(lambda _on: self.reload())
        self.filters = row(self.search, self.where, self.retired)
        self.filters.setStretch(0, 1)
        self.body.addLayout(self.filters)
        self.model = ServicesModel(date.today())
        self.table = Table(self.model, _("Servicios"), stretch=0)
        self.table.widths(0, 178, 150, 150, 140)
        self.table.activated.connect(self._on_open)
        self.table.clicked.connect(self._on_open)
        self.frame, inside = card(margin=10)
        inside.addWidget(self.table)
        self.none = label(_("Ningún servicio con esas palabras."), "soft")
        inside.addWidget(self.none)
        self.body.addWidget(self.frame, 1)
        self.starters = button(
            _("Cargar líneas nacionales"), symbol="phone", then=self._on_starters
        )
        self.empty = Empty(
            "compass",
            _("El directorio está vacío"),
            _(
                "Aquí se anota a dónde puede ir alguien: refugios, centros de salud, asesoría, "
                "líneas de emergencia. Lo comparten los dos programas. Si el peligro es ahora, "
                "llame al 911."
            ),
            *self._first_steps(),
        )
        self.body.addWidget(self.empty, 1)
        self.add = button(_("Agregar servicio"), "primary", "plus", self._on_add)
        self.foot.addWidget(self.starters)
        self.foot.addStretch(1)
        self.foot.addWidget(self.add)
        self._show([])

    def _first_steps(self) -> list[QPushButton]:
        if not self._keeps:
            return []
        words = _("Cargar líneas nacionales")
        return [button(words, "primary", "phone", self._on_starters)]

    def reload(self) -> None:
        self.ask_at_desk(
            directory.list_services,
            retired=self.retired.isChecked(),
            then=self._show,
            failed=self._on_failed,
        )

    def on_changes(self, changes: Changes) -> None:
        if self.isVisible() and changes.touches(SERVICE.number):
            self.reload()

    def _on_failed(self, problem: BaseException) -> None:
        """Told on the page: the number to call matters more than a dialog."""
        if not isinstance(problem, DirectoryDamaged):
            self.troubled.emit(problem)
            return
        self._show([])
        self.empty.hide()
        self.head(_("Servicios"), " ".join(map(tell, problem.sentences)))

    def _show(self, found: list[ServiceLine]) -> None:
        self.found = found
        stale = sum(not one.retired and one.about.is_stale(date.today()) for one in found)
        told = ngettext("{n} servicio", "{n} servicios", len(found)).format(n=len(found))
        if stale:
            told += " · " + ngettext("{n} por verificar", "{n} por verificar", stale).format(
                n=stale
            )
        self.head(_("Servicios"), told if found else "")
        chosen = self.where.currentData()
        self.where.clear()
        self.where.addItem(_("Todos los municipios"), None)
        for name in self.municipalities():
            self.where.addItem(name, name)
        choose(self.where, chosen)
        there = bool(found) or self.retired.isChecked()
        for each in (self.frame, self.search, self.where, self.print):
            each.setVisible(there)
        self.retired.setVisible(there and self._keeps)
        self.empty.setVisible(not there)
        self.add.setVisible(self._keeps)
        self.starters.setVisible(self._keeps and there)
        self._filter()

    def municipalities(self) -> list[str]:
        """Each once, as it is spelled first."""
        names: list[str] = []
        for line in self.found:
            name = line.about.municipality
            if name and not any(same_municipality(name, other) for other in names):
                names.append(name)
        return sorted(names, key=collate)

    def _filter(self) -> None:
        place = self.where.currentData()
        shown = [
            line
            for line in self.found
            if matches(self.search.text(), line.sought)
            and (place is None or same_municipality(line.about.municipality, place))
        ]
        self.model.show(shown)
        self.table.setVisible(bool(shown))
        self.none.setVisible(not shown)
        if shown:
            self.table.setCurrentIndex(self.model.index(0, 0))

    def _on_open(self, index: QModelIndex) -> None:
        line = self.model.row(index)
        acts = Acts(
            edit=lambda: self._on_edit(line),
            verify=lambda: self._verify(line),
            retire=lambda: self._retire(line),
        )
        ServiceDialog(self, line, date.today(), acts if self._keeps else None).open()

    def _on_add(self) -> None:
        dialog = ServiceForm(self, None, self.municipalities())
        dialog.ask(
            lambda: self.do_at_desk(
                directory.add_service, dialog.filled(), said=_("Servicio agregado, sin verificar.")
            )
        )

    def _on_edit(self, line: ServiceLine) -> None:
        dialog = ServiceForm(self, line, self.municipalities())
        dialog.ask(
            lambda: self.do_at_desk(
                directory.edit_service, line.id, dialog.filled(), said=_("Guardado.")
            )
        )

    def _verify(self, line: ServiceLine) -> None:
        said = _("Verificado hoy.")
        self.do_at_desk(directory.verify, line.id, date.today(), said=said)

    def _retire(self, line: ServiceLine) -> None:
        if line.retired:
            self.do_at_desk(directory.bring_back, line.id, said=_("Se ofrece otra vez."))
        else:
            self.do_at_desk(directory.retire, line.id, said=_("Servicio retirado."))

    def _on_starters(self) -> None:
        def done(changes: Changes) -> None:
            if not changes:
                self.said.emit(_("Ya están todas."), None)

        self.do_at_desk(
            directory.add_starters,
            said=_("Líneas cargadas. Llame antes de darlas: están sin verificar."),
            then=done,
        )

    def _on_print(self) -> None:
        services = [line.about for line in self.found if not line.retired]
        DirectoryPaperDialog(self, services, self.municipalities()).open()
