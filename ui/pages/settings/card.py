"""What every card of the settings is: one subject, its title, and what it needs of the page."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtWidgets import QComboBox, QHBoxLayout

from desktop.i18n import _
from desktop.services import prefs
from desktop.trouble import Trouble
from ui.page import Page
from ui.theme import theme
from ui.widgets.parts import card, label, row


class SettingsCard:
    """Fill `inside` when made; `frame` is what the page shows."""

    def __init__(self, page: Page, title: str) -> None:
        self.page = page
        self.room = page.room
        self.frame, self.inside = card(spacing=10)
        self.inside.addWidget(label(title, "section"))

    def reload(self) -> None:
        """Called each time the page is shown."""

    def keep(self, key: str, value: object) -> None:
        """Keep one preference at once, and say so."""
        try:
            prefs.change(self.room.folder, **{key: value})
        except (Trouble, OSError) as problem:
            self.page.troubled.emit(problem)
            return
        self.page.said.emit(_("Guardado."), None)


def combo(choices: Sequence[tuple[str, object]], chosen: object) -> QComboBox:
    """A list of (words, value) with `chosen` chosen."""
    box = QComboBox()
    box.setMinimumWidth(theme().px(220))
    for words, value in choices:
        box.addItem(words, value)
    box.setCurrentIndex(max(box.findData(chosen), 0))
    return box


def line(words: str, box: QComboBox) -> QHBoxLayout:
    """The list with its name before it."""
    text = label(words)
    text.setMinimumWidth(theme().px(260))
    box.setAccessibleName(words)
    return row(text, box, None)
