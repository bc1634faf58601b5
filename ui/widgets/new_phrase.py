"""Choosing a new passphrase: five words drawn by lot, or an own one that is checked."""

from __future__ import annotations

import unicodedata

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QFrame, QVBoxLayout, QWidget

from desktop.i18n import _
from desktop.services import keys
from desktop.trouble import Trouble
from ui.theme import theme
from ui.widgets.parts import button, column, label
from ui.widgets.secret import SecretField
from ui.widgets.trouble import sentences
from ui.widgets.wrapped import Wrapped

WORDS_PX = 24


class NewPhrase(QWidget):
    """Offers first, because what is drawn by lot protects best.

    Signals:
        changed(): another phrase stands here than before.
    """

    changed = Signal()

    def __init__(self) -> None:
        super().__init__()
        self._words = ""
        inside = QVBoxLayout(self)
        inside.setContentsMargins(0, 0, 0, 0)
        inside.setSpacing(theme().px(10))
        self.offered = self._offered()
        self.own = self._own()
        inside.addWidget(self.offered)
        inside.addWidget(self.own)
        self._show(own=False)

    def _offered(self) -> QWidget:
        self.words = label("", wrap=True)
        self.words.setStyleSheet(f"font-size: {theme().px(WORDS_PX)}px; font-weight: 600;")
        self.words.setMinimumHeight(theme().px(WORDS_PX * 1.5))
        ground = QFrame()
        ground.setProperty("kind", "tile")
        ground.setProperty("tone", "accent")
        margin = theme().px(16)
        within = column(self.words)
        within.setContentsMargins(margin, margin, margin, margin)
        ground.setLayout(within)
        self.another = button(_("Otras cinco palabras"), symbol="arrows-clockwise", then=self.offer)
        self.to_own = button(_("Prefiero una frase mía"), symbol="pencil-simple", then=self._on_own)
        side = QWidget()
        inside = column(ground, spacing=12)
        inside.addWidget(Wrapped(self.another, self.to_own))
        side.setLayout(inside)
        return side

    def _own(self) -> QWidget:
        self.field = SecretField(_("Frase de acceso, de 15 letras o más"))
        self.field.line.textChanged.connect(self._on_typed)
        self.count = label("", "small")
        self.to_offered = button(
            _("Prefiero cinco palabras"),
            symbol="arrows-clockwise",
            then=self._on_offered,
        )
        side = QWidget()
        inside = column(self.field, self.count, spacing=8)
        inside.addWidget(Wrapped(self.to_offered))
        side.setLayout(inside)
        self._on_typed()
        return side

    @property
    def is_own(self) -> bool:
        """Whether an own phrase is being typed, not the offered words."""
        return not self.own.isHidden()

    @property
    def phrase(self) -> str:
        return self.field.text if self.is_own else self._words

    @property
    def has_offer(self) -> bool:
        return bool(self._words)

    def offer(self) -> None:
        """Other five words. The first drawing of a process loads lists: about 0.2 s."""
        self.show_offer(keys.offer_phrase())

    def show_offer(self, offered: keys.OfferedPhrase) -> None:
        self._words = offered.text
        self.words.setText(offered.text)
        self.changed.emit()

    def problem(self, personal: tuple[str, ...] = ()) -> str:
        """What is wrong with the phrase, "" when nothing is. `personal` as `check_phrase`."""
        try:
            keys.check_phrase(self.phrase, personal)
        except Trouble as problem:
            return " ".join(sentences(problem))
        return ""

    def take_focus(self, otherwise: QWidget) -> None:
        """To the field when there is one on screen."""
        (self.field if self.is_own else otherwise).setFocus()

    def forget(self) -> None:
        """As it was made: nothing chosen, the words offered first."""
        self.field.forget()
        self._words = ""
        self.words.clear()
        self._show(own=False)

    def _show(self, *, own: bool) -> None:
        self.own.setVisible(own)
        self.offered.setVisible(not own)
        self.changed.emit()

    def _on_own(self) -> None:
        self._show(own=True)
        self.field.setFocus()

    def _on_offered(self) -> None:
        self._show(own=False)
        self.another.setFocus()

    def _on_typed(self) -> None:
        typed = len(unicodedata.normalize("NFC", self.field.text))
        least = keys.PASSPHRASE_MIN_CHARS
        words = _("Lleva {n} de {least} letras.") if typed < least else _("Lleva {n} letras.")
        self.count.setText(words.format(n=typed, least=least))
        self.changed.emit()


def same_phrase(one: str, other: str) -> bool:
    """Whether two typings are one phrase, however a keyboard composes its accents."""
    return unicodedata.normalize("NFC", one) == unicodedata.normalize("NFC", other)
