"""How somebody attended, meeting by meeting, as one line of marks; counts stand beside it."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QEvent, QRectF, QSize, Qt
from PySide6.QtGui import QColor, QHelpEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import QSizePolicy, QToolTip, QWidget

from desktop.i18n import _
from desktop.services.profile import Mark
from ui.dates import full_date
from ui.theme import theme
from ui.words import ATTENDANCE_LOOKS, meeting_name

MARK_PX = 26
GAP_PX = 4


class MarksLine(QWidget):
    """The latest meetings that fit, the newest at the right. A letter tells as much as a colour."""

    def __init__(self) -> None:
        super().__init__()
        self._marks: Sequence[Mark] = ()
        self.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Fixed)

    def show_marks(self, marks: Sequence[Mark]) -> None:
        self._marks = marks
        told = _("Asistencia, la reunión más nueva al final: {marks}")
        words = ", ".join(_(ATTENDANCE_LOOKS[mark.state].word) for mark in marks)
        self.setAccessibleName(told.format(marks=words))
        self.setVisible(bool(marks))
        self.update()

    def sizeHint(self) -> QSize:
        return QSize(theme().px(MARK_PX), theme().px(MARK_PX))

    def _fitting(self) -> Sequence[Mark]:
        step = theme().px(MARK_PX + GAP_PX)
        most = max(1, (self.width() + theme().px(GAP_PX)) // step)
        return self._marks[-most:]

    def paintEvent(self, _event: QPaintEvent) -> None:
        side, step = theme().px(MARK_PX), theme().px(MARK_PX + GAP_PX)
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        for at, mark in enumerate(self._fitting()):
            look = ATTENDANCE_LOOKS[mark.state]
            ink, back = theme().tokens.tone(look.tone)
            place = QRectF(at * step, 0, side, side)
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(QColor(back))
            painter.drawRoundedRect(place, 6, 6)
            painter.setPen(QColor(ink))
            painter.drawText(place, Qt.AlignmentFlag.AlignCenter, _(look.key))
        painter.end()

    def event(self, event: QEvent) -> bool:
        if isinstance(event, QHelpEvent) and event.type() == QEvent.Type.ToolTip:
            at = event.pos().x() // theme().px(MARK_PX + GAP_PX)
            shown = self._fitting()
            if 0 <= at < len(shown):
                mark = shown[at]
                word = _(ATTENDANCE_LOOKS[mark.state].word)
                told = f"{full_date(mark.on)} · {meeting_name(mark.ordinal)} · {word}"
                QToolTip.showText(event.globalPos(), told, self)
            return True
        return super().event(event)
