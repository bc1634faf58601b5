"""Import a list: choose a file, see what would become of it, confirm. Nothing is written first."""

from __future__ import annotations

import threading
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any

from PySide6.QtCore import QModelIndex, Signal
from PySide6.QtWidgets import QHeaderView, QProgressBar

from desktop.i18n import _, tell
from desktop.services.roster_import import save_refused
from desktop.trouble import Message, say
from ui.door import let_out
from ui.importing.rows import ChoiceModel, why
from ui.page import Page, Room
from ui.widgets.empty import Empty
from ui.widgets.files import open_file
from ui.widgets.parts import button, card, clear, label, pill, row
from ui.widgets.table import Table

FILTER_ENDINGS = "*.csv *.xlsx *.txt *.tsv"
REFUSED_NAME = "lista-revisar.csv"

Count = tuple[str, str, str]
"""What a pill says, its tone and its picture."""


class ListImportPage(Page):
    """Three states: no file yet, a preview, importing.

    Who inherits says how a file is read, what its rows are called, and what confirming does.
    `found` is the preview: it has `headings`, `ignored`, `notices`, `doubtful`, `refused`.

    Signals:
        progressed(int, int): rows done of rows in all, from the database thread.
    """

    progressed = Signal(int, int)

    def __init__(self, room: Room, model: ChoiceModel[Any], title: str, empty: str) -> None:
        super().__init__(room)
        self.found: Any = None
        self.path: Path | None = None
        self.stop = threading.Event()
        self._title = title
        self._working = False
        choose_file = button(_("Elegir archivo"), "primary", "folder", self._on_choose)
        asked = _("Elija el archivo de su lista")
        self.empty = Empty("upload-simple", asked, empty, choose_file)
        self.body.addWidget(self.empty, 1)
        self.model = model
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
        self.cancel = button(_("Cancelar"), symbol="x", then=self._on_cancel)
        self.confirm = button(self.confirm_words(0), "primary", "check", self._on_confirm)
        self.foot.addStretch(1)
        for each in (self.cancel, self.confirm):
            self.foot.addWidget(each)
        self.model.dataChanged.connect(self.show_counts)
        self.show_state()

    # --- what each list does its own way (Qt's metaclass admits no abstract ones) ---

    def confirm_words(self, n: int) -> str:
        """What the primary button says for `n` accepted rows."""
        raise NotImplementedError

    def counted(self, found: Any) -> Sequence[Count]:
        """What the pills above the table say."""
        raise NotImplementedError

    def put(self, found: Any) -> None:
        """Give the rows of a preview to the model."""
        raise NotImplementedError

    def read_file(
        self, path: Path, then: Callable[[Any], None], failed: Callable[[BaseException], None]
    ) -> None:
        """Ask for the preview of a file."""
        raise NotImplementedError

    def write(self, accepted: list[Any]) -> None:
        """Begin to import; `failed` and `done` are told of the end."""
        raise NotImplementedError

    # --- preview -----------------------------------------------------------

    def open(self, argument: object = None) -> None:
        self.head(self._title)
        if isinstance(argument, Path):
            self.read(argument)

    def show_state(self, working: bool = False) -> None:
        self._working = working
        there = self.found is not None
        self.empty.setVisible(not there)
        self.frame.setVisible(there)
        self.bar.setVisible(working)
        for each in (self.confirm, self.cancel):
            each.setVisible(there)
        self.confirm.setEnabled(not working and bool(self.model.accepted))
        self.table.setEnabled(not working)
        self.doubtful.setVisible(there and not working and bool(self.found and self.found.doubtful))
        self.refused.setVisible(there and not working and bool(self.found and self.found.refused))

    def _on_choose(self) -> None:
        path = open_file(self, _("Elegir archivo"), _("Listas"), FILTER_ENDINGS)
        if path is not None:
            self.read(path)

    def read(self, path: Path) -> None:
        """Read a file and show what would become of its rows."""
        self.path = path
        self.head(self._title, _("Leyendo el archivo…"))
        self.read_file(path, self._show, self._unreadable)

    def _unreadable(self, problem: BaseException) -> None:
        self.found = None
        self.head(self._title)
        self.show_state()
        self.troubled.emit(problem)

    def _show(self, found: Any) -> None:
        self.found = found
        self.head(self._title, _("Revise antes de confirmar: todavía no se guarda nada."))
        self.put(found)
        self.why.setText("")
        notices: Sequence[Message] = found.notices
        words = [tell(notice) for notice in notices]
        if found.ignored:
            words.append(_("No se usarán: {columns}.").format(columns=", ".join(found.ignored)))
        self.notices.setText(" ".join(words))
        self.show_counts()
        self.show_state()

    def show_counts(self) -> None:
        if self.found is None:
            return
        clear(self.counts)
        for words, tone, symbol in self.counted(self.found):
            self.counts.addWidget(pill(words, tone, symbol))
        self.counts.addStretch(1)
        n = len(self.model.accepted)
        self.confirm.setText(f" {self.confirm_words(n)}")
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
        self.stop.clear()
        accepted = self.model.accepted
        self.bar.setRange(0, max(len(accepted), 1))
        self.bar.setValue(0)
        self.show_state(working=True)
        self.write(accepted)

    def _on_progress(self, done: int, total: int) -> None:
        self.bar.setRange(0, max(total, 1))
        self.bar.setValue(done)

    def _on_cancel(self) -> None:
        """While importing: stop after whole records. Before: forget the file."""
        if self._working:
            self.stop.set()
        else:
            self.found = None
            self.head(self._title)
            self.show_state()

    def failed(self, problem: BaseException) -> None:
        self.show_state()
        self.troubled.emit(problem)

    def done(self, home: str) -> None:
        """The rows are in: back to the page with the list, or stay where it was stopped."""
        if self.stop.is_set():
            self.show_state()
            return
        self.found = None
        self.show_state()
        self.go.emit(home, None)
