"""Paints one day of the month: its number, and as many lines as fit."""

from __future__ import annotations

from datetime import date
from typing import NamedTuple

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, QRect, Qt
from PySide6.QtGui import QColor, QPainter, QPen
from PySide6.QtWidgets import QStyle, QStyledItemDelegate, QStyleOptionViewItem, QWidget

from desktop.i18n import _
from desktop.services.bookings import Meeting
from desktop.services.calendar_days import CalendarDay
from ui.dates import hour
from ui.icons import pixmap
from ui.pages.calendar.model import DAY_ROLE, MonthModel
from ui.theme import theme

LINE_PX = 20
TEXT_PX = 12
NUMBER_PX = 13
MARGIN_PX = 4
NARROW_PX = 110
GROUP_WORD = "Grupo "
"""Many names begin with it, and a cell has room for one word."""


class Line(NamedTuple):
    """A line in a cell: an icon or "", its words, and the tone of both."""

    symbol: str
    words: str
    tone: str


def lines(day: CalendarDay, *, narrow: bool = False) -> list[Line]:
    """What is most in the way comes first. A narrow cell leaves out the hours."""
    found = [
        Line("warning", _meeting(meeting, True), "danger")
        for meeting in day.meetings
        if meeting.session in day.clashing
    ]
    found += [Line("", reason.name, "amber") for reason in day.off]
    found += [
        Line("", _meeting(meeting, narrow), "accent")
        for meeting in day.meetings
        if meeting.session not in day.clashing
    ]
    found += [Line("lock-simple", _("Ocupado"), "plain") for _venue in day.taken]
    found += [Line("push-pin", _("Apartado"), "plain") for _venue in day.aside]
    return found


def _meeting(meeting: Meeting, narrow: bool) -> str:
    name = meeting.group_name.removeprefix(GROUP_WORD)
    return name if narrow else f"{hour(meeting.start_minute)} {name}"


class DayDelegate(QStyledItemDelegate):
    """`today` is ringed; the day with the focus has a frame."""

    def __init__(self, parent: QWidget, today: date) -> None:
        super().__init__(parent)
        self.today = today

    def paint(
        self,
        painter: QPainter,
        option: QStyleOptionViewItem,
        index: QModelIndex | QPersistentModelIndex,
    ) -> None:
        day, model = index.data(DAY_ROLE), index.model()
        if not isinstance(day, CalendarDay) or not isinstance(model, MonthModel):
            return
        # PySide's stubs leave these attributes out.
        cell: QRect = option.rect  # type: ignore[attr-defined]
        state: QStyle.StateFlag = option.state  # type: ignore[attr-defined]
        px, tokens = theme().px, theme().tokens
        within = (day.date.year, day.date.month) == (model.month.year, model.month.month)
        painter.save()
        painter.fillRect(cell, QColor(tokens.surface if within else tokens.paper))
        painter.setPen(QColor(tokens.line))
        painter.drawLine(cell.topRight(), cell.bottomRight())
        painter.drawLine(cell.bottomLeft(), cell.bottomRight())
        if state & QStyle.StateFlag.State_Selected:
            painter.setPen(QPen(QColor(tokens.accent), 2))
            painter.drawRect(cell.adjusted(1, 1, -2, -2))
        inner = cell.adjusted(px(MARGIN_PX), px(MARGIN_PX), -px(MARGIN_PX), -px(MARGIN_PX) + 1)
        self._number(painter, inner, day.date, within)
        narrow = cell.width() < px(NARROW_PX)
        self._lines(painter, inner, lines(day, narrow=narrow))
        painter.restore()

    def _number(self, painter: QPainter, inner: QRect, on: date, within: bool) -> None:
        px, tokens = theme().px, theme().tokens
        box = QRect(inner.left(), inner.top(), px(26), px(LINE_PX) - 1)
        painter.setFont(theme().font(NUMBER_PX, bold=on == self.today))
        if on == self.today:
            painter.setRenderHint(QPainter.RenderHint.Antialiasing)
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(QColor(tokens.accent))
            painter.drawRoundedRect(box, box.height() / 2, box.height() / 2)
            painter.setPen(QColor(tokens.on_accent))
        else:
            painter.setPen(QColor(tokens.ink if within else tokens.ink2))
        painter.drawText(box, Qt.AlignmentFlag.AlignCenter, str(on.day))

    def _lines(self, painter: QPainter, inner: QRect, found: list[Line]) -> None:
        """As many as there is room for; how many more stands beside the number."""
        height = theme().px(LINE_PX)
        fit = max(inner.height() // height - 1, 1)
        painter.setFont(theme().font(TEXT_PX))
        for at, line in enumerate(found[:fit], start=1):
            top = inner.top() + at * height
            self._line(painter, QRect(inner.left(), top, inner.width(), height - 2), line)
        if len(found) > fit:
            painter.setPen(QColor(theme().tokens.ink2))
            corner = QRect(inner.left(), inner.top(), inner.width() - 1, height - 1)
            middle_right = Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignRight
            painter.drawText(corner, middle_right, f"+{len(found) - fit}")

    def _line(self, painter: QPainter, box: QRect, line: Line) -> None:
        px = theme().px
        ink, ground = theme().tokens.tone(line.tone)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(QColor(ground))
        painter.drawRoundedRect(box, px(4), px(4))
        words = box.adjusted(px(4), 0, -px(3), 0)
        if line.symbol:
            size = px(TEXT_PX)
            picture = pixmap(line.symbol, ink, size, painter.device().devicePixelRatio())
            painter.drawPixmap(words.left(), words.center().y() - size // 2 + 1, picture)
            words.setLeft(words.left() + size + px(3))
        painter.setPen(QColor(ink))
        text = painter.fontMetrics().elidedText(
            line.words, Qt.TextElideMode.ElideRight, words.width()
        )
        painter.drawText(words, Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignLeft, text)
