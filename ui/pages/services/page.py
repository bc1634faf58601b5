"""The directory of services: search, read, keep it true, print it."""

from __future__ import annotations

from datetime import date
from typing import NamedTuple

from PySide6.QtCore import QModelIndex
from PySide6.QtWidgets import QPushButton

from desktop.changes import Changes
from desktop.i18n import _, ngettext, tell
from desktop.programme.schema import ORGANISATION, SERVICE
from desktop.programme.vocabulary import Stream
from desktop.services import directory, organisations
from desktop.services.directory import DirectoryDamaged, ServiceLine
from desktop.services.entrance import Desk
from desktop.services.organisations import OrganisationLine
from desktop.services.whereabouts import whereabouts
from ui.page import Page, Room
from ui.pages.services.detail import Acts, ServiceDialog
from ui.pages.services.exporting import ExportDialog
from ui.pages.services.filters import Filters, municipalities
from ui.pages.services.form import ServiceForm
from ui.pages.services.model import ServicesModel
from ui.pages.services.printing import DirectoryPaperDialog
from ui.widgets.empty import Empty
from ui.widgets.parts import button, card, label
from ui.widgets.table import Table

_SHOWN = (SERVICE.number, ORGANISATION.number)


class Found(NamedTuple):
    """What the page reads at once; `home` is the municipality of this laptop's site."""

    services: list[ServiceLine]
    organisations: tuple[OrganisationLine, ...]
    home: str


def read(desk: Desk, *, retired: bool) -> Found:
    """On the database thread. Raises: DirectoryDamaged."""
    services = directory.list_services(desk, retired=retired)
    home = whereabouts(desk).municipality
    return Found(services, tuple(organisations.list_organisations(desk)), home)


class ServicesPage(Page):
    """A table; Enter opens a service. Whoever works with no group reads only."""

    def __init__(self, room: Room) -> None:
        super().__init__(room)
        self.found: list[ServiceLine] = []
        self._keeps = directory.may_edit(room.desk)
        self.organisations: tuple[OrganisationLine, ...] = ()
        self.tool(_("Organizaciones"), "handshake", "organisations")
        self.print = button(_("Imprimir"), symbol="printer", then=self._on_print)
        self.keep = button(_("Guardar lista"), symbol="download-simple", then=self._on_keep)
        for each in (self.print, self.keep):
            self.tools.addWidget(each)
        self.filters = Filters(room.desk.work.stream)
        self.filters.changed.connect(self._filter)
        self.filters.widened.connect(self.reload)
        self.search = self.filters.search
        self.body.addWidget(self.filters)
        self.model = ServicesModel(date.today())
        self.table = Table(self.model, _("Servicios"), stretch=0)
        self.table.widths(0, 166, 160, 136, 160)
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
        self.bring = button(_("Importar una lista"), symbol="upload-simple", then=self._on_import)
        self.verified = button(_("Verificado hoy"), symbol="check", then=self._on_verified)
        for each in (self.starters, self.bring):
            self.foot.addWidget(each)
        self.foot.addStretch(1)
        for each in (self.verified, self.add):
            self.foot.addWidget(each)
        self._show([])

    def _first_steps(self) -> list[QPushButton]:
        if not self._keeps:
            return []
        words = _("Cargar líneas nacionales")
        return [button(words, "primary", "phone", self._on_starters)]

    def reload(self) -> None:
        retired = self.filters.retired.isChecked()
        self.ask_at_desk(read, retired=retired, then=self._take, failed=self._on_failed)

    def _take(self, found: Found) -> None:
        self.organisations, self.filters.home = found.organisations, found.home
        self._show(found.services)

    def on_changes(self, changes: Changes) -> None:
        if self.isVisible() and any(map(changes.touches, _SHOWN)):
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
        self.filters.offer(found)
        there = bool(found) or self.filters.retired.isChecked()
        for each in (self.frame, self.filters, self.print, self.keep):
            each.setVisible(there)
        self.filters.retired.setVisible(self._keeps)
        self.empty.setVisible(not there)
        self.add.setVisible(self._keeps)
        self.bring.setVisible(self._keeps and "services_import" in self.room.pages)
        for each in (self.starters, self.verified):
            each.setVisible(self._keeps and there)
        self._filter()

    def municipalities(self) -> list[str]:
        """Each once, as it is spelled first."""
        return municipalities(self.found)

    def _filter(self) -> None:
        before = self._current()
        shown = self.filters.narrow(self.found, date.today())
        self.model.show(shown)
        self.table.setVisible(bool(shown))
        self.none.setVisible(not shown)
        self.verified.setEnabled(bool(shown))
        if shown:
            ids = [line.id for line in shown]
            place = ids.index(before.id) if before and before.id in ids else 0
            self.table.setCurrentIndex(self.model.index(place, 0))

    def _current(self) -> ServiceLine | None:
        index = self.table.currentIndex()
        return self.model.row(index) if index.isValid() else None

    def _on_verified(self) -> None:
        line = self._current()
        if line is not None:
            self._verify(line)

    def _on_import(self) -> None:
        self.go.emit("services_import", None)

    def _on_keep(self) -> None:
        ExportDialog(self).open()

    def _on_open(self, index: QModelIndex) -> None:
        line = self.model.row(index)
        acts: Acts | None = Acts(
            edit=lambda: self._on_edit(line),
            verify=lambda: self._verify(line),
            retire=lambda: self._retire(line),
        )
        if self.room.desk.work.stream is Stream.MEN and line.about.address_hidden:
            # Whoever attends to men needs no hidden door: the other team keeps that service.
            line, acts = line.without_address(), None
        ServiceDialog(self, line, date.today(), acts if self._keeps else None).open()

    def _on_add(self) -> None:
        dialog = ServiceForm(self, None, self.municipalities(), self.organisations)
        dialog.ask(
            lambda: self.do_at_desk(
                directory.add_service, dialog.filled(), said=_("Servicio agregado, sin verificar.")
            )
        )

    def _on_edit(self, line: ServiceLine) -> None:
        dialog = ServiceForm(self, line, self.municipalities(), self.organisations)
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
