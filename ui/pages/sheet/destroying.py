"""The end of a paper list and of its scan: destroyed, deleted, and outside no more."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtWidgets import QWidget

from desktop.i18n import _, ngettext
from desktop.services.paper_sheets import PaperSheet
from desktop.services.roster_import import remove_source
from ui.door import papers_of
from ui.page import Page, Room
from ui.widgets.dialog import Dialog
from ui.widgets.erase import EraseDialog
from ui.widgets.parts import label


class DestroyDialog(Dialog):
    """Asked only when the marks are on disk."""

    def __init__(self, parent: QWidget, missing: int) -> None:
        super().__init__(parent, _("Destruya la hoja"), _("Ya la destruí"), "check")
        if missing:
            told = ngettext(
                "Queda {n} fila sin marca: será «sin dato», no «No vino».",
                "Quedan {n} filas sin marca: serán «sin dato», no «No vino».",
                missing,
            )
            self.body.addWidget(label(told.format(n=missing), "strong", wrap=True))
        for words in (
            _("Las marcas están guardadas en esta computadora."),
            _("Rompa o queme la hoja ahora: quien la encuentre puede saber quién vino."),
        ):
            self.body.addWidget(label(words, wrap=True))
        self.body.addStretch(1)
        self.cancel.setText(_("Todavía no"))
        self.fit(500, 300)


def settle_printed(room: Room, paper: PaperSheet) -> None:
    """What was printed of this sheet is outside no more; a PDF of it stays on the list."""

    def settle() -> None:
        listed = papers_of(room)
        for each in listed.listed():
            outside = each.printed and each.settled_ms is None
            if outside and each.what.values.get("code") == paper.code:
                listed.settle(each)

    room.tasks.run(settle)


def offer_removal(page: Page, path: Path) -> None:
    """The scan has been read: it shows who came, so it should not stay."""

    def kept() -> None:
        page.said.emit(_("El escaneo sigue donde estaba y no está cifrado."), None)

    def remove() -> None:
        page.room.tasks.run(
            remove_source,
            path,
            then=lambda _none: page.said.emit(_("El escaneo se borró."), None),
            failed=page.troubled.emit,
        )

    why = _("Ya no hace falta, y quien lo abra puede saber quién vino.")
    dialog = EraseDialog(page.window(), _("¿Borrar el escaneo?"), path.name, why)
    dialog.rejected.connect(kept)
    dialog.ask(remove)
