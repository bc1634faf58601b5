"""Bringing materials from a stick and taking some along: what is asked, and how far it is."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from pathlib import Path

from PySide6.QtCore import QObject, Signal
from PySide6.QtWidgets import QProgressBar, QWidget

from desktop.i18n import _
from desktop.services import papers
from desktop.services.materials import catalogue
from desktop.services.materials.catalogue import MaterialLine
from desktop.services.materials.entry import Entry
from desktop.services.materials.showing import Family
from desktop.services.materials.stick import FOLDER_NAME, Offer
from desktop.services.materials.store import Store, store_of
from desktop.services.papers import Paper
from desktop.trouble import Trouble, say
from ui.door import ask_where, papers_of
from ui.page import Page
from ui.pages.library.carrier import Carrier
from ui.pages.library.dialogs import BringDialog, FileDialog, OfferDialog
from ui.pages.library.words import pace
from ui.widgets.files import choose_folder, open_file
from ui.widgets.parts import button, column, label, row

BAR_STEPS = 1000
ENDINGS = "*.mp4 *.mov *.webm *.mkv *.avi *.ogv *.mp3 *.m4a *.ogg *.wav *.flac *.png *.jpg *.jpeg"
MORE_ENDINGS = "*.pdf *.srt *.vtt"


class Carrying(QObject):
    """Between the page and its carrier.

    Attributes:
        strip: the bar with what goes on; hidden while nothing does.
    Signals:
        came(): something is here, or on a stick, that was not.
    """

    came = Signal()

    def __init__(self, page: Page, known: Callable[[], tuple[Family, ...]]) -> None:
        super().__init__(page)
        self.page = page
        self._known = known
        self._single = False
        self._out: tuple[Paper, Path] | None = None
        self.carrier = Carrier(self)
        self.carrier.looked.connect(self._on_looked)
        self.carrier.known.connect(self._on_known)
        self.carrier.moved.connect(self._on_moved)
        self.carrier.over.connect(self._on_over)
        self.carrier.halted.connect(self._on_halted)
        self.bar = QProgressBar()
        self.bar.setRange(0, BAR_STEPS)
        self.bar.setTextVisible(False)
        self.bar.setAccessibleName(_("Avance"))
        self.words = label("", "small", wrap=True)
        self.stop = button(_("Detener"), then=self._on_stop)
        self.strip = QWidget()
        line = row(spacing=12)
        line.addLayout(column(self.words, self.bar, spacing=6), 1)
        line.addWidget(self.stop)
        self.strip.setLayout(line)
        self.strip.hide()

    @property
    def busy(self) -> bool:
        return not self.strip.isHidden()

    # --- in -----------------------------------------------------------------------------

    def ask_what(self) -> None:
        if self.busy:
            return
        dialog = BringDialog(self.page)
        dialog.ask(lambda: self._choose(dialog.wants_folder))

    def _choose(self, folder: bool) -> None:
        self._single = not folder
        if folder:
            chosen = choose_folder(self.page, _("Carpeta de materiales"))
        else:
            endings = f"{ENDINGS} {MORE_ENDINGS}"
            chosen = open_file(self.page, _("Elegir el archivo"), _("Materiales"), endings)
        if chosen is not None:
            self._begin(_("Mirando la memoria…"))
            (self.carrier.look_into if folder else self.carrier.look_at)(chosen)

    def _on_looked(self, offer: Offer) -> None:
        self.strip.hide()
        if not self._single:
            OfferDialog(self.page, offer).ask(lambda: self._bring(offer.entries))
            return
        form = FileDialog(self.page, offer.entries[0], self._known())
        form.ask(lambda: self._bring((form.entry(),)))

    def _bring(self, entries: Sequence[Entry]) -> None:
        self._begin(_("Preparando…"))
        self._with_store(lambda store: self.carrier.bring(store, entries))

    def _on_known(self, entries: Sequence[Entry]) -> None:
        room = self.page.room
        if not room.over and not room.tasks.over:
            room.tasks.run(
                catalogue.note,
                room.desk,
                entries,
                then=self.page.changed.emit,
                failed=self.page.troubled.emit,
            )

    # --- out ----------------------------------------------------------------------------

    def ask_where_to(self, lines: Sequence[MaterialLine]) -> None:
        if not self.busy:
            ask_where(self.page, lambda folder: self._take(lines, folder))

    def _take(self, lines: Sequence[MaterialLine], folder: Path) -> None:
        """Remembered by the door before the first byte is written."""
        self._begin(_("Preparando…"))

        def announced() -> tuple[Store, Paper, Path]:
            room = self.page.room
            target = papers.free_name(folder, FOLDER_NAME)
            paper = papers_of(room).announce(say("Carpeta de materiales"), target)
            return store_of(room.desk, room.folder), paper, target

        def begin(found: tuple[Store, Paper, Path]) -> None:
            store, paper, target = found
            self._out = paper, target
            self.carrier.take(store, lines, target)

        self.page.room.tasks.run(announced, then=begin, failed=self._failed)

    # --- what goes on ---------------------------------------------------------------------

    def _with_store(self, then: Callable[[Store], None]) -> None:
        room = self.page.room
        room.tasks.run(store_of, room.desk, room.folder, then=then, failed=self._failed)

    def _begin(self, words: str) -> None:
        self.words.setText(words)
        self.bar.setValue(0)
        self.stop.setEnabled(True)
        self.strip.show()

    def _on_stop(self) -> None:
        self.stop.setEnabled(False)
        self.carrier.stop()

    def _on_moved(self, done: int, of: int, seconds: float) -> None:
        self.bar.setValue(round(BAR_STEPS * done / of) if of else 0)
        self.words.setText(pace(done, of, seconds))

    def _on_over(self, troubles: Sequence[Trouble]) -> None:
        self._end()
        for problem in troubles[:1]:
            self.page.troubled.emit(problem)
        if not troubles:
            self.page.said.emit(_("Copiado y comprobado. Ya puede sacar la memoria."), None)

    def _on_halted(self) -> None:
        self._end()
        self.page.said.emit(_("Detenido. Al repetir, sigue donde quedó."), None)

    def _failed(self, problem: BaseException) -> None:
        self._end()
        self.page.troubled.emit(problem)

    def _end(self) -> None:
        self.strip.hide()
        out, self._out = self._out, None
        room = self.page.room
        if out is not None and not room.tasks.over:
            room.tasks.run(lambda: papers_of(room).forget_unwritten(*out))
        self.came.emit()
