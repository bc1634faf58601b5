"""Import a roster of people, into a group or into none."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import date
from pathlib import Path

from PySide6.QtWidgets import QComboBox

from desktop.changes import Changes
from desktop.i18n import _, ngettext
from desktop.services import group_views
from desktop.services.group_views import GroupLine
from desktop.services.roster_import import Preview, Row, confirm, preview
from ui.importing.page import Count, ListImportPage
from ui.page import Room
from ui.pages.people.import_model import PreviewModel
from ui.pages.people.import_source import offer_removal
from ui.widgets.parts import button, choose


class ImportPage(ListImportPage):
    """Who comes in gets a folio; the file that names them in clear is offered to be deleted."""

    def __init__(self, room: Room) -> None:
        self.group = QComboBox()
        self._rows = PreviewModel()
        super().__init__(
            room,
            self._rows,
            _("Importar una lista"),
            _(
                "Sirve un archivo de Excel (.xlsx) o CSV, con los encabezados que ya usa y en "
                "cualquier orden. Primero verá qué se va a crear; nada se guarda hasta que "
                "usted lo confirme."
            ),
        )
        self.tools.addWidget(
            button(_("Personas"), symbol="arrow-left", then=lambda: self.go.emit("people", None))
        )
        self.group.setAccessibleName(_("Grupo al que entran"))
        self.group.setMinimumWidth(220)
        self.foot.insertWidget(1, self.group)

    def open(self, argument: object = None) -> None:
        super().open(argument)
        self.ask(group_views.list_groups, then=self._show_groups)

    def _show_groups(self, groups: list[GroupLine]) -> None:
        chosen = self.group.currentData()
        self.group.clear()
        self.group.addItem(_("Sin grupo por ahora"), None)
        for each in groups:
            self.group.addItem(_("Al grupo {name}").format(name=each.name), each.id)
        choose(self.group, chosen)

    def show_state(self, working: bool = False) -> None:
        super().show_state(working)
        self.group.setVisible(self.found is not None)
        self.group.setEnabled(not working)

    def confirm_words(self, n: int) -> str:
        if not n:
            return _("Crear personas")
        return ngettext("Crear {n} persona", "Crear {n} personas", n).format(n=n)

    def counted(self, found: Preview) -> Sequence[Count]:
        return [
            ((one if count == 1 else many).format(n=count), tone, symbol)
            for count, one, many, tone, symbol in (
                (
                    len(found.create),
                    _("{n} se creará"),
                    _("{n} se crearán"),
                    "good",
                    "check-circle",
                ),
                (len(found.doubtful), _("{n} dudosa"), _("{n} dudosas"), "amber", "warning"),
                (
                    len(found.refused),
                    _("{n} no se puede"),
                    _("{n} no se pueden"),
                    "danger",
                    "x-circle",
                ),
            )
        ]

    def put(self, found: Preview) -> None:
        self._rows.put(found)

    def read_file(
        self, path: Path, then: Callable[[Preview], None], failed: Callable[[BaseException], None]
    ) -> None:
        self.ask(preview, path, today=date.today(), then=then, failed=failed)

    def write(self, accepted: list[Row]) -> None:
        self.do(
            confirm,
            self.found,
            accepted,
            self.group.currentData(),
            self.progressed.emit,
            self.stop.is_set,
            then=self._on_created,
            failed=self.failed,
        )

    def _on_created(self, changes: Changes) -> None:
        n = len(changes.created)
        words = ngettext("{n} persona creada.", "{n} personas creadas.", n).format(n=n)
        stopped = self.stop.is_set()
        if stopped:
            words += " " + _("Lo demás no se creó; puede confirmar otra vez.")
        self.done("people")
        if not stopped and self.path is not None:
            offer_removal(self, self.path)
        self.said.emit(words, None)
