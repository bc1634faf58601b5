"""Fields that know how much may be kept of them, and say so instead of cutting what was pasted."""

from __future__ import annotations

import re

from PySide6.QtCore import QPoint
from PySide6.QtWidgets import QLineEdit, QPlainTextEdit, QToolTip, QWidget

from desktop.i18n import _
from ui.theme import theme
from ui.widgets.tips import tip

LONGEST = "longest"
"""The property of a field that says how many letters of it may be kept."""

_BREAKS = re.compile("[\n\r\v\f\x1c-\x1e\x85\u2028\u2029]")

Field = QLineEdit | QPlainTextEdit


def bound(field: Field, longest: int) -> None:
    """Let a field take any text, and say at once when it holds more than may be kept.

    A dialog does not go on while one of its fields holds too much; services refuse it too.
    """
    field.setProperty(LONGEST, longest)
    field.textChanged.connect(lambda: _look(field))
    _look(field)


def too_long(root: QWidget) -> tuple[QWidget, str] | None:
    """The first field in sight that holds too much, and the sentence that says so."""
    fields: list[Field] = [*root.findChildren(QLineEdit), *root.findChildren(QPlainTextEdit)]
    for field in fields:
        if field.isVisibleTo(root) and (said := _sentence(field)):
            return field, said
    return None


def _sentence(field: Field) -> str:
    longest = field.property(LONGEST)
    text = field.text() if isinstance(field, QLineEdit) else field.toPlainText()
    if longest is None or len(text.strip()) <= longest:
        return ""
    words = _("Es demasiado texto: {typed} letras, y aquí caben {longest}. Acórtelo.")
    return words.format(typed=f"{len(text.strip()):,}", longest=f"{longest:,}")


def _look(field: Field) -> None:
    if isinstance(field, QLineEdit) and _BREAKS.search(field.text()):
        # Several lines were pasted into one: Qt would keep the breaks and draw them as arrows.
        at = field.cursorPosition()
        field.setText(_BREAKS.sub(" ", field.text()))
        field.setCursorPosition(at)
        return
    _show(field)


def _show(field: Field) -> None:
    said = _sentence(field)
    if bool(said) != bool(field.property("over")):
        field.setProperty("over", bool(said))
        # By the same means as the theme, whose own border stands above any other.
        field.setStyleSheet(f"border: 2px solid {theme().tokens.danger};" if said else "")
        field.setAccessibleDescription(said)
    if said and field.isVisible():
        below = field.mapToGlobal(QPoint(0, field.height()))
        QToolTip.showText(below, tip(said), field)
