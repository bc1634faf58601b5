"""The frame around every screen of the first run: dots above, the way back and on below."""

from __future__ import annotations

from PySide6.QtCore import Qt, QTimer
from PySide6.QtGui import QKeyEvent, QResizeEvent
from PySide6.QtWidgets import (
    QAbstractSlider,
    QFrame,
    QHBoxLayout,
    QPushButton,
    QScrollArea,
    QVBoxLayout,
    QWidget,
)

from ui.pages.welcome.step import Step
from ui.theme import theme
from ui.widgets.dots import Dots
from ui.widgets.mark import Mark
from ui.widgets.parts import button, card, row

OUTSIDE_PX = (16, 12, 16, 12)
INSIDE_PX = (30, 24, 30, 24)
"""Margins do not grow with the text: on a small screen it needs the room itself."""
MARK_PX = 28
CARD_PX = (760, 540)
"""The card never grows beyond this, so the buttons stay where they are from screen to screen."""
_ACTION = QAbstractSlider.SliderAction
_SCROLLS = {
    Qt.Key.Key_PageDown: _ACTION.SliderPageStepAdd,
    Qt.Key.Key_PageUp: _ACTION.SliderPageStepSub,
    Qt.Key.Key_Down: _ACTION.SliderSingleStepAdd,
    Qt.Key.Key_Up: _ACTION.SliderSingleStepSub,
}


class Frame(QWidget):
    """One step shows at a time. In large type it scrolls; the buttons never do."""

    def __init__(self) -> None:
        super().__init__()
        self._shown: Step | None = None
        px = theme().px
        whole = QVBoxLayout(self)
        whole.setContentsMargins(*OUTSIDE_PX)
        frame, inside = card(spacing=12)
        inside.setContentsMargins(*INSIDE_PX)
        frame.setMaximumSize(px(CARD_PX[0]), px(CARD_PX[1]))
        middle = QHBoxLayout()
        middle.addStretch(1)
        middle.addWidget(frame, 100)
        middle.addStretch(1)
        whole.addStretch(1)
        whole.addLayout(middle, 100)
        whole.addStretch(1)
        self.dots = Dots()
        inside.addLayout(row(Mark(round(MARK_PX / theme().scale)), None, self.dots))
        self.area = QScrollArea()
        self.area.setWidgetResizable(True)
        self.area.setFrameShape(QFrame.Shape.NoFrame)
        # Keys scroll from wherever they are, so Tab goes from answer to answer.
        self.area.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.area.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        ground = QWidget()
        self._place = QVBoxLayout(ground)
        self._place.setContentsMargins(0, 0, 0, 0)
        self.area.setWidget(ground)
        # Words that wrap change the height only after the resize itself.
        self.area.verticalScrollBar().rangeChanged.connect(
            lambda: QTimer.singleShot(0, self, self._see_focus)
        )
        inside.addWidget(self.area, 1)
        self.back = button(" ", symbol="arrow-left")
        self.primary = button(" ", "primary", "arrow-right")
        inside.addLayout(row(self.back, None, self.primary))

    def take(self, step: Step) -> None:
        """A step of this run, hidden until it is its turn."""
        self._place.addWidget(step)
        step.hide()
        step.complained.connect(lambda: QTimer.singleShot(0, self, lambda: self._see(step.problem)))

    def turn_to(self, step: Step) -> None:
        for at in range(self._place.count()):
            each = self._place.itemAt(at).widget()
            if each is not None:
                each.setVisible(each is step)
        self._shown = step
        self.area.verticalScrollBar().setValue(0)
        QTimer.singleShot(0, self, self._see_focus)

    def say(self, on: QPushButton, words: str) -> None:
        on.setText(f" {words}")
        on.setAccessibleName(words)

    def _see_focus(self) -> None:
        """In large type the field lies below the edge, and so does what is wrong with it."""
        focus = self.area.focusWidget()
        if focus is not None and focus.isVisible():
            self._see(focus)
        if self._shown is not None and self._shown.problem.text():
            self._see(self._shown.problem)

    def _see(self, what: QWidget) -> None:
        if self.area.isAncestorOf(what):
            self.area.ensureWidgetVisible(what)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        QTimer.singleShot(0, self, self._see_focus)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        action = _SCROLLS.get(Qt.Key(event.key()))
        if action is None:
            super().keyPressEvent(event)
        else:
            self.area.verticalScrollBar().triggerAction(action)
