"""The window in which a material is shown. When it leaves the screen, everything ends with it."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QElapsedTimer, Qt, QTimer, Signal
from PySide6.QtGui import QCloseEvent, QHideEvent, QKeySequence, QMouseEvent, QShortcut
from PySide6.QtWidgets import QApplication, QHBoxLayout, QVBoxLayout, QWidget

from desktop.i18n import _
from ui.theme import theme
from ui.widgets.elided import Elided
from ui.widgets.parts import button

BAR_SHOWS_MS = 3000
"""So long the bar stays after the mouse moved, in full screen."""


class Stage(QWidget):
    """What is shown fills it; the bar below has what can be done.

    A lock, F12 and the panic hide every window: then it ends at once, and so does its
    sound. It is not shown again.

    Signals:
        ended(int): it is gone; for so many seconds something was shown.
        troubled(object): it cannot go on, and why.
    """

    ended = Signal(int)
    troubled = Signal(object)

    def __init__(self, parent: QWidget, title: str) -> None:
        super().__init__(parent, Qt.WindowType.Window)
        self.owner = parent
        self.setWindowTitle("Vereda")
        self.setObjectName("stage")
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self.setMouseTracking(True)
        tokens = theme().tokens
        self.setStyleSheet(
            f"QWidget#stage {{ background: black; }}"
            f"QWidget#stagebar {{ background: {tokens.surface}; }}"
        )
        self.hidden_by_others = False
        self._over = False
        self._watch = QElapsedTimer()
        self._shown_ms = 0
        outer = QVBoxLayout(self)
        outer.setContentsMargins(0, 0, 0, 0)
        outer.setSpacing(0)
        self.content = QVBoxLayout()
        outer.addLayout(self.content, 1)
        self.bar = QWidget()
        self.bar.setObjectName("stagebar")
        self.tools = QHBoxLayout()
        px = theme().px
        self.tools.setContentsMargins(px(14), px(8), px(14), px(8))
        self.tools.setSpacing(px(8))
        self.bar.setLayout(self.tools)
        outer.addWidget(self.bar)
        self.name = Elided("strong")
        self.name.setText(title)
        self.whole = button(_("Pantalla completa"), "icon", "corners-out", self.turn_whole)
        self.whole.setToolTip(_("Pantalla completa") + " (F)")
        self.leave = button(_("Cerrar"), "", "x", self.close)
        self._resting = QTimer(self, interval=BAR_SHOWS_MS, singleShot=True)
        self._resting.timeout.connect(self._rest)
        self.on_key("F", self.turn_whole)
        self.on_key("Esc", self._on_escape)

    def end_bar(self) -> None:
        """After its own tools a stage adds those that every one has."""
        self.tools.addWidget(self.whole)
        self.tools.addWidget(self.leave)

    def on_key(self, keys: str, act: Callable[[], object]) -> None:
        QShortcut(QKeySequence(keys), self).activated.connect(act)

    def appear(self) -> None:
        """As large as the window that it belongs to, and above it."""
        self.setGeometry(self.owner.window().geometry())
        self.show()
        self.activateWindow()

    # --- what a stage does ----------------------------------------------------------

    def stop(self) -> None:
        """End what goes on, and let go of the material. Called once."""

    def counting(self, on: bool) -> None:
        """Whether something is being shown now; the seconds are told at the end."""
        if self._watch.isValid():
            self._shown_ms += self._watch.elapsed()
            self._watch.invalidate()
        if on:
            self._watch.start()

    def end(self) -> None:
        """At once, before this returns: no sound, no picture. Twice is once."""
        if not self._over:
            self._over = True
            self.counting(False)
            self.stop()
            self.ended.emit(round(self._shown_ms / 1000))

    @property
    def over(self) -> bool:
        return self._over

    # --- the window -----------------------------------------------------------------

    def turn_whole(self) -> None:
        if self.isFullScreen():
            self.showNormal()
            self.bar.show()
        else:
            self.showFullScreen()
            self._rest()

    def _on_escape(self) -> None:
        if self.isFullScreen():
            self.turn_whole()
        else:
            self.close()

    def _rest(self) -> None:
        if self.isFullScreen():
            self.bar.hide()

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        if self.isFullScreen():
            self.bar.show()
            self._resting.start()
        super().mouseMoveEvent(event)

    def closeEvent(self, event: QCloseEvent) -> None:
        self.end()
        super().closeEvent(event)

    def hideEvent(self, event: QHideEvent) -> None:
        super().hideEvent(event)
        if not event.spontaneous() and not self._over:
            self.hidden_by_others = True
            self.end()
            self.deleteLater()


def end_all() -> None:
    """One material at a time: two sounds at once are none."""
    for each in QApplication.topLevelWidgets():
        if isinstance(each, Stage) and not each.over:
            each.close()
