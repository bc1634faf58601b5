"""The steps on the left: their numbers, a check where something was answered, where one is."""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QVBoxLayout

from desktop.i18n import _
from ui.icons import pixmap
from ui.theme import theme
from ui.widgets.parts import Button, label

CIRCLE_PX = 30
ROW_PX = 46
WIDTH_PX, NARROW_PX = 290, 84


class StepList(QFrame):
    """The steps can be gone to in any order; on a narrow screen the numbers stand alone.

    Signals:
        gone_to(int): a step, from 0.
    """

    gone_to = Signal(int)

    def __init__(self, names: Sequence[str]) -> None:
        super().__init__()
        self.setProperty("kind", "card")
        inside = QVBoxLayout(self)
        side = theme().px(14)
        inside.setContentsMargins(side, theme().px(14), side, side)
        inside.setSpacing(0)
        self.rows = [_StepRow(number, name) for number, name in enumerate(names, start=1)]
        for at, each in enumerate(self.rows):
            each.clicked.connect(partial(self._go, at))
            inside.addWidget(each)
        inside.addStretch(1)

    def show_at(self, at: int, done: Sequence[bool], furthest: int) -> None:
        """`furthest`: the last step that can be gone to."""
        for place, each in enumerate(self.rows):
            each.show_state(now=place == at, done=done[place])
            each.setEnabled(place <= furthest)

    def narrow(self, narrow: bool) -> None:
        """Numbers alone, with their names to be heard and shown as tips."""
        self.setFixedWidth(theme().px(NARROW_PX if narrow else WIDTH_PX))
        for each in self.rows:
            each.words.setVisible(not narrow)
            each.setToolTip(each.words.text() if narrow else "")

    def _go(self, at: int) -> None:
        self.gone_to.emit(at)


class _StepRow(Button):
    def __init__(self, number: int, name: str) -> None:
        super().__init__()
        self._number, self._name = number, name
        self.setProperty("kind", "link")
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        self.setStyleSheet(f"QPushButton {{ min-height: {theme().px(ROW_PX)}px; }}")
        self.circle = QLabel()
        self.circle.setFixedSize(theme().px(CIRCLE_PX), theme().px(CIRCLE_PX))
        self.circle.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self.words = label(name)
        line = QHBoxLayout(self)
        line.setContentsMargins(theme().px(4), 0, 0, 0)
        line.setSpacing(theme().px(16))
        line.addWidget(self.circle)
        line.addWidget(self.words, 1)
        for part in (self.circle, self.words):
            part.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)

    def sizeHint(self) -> QSize:
        """As tall as set: a button would be as tall as its own, empty text."""
        return QSize(super().sizeHint().width(), theme().px(ROW_PX))

    def minimumSizeHint(self) -> QSize:
        return QSize(theme().px(CIRCLE_PX), theme().px(ROW_PX))

    def show_state(self, *, now: bool, done: bool) -> None:
        tokens = theme().tokens
        lit = now or done
        ink, ground = (tokens.on_accent, tokens.accent) if lit else (tokens.ink2, tokens.line)
        side = theme().px(CIRCLE_PX // 2)
        self.circle.setStyleSheet(
            f"background: {ground}; color: {ink}; border-radius: {side}px; font-weight: 600;"
        )
        if done and not now:
            self.circle.setPixmap(pixmap("check", ink, theme().px(15), self.devicePixelRatioF()))
        else:
            self.circle.setText(str(self._number))
        weight = "600" if now else "400"
        colour = tokens.ink if lit else tokens.ink2
        self.words.setStyleSheet(f"font-weight: {weight}; color: {colour};")
        told = _("contestado") if done else _("sin contestar")
        self.setAccessibleName(f"{self._number}. {self._name}: {told}")
