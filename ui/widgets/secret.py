"""A field for what nobody beside may read, with a button that shows it."""

from __future__ import annotations

from PySide6.QtWidgets import QHBoxLayout, QLineEdit, QWidget

from desktop.i18n import _
from ui.theme import theme
from ui.widgets.parts import button

SECRET_MAX_CHARS = 200


class SecretField(QWidget):
    """A hidden line and "Ver". The focus goes to the line."""

    def __init__(self, name: str) -> None:
        super().__init__()
        self.line = QLineEdit()
        self.line.setAccessibleName(name)
        self.line.setPlaceholderText(name)
        self.line.setMaxLength(SECRET_MAX_CHARS)
        self.reveal = button(_("Ver"), then=self._on_reveal)
        self.reveal.setCheckable(True)
        self.reveal.setAccessibleName(_("Ver lo que escribo"))
        across = QHBoxLayout(self)
        across.setContentsMargins(0, 0, 0, 0)
        across.setSpacing(theme().px(8))
        across.addWidget(self.line, 1)
        across.addWidget(self.reveal)
        self.setFocusProxy(self.line)
        self.hide_again()

    @property
    def text(self) -> str:
        return self.line.text()

    def hide_again(self) -> None:
        """As it comes: what was shown once is not shown to whoever comes later."""
        self.reveal.setChecked(False)
        self._on_reveal()

    def forget(self) -> None:
        self.line.clear()
        self.hide_again()

    def _on_reveal(self) -> None:
        mode = QLineEdit.EchoMode
        self.line.setEchoMode(mode.Normal if self.reveal.isChecked() else mode.Password)
