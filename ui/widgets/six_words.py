"""Six words to read aloud and compare on two screens before going on."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QWidget

from ui.widgets.dialog import Dialog
from ui.widgets.parts import label


class SixWordsDialog(Dialog):
    """The words large, what it means when they differ, and the one answer that goes on."""

    def __init__(self, parent: QWidget, title: str, words: str, warning: str, yes: str) -> None:
        super().__init__(parent, title, yes, "check")
        shown = label(words, "section", wrap=True)
        shown.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        self.body.addWidget(shown)
        self.body.addWidget(label(warning, "soft", wrap=True))
        self.body.addStretch(1)
        # Enter must not say yes to words that nobody has read.
        self.primary.setDefault(False)
        self.cancel.setDefault(True)
        self.cancel.setFocus()
        self.fit(560, 320)

    def only_tells(self) -> None:
        """There is nothing to refuse: one button, and Enter may press it."""
        self.cancel.hide()
        self.primary.setDefault(True)
        self.primary.setFocus()
