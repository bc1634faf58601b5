"""What is read or played to the person: the words in this window's language, the sound in hers."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from PySide6.QtCore import QObject, Signal

from desktop.i18n import language
from desktop.services import wordings
from desktop.services.wordings import CONSENT_SLOTS, Wording
from ui.page import Page

HOPES = "ask.hopes"


class Aloud(QObject):
    """Texts and sounds by slot, read once an interview.

    Signals:
        found(): texts or sounds have come.
    """

    found = Signal()

    def __init__(self, page: Page, columns: Iterable[str]) -> None:
        super().__init__(page)
        self._page = page
        self._slots = (*CONSENT_SLOTS, HOPES, *(f"ask.{column}" for column in columns))
        self.texts: Mapping[str, Wording] = {}
        self.sounds: Mapping[str, str | None] = {}
        self.language = ""
        """Of the sounds: what the person speaks."""

    def read(self, spoken: str) -> None:
        """For another interview."""
        self._page.ask_at_desk(wordings.texts, self._slots, language(), then=self._on_texts)
        self.language = ""
        self.speak(spoken)

    def speak(self, spoken: str) -> None:
        """Look for the sounds of a language, if it is another one."""
        if spoken != self.language:
            self.language = spoken
            self._page.ask_at_desk(wordings.spoken_in, self._slots, spoken, then=self._on_sounds)

    def _on_texts(self, texts: Mapping[str, Wording]) -> None:
        self.texts = texts
        self.found.emit()

    def _on_sounds(self, sounds: Mapping[str, str | None]) -> None:
        self.sounds = sounds
        self.found.emit()
