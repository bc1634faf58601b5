"""Paints a line of the attendance list: who, four states as segments, a note. No widget a row."""

from __future__ import annotations

from PySide6.QtCore import (
    QEvent,
    QModelIndex,
    QPersistentModelIndex,
    QRect,
    QRectF,
    QSize,
    Qt,
    Signal,
)
from PySide6.QtGui import QColor, QMouseEvent, QPainter, QPainterPath, QPen
from PySide6.QtWidgets import QAbstractItemView, QStyle, QStyledItemDelegate, QStyleOptionViewItem

from desktop.i18n import _
from desktop.programme.vocabulary import AttendanceState
from desktop.services.attendance import Line
from ui.icons import pixmap
from ui.pages.attendance.model import LINE_ROLE, SAVING_ROLE, AttendanceModel
from ui.theme import theme
from ui.widgets.avatar import AVATAR_INK, avatar_tone
from ui.words import ATTENDANCE_LOOKS

ROW_PX = 54
SEGMENT_PX = 116
SEGMENT_LEAST_PX = 44
SEGMENT_WORD_PX = 100
"""Narrower segments show the letter of the key instead of the word: who it is comes first."""
WHO_PX = 170
NOTE_PX = 44

Index = QModelIndex | QPersistentModelIndex


class AttendanceDelegate(QStyledItemDelegate):
    """Draws and hits the segments.

    Signals:
        marked(int, object): row and the AttendanceState tapped.
        note_asked(int): row whose note button was tapped.
    """

    marked = Signal(int, object)
    note_asked = Signal(int)

    def sizeHint(self, option: QStyleOptionViewItem, index: Index) -> QSize:
        return QSize(0, theme().px(ROW_PX))

    def segments(self, rect: QRect) -> list[tuple[AttendanceState, QRect]]:
        """The four tap targets of a row, left to right."""
        px = theme().px
        room = rect.width() - px(WHO_PX + NOTE_PX + 16)
        wide = min(px(SEGMENT_PX), max(px(SEGMENT_LEAST_PX), room // 4))
        height = max(px(40), rect.height() - px(14))
        left = rect.right() - px(NOTE_PX) - px(16) - 4 * wide
        top = rect.top() + (rect.height() - height) // 2
        return [
            (state, QRect(left + i * wide, top, wide, height))
            for i, state in enumerate(ATTENDANCE_LOOKS)
        ]

    def note_box(self, rect: QRect) -> QRect:
        size = theme().px(NOTE_PX)
        return QRect(rect.right() - size - theme().px(6), rect.center().y() - size // 2, size, size)

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        line: Line = index.data(LINE_ROLE)
        rect = option.rect  # type: ignore[attr-defined]
        current = bool(option.state & QStyle.StateFlag.State_HasFocus)  # type: ignore[attr-defined]
        t, px = theme().tokens, theme().px
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        if current:
            painter.setPen(QPen(QColor(t.accent), 2))
            painter.setBrush(QColor(t.paper))
            painter.drawRoundedRect(QRectF(rect).adjusted(1, 1, -1, -1), px(10), px(10))
        elif index.row():
            painter.setPen(QColor(t.line))
            painter.setRenderHint(QPainter.RenderHint.Antialiasing, False)
            painter.drawLine(rect.topLeft(), rect.topRight())
            painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        self._paint_person(painter, rect, line)
        saving = bool(index.data(SAVING_ROLE))
        self._paint_segments(painter, rect, line, saving, self._closed(index))
        box = self.note_box(rect)
        has_note = bool(line.note)
        picture = pixmap(
            "note-pencil" if not has_note else "chat-text",
            t.accent if has_note else t.ink2,
            px(20),
            painter.device().devicePixelRatioF(),
        )
        if has_note:
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(QColor(t.accent_soft))
            painter.drawRoundedRect(QRectF(box).adjusted(4, 4, -4, -4), px(8), px(8))
        painter.drawPixmap(box.center().x() - px(10), box.center().y() - px(10), picture)
        painter.restore()

    @staticmethod
    def _closed(index: Index) -> bool:
        model = index.model()
        return isinstance(model, AttendanceModel) and model.closed

    def _paint_person(self, painter: QPainter, rect: QRect, line: Line) -> None:
        t, px = theme().tokens, theme().px
        size = px(36)
        circle = QRect(rect.left() + px(14), rect.center().y() - size // 2, size, size)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(QColor(avatar_tone(line.folio)))
        painter.drawEllipse(circle)
        painter.setPen(QColor(AVATAR_INK))
        painter.setFont(theme().font(13, bold=True))
        painter.drawText(circle, Qt.AlignmentFlag.AlignCenter, line.folio[:2])
        left = circle.right() + px(14)
        width = self.segments(rect)[0][1].left() - left - px(12)
        painter.setPen(QColor(t.ink))
        painter.setFont(theme().font(15))
        middle = rect.center().y()
        name = painter.fontMetrics().elidedText(
            line.nickname or _("Sin apodo"), Qt.TextElideMode.ElideRight, width
        )
        above = QRect(left, middle - px(21), width, px(21))
        painter.drawText(above, Qt.AlignmentFlag.AlignVCenter, name)
        painter.setPen(QColor(t.ink2))
        painter.setFont(theme().font(13))
        below = QRect(left, middle, width, px(19))
        words = _("Folio {folio}").format(folio=line.folio)
        if line.conflict:
            words += " · " + _("dos versiones")
        painter.drawText(below, Qt.AlignmentFlag.AlignVCenter, words)

    def _paint_segments(
        self, painter: QPainter, rect: QRect, line: Line, saving: bool, closed: bool
    ) -> None:
        t, px = theme().tokens, theme().px
        boxes = self.segments(rect)
        whole = QRectF(boxes[0][1].united(boxes[-1][1]))
        outline = QPainterPath()
        outline.addRoundedRect(whole, px(10), px(10))
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(QColor(t.paper if closed else t.surface))
        painter.drawPath(outline)
        ratio = painter.device().devicePixelRatioF()
        for place, (state, box) in enumerate(boxes):
            look = ATTENDANCE_LOOKS[state]
            chosen = line.state is state
            ink, back = theme().tokens.tone(look.tone) if chosen else (t.ink2, "")
            if chosen:
                painter.save()
                painter.setClipPath(outline)
                ground = QColor(back)
                if saving:
                    ground.setAlpha(110)
                painter.fillRect(box, ground)
                painter.restore()
            painter.setFont(theme().font(14.5, bold=chosen))
            text = _(look.word) if box.width() >= px(SEGMENT_WORD_PX) else _(look.key)
            if state is AttendanceState.LATE and chosen and line.late_minutes:
                text = _("Tarde {n} min").format(n=line.late_minutes)
            metrics = painter.fontMetrics()
            icon_px = px(15)
            room = box.width() - icon_px - px(14)
            text = metrics.elidedText(text, Qt.TextElideMode.ElideRight, room)
            width = icon_px + px(6) + metrics.horizontalAdvance(text)
            left = box.center().x() - width // 2
            picture = pixmap(look.symbol, ink, icon_px, ratio)
            painter.drawPixmap(left, box.center().y() - icon_px // 2, picture)
            painter.setPen(QColor(ink))
            painter.drawText(
                QRect(left + icon_px + px(6), box.top(), box.right() - left, box.height()),
                Qt.AlignmentFlag.AlignVCenter,
                text,
            )
            if place:
                painter.setPen(QColor(t.line))
                painter.setRenderHint(QPainter.RenderHint.Antialiasing, False)
                painter.drawLine(box.topLeft(), box.bottomLeft())
                painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(QColor(t.line))
        painter.setBrush(Qt.BrushStyle.NoBrush)
        painter.drawPath(outline)

    def editorEvent(
        self, event: QEvent, model: object, option: QStyleOptionViewItem, index: Index
    ) -> bool:
        if event.type() == QEvent.Type.MouseButtonRelease and isinstance(event, QMouseEvent):
            rect = option.rect  # type: ignore[attr-defined]
            spot = event.position().toPoint()
            if self.note_box(rect).contains(spot):
                self.note_asked.emit(index.row())
                return True
            for state, box in self.segments(rect):
                if box.contains(spot):
                    self.marked.emit(index.row(), state)
                    return True
        return False


def fill_view(view: QAbstractItemView) -> None:
    """Settings every painted list shares: whole-row focus, no editing, smooth scrolling."""
    view.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
    view.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
    view.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
