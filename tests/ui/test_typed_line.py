"""Typing and pasting: no field cuts what it is given, and no dialog keeps the half of it."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from PySide6.QtCore import QMimeData
from PySide6.QtWidgets import QApplication, QLineEdit, QPlainTextEdit

from desktop.services.people import LONGEST
from ui.person_form import PersonDialog
from ui.widgets.dialog import Dialog
from ui.widgets.phone_line import PhoneLine
from ui.widgets.typed_line import bound, too_long

pytestmark = pytest.mark.qt_log_ignore("This plugin does not support", extend=True)
UI = Path(__file__).parents[2] / "ui"
FIXED_FORMS = {"ui/pages/close/money.py", "ui/widgets/secret.py"}
"""An amount, and secrets: longer than anything that can be right, and refused when used."""


def paste(field: QLineEdit | QPlainTextEdit, text: str, html: str = "") -> None:
    """As from a word processor, which offers its own writing beside the plain one."""
    data = QMimeData()
    data.setText(text)
    if html:
        data.setHtml(html)
    QApplication.clipboard().setMimeData(data)
    field.paste()


class Asking(Dialog):
    def __init__(self) -> None:
        super().__init__(None, "Prueba", "Guardar")
        self.line = QLineEdit()
        self.text = QPlainTextEdit()
        bound(self.line, 10)
        bound(self.text, 20)
        for field in (self.line, self.text):
            self.body.addWidget(field)
        self.kept = 0

    def on_primary(self) -> None:
        self.kept += 1


@pytest.fixture
def dialog(qtbot) -> Asking:
    made = Asking()
    qtbot.addWidget(made)
    made.show()
    return made


def test_no_field_of_the_window_cuts_what_is_pasted() -> None:
    found = {
        str(path.relative_to(UI.parent))
        for path in UI.rglob("*.py")
        if re.search(r"\bsetMaxLength\(", path.read_text(encoding="utf-8"))
    }
    assert found <= FIXED_FORMS


def test_a_long_paste_stays_whole_and_the_dialog_says_so(dialog: Asking) -> None:
    paste(dialog.line, "x" * 500)
    assert dialog.line.text() == "x" * 500
    assert dialog.line.accessibleDescription()
    dialog.primary.click()
    assert dialog.kept == 0
    assert "500" in dialog.problem.text()
    dialog.line.setText("cabe")
    assert not dialog.line.accessibleDescription()
    dialog.primary.click()
    assert dialog.kept == 1


def test_a_note_that_is_too_long_is_refused_too(dialog: Asking) -> None:
    paste(dialog.text, "y" * 21)
    assert too_long(dialog) is not None
    dialog.text.setPlainText("y" * 20 + "\n")
    assert too_long(dialog) is None, "empty lines at the end are not kept anyway"


def test_what_comes_from_a_word_processor_arrives_as_plain_text(dialog: Asking) -> None:
    html = "<p style='color:white;font-size:0'>“No”<script>x</script><img src='file:///a'></p>"
    paste(dialog.text, "“No”\u00a0quiso", html)
    assert dialog.text.toPlainText().replace("\u00a0", " ") == "“No” quiso"
    paste(dialog.line, "uno\ndos\u2028tres")
    assert "\n" not in dialog.line.text()
    assert "\u2028" not in dialog.line.text()


def test_a_person_of_tomorrow_and_a_name_without_end_do_not_leave_the_form(
    qtbot, demonstration
) -> None:
    from desktop.programme.vocabulary import Stream

    form = PersonDialog(None, Stream.WOMEN, None)  # type: ignore[arg-type]
    qtbot.addWidget(form)
    form.show()
    form.nickname.setText("Luna")
    form.birth.setText("1/1/2099")
    form.primary.click()
    assert form.isVisible()
    assert form.problem.text()
    form.birth.setText("42")
    paste(form.name, "a" * (LONGEST["name"] + 1))
    form.primary.click()
    assert form.isVisible()
    form.name.setText("Ana")
    assert len(form.filled().birth) == 4
    form.primary.click()
    assert not form.isVisible()


def test_a_doubtful_number_is_warned_about_and_kept(qtbot) -> None:
    field = PhoneLine("999 123 4567")
    qtbot.addWidget(field)
    qtbot.addWidget(field.hint)
    field.editingFinished.emit()
    assert field.hint.isHidden()
    field.setText("12 no sé")
    field.editingFinished.emit()
    assert not field.hint.isHidden()
    assert field.text() == "12 no sé"
