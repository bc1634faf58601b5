"""What every step of the close is: a heading, what it shows, and what it keeps on the way on."""

from __future__ import annotations

from PySide6.QtWidgets import QVBoxLayout, QWidget

from desktop.services.close_meeting import CloseFacts
from ui.page import Page
from ui.theme import theme
from ui.widgets.parts import label


class CloseStep(QWidget):
    """One thing to think of. Nothing has to be filled in."""

    def __init__(self, page: Page, heading: str, hint: str = "") -> None:
        super().__init__()
        self.page = page
        self.setAccessibleName(heading)
        self.inside = QVBoxLayout(self)
        self.inside.setContentsMargins(0, 0, theme().px(8), 0)
        self.inside.setSpacing(theme().px(10))
        self.inside.addWidget(label(heading, "section", wrap=True))
        if hint:
            self.inside.addWidget(label(hint, "soft", wrap=True))

    def show_facts(self, facts: CloseFacts) -> None:
        """Show what is known now; called again when records change."""

    def begin(self, on: QWidget) -> None:
        """Just shown: put the cursor where typing starts, or on the button `on`."""
        on.setFocus()

    def keep(self) -> None:
        """Write what is still being typed."""
