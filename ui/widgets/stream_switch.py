"""Which of the two programmes is open, for whoever may open both, and the way to the other one."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QAction, QActionGroup
from PySide6.QtWidgets import QMenu, QPushButton

from desktop.i18n import N_, _
from desktop.programme.vocabulary import Stream
from ui.theme import theme

if TYPE_CHECKING:
    from desktop.services.entrance import Desk

STREAM_WORDS: dict[Stream, str] = {
    Stream.WOMEN: N_("Mujeres"),
    Stream.MEN: N_("Hombres"),
}
"""How each programme is called, everywhere in the interface."""
CARET = "▾"
_OFFERED = (Stream.WOMEN, Stream.MEN)


class StreamSwitch(QPushButton):
    """ "Programa: Mujeres" with a menu of two. Hidden for whoever opens one programme only.

    The two are never open at once: choosing the other closes this one first.

    Signals:
        turned(Stream): please open this one instead.
    """

    turned = Signal(object)

    def __init__(self, desk: Desk) -> None:
        words = STREAM_WORDS.get(desk.work.stream, "")
        super().__init__()
        self.setProperty("kind", "rail")
        self._full = _("Programa: {stream}").format(stream=_(words))
        self._initial = _(words)[:1]
        self.setAccessibleName(self._full)
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        menu = QMenu(self)
        t, px = theme().tokens, theme().px
        self.setStyleSheet(
            f"StreamSwitch {{ border: 1px solid {t.rail_ink2}; padding: 0 {px(10)}px; }}"
            f"StreamSwitch:focus {{ border: 2px solid {t.rail_ink}; }}"
            "StreamSwitch::menu-indicator { image: none; width: 0; }"
        )
        menu.setStyleSheet(
            f"QMenu {{ background: {t.surface}; border: 1px solid {t.line}; padding: {px(4)}px; }}"
            f"QMenu::item {{ color: {t.ink}; padding: {px(10)}px {px(18)}px; }}"
            f"QMenu::item:selected {{ background: {t.accent_soft}; }}"
        )
        one_of = QActionGroup(menu)
        for stream in _OFFERED:
            chosen = QAction(_(STREAM_WORDS[stream]), menu, checkable=True)
            chosen.setChecked(stream is desk.work.stream)
            chosen.triggered.connect(lambda _on=False, stream=stream: self._on_chosen(stream))
            one_of.addAction(chosen)
            menu.addAction(chosen)
        self.setMenu(menu)
        self._now = desk.work.stream
        self.setToolTip(_("Esta cuenta puede ver los dos programas, uno a la vez."))
        self.fold(False)
        if not desk.both:
            self.hide()

    def fold(self, folded: bool) -> None:
        """On a narrow rail the initial of the programme is left; the name stays for the ear."""
        self.setText(self._initial if folded else f"  {self._full} {CARET}")
        if self.property("folded") != folded:
            self.setProperty("folded", folded)
            self.style().polish(self)

    def _on_chosen(self, stream: Stream) -> None:
        if stream is not self._now:
            self.turned.emit(stream)
