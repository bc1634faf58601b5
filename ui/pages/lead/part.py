"""One part of a plan on the page to lead from: a line, or opened in letters read from a metre."""

from __future__ import annotations

from dataclasses import dataclass

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtGui import QMouseEvent
from PySide6.QtWidgets import QFrame, QVBoxLayout

from desktop.curriculum.model import Plan
from desktop.i18n import _
from ui.icons import icon
from ui.theme import theme
from ui.widgets.parts import button, label, row
from ui.widgets.prose import Prose

READ_PX = 24
"""Of the text in hand: some three millimetres for a small letter on these screens. What is
guarded has letters of the usual size: it is for one reader."""
HEADING_PX = 20
TICK_PX = 24


@dataclass(frozen=True, slots=True)
class PartText:
    """What one part says. `step` counts from 1 and is 0 for what is no step.

    `guarded`: for whoever facilitates alone, so that it opens only when asked for.
    """

    heading: str
    text: str
    step: int = 0
    minutes: int = 0
    guarded: bool = False


def parts_of(plan: Plan) -> tuple[PartText, ...]:
    """A plan from what is needed before it begins to the notes; what nobody wrote is left out."""
    before = "\n\n".join(
        f"### {heading}\n{text}"
        for heading, text in ((_("Qué llevar"), plan.bring), (_("Propósito"), plan.aim))
        if text
    )
    parts = (
        PartText(_("Antes de empezar"), before),
        *(PartText(s.title, s.text, n, s.minutes) for n, s in enumerate(plan.steps, start=1)),
        PartText(_("Cierre"), plan.closing),
        PartText(_("Tarea"), plan.homework),
        PartText(_("Notas para quien facilita"), plan.notes, guarded=True),
    )
    return tuple(part for part in parts if part.text or part.step)


class Part(QFrame):
    """A heading with its minutes; its text shows while it is the part in hand.

    Signals:
        chosen(): somebody tapped it.
        tick_asked(): somebody tapped its box.
    """

    chosen = Signal()
    tick_asked = Signal()

    def __init__(self, said: PartText) -> None:
        super().__init__()
        self.said = said
        self.done = False
        self._current = False
        self.unfolded = False
        """Whether a guarded text was asked for."""
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        px = theme().px
        inside = QVBoxLayout(self)
        inside.setContentsMargins(px(6), px(2), px(14), px(2))
        inside.setSpacing(px(4))
        self.tick = button(_("Hecho"), "icon", "circle", self.tick_asked.emit)
        self.tick.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.tick.setIconSize(QSize(px(TICK_PX), px(TICK_PX)))
        self.tick.setStyleSheet("border: none; background: transparent;")
        self.tick.setEnabled(bool(said.step))
        named = f"{said.step}. {said.heading}" if said.step else said.heading
        self.heading = label(named, "strong", wrap=True)
        self.minutes = label("", "small")
        line = row(self.tick, self.heading, self.minutes, spacing=6)
        line.setStretch(1, 1)
        inside.addLayout(line)
        self.closed = label(
            _("Cerradas: ábralas con Enter o tocando aquí cuando el grupo no vea la pantalla."),
            "soft",
            wrap=True,
        )
        self.text = Prose(said.text)
        if not said.guarded:
            self.text.setStyleSheet(f"font-size: {px(READ_PX)}px;")
        for each in (self.closed, self.text):
            each.setContentsMargins(px(48), 0, 0, px(12))
            each.hide()
            inside.addWidget(each)
        self.look("")

    def look(self, clock: str, *, focused: bool = False) -> None:
        """Draw what holds now; `clock` stands in place of the minutes."""
        t = theme().tokens
        ground = t.accent_soft if self._current else "transparent"
        edge = t.accent if self._current and focused else "transparent"
        self.setStyleSheet(
            f"Part {{ background: {ground}; border: 2px solid {edge};"
            f" border-radius: {theme().px(10)}px; }}"
        )
        size = theme().px(HEADING_PX if self._current else 16)
        ink = t.ink2 if self.done and not self._current else t.ink
        self.heading.setStyleSheet(f"font-size: {size}px; color: {ink};")
        symbol = "check-circle" if self.done else "circle"
        empty = not self.said.step
        if empty:
            symbol = "lock-simple" if self.said.guarded else "caret-right"
        self.tick.setIcon(icon(symbol, t.good if self.done else t.ink2))
        self.tick.setToolTip("" if empty else _("No está hecho") if self.done else _("Hecho"))
        planned = _("{minutes} min").format(minutes=self.said.minutes) if self.said.minutes else ""
        self.minutes.setText(clock or planned)
        opened = self._current and (self.unfolded or not self.said.guarded)
        self.text.setVisible(opened and bool(self.said.text))
        self.closed.setVisible(self._current and not opened)

    def take(self, current: bool) -> None:
        """It is the part in hand now, or no more; what is guarded closes again."""
        self._current = current
        if not current:
            self.unfolded = False

    def spoken(self) -> str:
        """The part as it is read aloud."""
        words = [self.heading.text()]
        if self.said.step:
            words.append(_("hecho") if self.done else _("por hacer"))
        if self.minutes.text():
            words.append(self.minutes.text())
        return ", ".join(words)

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        if event.button() == Qt.MouseButton.LeftButton and self.rect().contains(event.pos()):
            self.chosen.emit()
        super().mouseReleaseEvent(event)
