"""Paints a row of the list: who, the states as segments, a note. No widget a row."""

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
from PySide6.QtWidgets import QStyle, QStyledItemDelegate, QStyleOptionViewItem

from desktop.i18n import _
from desktop.programme.vocabulary import AttendanceState
from desktop.services.attendance import Line
from ui.icons import pixmap
from ui.roll.model import LINE_ROLE, SAVING_ROLE, WAITING_ROLE, RollModel
from ui.roll.places import ROW_PX, RowPlaces, row_places
from ui.roll.words import MORE, short_mark
from ui.theme import theme
from ui.widgets.avatar import AVATAR_INK, avatar_tone
from ui.words import ATTENDANCE_LOOKS

Index = QModelIndex | QPersistentModelIndex
CENTRED = Qt.AlignmentFlag.AlignCenter
LEFT = Qt.AlignmentFlag.AlignVCenter


class RollDelegate(QStyledItemDelegate):
    """Draws and hits the segments.

    Signals:
        marked(int, object): row and the AttendanceState tapped.
        more_asked(int): row whose fifth box was tapped.
        note_asked(int): row whose note button was tapped.
    """

    marked = Signal(int, object)
    more_asked = Signal(int)
    note_asked = Signal(int)

    def sizeHint(self, option: QStyleOptionViewItem, index: Index) -> QSize:
        return QSize(0, theme().px(ROW_PX))

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        line: Line = index.data(LINE_ROLE)
        rect = option.rect  # type: ignore[attr-defined]
        places = row_places(rect)
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        if option.state & QStyle.StateFlag.State_HasFocus:  # type: ignore[attr-defined]
            px = theme().px
            painter.setPen(QPen(QColor(theme().tokens.accent), 2))
            painter.setBrush(QColor(theme().tokens.paper))
            painter.drawRoundedRect(QRectF(rect).adjusted(1, 1, -1, -1), px(10), px(10))
        elif index.row():
            _hairline(painter, rect.left(), rect.top(), rect.right(), rect.top())
        _paint_person(painter, places, line)
        model = index.model()
        _Segments(
            painter,
            places,
            line,
            saving=bool(index.data(SAVING_ROLE)),
            waiting=bool(index.data(WAITING_ROLE)),
            closed=isinstance(model, RollModel) and model.closed,
        ).paint()
        _paint_note(painter, places.note, bool(line.note))
        painter.restore()

    def editorEvent(
        self, event: QEvent, model: object, option: QStyleOptionViewItem, index: Index
    ) -> bool:
        if event.type() == QEvent.Type.MouseButtonRelease and isinstance(event, QMouseEvent):
            places = row_places(option.rect)  # type: ignore[attr-defined]
            spot = event.position().toPoint()
            if places.note.contains(spot):
                self.note_asked.emit(index.row())
                return True
            if places.more.contains(spot):
                self.more_asked.emit(index.row())
                return True
            for state, box in places.segments:
                if box.contains(spot):
                    self.marked.emit(index.row(), state)
                    return True
        return False


class _Segments:
    """The four states of a row and the box with the others."""

    def __init__(
        self,
        painter: QPainter,
        places: RowPlaces,
        line: Line,
        *,
        saving: bool,
        waiting: bool,
        closed: bool,
    ) -> None:
        self._painter, self._places, self._line = painter, places, line
        self._saving, self._waiting = saving, waiting
        whole = QRectF(places.segments[0][1].united(places.more))
        self._outline = QPainterPath()
        self._outline.addRoundedRect(whole, theme().px(10), theme().px(10))
        self._ground = theme().tokens.paper if closed else theme().tokens.surface

    def paint(self) -> None:
        painter = self._painter
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(QColor(self._ground))
        painter.drawPath(self._outline)
        chosen = self._line.state
        for state, box in self._places.segments:
            self._box(box, state, state is chosen)
        if chosen in MORE and chosen is not None:
            self._box(self._places.more, chosen, True, points=13)
        else:
            self._words(self._places.more, "dots-three", _("Más"), theme().tokens.ink2)
        for box in (*(box for _state, box in self._places.segments[1:]), self._places.more):
            _hairline(painter, box.left(), box.top(), box.left(), box.bottom())
        painter.setPen(QColor(theme().tokens.line))
        painter.setBrush(Qt.BrushStyle.NoBrush)
        painter.drawPath(self._outline)

    def _box(self, box: QRect, state: AttendanceState, chosen: bool, points: float = 14.5) -> None:
        look = ATTENDANCE_LOOKS[state]
        if not chosen:
            word = _(look.word) if self._places.words else _(look.key)
            self._words(box, look.symbol, word, theme().tokens.ink2)
            return
        ink, back = theme().tokens.tone(look.tone)
        self._painter.save()
        self._painter.setClipPath(self._outline)
        ground = QColor(back)
        if self._saving:
            ground.setAlpha(110)
        self._painter.fillRect(box, ground)
        self._painter.restore()
        self._words(box, look.symbol, self._chosen_text(state), ink, points, bold=True)

    def _chosen_text(self, state: AttendanceState) -> str:
        if self._places.words:
            return short_mark(state, self._line.detail, self._waiting)
        return _(ATTENDANCE_LOOKS[state].key)

    def _words(
        self,
        box: QRect,
        symbol: str,
        text: str,
        ink: str,
        points: float = 14.5,
        *,
        bold: bool = False,
    ) -> None:
        """An icon and a word in the middle of a box; one of the two where there is no room."""
        painter, px = self._painter, theme().px
        painter.setFont(theme().font(points, bold=bold))
        painter.setPen(QColor(ink))
        dots = symbol == "dots-three"
        if self._places.compact and not dots:
            painter.drawText(box, CENTRED, text)
            return
        icon_px = px(15 if points > 14 else 14)
        picture = pixmap(symbol, ink, icon_px, painter.device().devicePixelRatioF())
        top = box.center().y() - icon_px // 2
        if dots and not self._places.words:
            painter.drawPixmap(box.center().x() - icon_px // 2, top, picture)
            return
        gap = px(6 if points > 14 else 5)
        metrics = painter.fontMetrics()
        text = metrics.elidedText(
            text, Qt.TextElideMode.ElideRight, box.width() - icon_px - gap - px(6)
        )
        left = box.center().x() - (icon_px + gap + metrics.horizontalAdvance(text)) // 2
        painter.drawPixmap(left, top, picture)
        left += icon_px + gap
        painter.drawText(QRect(left, box.top(), box.right() - left, box.height()), LEFT, text)


def _paint_person(painter: QPainter, places: RowPlaces, line: Line) -> None:
    t, px = theme().tokens, theme().px
    who = places.who
    left, middle = who.left(), who.center().y()
    if not places.compact:
        size = px(36)
        circle = QRect(left, middle - size // 2, size, size)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(QColor(avatar_tone(line.folio)))
        painter.drawEllipse(circle)
        painter.setPen(QColor(AVATAR_INK))
        painter.setFont(theme().font(13, bold=True))
        painter.drawText(circle, CENTRED, line.folio[:2])
        left = circle.right() + px(14)
    width = who.right() - left
    folio = line.folio if places.compact else _("Folio {folio}").format(folio=line.folio)
    if line.conflict:
        folio += " · " + _("dos versiones")
    for text, points, ink, top, height in (
        (line.nickname or _("Sin apodo"), 15, t.ink, middle - px(21), px(21)),
        (folio, 13, t.ink2, middle, px(19)),
    ):
        painter.setPen(QColor(ink))
        painter.setFont(theme().font(points))
        shown = painter.fontMetrics().elidedText(text, Qt.TextElideMode.ElideRight, width)
        painter.drawText(QRect(left, top, width, height), LEFT, shown)


def _paint_note(painter: QPainter, box: QRect, has_note: bool) -> None:
    t, px = theme().tokens, theme().px
    if has_note:
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(QColor(t.accent_soft))
        painter.drawRoundedRect(QRectF(box).adjusted(4, 4, -4, -4), px(8), px(8))
    picture = pixmap(
        "chat-text" if has_note else "note-pencil",
        t.accent if has_note else t.ink2,
        px(20),
        painter.device().devicePixelRatioF(),
    )
    painter.drawPixmap(box.center().x() - px(10), box.center().y() - px(10), picture)


def _hairline(painter: QPainter, left: int, top: int, right: int, bottom: int) -> None:
    painter.setPen(QColor(theme().tokens.line))
    painter.setRenderHint(QPainter.RenderHint.Antialiasing, False)
    painter.drawLine(left, top, right, bottom)
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
