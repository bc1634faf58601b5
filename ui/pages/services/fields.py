"""A dialog of the directory: fields one below the other, each with its words above it."""

from __future__ import annotations

from PySide6.QtWidgets import QComboBox, QLineEdit, QWidget

from desktop.i18n import _
from ui.widgets.dialog import Dialog
from ui.widgets.lines import Lines
from ui.widgets.parts import label
from ui.widgets.typed_line import bound


class DirectoryForm(Dialog):
    """What one organisation or service is; `warning` stands above the fields."""

    def __init__(
        self, parent: QWidget, title: str, about: str, warning: str, *, longest: int
    ) -> None:
        super().__init__(parent, title, _("Guardar"), "check")
        self.about = about
        self.body.addWidget(label(warning, "soft", wrap=True))
        self.fields = self.form()
        self._longest = longest

    def text(self, words: str, value: str) -> QLineEdit:
        made = QLineEdit(value)
        bound(made, self._longest)
        made.setAccessibleName(words)
        made.textChanged.connect(lambda: self.complain(""))
        self.fields.addRow(words, made)
        return made

    def box(self, words: str) -> QComboBox:
        made = QComboBox()
        made.setAccessibleName(words)
        # A long name must not make the form wider than the window.
        made.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
        self.fields.addRow(words, made)
        return made

    def several_lines(self, words: str, value: str) -> Lines:
        made = Lines(value)
        made.setAccessibleName(words)
        self.fields.addRow(words, made)
        return made
