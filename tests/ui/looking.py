"""What a person sees and reaches in a window: texts, buttons, controls that take the keyboard."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from PySide6.QtCore import QAbstractItemModel, QAbstractTableModel, Qt
from PySide6.QtWidgets import (
    QAbstractButton,
    QAbstractItemView,
    QApplication,
    QComboBox,
    QLabel,
    QLineEdit,
    QPlainTextEdit,
    QPushButton,
    QWidget,
)

from ui.widgets.dialog import Dialog

if TYPE_CHECKING:
    from tests.e2e.stage import Play


def shown(play: Play, name: str, argument: object = None) -> QWidget:
    """A page of the open window, after it was asked for."""
    play.show(name, argument)
    assert play.window.shell is not None
    return play.window.shell.current


def every_text(root: QWidget) -> list[str]:
    """All that can be read or heard: texts, hints, tooltips, accessible names, rows of tables."""
    found = [root.windowTitle()]
    for widget in (root, *root.findChildren(QWidget)):
        found += [widget.accessibleName(), widget.accessibleDescription(), widget.toolTip()]
        if isinstance(widget, QLabel | QAbstractButton):
            found.append(widget.text())
        if isinstance(widget, QLineEdit):
            found += [widget.text(), widget.placeholderText()]
        if isinstance(widget, QPlainTextEdit):
            found += [widget.toPlainText(), widget.placeholderText()]
        if isinstance(widget, QComboBox):
            found += [widget.itemText(at) for at in range(widget.count())]
        if isinstance(widget, QAbstractItemView) and widget.model() is not None:
            found += _cells(widget.model())
    return [text for text in found if text]


def _cells(model: QAbstractItemModel) -> Iterator[str]:
    roles = (
        Qt.ItemDataRole.DisplayRole,
        Qt.ItemDataRole.ToolTipRole,
        Qt.ItemDataRole.AccessibleTextRole,
    )
    for row in range(model.rowCount()):
        for column in range(_columns(model)):
            for role in roles:
                value = model.index(row, column).data(role)
                if value is not None:
                    yield str(value)


def _columns(model: QAbstractItemModel) -> int:
    return model.columnCount() if isinstance(model, QAbstractTableModel) else 1


def button(root: QWidget, words: str) -> QPushButton:
    """The button that says this, on screen or not."""
    found = [each for each in root.findChildren(QPushButton) if each.text().strip() == words]
    assert len(found) == 1, [each.text() for each in root.findChildren(QPushButton)]
    return found[0]


def reachable(root: QWidget) -> list[QWidget]:
    """Controls that the keyboard is meant to reach, as they are on screen now."""
    return [
        each
        for each in root.findChildren(QWidget)
        if each.isVisible()
        and each.isEnabled()
        and each.focusPolicy() & Qt.FocusPolicy.TabFocus
        and each.focusProxy() is None
        and not each.objectName().startswith("qt_")
    ]


def dialog() -> Dialog:
    """The one dialog that is open."""
    found = dialogs()
    assert len(found) == 1, found
    return found[0]


def dialogs() -> list[Dialog]:
    return [
        each
        for each in QApplication.topLevelWidgets()
        if isinstance(each, Dialog) and each.isVisible()
    ]
