"""What a person has typed and chosen inside a widget, as texts, and how to put it back."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from PySide6.QtWidgets import (
    QAbstractButton,
    QAbstractSpinBox,
    QComboBox,
    QLineEdit,
    QPlainTextEdit,
    QSpinBox,
    QWidget,
)

ON, OFF = "on", "off"
OF_QT = "qt_"
"""What lies inside Qt's own fields has names that begin so."""


def read(root: QWidget) -> dict[str, str]:
    """Every field by its kind and number, which tell nothing. Hidden typing is left out."""
    return {name: _text(field) for name, field in _fields(root)}


def put_back(root: QWidget, kept: Mapping[str, str]) -> bool:
    """Fill the fields as `read` found them; False when the form is not the one that was read."""
    fields = dict(_fields(root))
    if fields.keys() != kept.keys():
        return False
    # In the order in which they were made: what follows from a choice comes after it.
    for name, field in fields.items():
        _fill(field, kept[name])
    return True


def _fields(root: QWidget) -> Iterator[tuple[str, QWidget]]:
    count = 0
    for field in root.findChildren(QWidget):
        if field.objectName().startswith(OF_QT) or not _takes_input(field):
            continue
        count += 1
        yield f"{type(field).__name__} {count}", field


def _takes_input(field: QWidget) -> bool:
    if isinstance(field, QLineEdit):
        plain = field.echoMode() is QLineEdit.EchoMode.Normal
        return plain and not isinstance(field.parentWidget(), QComboBox | QAbstractSpinBox)
    if isinstance(field, QAbstractButton):
        return field.isCheckable()
    return isinstance(field, QPlainTextEdit | QComboBox | QSpinBox)


def _text(field: QWidget) -> str:
    if isinstance(field, QLineEdit):
        return field.text()
    if isinstance(field, QPlainTextEdit):
        return field.toPlainText()
    if isinstance(field, QComboBox):
        return field.currentText()
    if isinstance(field, QSpinBox):
        return str(field.value())
    return ON if isinstance(field, QAbstractButton) and field.isChecked() else OFF


def _fill(field: QWidget, text: str) -> None:
    if isinstance(field, QLineEdit):
        field.setText(text)
    elif isinstance(field, QPlainTextEdit):
        field.setPlainText(text)
    elif isinstance(field, QComboBox):
        field.setCurrentIndex(max(field.findText(text), 0))
    elif isinstance(field, QSpinBox):
        field.setValue(int(text))
    elif isinstance(field, QAbstractButton):
        field.setChecked(text == ON)
