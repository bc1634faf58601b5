"""A dialog whose content scrolls and whose buttons do not, so that it works at 1024 by 560."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtWidgets import (
    QApplication,
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
from ui.widgets.typed_line import too_long

if TYPE_CHECKING:
    from ui.widgets.draft import Draft


class Dialog(QDialog):
    """Title, a scrolling form and a row of buttons: Cancel left of the one primary action.

    It never blocks: a lock or a cover that comes meanwhile works as ever. Where `about` is
    set before it opens, a lock keeps what was typed and the same dialog offers it again.
    """

    def __init__(self, parent: QWidget | None, title: str, primary: str, symbol: str = "") -> None:
        super().__init__(parent)
        self.about = ""
        """Names this dialog and the record that it is about, for its draft."""
        self._draft: Draft | None = None
        self.setWindowTitle("Vereda")
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        outer = self._outer = QVBoxLayout(self)
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
        self.primary: QPushButton = button(primary, "primary", symbol, then=self._on_press)
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
            return
        super().open()
        self._look_for_draft()

    def _look_for_draft(self) -> None:
        from ui.page import Page

        page = self.parentWidget()
        if self.about and isinstance(page, Page):
            from ui.widgets.draft import Draft

            self._draft = Draft(page, self.about, self.area)
            self._outer.insertWidget(1, self._draft.offer)
            self.accepted.connect(self._draft.drop)

    def leave(self) -> None:
        """A lock comes: nothing that was typed may be lost, and nothing can be asked."""
        if self._draft is not None:
            self._draft.keep()

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

    def _on_press(self) -> None:
        """Nothing is kept of a field that holds too much: never the half of what was pasted."""
        over = too_long(self)
        if over is None:
            self.on_primary()
        else:
            field, said = over
            self.complain(said)
            field.setFocus()

    def on_primary(self) -> None:
        """What the primary button does; a dialog with checks overrides it."""
        self.accept()

    def complain(self, text: str) -> None:
        """Say in the dialog what is missing."""
        self.problem.setText(text)
        self.problem.setVisible(bool(text))

    def fit(self, width: int, height: int) -> None:
        """Open at this size, but never larger than the window that all of it belongs to.

        A dialog above a small dialog may be larger than that one.
        """
        over: QWidget = self
        while isinstance(over, Dialog) and (parent := over.parentWidget()) is not None:
            over = parent.window()
        w, h = theme().px(width), theme().px(height)
        if over is not self:
            w, h = min(w, over.width() - 40), min(h, over.height() - 40)
        self.resize(w, h)


def on_screen() -> list[Dialog]:
    """Every dialog that shows, whichever page it belongs to."""
    windows = QApplication.topLevelWidgets()
    return [each for each in windows if isinstance(each, Dialog) and each.isVisible()]
