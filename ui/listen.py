"""The loudspeaker beside a text that is read to a person, and the text itself.

Sound only after headphones were confirmed, once an interview: whoever opens one calls `begin`.
"""

from __future__ import annotations

from PySide6.QtCore import QSize, Qt
from PySide6.QtWidgets import QHBoxLayout, QWidget
from shiboken6 import isValid

from desktop.i18n import _
from desktop.programme import languages
from desktop.services import wordings
from desktop.services.materials.catalogue import material_id
from desktop.services.wordings import Wording
from ui.icons import icon
from ui.media import headphones
from ui.media.play import play
from ui.page import Page
from ui.theme import TARGET_PX, theme
from ui.widgets.parts import Button, label
from ui.widgets.tips import tip


def begin(page: Page) -> None:
    """Another person sits here: whether nobody outside hears is asked again."""
    headphones.forget(page.window())


class ListenButton(Button):
    """Plays what a slot says in a language; without a sound for it, it cannot be pressed.

    Args:
        slot: see `desktop.programme.wordings_shipped`; the stream's own text is found by itself.
        language: code of `desktop.programme.languages`; "" asks for nothing until `show_sound`.
    """

    def __init__(self, page: Page, slot: str, language: str = "") -> None:
        super().__init__()
        self._page, self.slot, self.language = page, slot, language
        self._sound: str | None = None
        self.setProperty("kind", "icon")
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        side = theme().px(TARGET_PX)
        self.setFixedSize(side, side)
        self.setIconSize(QSize(theme().px(20), theme().px(20)))
        self.setAutoDefault(False)
        self.clicked.connect(self._on_press)
        self.show_sound(None, language)
        if language:
            self.speak(language)

    def speak(self, language: str) -> None:
        """Look for the sound of another language."""
        self.show_sound(None, language)
        self._page.ask_at_desk(
            wordings.spoken_in,
            (self.slot,),
            language,
            then=lambda found: self._found(language, found[self.slot]),
        )

    def show_wording(self, wording: Wording, language: str) -> None:
        """As `speak`, by a text that was read already."""
        said = wording.sound_sha if wording.language == language else None
        self.show_sound(said, language)

    def show_sound(self, sha256: str | None, language: str) -> None:
        self._sound, self.language = sha256, language
        self.setEnabled(sha256 is not None)
        tokens = theme().tokens
        self.setIcon(icon("speaker-high", tokens.accent if sha256 else tokens.ink2))
        self.setAccessibleName(_("Escuchar"))
        spoken = languages.shown(language)
        without = _("Todavía no hay sonido en esta lengua: {language}").format(language=spoken)
        self.setToolTip(tip(_("Escuchar") if sha256 else without))

    def _found(self, language: str, sha256: str | None) -> None:
        if isValid(self) and language == self.language:
            self.show_sound(sha256, language)

    def _on_press(self) -> None:
        if self._sound is not None:
            play(self._page, material_id(self._sound))


class SpokenText(QWidget):
    """A text with its loudspeaker, and what is to be known of it: a draft, another language."""

    def __init__(self, page: Page, slot: str, language: str = "", kind: str = "") -> None:
        super().__init__()
        self._page, self.slot, self.language = page, slot, language
        self.wording: Wording | None = None
        """The text that is read; its id is what an answer names. None until it was found."""
        line = QHBoxLayout(self)
        line.setContentsMargins(0, 0, 0, 0)
        line.setSpacing(theme().px(14))
        self.listen = ListenButton(page, slot)
        line.addWidget(self.listen, 0, Qt.AlignmentFlag.AlignTop)
        self.words = label("", kind, wrap=True)
        line.addWidget(self.words, 1)
        if language:
            self.speak(language)

    def speak(self, language: str) -> None:
        """Show it in a language, in Spanish where it has none."""
        self.language = language
        self._page.ask_at_desk(
            wordings.current,
            self.slot,
            language,
            then=lambda wording: self._found(language, wording),
        )

    def show_wording(self, wording: Wording, language: str) -> None:
        self.wording, self.language = wording, language
        self.words.setText(wording.text)
        self.listen.show_wording(wording, language)

    def _found(self, language: str, wording: Wording) -> None:
        if isValid(self) and language == self.language:
            self.show_wording(wording, language)
