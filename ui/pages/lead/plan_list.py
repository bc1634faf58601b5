"""The plan of a session, part by part: arrows choose, the space bar ticks, Enter goes on."""

from __future__ import annotations

from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtGui import QFocusEvent, QKeyEvent, QResizeEvent
from PySide6.QtWidgets import QFrame, QScrollArea, QSizePolicy, QWidget

from desktop.curriculum.model import Plan
from desktop.i18n import _
from desktop.services.leading_session import SessionPlan
from ui.pages.lead.clock import StepClock
from ui.pages.lead.part import Part, parts_of
from ui.theme import theme
from ui.widgets.parts import clear, column

ENTER = (Qt.Key.Key_Return, Qt.Key.Key_Enter)
SCROLLS = 0.8
"""Of what shows, when an arrow moves a text that is longer than the place it has."""


class PlanList(QScrollArea):
    """It takes the keyboard as one control; boxes and lines answer to a finger as well.

    Signals:
        tick_asked(int, bool): this step, counted from 1, is done or is not.
        back_asked(): take the last tick back.
    """

    tick_asked = Signal(int, bool)
    back_asked = Signal()

    def __init__(self, clock: StepClock) -> None:
        super().__init__()
        self._clock = clock
        self._plan: Plan | None = None
        self._session = b""
        self._at = 0
        self.parts: list[Part] = []
        self.setWidgetResizable(True)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        # As tall as there is room, whatever the text would like: the buttons stay in sight.
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Ignored)
        self.setAccessibleName(_("Plan de la sesión"))
        inner = QWidget()
        self._lines = column(spacing=2)
        self._lines.setContentsMargins(0, 0, theme().px(8), 0)
        inner.setLayout(self._lines)
        self.setWidget(inner)
        clock.moved.connect(self.look)

    # --- what it shows -------------------------------------------------------

    def put(self, found: SessionPlan) -> None:
        """Show a plan that was read. The part in hand stays, unless it is another's plan."""
        if found.plan is None:
            return
        anew = found.session != self._session
        if anew or found.plan != self._plan:
            self._session, self._plan = found.session, found.plan
            self._build(found.plan)
            if anew:
                self._at = self._place_of(found.next_step) if found.done else 0
            self._at = max(min(self._at, len(self.parts) - 1), 0)
            if self.parts:
                self.parts[self._at].take(True)
            self._show_current()
        for part in self.parts:
            part.done = part.said.step in found.done
        self.look()

    def _build(self, plan: Plan) -> None:
        clear(self._lines)
        self.parts = [Part(said) for said in parts_of(plan)]
        for place, part in enumerate(self.parts):
            part.chosen.connect(lambda place=place: self._on_tap(place))
            part.tick_asked.connect(lambda part=part: self._ask_tick(part))
            self._lines.addWidget(part)
        self._lines.addStretch(1)

    def _place_of(self, step: int | None) -> int:
        """Where a step stands; after all of them, what comes next."""
        places = [place for place, part in enumerate(self.parts) if part.said.step]
        if step is None:
            return min(places[-1] + 1, len(self.parts) - 1) if places else 0
        return next((at for at in places if self.parts[at].said.step == step), 0)

    @property
    def current(self) -> Part | None:
        return self.parts[self._at] if self._at < len(self.parts) else None

    def choose(self, place: int) -> None:
        """Open this part and close the others."""
        if place == self._at:
            return
        self._at = place
        for at, part in enumerate(self.parts):
            part.take(at == place)
        self.look()
        self._show_current()

    def shut(self) -> None:
        """The page is left or opened: what is guarded closes."""
        for part in self.parts:
            part.unfolded = False
        self.look()

    def look(self) -> None:
        """Draw all parts as they are now."""
        for part in self.parts:
            words = self._clock.words(part.said.step, part.said.minutes)
            part.look(words, focused=self.hasFocus())
        now = self.current
        if now is not None:
            self.setAccessibleDescription(now.spoken())

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._show_current()

    def _show_current(self) -> None:
        # Once the text that was just opened has its height.
        QTimer.singleShot(0, self, self._keep_in_sight)

    def _keep_in_sight(self) -> None:
        """All of the part in hand, or where it begins."""
        now, bar = self.current, self.verticalScrollBar()
        if now is None:
            return
        top, bottom, shown = now.geometry().top(), now.geometry().bottom(), self.viewport().height()
        if now.height() >= shown or top < bar.value():
            bar.setValue(top)
        elif bottom > bar.value() + shown:
            bar.setValue(bottom - shown)

    def focusInEvent(self, event: QFocusEvent) -> None:
        super().focusInEvent(event)
        self.look()

    def focusOutEvent(self, event: QFocusEvent) -> None:
        super().focusOutEvent(event)
        self.look()

    # --- keys and taps -------------------------------------------------------

    def keyPressEvent(self, event: QKeyEvent) -> None:
        now, key = self.current, event.key()
        if now is None:
            super().keyPressEvent(event)
        elif key == Qt.Key.Key_Z and event.modifiers() & Qt.KeyboardModifier.ControlModifier:
            self.back_asked.emit()
        elif key in (Qt.Key.Key_Down, Qt.Key.Key_Up):
            self._step(1 if key == Qt.Key.Key_Down else -1)
        elif key in (Qt.Key.Key_Home, Qt.Key.Key_End):
            self.choose(0 if key == Qt.Key.Key_Home else len(self.parts) - 1)
        elif key == Qt.Key.Key_Space:
            if not event.isAutoRepeat():
                self._ask_tick(now)
        elif key in ENTER:
            # A key held down must not tick one step after the other.
            if not event.isAutoRepeat():
                self.go_on()
        else:
            super().keyPressEvent(event)

    def _step(self, way: int) -> None:
        """To the next part, or along a text that goes on beyond what shows."""
        now, bar = self.current, self.verticalScrollBar()
        assert now is not None  # noqa: S101
        shown = self.viewport().height()
        below = now.geometry().bottom() - bar.value() - shown
        above = bar.value() - now.geometry().top()
        if (below if way > 0 else above) > theme().px(8):
            bar.setValue(bar.value() + way * round(shown * SCROLLS))
        elif 0 <= self._at + way < len(self.parts):
            self.choose(self._at + way)

    def go_on(self) -> None:
        """The part in hand is done: tick it if it is a step, and open the next one."""
        now = self.current
        if now is None:
            return
        if now.said.guarded:
            self._turn(now)
            return
        if now.said.step and not now.done:
            self.tick_asked.emit(now.said.step, True)
        if self._at + 1 < len(self.parts):
            self.choose(self._at + 1)

    def _turn(self, part: Part) -> None:
        """Open what is guarded, or close it again."""
        part.unfolded = not part.unfolded
        self.look()
        self._show_current()

    def _on_tap(self, place: int) -> None:
        part = self.parts[place]
        if part.said.guarded and place == self._at:
            self._turn(part)
        else:
            self.choose(place)
        self.setFocus()

    def _ask_tick(self, part: Part) -> None:
        if part.said.step:
            self.tick_asked.emit(part.said.step, not part.done)
