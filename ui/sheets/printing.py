"""The paper list to a printer, or as a neutrally named PDF, by the one door."""

from __future__ import annotations

from collections.abc import Callable
from random import SystemRandom

from shiboken6 import isValid

from desktop.changes import Changes
from desktop.i18n import _
from desktop.programme.row_codes import NEWCOMERS
from desktop.services import paper_sheets
from desktop.services.attendance import Sheet
from desktop.services.paper_sheets import PaperSheet
from desktop.services.papers import Paper
from desktop.services.sheet_reading.layout import pages
from desktop.trouble import Message, say
from ui.door import let_out_pdf, print_out
from ui.page import Page
from ui.sheets.draw import Printable, printable
from ui.widgets.dialog import Dialog
from ui.widgets.parts import button, label


def told(paper: PaperSheet) -> Message:
    """What the list of things that left says of a sheet; its code finds it there again."""
    return say("Hoja {code}: {n} filas y casillas, sin nombres", code=paper.code, n=len(paper.rows))


class PaperDialog(Dialog):
    """Print now, or keep a PDF: the same sheet, whichever comes first.

    Which row is who is written down before anything leaves. A sheet of which
    nothing left is forgotten again when this closes.
    """

    def __init__(self, page: Page, sheet: Sheet) -> None:
        super().__init__(page, _("Hoja impresa"), _("Imprimir"), "printer")
        self.page, self.room, self.session = page, page.room, sheet.session
        self.paper: PaperSheet | None = None
        self._left = False
        for words in (
            _(
                "Lleva sólo el principio de cada folio y casillas: "
                "ni nombres, ni grupo, ni programa."
            ),
            _(
                "Cada quien dice las dos o tres primeras cifras de su folio. "
                "Las filas {first} a {last} son para quien llega por primera vez."
            ).format(first=NEWCOMERS[0], last=NEWCOMERS[-1]),
            _("Al terminar, pase las marcas aquí y destruya la hoja."),
        ):
            self.body.addWidget(label(words, wrap=True))
        self.body.addStretch(1)
        keep = button(_("Guardar PDF"), symbol="download-simple", then=self._on_pdf)
        keep.setAutoDefault(False)
        self.buttons.insertWidget(1, keep)
        if "sheet" in self.room.pages:
            type_in = button(_("Pasar una hoja"), symbol="keyboard", then=self._on_type_in)
            type_in.setAutoDefault(False)
            self.buttons.insertWidget(0, type_in)
        self.finished.connect(self._forget_unless_out)
        self.fit(640, 340)

    def on_primary(self) -> None:
        self._with_paper(self._print)

    def _on_pdf(self) -> None:
        self._with_paper(self._keep)

    def _on_type_in(self) -> None:
        self.reject()
        self.page.go.emit("sheet", self.session)

    def _with_paper(self, then: Callable[[PaperSheet], None]) -> None:
        """Write down which row is who, once, and go on with that sheet."""
        if self.paper is not None:
            then(self.paper)
            return

        def made(changes: Changes) -> None:
            self.page.changed.emit(changes)
            self.page.ask(paper_sheets.get, changes.created[0], then=read)

        def read(paper: PaperSheet) -> None:
            if isValid(self):
                self.paper = paper
                then(paper)

        self.page.ask(paper_sheets.new_sheet, self.session, SystemRandom(), then=made)

    def _drawn(self, paper: PaperSheet) -> Printable:
        rows = [*(row.code for row in paper.rows), *NEWCOMERS]
        return printable(pages(paper.code, rows), demo=self.room.desk.is_demo)

    def _print(self, paper: PaperSheet) -> None:
        if print_out(self, self.room, told(paper), self._drawn(paper)):
            self._left = True
            self.accept()

    def _keep(self, paper: PaperSheet) -> None:
        let_out_pdf(self, self.room, told(paper), self._drawn(paper), then=self._on_kept)

    def _on_kept(self, _paper: Paper) -> None:
        self._left = True
        self.accept()
        self.page.said.emit(_("Hoja guardada. Para borrarla después: Ajustes."), None)

    def _forget_unless_out(self) -> None:
        if self.paper is not None and not self._left:
            self.page.do(paper_sheets.forget, self.paper.id)
