"""Where somebody types a note: a field of several lines, softly warned of naming a partner."""

from __future__ import annotations

from PySide6.QtWidgets import QPlainTextEdit

from ui.widgets.lines import Lines
from ui.widgets.partner_warning import PartnerWarning

HEIGHT_MAX = 16_777_215
"""Qt's own, of a widget that has no greatest height."""


class FreeText(QPlainTextEdit):
    """As tall as its page makes it. Tab leaves it.

    Args:
        numbers: False where telephone numbers belong, e.g. of who helps.
    """

    def __init__(self, text: str = "", *, numbers: bool = True) -> None:
        super().__init__(text)
        self.setTabChangesFocus(True)
        self._taken = 0
        self.warning = PartnerWarning(self, self._make_room, numbers=numbers)

    def _make_room(self, px: int) -> None:
        """The field grows by it, so that no line of the text is covered."""
        more, self._taken = px - self._taken, px
        if more == 0:
            return
        tallest = self.maximumHeight()
        self.setMinimumHeight(max(0, self.minimumHeight() + more))
        if tallest < HEIGHT_MAX:
            self.setMaximumHeight(tallest + more)
        self.setViewportMargins(0, 0, 0, px)


class FreeLines(Lines):
    """As tall as what stands in it, within bounds."""

    def __init__(self, text: str = "") -> None:
        super().__init__(text)
        self.warning = PartnerWarning(self, self._make_room, numbers=True)

    def _make_room(self, px: int) -> None:
        self.below(px)
        self.setViewportMargins(0, 0, 0, px)
