"""The history as a line: levels over time, in quiet colours, with gaps where nothing is known."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QEvent, QPointF, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QColor, QKeyEvent, QMouseEvent, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QSizePolicy, QWidget

from desktop.i18n import _, tell
from desktop.programme.risk_words import BAND_WORDS, NO_DATA
from desktop.programme.vocabulary import RiskBand
from desktop.services.risk_views import RiskLine
from ui.dates import short_month
from ui.pages.risk.words import in_short
from ui.theme import theme

ROW_PX, DOT_PX, LABELS_PX, FOOT_PX = 25, 6, 84, 20
STEPS = {Qt.Key.Key_Left.value: 1, Qt.Key.Key_Right.value: -1}
_ROWS: tuple[RiskBand | None, ...] = (*reversed(RiskBand), None)
"""From above: the highest level first, "sin dato" at the bottom."""


class HistoryLine(QWidget):
    """A dot for each result; one instrument's results are joined, never across a gap.

    Left and right walk through them. Who hears the screen gets the same as sentences.

    Signals:
        chosen(int): a result, by its place in the list.
    """

    chosen = Signal(int)

    def __init__(self) -> None:
        super().__init__()
        self._lines: Sequence[RiskLine] = ()
        self._at = 0
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.setAccessibleName(_("Historia de las valoraciones"))

    def show_lines(self, lines: Sequence[RiskLine], at: int) -> None:
        """The newest first; `at` is the one that is chosen."""
        self._lines, self._at = lines, at
        self.setAccessibleDescription(". ".join(in_short(line) for line in lines))
        self.update()

    def choose(self, at: int) -> None:
        self._at = at
        self.update()

    def sizeHint(self) -> QSize:
        px = theme().px
        return QSize(px(360), len(_ROWS) * px(ROW_PX) + px(FOOT_PX))

    def minimumSizeHint(self) -> QSize:
        return QSize(theme().px(240), self.sizeHint().height())

    def keyPressEvent(self, event: QKeyEvent) -> None:
        step = STEPS.get(event.key())
        to = self._at + (step or 0)
        if step is None or not 0 <= to < len(self._lines):
            super().keyPressEvent(event)
            return
        self.chosen.emit(to)

    def mousePressEvent(self, event: QMouseEvent) -> None:
        near = [
            ((place - event.position()).manhattanLength(), at)
            for at, place in enumerate(self.places())
        ]
        if near and min(near)[0] <= theme().px(4 * DOT_PX):
            self.chosen.emit(min(near)[1])

    def focusInEvent(self, event: QEvent) -> None:
        super().focusInEvent(event)  # type: ignore[arg-type]
        self.update()

    def places(self) -> list[QPointF]:
        """Where the dots stand, in the order of the results."""
        px = theme().px
        days = [line.on.toordinal() for line in self._lines if line.on]
        first, last = min(days, default=0), max(days, default=0)
        left, right = px(LABELS_PX) + 2 * px(DOT_PX), self.width() - 3 * px(DOT_PX)
        made = []
        for line in self._lines:
            part = (
                (line.on.toordinal() - first) / (last - first) if line.on and last > first else 0.5
            )
            row = _ROWS.index(line.band)
            made.append(QPointF(left + part * (right - left), (row + 0.5) * px(ROW_PX)))
        return made

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        self._paint_rows(painter)
        places = self.places()
        self._paint_lines(painter, places)
        for at, place in enumerate(places):
            self._paint_dot(painter, at, place)
        self._paint_days(painter)
        painter.end()

    def _paint_rows(self, painter: QPainter) -> None:
        t, px = theme().tokens, theme().px
        painter.setFont(theme().font(13))
        for row, band in enumerate(_ROWS):
            top = row * px(ROW_PX)
            if row % 2 == 0:
                painter.fillRect(QRectF(0, top, self.width(), px(ROW_PX)), QColor(t.paper))
            painter.setPen(QColor(t.ink2))
            words = tell(BAND_WORDS[band]) if band is not None else tell(NO_DATA)
            where = QRectF(px(6), top, px(LABELS_PX), px(ROW_PX))
            painter.drawText(where, int(Qt.AlignmentFlag.AlignVCenter), words)

    def _paint_lines(self, painter: QPainter, places: Sequence[QPointF]) -> None:
        pen = QPen(QColor(theme().tokens.accent), theme().px(2))
        before: dict[str, int] = {}
        for at in reversed(range(len(self._lines))):
            line = self._lines[at]
            earlier = before.get(line.instrument)
            before[line.instrument] = at
            if earlier is None or line.band is None or self._lines[earlier].band is None:
                continue
            painter.setPen(pen)
            painter.drawLine(places[earlier], places[at])

    def _paint_dot(self, painter: QPainter, at: int, place: QPointF) -> None:
        t, px = theme().tokens, theme().px
        known = self._lines[at].band is not None
        painter.setPen(QPen(QColor(t.accent if known else t.ink2), px(2)))
        painter.setBrush(QColor(t.accent if known else t.surface))
        painter.drawEllipse(place, px(DOT_PX), px(DOT_PX))
        if at == self._at:
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.setPen(QPen(QColor(t.ink if self.hasFocus() else t.ink2), px(2)))
            painter.drawEllipse(place, px(DOT_PX) + px(4), px(DOT_PX) + px(4))

    def _paint_days(self, painter: QPainter) -> None:
        px = theme().px
        days = [line.on for line in self._lines if line.on]
        if not days:
            return
        painter.setPen(QColor(theme().tokens.ink2))
        painter.setFont(theme().font(12))
        left = px(LABELS_PX)
        where = QRectF(left, len(_ROWS) * px(ROW_PX), self.width() - left - px(4), px(FOOT_PX))
        first, last = short_month(min(days)), short_month(max(days))
        middle = int(Qt.AlignmentFlag.AlignVCenter)
        if first == last:
            painter.drawText(where, middle | int(Qt.AlignmentFlag.AlignHCenter), first)
            return
        painter.drawText(where, middle | int(Qt.AlignmentFlag.AlignLeft), first)
        painter.drawText(where, middle | int(Qt.AlignmentFlag.AlignRight), last)
