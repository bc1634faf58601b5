"""Something that worries whoever facilitated, in a few words."""

from __future__ import annotations

from PySide6.QtWidgets import QWidget

from desktop.i18n import _
from desktop.services import close_meeting
from desktop.services.close_meeting import CloseFacts
from ui.page import Page
from ui.pages.close.step import CloseStep
from ui.theme import theme
from ui.widgets.free_text import FreeText

SHORTEST_PX = 120


class WorryStep(CloseStep):
    """Kept with the meeting, for the team of this stream alone."""

    def __init__(self, page: Page) -> None:
        hint = _(
            "Si algo le preocupa, escríbalo aquí: qué vio u oyó. Use el folio o el apodo. "
            "No nombre a la pareja de nadie ni escriba dónde está."
        )
        super().__init__(page, _("¿Algo le preocupa?"), hint)
        self.text = FreeText()
        self.text.setAccessibleName(_("Lo que le preocupa"))
        self.text.setPlaceholderText(_("Puede dejarlo vacío."))
        self.text.setTabChangesFocus(True)
        self.text.setMinimumHeight(theme().px(SHORTEST_PX))
        self.inside.addWidget(self.text, 1)
        self._session = b""
        self._kept = ""

    def show_facts(self, facts: CloseFacts) -> None:
        """What somebody else wrote meanwhile shows only where nothing is being typed."""
        untouched = self.text.toPlainText().strip() == self._kept
        if facts.session != self._session or untouched:
            self._session, self._kept = facts.session, facts.worry
            if self.text.toPlainText() != facts.worry:
                self.text.setPlainText(facts.worry)

    def begin(self, on: QWidget) -> None:
        self.text.setFocus()

    def keep(self) -> None:
        text = self.text.toPlainText().strip()
        if self._session and text != self._kept:
            self._kept = text
            self.page.do(close_meeting.set_worry, self._session, text)
