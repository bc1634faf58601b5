"""Import a roster: choose a file, see what would be created, confirm. Nothing is written first."""

from __future__ import annotations

import threading
from datetime import date
from pathlib import Path

from PySide6.QtCore import QModelIndex, Signal
from PySide6.QtWidgets import QComboBox, QHeaderView, QProgressBar

from desktop.changes import Changes
from desktop.i18n import _, ngettext, tell
from desktop.services import group_views
from desktop.services.group_views import GroupLine
from desktop.services.roster_import import Preview, confirm, preview, save_refused
from desktop.trouble import say
from ui.door import let_out
from ui.page import Page, Room
from ui.pages.people.import_model import PreviewModel, why
from ui.pages.people.import_source import offer_removal
from ui.widgets.empty import Empty
from ui.widgets.files import open_file
from ui.widgets.parts import button, card, choose, clear, label, pill, row
from ui.widgets.table import Table

FILTER_ENDINGS = "*.csv *.xlsx *.txt *.tsv"
REFUSED_NAME = "lista-revisar.csv"


class ImportPage(Page):
    """Three states: no file yet, a preview, importing.

    Signals:
        progressed(int, int): rows done of rows in all, from the database thread.
    """

    progressed = Signal(int, int)

    def __init__(self, room: Room) -> None:
        super().__init__(room)
        self.found: Preview | None = None
        self.path: Path | None = None
        self._stop = threading.Event()
        self._working = False
        self.tools.addWidget(
            button(_("Personas"), symbol="arrow-left", then=lambda: self.go.emit("people", None))
        )
        self.empty = Empty(
            "upload-simple",
            _("Elija el archivo de su lista"),
            _(
                "Sirve un archivo de Excel (.xlsx) o CSV, con los encabezados que ya usa y en "
                "cualquier orden. Primero verá qué se va a crear; nada se guarda hasta que "
                "usted lo confirme."
            ),
            button(_("Elegir archivo"), "primary", "folder", self._on_choose),
        )
        self.body.addWidget(self.empty, 1)
        self.model = PreviewModel()
        self.table = Table(self.model, _("Renglones del archivo"), stretch=3)
        self.table.widths(96, 130, 330, 0)
        self.table.horizontalHeader().setSectionResizeMode(2, QHeaderView.ResizeMode.Interactive)
        self.frame, inside = card(margin=12)
        self.counts = row()
        self.refused = button(
            _("Guardar las que no se pueden"),
            symbol="download-simple",
            then=self._on_save_refused,
        )
        self.doubtful = button(_("Aceptar las dudosas"), symbol="check", then=self._on_doubtful)
        inside.addLayout(self.counts)
        self.notices = label("", "small", wrap=True)
        across = row(self.notices, self.doubtful, self.refused)
        across.setStretch(0, 1)
        inside.addLayout(across)
        inside.addWidget(self.table, 1)
        self.why = label("", "small", wrap=True)
        inside.addWidget(self.why)
        self.table.selectionModel().currentChanged.connect(self._show_why)
        self.body.addWidget(self.frame, 1)
        self.bar = QProgressBar()
        self.bar.setTextVisible(False)
        self.body.addWidget(self.bar)
        self.progressed.connect(self._on_progress)
        self.group = QComboBox()
        self.group.setAccessibleName(_("Grupo al que entran"))
        self.group.setMinimumWidth(220)
        self.cancel = button(_("Cancelar"), symbol="x", then=self._on_cancel)
        self.confirm = button(_("Crear personas"), "primary", "check", self._on_confirm)
        self.foot.addStretch(1)
        for each in (self.group, self.cancel, self.confirm):
            self.foot.addWidget(each)
        self.model.dataChanged.connect(self._show_counts)
        self._show_state()

    def open(self, argument: object = None) -> None:
        self.head(_("Importar una lista"))
        if isinstance(argument, Path):
            self.read(argument)
        self.ask(group_views.list_groups, then=self._show_groups)

    def _show_groups(self, groups: list[GroupLine]) -> None:
        chosen = self.group.currentData()
        self.group.clear()
        self.group.addItem(_("Sin grupo por ahora"), None)
        for each in groups:
            self.group.addItem(_("Al grupo {name}").format(name=each.name), each.id)
        choose(self.group, chosen)

    def _show_state(self, working: bool = False) -> None:
        self._working = working
        there = self.found is not None
        self.empty.setVisible(not there)
        self.frame.setVisible(there)
        self.bar.setVisible(working)
        for each in (self.group, self.confirm, self.cancel):
            each.setVisible(there)
        self.confirm.setEnabled(not working and bool(self.model.accepted))
        self.table.setEnabled(not working)
        self.group.setEnabled(not working)
        self.doubtful.setVisible(there and not working and bool(self.found and self.found.doubtful))
        self.refused.setVisible(there and not working and bool(self.found and self.found.refused))

    # --- preview -----------------------------------------------------------

    def _on_choose(self) -> None:
        path = open_file(self, _("Elegir archivo"), _("Listas"), FILTER_ENDINGS)
        if path is not None:
            self.read(path)

    def read(self, path: Path) -> None:
        """Read a file and show what would become of its rows."""
        self.path = path
        self.head(_("Importar una lista"), _("Leyendo el archivo…"))
        self.ask(preview, path, today=date.today(), then=self._show, failed=self._unreadable)

    def _unreadable(self, problem: BaseException) -> None:
        self.found = None
        self.head(_("Importar una lista"))
        self._show_state()
        self.troubled.emit(problem)

    def _show(self, found: Preview) -> None:
        self.found = found
        self.head(
            _("Importar una lista"), _("Revise antes de confirmar: todavía no se guarda nada.")
        )
        self.model.put(found)
        self.why.setText("")
        words = [tell(notice) for notice in found.notices]
        if found.ignored:
            words.append(_("No se usarán: {columns}.").format(columns=", ".join(found.ignored)))
        self.notices.setText(" ".join(words))
        self._show_counts()
        self._show_state()

    def _show_counts(self) -> None:
        if self.found is None:
            return
        clear(self.counts)
        for count, one, many, tone, symbol in (
            (
                len(self.found.create),
                _("{n} se creará"),
                _("{n} se crearán"),
                "good",
                "check-circle",
            ),
            (len(self.found.doubtful), _("{n} dudosa"), _("{n} dudosas"), "amber", "warning"),
            (
                len(self.found.refused),
                _("{n} no se puede"),
                _("{n} no se pueden"),
                "danger",
                "x-circle",
            ),
        ):
            words = (one if count == 1 else many).format(n=count)
            self.counts.addWidget(pill(words, tone, symbol))
        self.counts.addStretch(1)
        n = len(self.model.accepted)
        self.confirm.setText(
            " " + ngettext("Crear {n} persona", "Crear {n} personas", n).format(n=n)
        )
        self.confirm.setEnabled(n > 0 and not self._working)

    def _show_why(self, index: QModelIndex) -> None:
        """The whole reason of the chosen row, which the column may have no room for."""
        self.why.setText(why(self.model.row(index)) if index.isValid() else "")

    def _on_doubtful(self) -> None:
        self.model.accept_all_doubtful(True)

    def _on_save_refused(self) -> None:
        if self.found is None:
            return
        found = self.found
        told = _("Guardadas con sus motivos. No está cifrado: bórrelo cuando termine.")
        let_out(
            self,
            self.room,
            say("Renglones de una lista por corregir: {n}", n=len(found.refused)),
            REFUSED_NAME,
            lambda path: save_refused(found, path, tell),
            then=lambda _paper: self.said.emit(told, None),
        )

    # --- importing ---------------------------------------------------------

    def _on_confirm(self) -> None:
        if self.found is None:
            return
        self._stop.clear()
        accepted = self.model.accepted
        self.bar.setRange(0, max(len(accepted), 1))
        self.bar.setValue(0)
        self._show_state(working=True)
        self.do(
            confirm,
            self.found,
            accepted,
            self.group.currentData(),
            self.progressed.emit,
            self._stop.is_set,
            then=self._on_created,
            failed=self._on_failed,
        )

    def _on_progress(self, done: int, total: int) -> None:
        self.bar.setRange(0, max(total, 1))
        self.bar.setValue(done)

    def _on_cancel(self) -> None:
        """While importing: stop after whole persons. Before: forget the file."""
        if self._working:
            self._stop.set()
        else:
            self.found = None
            self.head(_("Importar una lista"))
            self._show_state()

    def _on_failed(self, problem: BaseException) -> None:
        self._show_state()
        self.troubled.emit(problem)

    def _on_created(self, changes: Changes) -> None:
        n = len(changes.created)
        words = ngettext("{n} persona creada.", "{n} personas creadas.", n).format(n=n)
        if self._stop.is_set():
            words += " " + _("Lo demás no se creó; puede confirmar otra vez.")
            self._show_state()
        else:
            self.found = None
            self._show_state()
            self.go.emit("people", None)
            if self.path is not None:
                offer_removal(self, self.path)
        self.said.emit(words, None)
