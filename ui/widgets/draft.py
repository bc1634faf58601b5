"""A dialog's draft: kept when a lock comes, offered when the same dialog opens again."""

from __future__ import annotations

from PySide6.QtWidgets import QFrame, QWidget
from shiboken6 import isValid

from desktop.i18n import _
from ui.page import Page
from ui.theme import theme
from ui.widgets import typed
from ui.widgets.parts import button, label, row


class Draft:
    """What stands in `form` beyond what was there when it opened.

    Args:
        page: whose vault keeps it.
        about: names the dialog and its record; drafts are found by it.
        form: whose fields it reads.
    """

    def __init__(self, page: Page, about: str, form: QWidget) -> None:
        self._page = page
        self._about = about
        self._form = form
        self._opened_with = typed.read(form)
        self._kept: dict[str, str] = {}
        self.offer = self._strip()
        from desktop.services import drafts

        page.ask(drafts.find, about, then=self._on_found, failed=lambda _problem: None)

    def _strip(self) -> QFrame:
        strip = QFrame()
        strip.setProperty("kind", "tile")
        strip.setProperty("tone", "info")
        words = label(_("Quedó algo sin guardar cuando se bloqueó."), wrap=True)
        self.again = button(_("Recuperarlo"), "link", then=self._put_back)
        self.forget = button(_("Borrarlo"), "link", then=self.drop)
        for each in (self.again, self.forget):
            each.setAutoDefault(False)
        line = row(words, self.again, self.forget)
        line.setStretch(0, 1)
        line.setContentsMargins(theme().px(12), theme().px(4), theme().px(8), theme().px(4))
        strip.setLayout(line)
        strip.hide()
        return strip

    def _on_found(self, kept: dict[str, str]) -> None:
        self._kept = kept
        # The dialog may have been closed meanwhile.
        if kept and isValid(self.offer):
            self.offer.show()

    def _put_back(self) -> None:
        typed.put_back(self._form, self._kept)
        self.offer.hide()
        self._form.setFocus()

    def keep(self) -> None:
        """A lock comes: what was typed goes into the vault."""
        now = typed.read(self._form)
        if now != self._opened_with:
            from desktop.services import drafts

            self._page.room.tasks.run(drafts.keep, self._page.room.desk.work, self._about, now)

    def drop(self) -> None:
        """It was saved, or is not wanted."""
        self.offer.hide()
        if self._kept:
            from desktop.services import drafts

            self._kept = {}
            self._page.room.tasks.run(drafts.drop, self._page.room.desk.work, self._about)
