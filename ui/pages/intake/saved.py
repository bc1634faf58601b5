"""Whether everything that was answered is on the disk: said only once it is."""

from __future__ import annotations

from PySide6.QtWidgets import QFrame, QLabel

from desktop.i18n import _
from ui.icons import pixmap
from ui.theme import theme
from ui.widgets.parts import label, row

MARK_PX = 15


class Saved(QFrame):
    """Three facts: nothing yet, being kept, kept."""

    def __init__(self) -> None:
        super().__init__()
        self.setProperty("kind", "tile")
        self.mark = QLabel()
        self.words = label("")
        line = row(self.mark, self.words, spacing=7)
        line.setContentsMargins(theme().px(11), theme().px(4), theme().px(12), theme().px(4))
        self.setLayout(line)
        self.hide()

    def show_pending(self, pending: bool) -> None:
        """`pending`: something that was said or typed is not on the disk yet."""
        words = _("Guardando…") if pending else _("Borrador guardado")
        self._show(words, "plain" if pending else "good", "clock" if pending else "check-circle")

    def show_done(self) -> None:
        self._show(_("Terminada"), "good", "check-circle")

    def _show(self, words: str, tone: str, symbol: str) -> None:
        if self.words.text() == words and not self.isHidden():
            return
        ink, ground = theme().tokens.tone(tone)
        side = theme().px(10)
        self.setStyleSheet(f"QFrame {{ background: {ground}; border-radius: {side}px; }}")
        self.words.setStyleSheet(f"color: {ink}; font-size: {theme().px(13)}px; font-weight: 600;")
        self.mark.setPixmap(pixmap(symbol, ink, theme().px(MARK_PX), self.devicePixelRatioF()))
        self.words.setText(words)
        self.setAccessibleName(words)
        self.show()
