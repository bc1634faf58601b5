from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import (
    QCheckBox,
    QComboBox,
    QLineEdit,
    QPlainTextEdit,
    QSpinBox,
    QVBoxLayout,
    QWidget,
)
from pytestqt.qtbot import QtBot

from desktop.services import drafts
from tests.e2e.stage import Play
from tests.ui.conftest import Demonstration, busy_disk
from tests.ui.looking import dialog, dialogs
from ui.pages.groups.new_group import NewGroupDialog
from ui.pages.groups.page import GroupsPage
from ui.pages.people.page import PeoplePage
from ui.person_form import PersonDialog
from ui.widgets import typed

TYPED = "Quetzal de prueba"
Again = Callable[[], Play]


@pytest.fixture
def again(locked: Callable, laptop: Path, demonstration: Demonstration) -> Again:
    """The next window, unlocked, on the same laptop."""

    def open_again() -> Play:
        play = locked(laptop)
        play.sit(demonstration.account)
        return play

    return open_again


def lock(play: Play) -> None:
    play.window.lock()
    play.until("the end", lambda: play.ended is not None)


def people(play: Play) -> PeoplePage:
    play.show("people")
    page = play.window.shell.current
    assert isinstance(page, PeoplePage)
    return page


def new_person(play: Play) -> PersonDialog:
    people(play)._on_add()
    play.settle()
    asked = dialog()
    assert isinstance(asked, PersonDialog)
    return asked


def test_a_person_half_typed_at_a_lock_is_offered_and_comes_back_as_it_was(
    play: Play, again: Again
) -> None:
    asked = new_person(play)
    QTest.keyClicks(asked.nickname, TYPED)
    reason = next(iter(asked.reasons.values()))
    reason.setChecked(True)
    asked.main.setCurrentIndex(1)
    asked.safe.setCurrentIndex(2)
    asked.note.setPlainText("dos\nlíneas")
    QTest.keyClick(asked.nickname, Qt.Key.Key_L, Qt.KeyboardModifier.ControlModifier)
    assert not dialogs()
    play.until("the end", lambda: play.ended is not None)
    after = again()
    found = new_person(after)
    assert found._draft.offer.isVisible()
    assert found.nickname.text() == ""
    found._draft.again.click()
    assert found.nickname.text() == TYPED
    assert next(iter(found.reasons.values())).isChecked()
    assert found.main.currentIndex() == 1
    assert found.safe.currentIndex() == 2
    assert found.note.toPlainText() == "dos\nlíneas"
    found.primary.click()
    after.settle()
    assert not new_person(after)._draft.offer.isVisible()


def test_a_draft_behind_a_cover_is_kept_too(play: Play, again: Again) -> None:
    QTest.keyClicks(new_person(play).nickname, TYPED)
    play.window.cover()
    play.window.lock()
    play.until("the end", lambda: play.ended is not None)
    assert new_person(again())._draft.offer.isVisible()


def test_a_draft_that_is_not_wanted_is_gone(play: Play, again: Again) -> None:
    QTest.keyClicks(new_person(play).nickname, TYPED)
    lock(play)
    after = again()
    asked = new_person(after)
    asked._draft.forget.click()
    asked.reject()
    after.settle()
    assert drafts.find(after.window.desk.work, asked.about) == {}


def test_a_dialog_closed_before_its_draft_was_found_troubles_nobody(
    play: Play, again: Again
) -> None:
    QTest.keyClicks(new_person(play).nickname, TYPED)
    lock(play)
    after = again()
    page = people(after)
    with busy_disk(after):
        page._on_add()
        dialog().reject()
    assert new_person(after)._draft.offer.isVisible()


def test_nothing_typed_leaves_no_draft(play: Play, again: Again) -> None:
    new_person(play)
    lock(play)
    assert not new_person(again())._draft.offer.isVisible()


def test_a_group_half_made_at_a_lock_is_offered_again(play: Play, again: Again) -> None:
    def ask(play: Play) -> NewGroupDialog:
        play.show("groups")
        page = play.window.shell.current
        assert isinstance(page, GroupsPage)
        page.ask_new()
        play.settle()
        asked = dialog()
        assert isinstance(asked, NewGroupDialog)
        return asked

    asked = ask(play)
    asked.what.name.setText(TYPED)
    asked.when.start.text.setText("3/4/2027")
    asked.what.sessions.setValue(7)
    lock(play)
    after = ask(again())
    after._draft.again.click()
    assert after.what.name.text() == TYPED
    assert after.when.start.day is not None
    assert after.when.start.day.isoformat() == "2027-04-03"
    assert after.what.sessions.value() == 7


def test_a_draft_lies_in_no_file_in_clear(play: Play, laptop: Path) -> None:
    QTest.keyClicks(new_person(play).nickname, TYPED)
    lock(play)
    for path in laptop.rglob("*"):
        if path.is_file():
            data = path.read_bytes()
            assert TYPED.encode() not in data
            assert TYPED.encode("utf-16-le") not in data


def test_hidden_typing_is_never_read(qtbot: QtBot) -> None:
    form = QWidget()
    qtbot.addWidget(form)
    inside = QVBoxLayout(form)
    secret = QLineEdit("frase de acceso")
    secret.setEchoMode(QLineEdit.EchoMode.Password)
    inside.addWidget(secret)
    inside.addWidget(QLineEdit("apodo"))
    assert list(typed.read(form).values()) == ["apodo"]


def test_another_form_takes_nothing_of_a_draft(qtbot: QtBot) -> None:
    before, now = QWidget(), QWidget()
    for form, fields in (
        (before, [QLineEdit("uno"), QCheckBox("x"), QSpinBox(), QPlainTextEdit("y"), QComboBox()]),
        (now, [QLineEdit("dos"), QPlainTextEdit("z")]),
    ):
        qtbot.addWidget(form)
        inside = QVBoxLayout(form)
        for field in fields:
            inside.addWidget(field)
    assert not typed.put_back(now, typed.read(before))
    assert list(typed.read(now).values()) == ["dos", "z"]
