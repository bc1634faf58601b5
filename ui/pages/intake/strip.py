"""A danger answer, marked so that nobody reads it across the room: one line and what to do."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QFrame, QLabel

from desktop.i18n import _, ngettext, tell
from desktop.programme.first_safety import Alarm
from ui.icons import pixmap
from ui.theme import theme
from ui.widgets.parts import button, label, row

MARK_PX = 20


class Strip(QFrame):
    """The most urgent one; the others wait behind the button.

    Signals:
        asked(): somebody wants to see what there is.
    """

    asked = Signal()

    def __init__(self) -> None:
        super().__init__()
        self.setProperty("kind", "tile")
        self.setProperty("tone", "plain")
        mark = QLabel()
        ink = theme().tokens.ink2
        mark.setPixmap(pixmap("compass", ink, theme().px(MARK_PX), self.devicePixelRatioF()))
        self.words = label("", wrap=True)
        self.see = button(_("Ver opciones"), then=self.asked.emit)
        line = row(mark, self.words, self.see, spacing=12)
        line.setStretch(1, 1)
        side = theme().px(14)
        line.setContentsMargins(side, theme().px(10), side, theme().px(10))
        self.setLayout(line)
        self._found: tuple[Alarm, ...] = ()
        self._short = False
        self.hide()

    def shorten(self, short: bool) -> None:
        """Only what it is about: on a small screen, and where the person reads along."""
        if short != self._short:
            self._short = short
            self.show_alarms(self._found)

    def show_alarms(self, found: tuple[Alarm, ...]) -> None:
        """Nothing where nothing was found."""
        self._found = found
        self.setVisible(bool(found))
        if not found:
            return
        words = tell(found[0].what)
        if not self._short:
            words += f" {tell(found[0].do_first)}"
        more = len(found) - 1
        if more:
            words += " " + ngettext("Y {n} cosa más.", "Y {n} cosas más.", more).format(n=more)
        self.words.setText(words)
