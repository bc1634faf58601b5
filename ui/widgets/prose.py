"""A longer text of a plan, read only: paragraphs, lists and emphasis as people wrote them."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLabel

from desktop.curriculum.prose import to_html


class Prose(QLabel):
    """Wraps, opens no link and loads nothing: see `desktop.curriculum.prose`."""

    def __init__(self, text: str = "", kind: str = "") -> None:
        super().__init__()
        self.setTextFormat(Qt.TextFormat.RichText)
        self.setWordWrap(True)
        self.setOpenExternalLinks(False)
        self.setTextInteractionFlags(Qt.TextInteractionFlag.NoTextInteraction)
        if kind:
            self.setProperty("kind", kind)
        self.tell(text)

    def tell(self, text: str) -> None:
        """Show this text instead."""
        self.setText(to_html(text))
        self.setAccessibleName(text)
