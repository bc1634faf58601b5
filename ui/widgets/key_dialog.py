"""A dialog about keys: secrets are typed hidden, and what it asks for takes a moment."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from PySide6.QtWidgets import QDialog, QFormLayout, QLineEdit, QWidget

from ui.tasks import Tasks
from ui.widgets.dialog import Dialog
from ui.widgets.trouble import sentences


class KeyDialog(Dialog):
    """Its primary action runs a call about keys; it stays open until that is good."""

    def __init__(self, parent: QWidget, tasks: Tasks, title: str, primary: str) -> None:
        super().__init__(parent, title, primary, "check")
        self._tasks = tasks

    def field(self, form: QFormLayout, name: str) -> QLineEdit:
        """A field that takes back an old complaint as soon as something is typed."""
        made = QLineEdit()
        made.setAccessibleName(name)
        made.textChanged.connect(lambda: self.complain(""))
        form.addRow(name, made)
        return made

    def secret(self, form: QFormLayout, name: str) -> QLineEdit:
        made = self.field(form, name)
        made.setEchoMode(QLineEdit.EchoMode.Password)
        return made

    def run(self, call: Callable[..., Any], *args: Any, then: Callable[[], object]) -> None:
        """Derivations of keys take a moment: the dialog waits for them, the window does not."""
        self._wait(True)

        def done(_answer: object) -> None:
            then()
            self.accept()

        def failed(problem: BaseException) -> None:
            self._wait(False)
            self.complain(" ".join(sentences(problem)))

        self._tasks.run(call, *args, then=done, failed=failed)

    def _wait(self, on: bool) -> None:
        self.primary.setEnabled(not on)
        self.cancel.setEnabled(not on)

    def reject(self) -> None:
        """Not while keys change: who cancels must not find another phrase tomorrow."""
        if self.cancel.isEnabled():
            self.done(QDialog.DialogCode.Rejected)
