"""The lock screen: neutral, nothing about site, role or purpose.

It imports as little as it can. The namespace Qt (alignments, pens) takes 14 ms to
make, so layouts and the stylesheet say here what it would.
"""

from __future__ import annotations

import math
from collections.abc import Sequence
from typing import TYPE_CHECKING, Protocol

from PySide6.QtCore import QEvent, QPointF, QSize, QTimer, Signal
from PySide6.QtGui import QColor, QFontMetricsF, QPainter, QPainterPath, QPixmap
from PySide6.QtWidgets import (
    QButtonGroup,
    QFrame,
    QGridLayout,
    QHBoxLayout,
    QLabel,
    QLineEdit,
    QPushButton,
    QScrollArea,
    QToolButton,
    QVBoxLayout,
    QWidget,
)

from desktop.i18n import _
from ui.theme import theme
from ui.widgets.avatar import AVATAR_INK, AVATAR_TONES
from ui.widgets.mark import TRANSPARENT, Mark

if TYPE_CHECKING:
    from PySide6.QtGui import QResizeEvent, QShowEvent

ACCOUNTS_A_ROW = 3
MS_PER_S = 1000


class Card(Protocol):
    """What the lock screen may know of an account."""

    @property
    def id(self) -> bytes: ...
    @property
    def nickname(self) -> str: ...


class UnlockPage(QWidget):
    """Choose your nickname, type your phrase.

    Signals:
        entered(bytes, str): account id and passphrase.
        language_chosen(str): "es" or "en".
        forgot(bytes): the link under the form, for the chosen account; empty for nobody.
    """

    entered = Signal(bytes, str)
    language_chosen = Signal(str)
    forgot = Signal(bytes)

    def __init__(self, cards: Sequence[Card], is_demo: bool, language: str, told: str = "") -> None:
        """`told` is shown on a demonstration: who can enter and with which phrase."""
        super().__init__()
        self._cards = list(cards)
        self._left_s = 0
        self._each_second = QTimer(self, interval=MS_PER_S)
        self._each_second.timeout.connect(self._count_down)
        # Large text on a small screen: the card scrolls.
        whole = QVBoxLayout(self)
        whole.setContentsMargins(0, 0, 0, 0)
        self.area = QScrollArea()
        self.area.setWidgetResizable(True)
        whole.addWidget(self.area)
        ground = QWidget()
        outer = QGridLayout(ground)
        outer.setRowStretch(0, 1)
        outer.setRowStretch(2, 1)
        outer.setColumnStretch(0, 1)
        outer.setColumnStretch(2, 1)
        frame = QFrame()
        frame.setProperty("kind", "card")
        frame.setFixedWidth(theme().px(440))
        outer.addWidget(frame, 1, 1)
        inside = QVBoxLayout(frame)
        margin = theme().px(34)
        inside.setContentsMargins(margin, theme().px(28), margin, theme().px(18))
        inside.setSpacing(theme().px(12))
        inside.addLayout(_centred(Mark(44)))
        inside.addLayout(_centred(_label("Vereda", "title")))
        if is_demo:
            demo = _label(_("DEMOSTRACIÓN"), "demo")
            inside.addLayout(_centred(demo))
        hint = _label(_("Elija su apodo y escriba su frase de acceso"), "hint")
        hint.setWordWrap(True)
        inside.addWidget(hint)
        inside.addLayout(self._people())
        self.phrase = QLineEdit()
        self.phrase.setEchoMode(QLineEdit.EchoMode.Password)
        self.phrase.setAccessibleName(_("Frase de acceso"))
        self.phrase.setPlaceholderText(_("Frase de acceso"))
        self.phrase.returnPressed.connect(self._on_enter)
        inside.addLayout(self._phrase_line())
        self.problem = _label("", "error")
        self.problem.setWordWrap(True)
        self.problem.hide()
        inside.addWidget(self.problem)
        self.enter = QPushButton(_("Entrar"))
        self.enter.setProperty("kind", "primary")
        self.enter.clicked.connect(self._on_enter)
        inside.addWidget(self.enter)
        inside.addLayout(self._links(language))
        if is_demo and told:
            phrases = _label(told, "hint")
            phrases.setWordWrap(True)
            inside.addWidget(phrases)
        self.area.setWidget(ground)
        self.area.setFocusProxy(self.phrase)
        self.phrase.setFocus()

    def _people(self) -> QGridLayout:
        grid = QGridLayout()
        grid.setSpacing(theme().px(12))
        self.people = QButtonGroup(self)
        self.people.setExclusive(True)
        for index, card in enumerate(self._cards):
            choice = QToolButton()
            choice.setText(card.nickname)
            choice.setAccessibleName(card.nickname)
            choice.setCheckable(True)
            # With several accounts nobody is chosen: a phrase must not go to the wrong one.
            choice.setChecked(len(self._cards) == 1)
            choice.setIcon(avatar(card.nickname[:1].upper(), index, theme().px(36)))
            choice.setIconSize(QSize(theme().px(36), theme().px(36)))
            choice.setSizePolicy(
                choice.sizePolicy().Policy.Expanding, choice.sizePolicy().Policy.Fixed
            )
            choice.setStyleSheet(_choice_style())
            choice.clicked.connect(self._on_chosen)
            self.people.addButton(choice, index)
            grid.addWidget(choice, index // ACCOUNTS_A_ROW, index % ACCOUNTS_A_ROW)
        return grid

    def _on_chosen(self) -> None:
        self._end_wait()
        self.problem.hide()

    def _phrase_line(self) -> QHBoxLayout:
        line = QHBoxLayout()
        line.addWidget(self.phrase, 1)
        self.reveal = QPushButton(_("Ver"))
        self.reveal.setCheckable(True)
        self.reveal.setProperty("kind", "link")
        self.reveal.setAccessibleName(_("Ver lo que escribo"))
        self.reveal.toggled.connect(
            lambda on: self.phrase.setEchoMode(
                QLineEdit.EchoMode.Normal if on else QLineEdit.EchoMode.Password
            )
        )
        line.addWidget(self.reveal)
        return line

    def _links(self, language: str) -> QHBoxLayout:
        line = QHBoxLayout()
        line.setSpacing(0)
        for code, name in (("es", "Español"), ("en", "English")):
            link = QPushButton(name)
            link.setProperty("kind", "link")
            link.setCheckable(True)
            link.setChecked(code == language)
            link.clicked.connect(lambda _on=False, code=code: self.language_chosen.emit(code))
            line.addWidget(link)
        line.addStretch(1)
        forgot = QPushButton(_("Olvidé mi frase"))
        forgot.setProperty("kind", "link")
        forgot.clicked.connect(self._on_forgot)
        line.addWidget(forgot)
        return line

    @property
    def account(self) -> bytes | None:
        """The chosen account, None when nobody is chosen."""
        index = self.people.checkedId()
        return self._cards[index].id if index >= 0 else None

    def _on_forgot(self) -> None:
        self.forgot.emit(self.account or b"")

    def _on_enter(self) -> None:
        if self.account is None:
            self._say(_("Elija primero su apodo."))
            return
        if not self.phrase.text() or not self.enter.isEnabled():
            self.phrase.setFocus()
            return
        self.busy(True)
        self.entered.emit(self.account, self.phrase.text())

    def _say(self, words: str, kind: str = "error") -> None:
        if self.problem.property("kind") != kind:
            self.problem.setProperty("kind", kind)
            self.problem.style().unpolish(self.problem)
            self.problem.style().polish(self.problem)
        self.problem.setText(words)
        self.problem.show()
        self.area.ensureWidgetVisible(self.problem)

    def wait(self, seconds: float) -> None:
        """Count down until the next try is taken; choosing somebody else ends the wait."""
        self._left_s = math.ceil(seconds)
        if self._left_s > 0:
            self._each_second.start()
            self._say_wait()

    def _count_down(self) -> None:
        self._left_s -= 1
        if self._left_s > 0:
            self._say_wait()
        else:
            self._end_wait()

    def _say_wait(self) -> None:
        self.enter.setEnabled(False)
        self.enter.setText(_("Espere {n} s").format(n=self._left_s))

    def _end_wait(self) -> None:
        self._each_second.stop()
        self.busy(False)
        self.phrase.setFocus()

    def welcome_back(self) -> None:
        """The recovery code was good: the new phrase opens now."""
        self._end_wait()
        self.phrase.clear()
        self._say(_("Listo. Entre con su frase nueva."), "strong")

    def busy(self, on: bool) -> None:
        """While the key is derived: the button says so and cannot be pressed twice."""
        self.enter.setEnabled(not on)
        self.phrase.setEnabled(not on)
        for choice in self.people.buttons():
            choice.setEnabled(not on)
        self.enter.setText(_("Abriendo…") if on else _("Entrar"))
        if on:
            self.problem.hide()

    def refuse(self, *sentences: str) -> None:
        """Say why it did not open; the phrase stays selected so that it can be typed again."""
        self.busy(False)
        self._say(" ".join(sentences))
        self.phrase.selectAll()
        self.phrase.setFocus()

    def forget(self) -> None:
        """Empty the field: the phrase must not stay in a widget once it has opened the door."""
        self.phrase.clear()

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self.area.ensureWidgetVisible(self.phrase)

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        self.phrase.setFocus()

    def changeEvent(self, event: QEvent) -> None:
        if event.type() == QEvent.Type.ActivationChange and self.isActiveWindow():
            self.phrase.setFocus()
        super().changeEvent(event)


def _label(text: str, kind: str) -> QLabel:
    made = QLabel(text)
    made.setProperty("kind", kind)
    return made


def _centred(widget: QWidget) -> QHBoxLayout:
    line = QHBoxLayout()
    line.addStretch(1)
    line.addWidget(widget)
    line.addStretch(1)
    return line


def _choice_style() -> str:
    t = theme().tokens
    px = theme().px
    return (
        f"QToolButton {{ background: {t.surface}; border: 2px solid {t.line};"
        f" border-radius: {px(10)}px; padding: {px(8)}px; min-height: {px(60)}px;"
        " qproperty-toolButtonStyle: ToolButtonTextUnderIcon; }"
        f"QToolButton:checked {{ border-color: {t.accent}; }}"
        f"QToolButton:focus {{ background: {t.accent_soft}; }}"
    )


def avatar(text: str, index: int, size_px: int) -> QPixmap:
    """A round picture with a letter or two."""
    image = QPixmap(size_px * 2, size_px * 2)
    image.fill(TRANSPARENT)
    painter = QPainter(image)
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    circle = QPainterPath()
    circle.addEllipse(image.rect())
    painter.fillPath(circle, QColor(AVATAR_TONES[index % len(AVATAR_TONES)]))
    painter.setPen(QColor(AVATAR_INK))
    font = theme().font(13, bold=True)
    font.setPixelSize(round(size_px * 0.7))
    painter.setFont(font)
    metrics = QFontMetricsF(font)
    left = size_px - metrics.horizontalAdvance(text) / 2
    baseline = size_px + (metrics.ascent() - metrics.descent()) / 2
    painter.drawText(QPointF(left, baseline), text)
    painter.end()
    image.setDevicePixelRatio(2)
    return image
