"""What shows while the keys of the panic are held: a bar that fills, and how to stop it."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QFrame, QWidget

from desktop.i18n import _
from ui.theme import theme
from ui.widgets.hold_button import HoldButton
from ui.widgets.parts import column, label

WIDTH_PX = 420


class PanicBanner(QFrame):
    """Over the middle of the window's top, above whatever page is open.

    Signals:
        held(): the keys were held to the end.
    """

    held = Signal()

    def __init__(self, window: QWidget) -> None:
        super().__init__(window)
        self._window = window
        ink = theme().tokens.tone("danger")[0]
        self.setObjectName("panic")
        self.setStyleSheet(
            f"QFrame#panic {{ background: {theme().tokens.surface}; border: 2px solid {ink};"
            f" border-radius: {theme().px(14)}px; }}"
        )
        self.bar = HoldButton(_("Destruir las llaves de esta computadora"))
        self.bar.setProperty("kind", "danger")
        self.bar.held.connect(self._on_held)
        self.bar.let_go.connect(self.hide)
        words = label(_("Siga apretando. Si suelta, no pasa nada."), "strong", wrap=True)
        inside = column(words, self.bar, spacing=10)
        margin = theme().px(18)
        inside.setContentsMargins(margin, margin, margin, margin)
        self.setLayout(inside)
        self.setFixedWidth(theme().px(WIDTH_PX))
        self.hide()

    def begin(self) -> None:
        """The keys went down, or repeat."""
        # Behind a cover it fills unseen: the cover shows nothing.
        if self._may_show() and not self.isVisible():
            room = self._window.width()
            self.adjustSize()
            self.move((room - self.width()) // 2, theme().px(24))
            self.show()
            self.raise_()
        self.bar.begin()

    def let_go(self) -> None:
        """One of them came up."""
        self.bar.slip()

    def _on_held(self) -> None:
        self.hide()
        self.held.emit()

    def _may_show(self) -> bool:
        return self._window.findChild(QWidget, "cover") is None
