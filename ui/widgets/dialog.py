"""A dialog whose content scrolls and whose buttons do not, so that it works at 1024 by 560."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import Qt
from PySide6.QtWidgets import (
    QDialog,
    QFormLayout,
    QFrame,
    QPushButton,
    QScrollArea,
    QVBoxLayout,
    QWidget,
)

from desktop.i18n import _
from ui.theme import theme
from ui.widgets.parts import button, label, row


class Dialog(QDialog):
    """Title, a scrolling form and a row of buttons: Cancel left of the one primary action.

    It never blocks: a lock or a cover that comes meanwhile works as ever.
    """

    def __init__(self, parent: QWidget | None, title: str, primary: str, symbol: str = "") -> None:
        super().__init__(parent)
        self.setWindowTitle("Vereda")
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        outer = QVBoxLayout(self)
        margin = theme().px(24)
        outer.setContentsMargins(margin, margin, margin, theme().px(20))
        outer.setSpacing(theme().px(14))
        outer.addWidget(label(title, "title", wrap=True))
        self.area = QScrollArea()
        self.area.setWidgetResizable(True)
        self.area.setFrameShape(QFrame.Shape.NoFrame)
        self.area.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        inner = QWidget()
        self.body = QVBoxLayout(inner)
        self.body.setContentsMargins(0, 0, theme().px(8), 0)
        self.body.setSpacing(theme().px(12))
        self.area.setWidget(inner)
        outer.addWidget(self.area, 1)
        self.problem = label("", "error", wrap=True)
        self.problem.hide()
        outer.addWidget(self.problem)
        self.cancel: QPushButton = button(_("Cancelar"), then=self.reject)
        self.cancel.setAutoDefault(False)
        self.primary: QPushButton = button(primary, "primary", symbol, then=self.on_primary)
        self.primary.setDefault(True)
        self.buttons = row(None, self.cancel, self.primary)
        outer.addLayout(self.buttons)

    def ask(self, then: Callable[[], object]) -> None:
        """Open; `then` is called once when the primary action was accepted."""
        self.accepted.connect(then)
        self.open()

    def open(self) -> None:
        """Not above a cover: a page that has left the screen meanwhile asks nothing.

        And not twice: an impatient second press, while the first waited, asks nothing either.
        """
        parent = self.parentWidget()
        if parent is not None and (not parent.isVisible() or self._asks_already(parent)):
            self.deleteLater()
        else:
            super().open()

    def _asks_already(self, parent: QWidget) -> bool:
        others = parent.findChildren(Dialog, options=Qt.FindChildOption.FindDirectChildrenOnly)
        return any(type(other) is type(self) and other.isVisible() for other in others)

    def form(self) -> QFormLayout:
        """A form with the labels above their fields, which is easier to read when tired."""
        made = QFormLayout()
        made.setRowWrapPolicy(QFormLayout.RowWrapPolicy.WrapAllRows)
        made.setVerticalSpacing(theme().px(6))
        self.body.addLayout(made)
        return made

    def on_primary(self) -> None:
        """What the primary button does; a dialog with checks overrides it."""
        self.accept()

    def complain(self, text: str) -> None:
        """Say in the dialog what is missing."""
        self.problem.setText(text)
        self.problem.setVisible(bool(text))

    def fit(self, width: int, height: int) -> None:
        """Open at this size, but never larger than the window it belongs to."""
        parent = self.parentWidget()
        room = parent.window().size() if parent is not None else None
        w, h = theme().px(width), theme().px(height)
        if room is not None:
            w, h = min(w, room.width() - 40), min(h, room.height() - 40)
        self.resize(w, h)
