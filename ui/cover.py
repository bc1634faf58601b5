"""Quick-hide (F12): a neutral cover over the whole window that needs the phrase to lift.

The vault stays open behind it; locking (Ctrl+L) is what takes the keys away.
"""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QClipboard
from PySide6.QtWidgets import QApplication, QGridLayout, QLineEdit, QVBoxLayout, QWidget

from desktop.i18n import _
from ui.theme import theme
from ui.widgets.mark import Mark
from ui.widgets.parts import button, label


class Cover(QWidget):
    """A page of the window that shows nothing of the others.

    Signals:
        lift_asked(str): a phrase was typed; whoever holds the account checks it.
    """

    lift_asked = Signal(str)

    def __init__(self, asks: bool = True) -> None:
        super().__init__()
        self.setObjectName("cover")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self.setStyleSheet(f"QWidget#cover {{ background: {theme().tokens.paper}; }}")
        outer = QGridLayout(self)
        outer.setRowStretch(0, 1)
        outer.setRowStretch(2, 1)
        outer.setColumnStretch(0, 1)
        outer.setColumnStretch(2, 1)
        inside = QVBoxLayout()
        inside.setSpacing(theme().px(14))
        outer.addLayout(inside, 1, 1)
        inside.addWidget(Mark(64), 0, Qt.AlignmentFlag.AlignHCenter)
        self.phrase = QLineEdit()
        self.phrase.setEchoMode(QLineEdit.EchoMode.Password)
        self.phrase.setAccessibleName(_("Frase de acceso"))
        self.phrase.setPlaceholderText(_("Frase de acceso"))
        self.phrase.setFixedWidth(theme().px(320))
        self.phrase.returnPressed.connect(self._on_enter)
        self.problem = label("", "error")
        self.enter = button(_("Seguir"), "primary", then=self._on_enter)
        for each in (self.phrase, self.problem, self.enter):
            inside.addWidget(each)
            each.setVisible(asks and each is not self.problem)
        self._asks = asks
        _forget_copied()

    def take_focus(self) -> None:
        """Keys go to the field, and to nothing that is hidden."""
        (self.phrase if self._asks else self).setFocus()

    def _on_enter(self) -> None:
        if self.phrase.text() and self.enter.isEnabled():
            self.enter.setEnabled(False)
            self.lift_asked.emit(self.phrase.text())

    def refuse(self, text: str) -> None:
        self.enter.setEnabled(True)
        self.problem.setText(text)
        self.problem.show()
        self.phrase.selectAll()
        self.phrase.setFocus()


def _forget_copied() -> None:
    """What this program put on the clipboard would outlive its window."""
    clipboard = QApplication.clipboard()
    if clipboard.ownsClipboard():
        clipboard.clear(QClipboard.Mode.Clipboard)
    if clipboard.ownsSelection():
        clipboard.clear(QClipboard.Mode.Selection)
