"""A paper that names nobody: to a printer, or as a neutrally named PDF, by the one door."""

from __future__ import annotations

from collections.abc import Callable

from desktop.i18n import _
from desktop.trouble import Message
from ui.door import let_out_pdf, print_out
from ui.page import Page
from ui.printing import Content
from ui.widgets.dialog import Dialog
from ui.widgets.parts import button, label


class PrintOrKeepDialog(Dialog):
    """Says what is on the paper; `content` is made when something leaves."""

    def __init__(
        self, page: Page, title: str, words: str, what: Message, content: Callable[[], Content]
    ) -> None:
        super().__init__(page, title, _("Imprimir"), "printer")
        self.page, self._what, self._content = page, what, content
        self.body.addWidget(label(words, wrap=True))
        self.body.addStretch(1)
        keep = button(_("Guardar PDF"), symbol="download-simple", then=self._on_keep)
        keep.setAutoDefault(False)
        self.buttons.insertWidget(1, keep)
        self.fit(560, 320)

    def on_primary(self) -> None:
        if print_out(self, self.page.room, self._what, self._content()):
            self.accept()

    def _on_keep(self) -> None:
        let_out_pdf(self, self.page.room, self._what, self._content(), lambda _paper: self._kept())

    def _kept(self) -> None:
        self.accept()
        self.page.said.emit(_("Hoja guardada. Para borrarla después: Ajustes."), None)
