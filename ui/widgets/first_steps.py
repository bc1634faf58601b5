"""What to do now, numbered and large enough to be read in a hurry."""

from __future__ import annotations

from collections.abc import Iterable

from PySide6.QtWidgets import QFormLayout, QFrame

from desktop.i18n import _, tell
from desktop.trouble import Message
from ui.theme import theme
from ui.widgets.parts import label


def first_steps_tile(steps: Iterable[Message]) -> QFrame:
    """Stands above the fields of a form: help comes before anything is written."""
    frame = QFrame()
    frame.setProperty("kind", "tile")
    frame.setProperty("tone", "info")
    form = QFormLayout(frame)
    form.setContentsMargins(theme().px(16), theme().px(12), theme().px(16), theme().px(12))
    form.setVerticalSpacing(theme().px(7))
    form.setRowWrapPolicy(QFormLayout.RowWrapPolicy.DontWrapRows)
    form.addRow(label(_("Qué hacer ahora"), "section"))
    for number, step in enumerate(steps, start=1):
        form.addRow(label(f"{number}.", "strong"), label(tell(step), wrap=True))
    return frame
