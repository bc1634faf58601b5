"""Labels, buttons, cards and rows in the house's look."""

from __future__ import annotations

from collections.abc import Callable
from typing import cast

from PySide6.QtCore import QSize, Qt
from PySide6.QtGui import QMouseEvent
from PySide6.QtWidgets import (
    QComboBox,
    QFrame,
    QHBoxLayout,
    QLabel,
    QLayout,
    QPushButton,
    QSizePolicy,
    QVBoxLayout,
    QWidget,
)

from ui.icons import icon, pixmap
from ui.theme import theme
from ui.widgets.tips import tip


def label(text: str = "", kind: str = "", wrap: bool = False) -> QLabel:
    """Plain text in a kind of the stylesheet: title, section, strong, soft, small, figure."""
    made = QLabel(text)
    made.setTextFormat(Qt.TextFormat.PlainText)
    if kind:
        made.setProperty("kind", kind)
    made.setWordWrap(wrap)
    return made


class Button(QPushButton):
    """A double click is one click: the second would press what the first put in its place."""

    def mouseDoubleClickEvent(self, event: QMouseEvent) -> None:
        event.accept()


def button(
    text: str,
    kind: str = "",
    symbol: str = "",
    then: Callable[[], object] | None = None,
) -> QPushButton:
    """A button with an icon and a word. `kind`: primary, link, icon, choice or nothing."""
    made = Button(text)
    made.setAccessibleName(text)
    made.setCursor(Qt.CursorShape.PointingHandCursor)
    if kind:
        made.setProperty("kind", kind)
    if symbol:
        colour = theme().tokens.on_accent if kind == "primary" else theme().tokens.accent
        made.setIcon(icon(symbol, colour))
        made.setIconSize(QSize(theme().px(18), theme().px(18)))
        if kind != "icon":
            made.setText(f" {text}")
    if kind == "icon":
        made.setText("")
        made.setToolTip(tip(text))
    made.setSizePolicy(QSizePolicy.Policy.Minimum, QSizePolicy.Policy.Fixed)
    if then is not None:
        made.clicked.connect(lambda: then())
    return made


def pill(text: str, tone: str, symbol: str = "") -> QWidget:
    """A short fact with an icon on a soft ground; `tone` as in Tokens.tone."""
    made = QFrame()
    made.setProperty("kind", "tile")
    made.setProperty("tone", tone)
    made.setAccessibleName(text)
    ink = theme().tokens.tone(tone)[0]
    line = QHBoxLayout(made)
    line.setContentsMargins(theme().px(11), theme().px(4), theme().px(12), theme().px(4))
    line.setSpacing(theme().px(7))
    if symbol:
        picture = QLabel()
        picture.setPixmap(pixmap(symbol, ink, theme().px(15), made.devicePixelRatioF()))
        line.addWidget(picture)
    words = label(text, "pillword")
    words.setStyleSheet(f"color: {ink}; font-size: {theme().px(13)}px; font-weight: 600;")
    line.addWidget(words)
    made.setSizePolicy(QSizePolicy.Policy.Maximum, QSizePolicy.Policy.Maximum)
    return made


def tile(symbol: str, tone: str, size: int = 40) -> QLabel:
    """An icon on a soft square."""
    ink, back = theme().tokens.tone(tone)
    made = QLabel()
    made.setFixedSize(theme().px(size), theme().px(size))
    made.setAlignment(Qt.AlignmentFlag.AlignCenter)
    made.setPixmap(pixmap(symbol, ink, theme().px(size * 0.5), made.devicePixelRatioF()))
    made.setStyleSheet(f"background: {back}; border-radius: {theme().px(10)}px;")
    return made


def card(spacing: int = 12, margin: int = 20) -> tuple[QFrame, QVBoxLayout]:
    """A white card and the column inside it."""
    frame = QFrame()
    frame.setProperty("kind", "card")
    inside = QVBoxLayout(frame)
    m = theme().px(margin)
    inside.setContentsMargins(m, theme().px(margin - 4), m, theme().px(margin - 4))
    inside.setSpacing(theme().px(spacing))
    return frame, inside


def row(*items: QWidget | None, spacing: int = 8) -> QHBoxLayout:
    """Widgets side by side; `None` stands for the stretch."""
    out = QHBoxLayout()
    _fill(out, items, spacing)
    return out


def column(*items: QWidget | None, spacing: int = 4) -> QVBoxLayout:
    """Widgets one below the other; `None` stands for the stretch."""
    out = QVBoxLayout()
    _fill(out, items, spacing)
    return out


def _fill(layout: QHBoxLayout | QVBoxLayout, items: tuple[QWidget | None, ...], gap: int) -> None:
    layout.setContentsMargins(0, 0, 0, 0)
    layout.setSpacing(theme().px(gap))
    for item in items:
        if item is None:
            layout.addStretch(1)
        else:
            layout.addWidget(item)


def clear(layout: QLayout) -> None:
    """Take everything out of a layout and delete it."""
    while layout.count():
        item = layout.takeAt(0)
        # The stubs say that neither is ever None; one of them always is.
        inner = cast("QLayout | None", item.layout())
        widget = cast("QWidget | None", item.widget())
        if widget is not None:
            widget.hide()
            widget.deleteLater()
        elif inner is not None:
            clear(inner)


def choose(box: QComboBox, value: object) -> None:
    """Choose the entry that stands for `value`, or the first one.

    QComboBox.findData compares Python objects by identity: an id read twice is not found.
    """
    places = (at for at in range(box.count()) if box.itemData(at) == value)
    box.setCurrentIndex(next(places, 0))
